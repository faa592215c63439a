// models/coopetition/parameters.hpp
// Parameters of coopetition games: who depends on whom, what actions are worth, how trust moves.
// Sources: Pant & Yu, "Computational Foundations for Strategic Coopetition" (TR-1, arXiv 2510.18802) and
// "Trust Dynamics in Strategic Coopetition" (TR-2, arXiv 2510.24909).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "solvers/core/vector.hpp"

namespace models::coopetition {

using solvers::Matrix;
using solvers::Vector;

struct Actor {
  std::string name;
  double endowment = 100;  ///< e > 0: actions lie in [0, e]
  double share = 0;        ///< alpha in [0, 1]: of the synergy; all sum to 1
  double own_weight = 0;   ///< >= 0: of goals that the actor reaches alone
};

/// What one action yields by itself.
enum class ValueForm {
  logarithmic,  ///< theta log(1 + a)
  power,        ///< a^beta
};

struct ActionValue {
  ValueForm form = ValueForm::logarithmic;
  double scale = 20;              ///< theta > 0, of the logarithmic form
  double exponent = 0.75;         ///< beta in (0, 1), of the power form
  double complementarity = 0.65;  ///< gamma >= 0
};

/// How trust is built after cooperation, as the sources have it in different places.
enum class Building {
  product,  ///< lambda+ s (1 - T) Theta: arXiv v1, suite v1.0, the released files
  gap,      ///< lambda+ s max(0, Theta - T): documentation, suite HEAD, gym
};
/// When reputation damage heals.
enum class Decay {
  regime,  ///< only after s >= 0: both suites, gym
  always,  ///< every period: documentation, the released files
};
/// What updated trust is cut to.
enum class Clip {
  unit,     ///< [0, 1]
  ceiling,  ///< [0, Theta], Theta of the period before: gym
};
/// How trust enters utility.
enum class Gating {
  reciprocity,  ///< Def. 3.4: + rho sum_j T_ij (a_j - b_j) a_i
  dependence,   ///< gym: D_ij becomes min(T_ij, Theta_ij) D_ij, and rho is not used
};

/// The two-layer law of trust and reputation damage, Def. 3.2, 3.3 and 3.5.
struct TrustLaw {
  double building_rate = 0.10;  ///< lambda+ in [0, 1]
  double erosion_rate = 0.30;   ///< lambda- in [0, 1]
  double damage_rate = 0.60;    ///< mu_R in [0, 1]
  double decay_rate = 0.03;     ///< delta_R in [0, 1]
  double amplification = 0.5;   ///< xi >= 0
  double sensitivity = 1.0;     ///< kappa > 0, per unit of action
  Building building = Building::product;
  Decay decay = Decay::regime;
  Clip clip = Clip::unit;
};

/// Trust and reputation damage of every ordered pair. The diagonal has no meaning and never moves.
struct TrustState {
  Matrix trust;   ///< T, N x N in [0, 1]: row trusts column
  Matrix damage;  ///< R, N x N in [0, 1]: Theta = 1 - R is the ceiling
};

struct Trust {
  TrustLaw law;
  double reciprocity = 0.2;  ///< rho >= 0, payoff per unit of action squared
  Gating gating = Gating::reciprocity;
  TrustState initial;
  Vector baseline;  ///< b, N in unit of action; empty: the Nash equilibrium of private payoffs
};

enum class Concept { coopetitive, trust_contingent, markov_perfect };

/// Which equilibrium is played where there are several.
enum class Selection {
  smallest,  ///< the least in every actor's action
  largest,
  nearest,  ///< to the actions of the period before; first to the baseline
};

/// Actions held over some periods.
struct Phase {
  std::string name;
  int rounds = 1;
  Vector actions;  ///< N, unit of action
};

struct Simulation {
  bool scripted = false;  ///< actions come from `phases`; else each period's equilibrium is played
  std::vector<Phase> phases;
  bool repeat = false;  ///< the script begins anew when it ends
  int rounds = 50;      ///< periods; of a script without `repeat` at most its length
  Selection selection = Selection::smallest;
};

/// A parameter along which the set of equilibria is followed.
enum class Axis { reciprocity, trust, baseline };

/// Where along one parameter the number of trust-contingent equilibria changes.
struct FoldSearch {
  Axis axis = Axis::reciprocity;
  std::optional<double> from, to;  ///< default: [0, 0.2] of rho, [0, 1] of trust, [0, largest endowment] of b
  int points = 41;                 ///< of the scan, at least 2
  double deviation = 2;  ///< > 0, of lasting cooperation or violation, for the fixed points of trust
};

/// Parameters of the trust law that TR-2's factorial experiment varies, in its order.
inline constexpr std::array<std::string_view, 7> factor_names = {
    "building_rate", "erosion_rate", "damage_rate", "decay_rate",
    "amplification", "reciprocity",  "sensitivity"};

/// TR-2's factorial experiment on one pair: every combination of levels, the last factor fastest.
struct Factorial {
  std::array<std::vector<double>, factor_names.size()> levels;  ///< in the order of `factor_names`
  bool reactive =
      false;  ///< signals tanh(kappa (x + rho T)) instead of tanh(x), in which rho and kappa are idle
  int samples = 4096;   ///< of the indices over continuous ranges; 0: none
  int resamples = 500;  ///< of their bootstrap
};

/// TR-2's rubric for a scripted case.
struct Rubric {
  bool pairs_only = false;  ///< trust is averaged over ordered pairs, not over the whole matrix
  int draws = 400;          ///< of parameters, for the distribution of the score
};

/// Which of several pure equilibria of a finite stage game is played.
enum class StageSelection {
  smallest,  ///< the least action of actor 1, then of actor 2
  largest,
  joint,  ///< the largest sum of payoffs, then the smallest
};

/// Play that looks ahead: backward induction over a grid of states (T12, T21, R12, R21).
struct Markov {
  double discount_factor = 0.95;  ///< of a period, in [0, 1)
  int periods = 30;               ///< T
  int actions = 21;               ///< of each actor, equally spaced on [0, e]
  int points = 9;                 ///< of the grid, a dimension
  int finer_points = 13;          ///< of the second grid; 0: none
  int states = 1000;              ///< drawn off the grid for the certificate
  StageSelection selection = StageSelection::smallest;
};

struct Parameters {
  std::vector<Actor> actors;
  Matrix dependence;  ///< D, N x N in [0, 1], zero diagonal: how much row depends on column
  ActionValue value;
  Trust trust;
  Concept concept_ = Concept::coopetitive;
  Simulation simulation;
  FoldSearch folds;
  std::optional<Factorial> factorial;  ///< `simulate` makes the experiment instead of playing the game
  std::optional<Rubric> rubric;
  Markov markov;
  std::vector<std::string> notes;  ///< on how the description was read

  int count() const { return static_cast<int>(actors.size()); }
};

}  // namespace models::coopetition

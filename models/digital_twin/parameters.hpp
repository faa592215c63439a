// models/digital_twin/parameters.hpp
// Parameters of the digital-twin trust game.
// Source: Li & Li, "Digital Twin-Driven Trust-Aware Strategy Modeling in Asymmetric Multi-Agent Social Games".
#pragma once

#include <optional>
#include <vector>

#include "solvers/core/vector.hpp"

namespace models::digital_twin {

using solvers::Matrix;
using solvers::Vector;

/// Which own-payoff derivative a player follows.
enum class Gradient {
  printed,     ///< (15): rivals' information held fixed
  exact,       ///< of (9)-(11): own sharing also leaks to the rivals who trust the player
  stationary,  ///< as `exact`, with inbound trust moving with the player's own honesty
};

enum class Concept {
  nash,               ///< of the stated payoffs, under `gradient`
  symmetric_nash,     ///< identical players: S2, S3, S4 by gradient; S-kappa with a discount factor
  printed_symmetric,  ///< the source's system (16): S0
};

/// The number of players is the length of the vectors; each holds one entry a player.
struct Players {
  Vector sharing_cost;             ///< c1 > 0
  Vector probing_cost;             ///< c2 > 0
  Vector deception_cost;           ///< c3 > 0
  Vector information_sensitivity;  ///< lambda > 0
  Vector reward;                   ///< R > 0
  Vector sharing_value;            ///< a >= 0
  Vector probing_value;            ///< b >= 0
  Vector trust_rate;               ///< eta in (0, 1), of (7)
  Vector learning_rate;            ///< eta hat > 0, step of (14)

  int count() const { return static_cast<int>(reward.size()); }
  bool identical() const;  ///< every player has the same parameters of payoff
};

/// Trust of i in j: moving with honesty (tau_ij = alpha_j (1 - delta_j)), one number for all pairs, or a matrix.
/// A number is kept as a number: for 10^5 players no matrix is made.
struct Trust {
  enum class Kind { steady_state, uniform, matrix };
  Kind kind = Kind::steady_state;
  double value = 0;  ///< of `uniform`
  Matrix matrix;     ///< of `matrix`: (i, j) = trust of i in j, in [0, 1], zero diagonal
};

enum class BeliefRule { last, window, cumulative, exponential, dirichlet, kalman };
enum class Honesty {
  joint,    ///< E[alpha (1 - delta)]
  product,  ///< E[alpha] (1 - E[delta]), the source's (6)
};

/// Beliefs (5) and the rule by which they follow what was observed.
struct Belief {
  BeliefRule rule = BeliefRule::last;
  int window = 5;                     ///< rounds kept by `window`
  double weight = 0.3;                ///< of the newest observation in `exponential`, in (0, 1]
  double prior_strength = 1;          ///< pseudo-counts of each of the 4 cells in `dirichlet`, > 0
  double process_variance = 0.01;     ///< of the random walk in `kalman`, >= 0
  double observation_variance = 0.1;  ///< of `kalman`, > 0
  Honesty honesty = Honesty::joint;
};

/// The horizon version (13) of learning; absent for the one-step rule (14).
struct Horizon {
  enum class Plan { impulse, stationary };
  std::optional<double> discount_factor;  ///< gamma in (0, 1]; in (0, 1) for the symmetric system S-kappa
  int length = 1;                         ///< H rounds looked ahead; 1 is (14)
  Plan plan = Plan::impulse;
};

struct Simulation {
  int rounds = 50;  ///< states recorded, t = 0, ..., rounds - 1
  Belief belief;
  std::optional<Matrix> initial_strategies;  ///< N x 3; drawn and projected where absent
  double initial_trust = 0;                  ///< tau_0 of every pair, in [0, 1]
  std::optional<Matrix> initial_trust_matrix;  ///< tau_0 pair by pair, N x N, in [0, 1]: replaces `initial_trust`
};

struct Parameters {
  Players players;
  Gradient gradient = Gradient::exact;
  Trust trust;
  Concept concept_ = Concept::nash;
  Horizon horizon;
  Simulation simulation;
};

}  // namespace models::digital_twin

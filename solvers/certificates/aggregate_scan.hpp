// solvers/certificates/aggregate_scan.hpp
// Every equilibrium of an aggregative game, proved, for any number of players: a scan over the sum of all
// choices.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/constrained_game.hpp"

namespace solvers {

/// Each player chooses one number x_i, and others matter to him only through S = sum_j x_j.
struct AggregativeGame {
  std::vector<SmoothFunctionPtr> payoff;                 ///< h_i(z), z = (x_i, S, p)
  Vector lower, upper;                                   ///< of x; upper may be infinite
  double cap = std::numeric_limits<double>::infinity();  ///< shared constraint S <= cap
  Vector parameters{};                                   ///< p
  /// By player, where known: (W, T) -> an enclosure of h_x + h_S times something positive at x = w S, for all
  /// w in W, part of [0, 1], and all positive S in T; at w = 0 its limit where it is infinite. What decides
  /// near 0, where payoffs may have no derivative. Needs lower bounds of 0. Empty: none is known.
  std::vector<std::function<Ball(const Interval&, const Interval&)>> near_zero{};
};

/// The game with h_i(x, S) = U_i at x_i = x with the rest S - x spread evenly over the rivals: right for
/// games whose payoffs depend on rivals through their sum alone, which the caller warrants. Throws
/// std::invalid_argument for a player with several variables or constraints of his own.
AggregativeGame aggregative_game(const ConstrainedGame&,
                                 double cap = std::numeric_limits<double>::infinity());

struct AggregateScanOptions {
  long max_cells = 20'000;  ///< at least 1
  double smallest = 1e-9;   ///< narrower cells, times max(1, |S|), are not split; in (0, 1)
  double far = 0x1p50;      ///< sums and multipliers up to this size are covered; > 0
  Stop stop{};
};

struct AggregateEquilibrium {
  Interval total;       ///< S
  Interval multiplier;  ///< of the cap
  IntervalBox profile;  ///< of x at the one equilibrium
  Interval within;      ///< of S, or of the multiplier where the cap binds: no other equilibrium has it there
};

struct AggregateScanResult {
  Termination termination =
      Termination::not_started;  ///< converged, stalled (undecided cells), evaluation_limit, ...
  std::vector<AggregateEquilibrium>
      equilibria;                   ///< stationary profiles, each proved to exist and unique there
  std::vector<Interval> undecided;  ///< of S where below the cap, of the multiplier at it
  bool complete = false;            ///< no stationary profile but these
  long cells = 0;
};

/// Stationary profiles (equilibria where payoffs are concave in x_i): for each cell of S, the x_i at which
/// h_x + h_S - lambda = 0, or at a bound with the right sign, are enclosed; cells where they cannot sum to S
/// are excluded; a certain sign of d(sum x_i - S)/dS with a change of sign proves exactly one. Where S = cap
/// the same scan runs over the multiplier. Cost: players times cells. Source: Novshek (1985), Rev. Econ.
/// Stud. 52, 85-98; Cornes & Hartley (2005), Economic Theory 26, 923-946. Throws std::invalid_argument for
/// shapes that disagree, an infinite lower bound, or an option out of range.
AggregateScanResult scan_aggregate(const AggregativeGame&, const AggregateScanOptions& = {});

/// The only equilibrium with S near `at`, or where at_cap with S = cap and the multiplier near it: cells
/// around it are tried from wide to narrow. Nothing where none decides.
std::optional<AggregateEquilibrium> prove_aggregate_equilibrium(const AggregativeGame&, double at,
                                                                bool at_cap, const Stop& = {});

/// Throws std::invalid_argument for shapes that disagree or an infinite lower bound.
void check_aggregative(std::string_view who, const AggregativeGame&);

}  // namespace solvers

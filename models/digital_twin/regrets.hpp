// models/digital_twin/regrets.hpp
// What each player would gain by its global best response, with rigorous bounds on both sides.
#pragma once

#include <vector>

#include "models/digital_twin/best_response.hpp"
#include "solvers/core/stop.hpp"

namespace models::digital_twin {

struct RegretOptions {
  int max_cuts = 400;  ///< for each player; see BestResponseOptions
  double inflation =
      0;  ///< relative radius given to every parameter in balls: 0 proves about the doubles as read
  /// Up to so many players rivals are followed one by one; beyond, along the tangent of their level, which
  /// bounds the regret from above in O(1) an evaluation.
  int rivals_one_by_one = 64;
  /// Asked before each player; those left over have an infinite bound.
  solvers::Stop stop{};
};

struct PlayerRegret {
  double payoff = 0;                          ///< at the profile, in double
  double payoff_lower = 0, payoff_upper = 0;  ///< rigorous bounds of it
  BestResponseResult response;                ///< against the profile
  double measured = 0;                        ///< response.value - payoff in double, at least 0
  double bound = 0;  ///< rigorous upper bound of the regret, at least 0; infinity where none was reached
  double gain = 0;   ///< rigorous lower bound of what `response.strategy` gains, at least 0
  double range = 0;  ///< R + max(c1, c2, c3): every payoff of the player lies in [-max c, R]
};

/// The regret in one own problem, given in double and in balls, of a strategy that pays `payoff`, enclosed in
/// `sure_payoff`. range: of the player's payoffs.
PlayerRegret regret_in(const OwnProblem<double>& own, const OwnProblem<solvers::Ball>& rigorous,
                       double payoff, const solvers::Ball& sure_payoff, double range,
                       const RegretOptions& options = {});

/// The regret of every player at `profile`, in the meaning of `gradient`: rivals' information held
/// (`printed`), trust held (`exact`), inbound trust following own honesty (`stationary`). profile: 3 N
/// feasible numbers.
std::vector<PlayerRegret> regrets(Gradient gradient, const Players& players, const Trust& trust,
                                  const Vector& profile, const RegretOptions& options = {});

/// The players' parameters in balls, each of relative radius `inflation`.
PlayersOf<solvers::Ball> inflated_players(const Players& players, double inflation);

/// Largest of a member over the players.
double largest(const std::vector<PlayerRegret>& regrets, double PlayerRegret::*member);

}  // namespace models::digital_twin

// solvers/games/logit_path.hpp
// Logit quantal response equilibria of a finite game, followed from uniform play to a Nash equilibrium.
#pragma once

#include <string>
#include <vector>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/finite_game.hpp"

namespace solvers {

struct LogitPathOptions {
  double max_precision = 1e6;  ///< lambda, times the payoff range, at which the path counts as followed; > 0
  double first_step = 0.03;    ///< of arc length; > 0
  double tolerance = 1e-10;    ///< of the equations at each point kept; in (0, 1)
  long max_steps = 20'000;     ///< at least 1
  Stop stop{};
};

struct LogitPoint {
  double precision = 0;  ///< lambda, per unit of payoff
  MixedProfile profile;  ///< x_ia = exp(lambda u_ia) / sum_b exp(lambda u_ib)
};

struct LogitPathResult {
  Termination termination = Termination::not_started;
  std::vector<LogitPoint> path;  ///< from lambda = 0, every point kept
  MixedProfile limit;     ///< the last point, moved to the exact equilibrium on its supports if there is one
  double regret = 0;      ///< largest gain at `limit`, evaluated afresh, unit of payoff
  bool polished = false;  ///< `limit` solves the equations of indifference of its supports
  std::string detail;
};

/// The principal branch of the logit correspondence: quantal response equilibria for each lambda, whose limit
/// is the logit solution, a Nash equilibrium. Predictor-corrector along the arc length in log probabilities,
/// so that turning points are passed. Source: McKelvey & Palfrey (1995), Games Econ. Behav. 10, 6-38; Turocy
/// (2005), Games Econ. Behav. 51, 243-263. Throws std::invalid_argument for a wrong game or an option out of
/// range.
LogitPathResult follow_logit_path(const FiniteGame&, const LogitPathOptions& = {});

}  // namespace solvers

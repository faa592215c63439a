// models/digital_twin/best_response.hpp
// One player's best response with proof that it is the global one: a search in double whose deciding steps
// are verified in balls.
#pragma once

#include <vector>

#include "models/digital_twin/own_problem.hpp"
#include "solvers/core/verdict.hpp"

namespace models::digital_twin {

struct BestResponseOptions {
  int max_cuts = 400;  ///< of the range of log odds; at least 1. More cells, a sharper bound
};

struct BestResponseResult {
  OwnStrategy strategy;  ///< the best found; deception 0
  double value = 0;      ///< its payoff, evaluated in double
  double lower = 0;      ///< rigorous lower bound of its payoff
  double upper = 0;      ///< rigorous upper bound of the payoff of every strategy
  int cuts = 0;          ///< cells that the proof needed beyond the piece around the maximiser
  solvers::Verdict verdict =
      solvers::Verdict::undecided;  ///< proved: `upper` exceeds `lower` by rounding only
};

/// One piece of the range of log odds x with the multiplier g by which its payoffs are bounded:
/// U <= [R sigma(x) - g x] + max over strategies of [g x - cost], for any g >= 0.
struct Cell {
  double lower = 0;  ///< of x; -infinity in the first cell
  double upper = 0;
  double multiplier = 0;  ///< g
  OwnStrategy maximiser;  ///< of g x - cost, nearly
};

/// What the search in double hands over to be verified: nothing in it is trusted.
struct Cover {
  OwnStrategy best;
  double best_value = 0;
  OwnStrategy highest;                      ///< where x is nearly largest
  bool has_piece = false;                   ///< a piece around `best` on which first-order conditions decide
  double piece_lower = 0, piece_upper = 0;  ///< of x; infinite ends allowed
  std::vector<Cell> cells;                  ///< with the piece they cover the range of x
  bool exhausted = false;                   ///< the budget of cuts ran out
};

/// The strategy that maximises g x - cost over s, b >= 0, s + b <= 1. x(argmax(g)) never falls as g grows,
/// and every local maximiser of the payoff is argmax(g) for g = R sigma'(x).
OwnStrategy argmax(const OwnProblem<double>& own, double g);

/// Find the global maximiser and a cover of the range of x that shows it. Method: branch and bound on g.
Cover search(const OwnProblem<double>& own, const BestResponseOptions& options = {});

/// Rigorous upper bound of the payoff of every strategy, by the cover's cells and piece in balls. Weak
/// duality; on the piece strict concavity along the best path, which needs `best` to be stationary only up to
/// rounding.
solvers::Ball upper_bound(const OwnProblem<solvers::Ball>& own, const Cover& cover);

/// Both, for a problem in double and the same one in balls (thin, or thick where rivals are known as a box).
/// Throws std::invalid_argument for max_cuts < 1.
BestResponseResult best_response(const OwnProblem<double>& own, const OwnProblem<solvers::Ball>& rigorous,
                                 const BestResponseOptions& options = {});

/// Whether a strategy known to satisfy the first-order conditions exactly, somewhere in the box (s, b) with
/// budget s + b = 1 where `on_budget`, surely is the global best response: nothing better on the piece around
/// it, and every cell's bound below its payoff.
bool certainly_best(const OwnProblem<solvers::Ball>& own, const Cover& cover, const solvers::Ball& s,
                    const solvers::Ball& b, bool on_budget);

}  // namespace models::digital_twin

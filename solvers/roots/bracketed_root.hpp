// solvers/roots/bracketed_root.hpp
// A root of one continuous function of one variable, kept inside a bracket.
#pragma once

#include <functional>

#include "solvers/core/interval.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace solvers {

using Bracket = Interval;  ///< over whose ends a function changes sign

struct BracketedRootProblem {
  std::function<double(double)> function;  ///< continuous on the bracket
  Bracket bracket;                         ///< finite, in the unit of x
};

struct BracketedRootOptions {
  double relative_tolerance = 1e-14;  ///< final bracket width over |x|; in (0, 1)
  int max_evaluations = 200;          ///< of `function`; at least 3
  Stop stop{};
};

struct BracketedRootResult {
  Termination termination = Termination::not_started;
  double root = 0;  ///< the end of `bracket` with the smaller |function|; after `not_finite` the bad point
  double residual = 0;  ///< function(root), in the unit of `function`
  Bracket bracket{};    ///< still encloses the sign change; a single point where function is exactly 0
  int evaluations = 0;  ///< calls of `function`
};

/// Find x with function(x) = 0. An end where the function is 0 is a root. A pole with a change of sign is
/// found too: the residual tells. Method: TOMS 748, superlinear, with bisection as its safeguard. Source:
/// Alefeld, Potra & Shi (1995), ACM Trans. Math. Softw. 21(3), 327-344. Throws std::invalid_argument for an
/// empty or infinite bracket, equal signs at its ends, or an option out of range. A spent budget is an
/// answer, not an error: see `termination`; so is a NaN or infinite value, which ends the search at once.
BracketedRootResult find_root(const BracketedRootProblem&, const BracketedRootOptions& = {});

}  // namespace solvers

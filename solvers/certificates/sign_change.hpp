// solvers/certificates/sign_change.hpp
// Proof that a continuous function of one variable has a root between two floats, and that it has only one.
#pragma once

#include <functional>

#include "solvers/core/interval.hpp"
#include "solvers/core/verdict.hpp"
#include "solvers/scalars/ball.hpp"

namespace solvers {

struct SignChangeProblem {
  std::function<Ball(const Ball&)>
      function;  ///< an enclosure of f over the argument; continuous on the bracket
  std::function<Ball(const Ball&)> derivative{};  ///< of f'; empty: uniqueness is not asked
  Interval bracket;                               ///< two floats, lower <= upper
};

struct SignChangeOptions {
  int max_pieces = 64;  ///< into which the bracket may be cut to decide the sign of f or f'; at least 1
};

struct SignChangeResult {
  /// proved: a root lies in the bracket. refuted: f has one sign on all of it. undecided: neither was shown.
  Verdict root = Verdict::undecided;
  /// proved: exactly one root, f being strictly monotone on the bracket. undecided otherwise.
  Verdict unique = Verdict::undecided;
  int pieces = 0;  ///< that were evaluated
};

/// A root by the intermediate value theorem: f at the two ends, in balls, has certainly opposite signs, or is
/// certainly 0 at one. Throws std::invalid_argument for a missing function, a bracket that is none, or an
/// option.
SignChangeResult certify_sign_change(const SignChangeProblem&, const SignChangeOptions& = {});

}  // namespace solvers

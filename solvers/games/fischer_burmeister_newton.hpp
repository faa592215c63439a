// solvers/games/fischer_burmeister_newton.hpp
// Semismooth Newton on the Fischer-Burmeister form of a complementarity problem: converges from far away,
// fast at the end, with shared constraints and multipliers included.
#pragma once

#include <string>
#include <vector>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/complementarity.hpp"

namespace solvers {

struct FischerBurmeisterOptions {
  double tolerance = 1e-12;     ///< of the natural residual, times max(1, largest |w|); in (0, 1)
  long max_iterations = 200;    ///< at least 1
  int memory = 5;               ///< merits that the line search may fall back to (1: monotone); at least 1
  std::vector<Vector> deflate;  ///< known solutions, which the search is to keep away from
  Stop stop{};
};

struct ComplementarityResult {
  Termination termination = Termination::not_started;
  Vector solution;      ///< w within its bounds, the iterate of least residual
  double residual = 0;  ///< natural residual there, evaluated afresh; NaN: not finite
  long iterations = 0;
  long evaluations = 0;  ///< of G
  std::string detail;    ///< why it stopped, in words
};

/// A w that solves the problem. Phi(w) = 0 with phi(a, b) = a + b - sqrt(a^2 + b^2), for two bounds
/// phi(w - l, -phi(u - w, -G)). Newton steps with an element of the generalised Jacobian, projected on the
/// bounds, under a nonmonotone line search on |Phi|^2 / 2; where they fail, Levenberg-Marquardt steps with
/// growing damping. `stalled` at a stationary point of the merit that is no solution.
/// Source: De Luca, Facchinei & Kanzow (1996), Math. Programming 75, 407-439; Billups (1995) for two bounds;
/// line search: Grippo, Lampariello & Lucidi (1986); deflation: Croci & Farrell (2015), arXiv:1504.05783.
/// Throws std::invalid_argument for a start of the wrong size or not finite, or an option out of range.
ComplementarityResult fischer_burmeister_newton(const ComplementarityProblem&, const Vector& start,
                                                const FischerBurmeisterOptions& = {});

}  // namespace solvers

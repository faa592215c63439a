// solvers/dynamics/steady_state.hpp
// x = f(x): where a map comes to rest, and whether it returns there when disturbed.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "solvers/dynamics/trajectory.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace solvers {

struct SteadyStateProblem {
  Map map;                                          ///< f
  std::function<Matrix(const Vector&)> jacobian{};  ///< df/dx; empty: central differences stand in
  Vector start;                                     ///< x(0)
};

/// The problem of a template VectorOf<T> -> VectorOf<T>, its Jacobian by duals.
template <typename F>
SteadyStateProblem make_steady_state_problem(F f, Vector start) {
  return {.map = [f](const Vector& x) -> Vector { return f(x); },
          .jacobian = [f](const Vector& x) -> Matrix { return jacobian_of(f, x); },
          .start = std::move(start)};
}

struct SteadyStateOptions {
  double tolerance = 1e-12;      ///< of the largest |f(x) - x|, times max(1, |x|); in (0, 1)
  long max_iterations = 10'000;  ///< of the map; at least 1
  int newton_steps = 20;  ///< from where iteration ended, or from the start if that fails; 0: iteration
                          ///< alone, which reaches only states that attract
  Stop stop{};
};

struct SteadyStateResult {
  Termination termination = Termination::not_started;
  Vector state;                ///< the one with the smallest residual met
  double residual = 0;         ///< largest |f(x) - x| there, evaluated afresh
  double spectral_radius = 0;  ///< of df/dx there; NaN unless a steady state was found
  bool stable = false;         ///< spectral radius below 1 by more than `stability_margin`
  bool unstable = false;       ///< above 1 by more than that; neither: linearisation does not decide
  bool attracted = false;      ///< iteration from the start came here; else Newton's method did
  long period = 0;             ///< of the cycle that iteration fell into; 0: none was seen
  long iterations = 0;         ///< of the map
  std::string detail;
};

/// How far from 1 a spectral radius must be for its side to be believed: differences carry about 1e-10.
inline constexpr double stability_margin = 1e-8;

/// A steady state. Method: iteration, which follows the dynamics; where that cycles or is slow, Newton's
/// method on f(x) - x from its end, then from the start. A cycle is reported by `period` even where Newton's
/// method then finds an unstable state; without one the termination is `cycling`. Throws
/// std::invalid_argument for a missing map, a start that is not finite, or an option out of range.
SteadyStateResult steady_state(const SteadyStateProblem&, const SteadyStateOptions& = {});

/// df/dx by central differences: error about 1e-10 relative to f.
Matrix difference_jacobian(const Map&, const Vector& x);

}  // namespace solvers

// solvers/games/equilibrium_search.hpp
// The bookkeeping that the methods share: evaluations, the best iterate, and every reason to stop.
#pragma once

#include <string>

#include "solvers/dynamics/cycle.hpp"
#include "solvers/games/equilibrium.hpp"

namespace solvers {

class EquilibriumSearch {
 public:
  /// A profile with the field there, and how far it is from being left unmoved.
  struct Point {
    Vector x;
    Vector field;
    double residual = 0;  ///< NaN where the field is not finite
    bool finite() const { return residual == residual; }
  };

  EquilibriumSearch(const Game& game, const IterationLimits& limits) : game_(game), limits_(limits) {}

  /// Evaluates the pseudo-gradient; the residual is that of the natural map.
  Point at(Vector x);
  /// The point where x + step * direction meets the sets, the step halved while the field is not finite
  /// there.
  Point at_step(const Point& from, const Vector& direction, double& step);
  /// For methods with another field, such as the way to the best responses. Its largest entry is the
  /// residual.
  Point at(Vector x, Vector displacement);

  /// Takes `point` as the newest iterate; true when the method must end. Ask once per iteration.
  bool done(const Point& point);
  /// Ends the search from inside a method.
  void stop_with(Termination, std::string detail);

  EquilibriumResult result();

 private:
  bool is_small(const Point& point) const;
  /// Below this the rounding of x + F(x) alone can make the residual.
  static double noise(const Point& point);

  const Game& game_;
  IterationLimits limits_;
  CycleDetector cycles_{};
  EquilibriumResult result_{};
  Point best_{};
  bool started_ = false, natural_ = true;
  long since_best_ = 0;
};

}  // namespace solvers

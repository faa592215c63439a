#include "solvers/games/equilibrium_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "solvers/games/natural_map.hpp"

namespace solvers {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double largest(const Vector& x) { return x.size() > 0 ? x.lpNorm<Eigen::Infinity>() : 0; }

}  // namespace

EquilibriumSearch::Point EquilibriumSearch::at(Vector x) {
  ++result_.evaluations;
  Vector field = game_.pseudo_gradient(x);
  if (!field.allFinite()) return {std::move(x), std::move(field), nan};
  const Vector map = natural_map(game_, x, field);
  const double residual = map.allFinite() ? largest(map) : nan;
  return {std::move(x), std::move(field), residual};
}

EquilibriumSearch::Point EquilibriumSearch::at(Vector x, Vector displacement) {
  natural_ = false;
  const double residual = displacement.allFinite() ? largest(displacement) : nan;
  return {std::move(x), std::move(displacement), residual};
}

EquilibriumSearch::Point EquilibriumSearch::at_step(const Point& from, const Vector& direction,
                                                    double& step) {
  constexpr int halvings = 60;  // beyond these the step is lost against x
  Point next = at(game_.project(from.x + step * direction));
  for (int k = 0; k < halvings && !next.finite(); ++k)
    next = at(game_.project(from.x + (step *= 0.5) * direction));
  return next;
}

bool EquilibriumSearch::is_small(const Point& point) const {
  return point.residual <= limits_.tolerance * std::max(1.0, largest(point.x));
}

double EquilibriumSearch::noise(const Point& point) {
  return 4 * std::numeric_limits<double>::epsilon() * (largest(point.x) + largest(point.field));
}

void EquilibriumSearch::stop_with(Termination termination, std::string detail) {
  result_.termination = termination;
  result_.detail = std::move(detail);
}

bool EquilibriumSearch::done(const Point& point) {
  if (result_.termination != Termination::not_started) return true;
  if (!point.finite()) {
    if (!started_) best_ = point;
    stop_with(Termination::not_finite, fmt::format("no finite value at the profile {}", describe(point.x)));
    return true;
  }
  ++since_best_;
  if (!started_ || point.residual < best_.residual) {
    best_ = point;
    since_best_ = 0;
  }
  if (started_) ++result_.iterations;
  started_ = true;
  if (is_small(point)) {
    stop_with(Termination::converged, "");
  } else if (const auto asked = limits_.stop.requested()) {
    stop_with(*asked, fmt::format("best residual {:.3g}", best_.residual));
  } else if (since_best_ >= 50 && best_.residual <= 16 * noise(best_)) {
    stop_with(Termination::floating_point_limit,
              fmt::format("rounding of the field hides residuals below {:.1g}", 16 * noise(best_)));
  } else if (const auto period = cycles_.add(point.x)) {
    result_.period = *period;
    stop_with(Termination::cycling, fmt::format("the iterates repeat with period {}", *period));
  } else if (result_.iterations >= limits_.max_iterations) {
    stop_with(Termination::iteration_limit,
              fmt::format("best residual {:.3g} after {} iterations", best_.residual, result_.iterations));
  }
  return result_.termination != Termination::not_started;
}

EquilibriumResult EquilibriumSearch::result() {
  result_.profile = best_.x;
  if (!best_.finite()) {
    result_.residual = nan;
    return result_;
  }
  result_.residual = natural_residual(game_, best_.x);
  if (natural_) ++result_.evaluations;
  const double allowed = std::max(limits_.tolerance * std::max(1.0, largest(best_.x)), 16 * noise(best_));
  if (natural_ && reached_goal(result_.termination) && !(result_.residual <= allowed))
    stop_with(
        Termination::stalled,
        fmt::format("the pseudo-gradient gives different values at the same profile {}", describe(best_.x)));
  return result_;
}

}  // namespace solvers

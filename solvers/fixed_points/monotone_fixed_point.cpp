#include "solvers/fixed_points/monotone_fixed_point.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr auto who = "find_monotone_fixed_points";
constexpr double rounding = 1e-14;  // over the width of the box: some fifty roundings within T

void check(const MonotoneFixedPointProblem& problem, const MonotoneFixedPointOptions& options) {
  require::that(static_cast<bool>(problem.map), who, "map is empty");
  require::at_least(who, "size of lower", problem.lower.size(), 1);
  require::same_size(who, "upper", problem.upper.size(), "lower", problem.lower.size());
  require::finite(who, "lower", problem.lower);
  require::finite(who, "upper", problem.upper);
  for (Eigen::Index i = 0; i < problem.lower.size(); ++i)
    require::that(
        problem.lower(i) <= problem.upper(i), who,
        fmt::format("lower[{}] = {} is above upper[{}] = {}", i, problem.lower(i), i, problem.upper(i)));
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
}

class Chains {
 public:
  Chains(const MonotoneFixedPointProblem& problem, const MonotoneFixedPointOptions& options)
      : problem_(problem), options_(options), width_(problem.upper - problem.lower) {
    width_ = (width_.array() > 0).select(width_, 1.0);  // a fixed entry has no width of its own
    result_.least.point = problem.lower;
    result_.greatest.point = problem.upper;
  }

  MonotoneFixedPointResult run() {
    check_box();
    while (is_open(result_.least) || is_open(result_.greatest)) step();
    result_.gap = largest(result_.greatest.point - result_.least.point);
    return result_;
  }

 private:
  static bool is_open(const MonotoneEnd& end) { return end.termination == Termination::not_started; }
  double largest(const Vector& difference) const { return difference.cwiseQuotient(width_).maxCoeff(); }

  Vector image(const Vector& x) const {
    const Vector y = problem_.map(x);
    require::same_size(who, "map(x)", y.size(), "lower", x.size());
    return y;
  }

  void check_box() const {
    for (const Vector& end : {problem_.lower, problem_.upper}) {
      const Vector y = image(end);
      for (Eigen::Index i = 0; i < y.size(); ++i) {
        const double excess = std::max(problem_.lower(i) - y(i), y(i) - problem_.upper(i)) / width_(i);
        require::that(!(excess > rounding), who,
                      fmt::format("map takes entry {} from {} to {}, outside [{}, {}]; widen the box", i,
                                  end(i), y(i), problem_.lower(i), problem_.upper(i)));
      }
    }
  }

  void compare(const Vector& smaller, const Vector& larger) {  // images of ordered points
    ++result_.comparisons;
    result_.worst_violation = std::max(result_.worst_violation, largest(smaller - larger));
    if (result_.worst_violation > rounding) result_.order = Verdict::refuted;
  }

  void step() {
    MonotoneEnd &least = result_.least, &greatest = result_.greatest;
    const Vector rising = image(least.point), falling = image(greatest.point);
    if (rising.allFinite() && falling.allFinite()) {
      compare(least.point, rising);  // x_k-1 <= x_k gives x_k <= x_k+1
      compare(falling, greatest.point);
      compare(rising, falling);
    }
    const bool broken = result_.order == Verdict::refuted;
    if (is_open(least)) advance(least, rising, rising.cwiseMax(least.point).cwiseMin(problem_.upper), broken);
    if (is_open(greatest))
      advance(greatest, falling, falling.cwiseMin(greatest.point).cwiseMax(problem_.lower), broken);
  }

  // `next` is the image with its rounding against the order taken off.
  void advance(MonotoneEnd& end, const Vector& image_of_point, const Vector& next, bool broken) {
    ++end.iterations;
    end.residual = largest((image_of_point - end.point).cwiseAbs());
    if (!image_of_point.allFinite())
      end.termination = Termination::not_finite;
    else if (broken)
      end.termination = Termination::stalled;
    else if (end.residual <= options_.tolerance)
      end.termination = Termination::converged;
    else if (next == end.point)
      end.termination = Termination::floating_point_limit;
    else if (const auto stopped = options_.stop.requested())
      end.termination = *stopped;
    else if (end.iterations >= options_.max_iterations)
      end.termination = Termination::iteration_limit;
    else
      end.point = next;
  }

  const MonotoneFixedPointProblem& problem_;
  const MonotoneFixedPointOptions& options_;
  Vector width_;
  MonotoneFixedPointResult result_;
};

}  // namespace

MonotoneFixedPointResult find_monotone_fixed_points(const MonotoneFixedPointProblem& problem,
                                                    const MonotoneFixedPointOptions& options) {
  check(problem, options);
  return Chains(problem, options).run();
}

}  // namespace solvers

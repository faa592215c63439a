#include "solvers/roots/predicate_boundary.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

// The finite doubles in order: neighbours have consecutive numbers, and 0 (of either sign) has number 0.
std::int64_t number_of(double x) {
  const auto bits = std::bit_cast<std::int64_t>(std::abs(x));
  return x < 0 ? -bits : bits;
}

double double_of(std::int64_t number) {
  const auto magnitude = std::bit_cast<double>(number < 0 ? -number : number);
  return number < 0 ? -magnitude : magnitude;
}

void check(const PredicateBoundaryProblem& problem, const PredicateBoundaryOptions& options) {
  constexpr auto who = "bisect_predicate";
  require::that(static_cast<bool>(problem.predicate), who, "predicate is empty");
  require::finite(who, "interval.lower", problem.interval.lower);
  require::finite(who, "interval.upper", problem.interval.upper);
  require::that(problem.interval.lower < problem.interval.upper, who,
                fmt::format("interval [{}, {}] is empty; give its ends in order", problem.interval.lower,
                            problem.interval.upper));
  require::that(options.relative_tolerance >= 0 && options.relative_tolerance < 1, who,
                fmt::format("relative_tolerance = {} is outside [0, 1)", options.relative_tolerance));
  require::at_least(who, "max_evaluations", options.max_evaluations, 3);
}

bool is_narrow(const Interval& x, double relative_tolerance) {
  return x.width() <= relative_tolerance * std::min(std::abs(x.lower), std::abs(x.upper));
}

}  // namespace

PredicateBoundaryResult bisect_predicate(const PredicateBoundaryProblem& problem,
                                         const PredicateBoundaryOptions& options) {
  check(problem, options);
  PredicateBoundaryResult result;
  result.boundary = problem.interval;
  result.answer_below = problem.predicate(problem.interval.lower);
  require::that(
      problem.predicate(problem.interval.upper) != result.answer_below, "bisect_predicate",
      fmt::format("predicate({}) and predicate({}) are both {}; widen the interval until they differ",
                  problem.interval.lower, problem.interval.upper, result.answer_below));
  std::int64_t lower = number_of(problem.interval.lower), upper = number_of(problem.interval.upper);
  for (result.evaluations = 2;; ++result.evaluations) {
    if (is_narrow(result.boundary, options.relative_tolerance) && options.relative_tolerance > 0)
      return result.termination = Termination::converged, result;
    if (lower + 1 >= upper) {  // their difference may not fit
      result.termination =
          options.relative_tolerance > 0 ? Termination::floating_point_limit : Termination::converged;
      return result;
    }
    if (const auto stopped = options.stop.requested()) return result.termination = *stopped, result;
    if (result.evaluations >= options.max_evaluations)
      return result.termination = Termination::evaluation_limit, result;
    const std::int64_t middle = std::midpoint(lower, upper);
    const bool below = problem.predicate(double_of(middle)) == result.answer_below;
    (below ? lower : upper) = middle;
    (below ? result.boundary.lower : result.boundary.upper) = double_of(middle);
  }
}

}  // namespace solvers

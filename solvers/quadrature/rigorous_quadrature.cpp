#include "solvers/quadrature/rigorous_quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

#include <acb_calc.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

// f as Arb calls it. No exception crosses Arb: it is kept, and thrown on afterwards; so is a request to stop.
class Integrand {
 public:
  Integrand(const RigorousQuadratureProblem& problem, const Stop& stop)
      : function_(problem.function), stop_(stop) {}

  static int call(acb_ptr out, acb_srcptr x, void* self, slong order, slong precision) {
    static_cast<Integrand*>(self)->evaluate(out, x, order != 0, precision);
    return 0;
  }

  bool is_ended() const { return exception_ || stopped_; }
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }
  std::optional<Termination> stopped() const { return stopped_; }
  int evaluations() const { return evaluations_; }

 private:
  void evaluate(acb_ptr out, acb_srcptr x, bool must_be_analytic, long precision) {
    acb_indeterminate(out);
    if (!stopped_) stopped_ = stop_.requested();
    if (is_ended()) return;
    ++evaluations_;
    try {
      const ScopedPrecision working(precision);
      const ComplexBall y = function_(ComplexBall::argument(x, must_be_analytic));
      // A value that does not depend on x carries no mark, and a constant is analytic.
      acb_set(out, y.acb());
    } catch (...) {
      exception_ = std::current_exception();
    }
  }

  const std::function<ComplexBall(const ComplexBall&)>& function_;
  const Stop& stop_;
  std::exception_ptr exception_;
  std::optional<Termination> stopped_;
  int evaluations_ = 0;
};

void check(const RigorousQuadratureProblem& problem, const RigorousQuadratureOptions& options) {
  constexpr auto who = "integrate_rigorously";
  require::that(static_cast<bool>(problem.function), who, "function is empty");
  require::that(problem.lower.is_finite() && problem.upper.is_finite(), who,
                "an end of the interval is not finite");
  for (const Ball& point : problem.break_points)
    require::that(point.is_finite(), who, "a break point is not finite");
  require::inside(who, "relative_tolerance", options.relative_tolerance, 0, 1);
  require::nonnegative(who, "absolute_tolerance", options.absolute_tolerance);
  require::at_least(who, "max_evaluations", options.max_evaluations, 1);
}

// One piece between break points; `bits` is the accuracy asked for.
Ball piece(Integrand& integrand, const Ball& from, const Ball& to, const RigorousQuadratureOptions& options,
           long bits) {
  acb_t lower, upper, result;
  acb_init(lower), acb_init(upper), acb_init(result);
  acb_set_arb(lower, from.arb()), acb_set_arb(upper, to.arb());
  acb_calc_integrate_opt_t limits;
  acb_calc_integrate_opt_init(limits);
  limits->eval_limit = options.max_evaluations;
  mag_t tolerance;
  mag_init(tolerance);
  mag_set_d_lower(tolerance, options.absolute_tolerance);
  acb_calc_integrate(result, Integrand::call, &integrand, lower, upper, bits, tolerance, limits,
                     ScopedPrecision::bits());
  mag_clear(tolerance);
  Ball value;
  arb_set(value.arb(), acb_realref(result));
  acb_clear(lower), acb_clear(upper), acb_clear(result);
  return value;
}

}  // namespace

RigorousQuadratureResult integrate_rigorously(const RigorousQuadratureProblem& problem,
                                              const RigorousQuadratureOptions& options) {
  check(problem, options);
  const long bits = static_cast<long>(std::ceil(-std::log2(options.relative_tolerance))) + 2;
  const ScopedPrecision working(std::max(ScopedPrecision::bits(), bits + 16));
  Integrand integrand(problem, options.stop);
  std::vector<Ball> seams = problem.break_points;
  seams.insert(seams.begin(), problem.lower), seams.push_back(problem.upper);

  RigorousQuadratureResult result;
  result.value = Ball(0);
  for (std::size_t i = 0; i + 1 < seams.size() && !integrand.is_ended(); ++i)
    result.value += piece(integrand, seams[i], seams[i + 1], options, bits);
  integrand.rethrow();
  result.evaluations = integrand.evaluations();
  if (integrand.stopped())
    return result.value = Ball::indeterminate(), result.termination = *integrand.stopped(), result;

  const double size = std::max(std::abs(result.value.lower()), std::abs(result.value.upper()));
  const double goal = std::max(options.absolute_tolerance, options.relative_tolerance * size);
  result.enclosed = result.value.is_finite() ? Verdict::proved : Verdict::undecided;
  if (!result.value.is_finite())
    result.termination = Termination::not_finite;
  else if (result.value.radius() <= goal)
    result.termination = Termination::converged;
  else if (result.evaluations >= options.max_evaluations)
    result.termination = Termination::evaluation_limit;
  else
    result.termination = Termination::stalled;
  return result;
}

}  // namespace solvers

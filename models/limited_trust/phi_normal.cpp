// Phi(x, y) of two replies with normal payoffs, in balls.
#include <limits>

#include "models/limited_trust/phi_general.hpp"
#include "solvers/quadrature/rigorous_quadrature.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::ComplexBall;

/// The deviation of a law that knows its variance, the square rounded once.
Ball deviation(const solvers::Law& law) {
  const double square = law.variance();
  return sqrt(inflated(Ball(square), std::numeric_limits<double>::epsilon() * square));
}

}  // namespace

Ball two_normal_replies_phi(const solvers::Law& leader, const solvers::Law& follower, const Ball& lower,
                            const Ball& gap) {
  const Ball a = Ball(2) * deviation(leader), b = Ball(2) * deviation(follower);
  // Phi = int_x^y exp(-(s/b)^2) / (b sqrt(pi)) erfc(s/a) ds, erfc(y/b) bounding what lies beyond a cut.
  const Ball root_of_pi = sqrt(Ball(4) * atan(Ball(1)));
  const auto integrand = [&](const ComplexBall& s) {
    const ComplexBall u = s / ComplexBall(b);
    return exp(-(u * u)) * erfc(s / ComplexBall(a)) / ComplexBall(b * root_of_pi);
  };
  const Ball far = lower + Ball(30) * b;  // exp(-(x/b + 30)^2) is below 1e-390 of exp(-(x/b)^2)
  const bool cut = certainly_less(far, lower + gap);
  const Ball upper = cut ? far : lower + gap;
  if (!upper.is_finite()) return Ball::indeterminate();
  const auto found = solvers::integrate_rigorously({integrand, lower, upper}, {.relative_tolerance = 1e-15});
  if (found.enclosed != solvers::Verdict::proved) return Ball::indeterminate();
  if (!cut) return found.value;
  const Ball rest = (erfc(ComplexBall(far / b)) * erfc(ComplexBall(far / a))).real() / Ball(2);
  return found.value + Ball(solvers::Interval{0, rest.upper()});
}

}  // namespace models::limited_trust

// Phi(x, y): which form answers.
#include "models/limited_trust/phi.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/phi_exponential.hpp"
#include "models/limited_trust/phi_general.hpp"
#include "models/limited_trust/phi_uniform.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::Law;

constexpr double unit = std::numeric_limits<double>::epsilon();

bool is_kind(const Law& law, const char* kind) { return law.name().starts_with(kind); }

template <typename T>
T least(const T& a, const T& b) {
  using std::min;
  return min(a, b);
}

/// In the unit of the follower's width; its own gaps are measured from the ends of the support.
template <typename T>
UniformRange<T> uniform_range(const ReplyLaws& laws, const T& lower, const T& width) {
  const auto a = laws.leader->support(), b = laws.follower->support();
  const T a_width = T(a.upper) - T(a.lower), b_width = T(b.upper) - T(b.lower);
  const T a_rest = a_width - lower, b_rest = b_width - lower;
  const T gap = least(least(width, a_rest), b_rest);
  return {a_width / b_width, lower / b_width,          gap / b_width,           b_rest / b_width,
          a_rest / b_width,  (b_rest - gap) / b_width, (a_rest - gap) / b_width};
}

template <typename T>
ExponentialRange<T> exponential_range(const ReplyLaws& laws, const T& lower, const T& width) {
  const T a(laws.leader->mean()), b(laws.follower->mean());
  return {b / a, lower / b, width / b};
}

void check(const TrustRange& range) {
  solvers::require::nonnegative("phi", "lower trust", range.lower);
  solvers::require::that(range.width >= 0, "phi",
                         "the width of a range of trust must not be negative or NaN");
}

/// Whether no loss lies in (x, y] for sure: the support of either law is shorter than x.
bool surely_zero(const ReplyLaws& laws, const TrustRange& range) {
  const auto a = laws.leader->support(), b = laws.follower->support();
  // Widths are rounded, so equality up to rounding is no proof; exact subtraction is, and balls subtract
  // exactly.
  const auto shorter = [&](const solvers::Interval& s) {
    return std::isfinite(s.lower) && std::isfinite(s.upper) &&
           certainly_at_most(Ball(s.upper) - Ball(s.lower), Ball(range.lower));
  };
  return range.width == 0 || shorter(a) || shorter(b);
}

/// Beyond the support nothing changes: an infinite range ends where losses do.
double bounded_width(const ReplyLaws& laws, const TrustRange& range) {
  const auto b = laws.follower->support();
  if (std::isfinite(b.lower) && std::isfinite(b.upper)) return std::min(range.width, b.upper - b.lower);
  return std::min(range.width, std::numeric_limits<double>::max() / 4);
}

/// To units of payoff, with rounding in the error. `loss`: units in the last place of `value`.
Phi finished(PhiPair<double> pair, PhiPair<double> error, double per_unit, double loss, PhiMethod method) {
  Phi found;
  found.method = method;
  found.value = pair.value;
  found.density = pair.density / per_unit;
  const double tiny = std::numeric_limits<double>::min();
  found.error = error.value + loss * unit * pair.value + (pair.value < 1e3 * tiny ? 1e3 * tiny : 0);
  found.density_error =
      error.density / per_unit + loss * unit * found.density + (found.density < 1e3 * tiny ? 1e3 * tiny : 0);
  return found;
}

Phi by_quadrature(const ReplyLaws& laws, const TrustRange& range, bool two_replies) {
  const double width = bounded_width(laws, range);
  const auto found = two_replies
                         ? two_replies_phi(*laws.leader, *laws.follower, range.lower, width)
                         : general_phi(*laws.leader, *laws.follower, range.lower, width, laws.replies);
  return finished(found.phi, found.error, 1, 0, two_replies ? PhiMethod::two_replies : PhiMethod::general);
}

}  // namespace

void require_reply_laws(const ReplyLaws& laws) {
  solvers::require::that(laws.leader && laws.follower, "phi",
                         "both payoff laws are needed; give [payoffs] laws");
  solvers::require::at_least("phi", "follower_actions", laws.replies, 2,
                             "with one reply nothing is revealed");
  for (const auto& law : {laws.leader, laws.follower})
    solvers::require::that(
        law->has_density(), "phi",
        "the payoff law " + law->name() + " has atoms, where replies tie; give a law with a density");
}

PhiMethod phi_method(const ReplyLaws& laws) {
  for (const auto& [kind, method] :
       {std::pair("uniform", PhiMethod::uniform), std::pair("exponential", PhiMethod::exponential)})
    if (is_kind(*laws.leader, kind) && is_kind(*laws.follower, kind)) return method;
  return laws.replies == 2 ? PhiMethod::two_replies : PhiMethod::general;
}

std::string describe(PhiMethod method) {
  switch (method) {
    case PhiMethod::uniform:
      return "Phi by three polynomial integrals, Gauss-Legendre";
    case PhiMethod::exponential:
      return "Phi by one integral, Gauss-Legendre panels";
    case PhiMethod::two_replies:
      return "Phi for two replies by products of integrals, Gauss-Legendre panels";
    case PhiMethod::general:
      return "Phi by quadrature in two variables, split at kinks, two rules compared";
  }
  return "";
}

Phi phi(const ReplyLaws& laws, const TrustRange& range) {
  require_reply_laws(laws);
  check(range);
  const auto method = phi_method(laws);
  if (surely_zero(laws, range)) {
    Phi none;
    none.zero = true;
    none.method = method;
    return none;
  }
  PhiPair<double> error;
  if (method == PhiMethod::uniform) {
    const auto scaled = uniform_range(laws, range.lower, range.width);
    if (!(scaled.gap > 0)) return finished({}, {unit, 0}, 1, 0, method);
    const auto pair = uniform_phi(scaled, laws.replies, error);
    const auto b = laws.follower->support();
    return finished(pair, error, b.upper - b.lower, 40 + 8.0 * laws.replies, method);
  }
  if (method == PhiMethod::exponential) {
    const auto scaled = exponential_range(laws, range.lower, bounded_width(laws, range));
    const auto pair = exponential_phi(scaled, laws.replies, error);
    const double loss = 200 + 4 * (1 + scaled.rate) * scaled.lower;
    return finished(pair, error, laws.follower->mean(), loss, method);
  }
  return by_quadrature(laws, range, method == PhiMethod::two_replies);
}

Phi phi_by_quadrature(const ReplyLaws& laws, const TrustRange& range) {
  require_reply_laws(laws);
  check(range);
  return by_quadrature(laws, range, false);
}

Ball phi_enclosed(const ReplyLaws& laws, const Ball& lower, const Ball& width) {
  require_reply_laws(laws);
  solvers::require::that(certainly_nonnegative(lower) && certainly_positive(width), "phi_enclosed",
                         "the range of trust must start at 0 or above and have a positive width");
  Ball found = Ball::indeterminate();
  const auto method = phi_method(laws);
  const bool two_normals = method == PhiMethod::two_replies && is_kind(*laws.leader, "normal") &&
                           is_kind(*laws.follower, "normal");
  if (method != PhiMethod::uniform && method != PhiMethod::exponential && !two_normals) return found;
  for (const long bits : {64L, 128L, 256L, 1024L}) {
    if (bits < solvers::ScopedPrecision::bits()) continue;
    const solvers::ScopedPrecision precision(bits);
    if (two_normals) {
      found = two_normal_replies_phi(*laws.leader, *laws.follower, lower, width);
    } else if (method == PhiMethod::uniform) {
      const auto range = uniform_range(laws, lower, width);
      if (certainly_nonpositive(range.to_one) || certainly_nonpositive(range.to_ratio)) return Ball(0);
      if (!certainly_positive(range.gap)) continue;
      found = uniform_phi(range, laws.replies).value;
    } else {
      found = exponential_phi(exponential_range(laws, lower, width), laws.replies);
    }
    if (found.is_finite() && found.radius() <= 1e-13 * std::abs(found.midpoint())) break;
  }
  return found;
}

}  // namespace models::limited_trust

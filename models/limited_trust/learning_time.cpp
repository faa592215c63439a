// Learning times from Phi.
#include "models/limited_trust/learning_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/phi_general.hpp"
#include "solvers/core/require.hpp"
#include "solvers/quadrature/gauss_legendre.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::Interval;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unit = std::numeric_limits<double>::epsilon();

void check(const LearningQuestion& question) {
  solvers::require::nonnegative("bound", "follower_trust", question.trust);
  solvers::require::nonnegative("bound", "error", question.error);
}

/// Adds what rounding of the lower end to x, off by at most `shift`, can change.
Phi moved(Phi found, double shift) {
  found.error += 2 * shift * (found.density + found.density_error);
  return found;
}

Interval interval_of(const Phi& chance) {
  if (chance.zero) return {0, 0};
  return {std::max(0.0, chance.value - chance.error), chance.value + chance.error};
}

/// 1 - (1 - p)^rows: rises with p.
double harvested(double p, int rows) {
  if (rows == 1) return p;
  return -std::expm1(rows * std::log1p(-std::min(p, 1.0)));
}
Ball harvested(const Ball& p, int rows) { return rows == 1 ? p : Ball(1) - pow(Ball(1) - p, rows); }

Interval harvested(const Phi& chance, int rows) {
  const auto range = interval_of(chance);
  return {harvested(range.lower, rows) * (1 - 4 * unit), harvested(range.upper, rows) * (1 + 4 * unit)};
}

}  // namespace

BoundChances bound_chances(const LearningQuestion& question) {
  check(question);
  const double d = question.trust, eps = question.error;
  const bool positive = eps < d;
  const double from = positive ? d - eps : 0, shift = positive ? unit * from : 0;
  BoundChances found;
  found.lower = moved(phi(question.laws, {from, positive ? eps : d}), shift);
  found.upper = phi(question.laws, {d, eps});
  found.either =
      moved(phi(question.laws, {from, positive ? 2 * eps : d + eps}), positive ? shift : unit * (d + eps));
  if (question.laws.replies == 2) return found;  // Q = 0: one other reply cannot bound from both sides
  const double sum = found.lower.value + found.upper.value, value = sum - found.either.value;
  const double error = found.lower.error + found.upper.error + found.either.error + 2 * unit * sum;
  found.both = {std::max(value, 0.0), {std::max(value - error, 0.0), std::max(value + error, 0.0)}};
  return found;
}

Bracketed printed_lower_chance(const LearningQuestion& question) {
  check(question);
  require_reply_laws(question.laws);
  const auto& laws = question.laws;
  if (question.error == 0) return {};
  const auto found = general_phi(*laws.leader, *laws.follower, question.trust - question.error,
                                 question.error, laws.replies, OtherReplies::printed);
  const double value = found.phi.value;
  return {value, {value - found.error.value, value + found.error.value}};
}

EnclosedChances enclosed_chances(const LearningQuestion& question) {
  check(question);
  const Ball d(question.trust), eps(question.error);
  const bool positive = question.error < question.trust;
  const Ball from = positive ? d - eps : Ball(0), to_trust = d - from;
  const auto enclosed = [&](const Ball& lower, const Ball& width) {
    return certainly_positive(width) ? phi_enclosed(question.laws, lower, width) : Ball(0);
  };
  EnclosedChances found{enclosed(from, to_trust), enclosed(d, eps), enclosed(from, to_trust + eps), Ball(0)};
  if (question.laws.replies > 2) found.both = found.lower + found.upper - found.either;
  return found;
}

Bracketed both_bounds_time(const BoundChances& chances, int rows) {
  const auto time = [&](double l, double u, double e) {
    if (!(l > 0) || !(u > 0)) return infinity;
    return 1 / l + 1 / u - 1 / e;
  };
  const double value = time(harvested(chances.lower.value, rows), harvested(chances.upper.value, rows),
                            harvested(chances.either.value, rows));
  if (value == infinity) {
    const bool certain = chances.lower.zero || chances.upper.zero;
    return {infinity, {certain ? infinity : 0, infinity}};
  }
  const auto l = harvested(chances.lower, rows), u = harvested(chances.upper, rows),
             e = harvested(chances.either, rows);
  return {
      value,
      {time(l.upper, u.upper, e.lower) * (1 - 8 * unit), time(l.lower, u.lower, e.upper) * (1 + 8 * unit)}};
}

Ball both_bounds_time(const EnclosedChances& chances, int rows) {
  return inverse(harvested(chances.lower, rows)) + inverse(harvested(chances.upper, rows)) -
         inverse(harvested(chances.either, rows));
}

Bracketed upper_bound_time(const BoundChances& chances, int rows) {
  if (!(chances.upper.value > 0)) return {infinity, {chances.upper.zero ? infinity : 0, infinity}};
  const auto u = harvested(chances.upper, rows);
  return {1 / harvested(chances.upper.value, rows), {1 / u.upper * (1 - unit), 1 / u.lower * (1 + unit)}};
}

Ball upper_bound_time(const EnclosedChances& chances, int rows) {
  return inverse(harvested(chances.upper, rows));
}

LearningTime::LearningTime(const ReplyLaws& laws, double trust, double width, std::optional<double> cap)
    : trust_(trust), width_(width) {
  require_reply_laws(laws);
  solvers::require::nonnegative("LearningTime", "follower_trust", trust);
  solvers::require::positive("LearningTime", "width", width);
  const double top = cap ? *cap : infinity;
  solvers::require::that(top > trust, "LearningTime", "the prior cap must lie above the follower's trust");
  const double first_end = std::max(width, trust);
  if (first_end < top) first_ = phi(laws, {0, first_end});
  const double end = std::min(trust, top - width);  // beyond it U is near enough from the start
  if (!(end > 0)) return;
  // Losses are shorter than the support: an interval that starts beyond it never closes.
  if (phi(laws, {end, std::max(width, trust - end)}).zero || (first_ && first_->zero)) {
    never_ = true;
    return;
  }
  std::vector<double> seams{0, end, trust - width};
  const double span = laws.leader->support().upper - laws.leader->support().lower;
  const double reach = laws.follower->support().upper - laws.follower->support().lower;
  for (const double kink : {span, reach, span - width, reach - width})
    if (std::isfinite(kink)) seams.push_back(kink);
  std::sort(seams.begin(), seams.end());
  std::erase_if(seams, [&](double x) { return x < 0 || x > end; });
  seams.erase(std::unique(seams.begin(), seams.end()), seams.end());
  sample(laws, seams);
}

void LearningTime::sample(const ReplyLaws& laws, const std::vector<double>& seams) {
  const auto method = phi_method(laws);
  const bool quick = method == PhiMethod::uniform || method == PhiMethod::exponential;
  const auto spread = [&](std::vector<Node>& nodes, int count, int panels) {
    nodes.clear();
    const auto& rule = solvers::gauss_legendre(count);
    for (std::size_t piece = 0; piece + 1 < seams.size(); ++piece)
      for (int k = 0; k < panels; ++k) {
        const double step = (seams[piece + 1] - seams[piece]) / panels, half = step / 2;
        const double middle = seams[piece] + k * step + half;
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
          const double x = middle + half * rule.nodes[i];
          nodes.push_back({half * rule.weights[i], phi(laws, {x, std::max(width_, trust_ - x)})});
        }
      }
  };
  // Quick laws are refined until two rules agree; the others are asked as rarely as their price demands.
  for (int panels = 1; panels <= (quick ? 64 : 1); panels *= 2) {
    spread(fine_, 14, panels);
    spread(coarse_, 10, panels);
    const double sum = summed(fine_);
    if (std::abs(sum - summed(coarse_)) <= 1e-12 * sum) break;
  }
}

double LearningTime::summed(const std::vector<Node>& nodes) {
  double sum = 0;
  for (const auto& [weight, phi] : nodes) sum += weight * phi.density / phi.value / phi.value;
  return sum;
}

Bracketed LearningTime::mean() const {
  if (never_) return {infinity, {infinity, infinity}};
  double value = summed(fine_), error = 2 * std::abs(value - summed(coarse_));
  if (first_) {
    value += 1 / first_->value;
    error += first_->error / first_->value / std::max(first_->value - first_->error, 0.0);
  }
  for (const auto& [weight, phi] : fine_) {
    const double p = phi.value, term = weight * phi.density / p / p;
    error += term * (phi.density_error / phi.density + 2 * phi.error / std::max(p - phi.error, 0.0));
  }
  error += 100 * unit * value;
  if (!std::isfinite(value) || !std::isfinite(error)) return {value, {0, infinity}};
  return {value, {std::max(value - error, 0.0), value + error}};
}

Interval LearningTime::unfinished_by(const std::vector<Node>& nodes, double games, bool with_errors) const {
  if (never_) return {1, 1};
  const auto left = [](double p, double t) { return std::exp(t * std::log1p(-std::clamp(p, 0.0, 1.0))); };
  const double share = with_errors ? 1 : 0;
  Interval sum{0, 0};
  const auto add = [&](double weight, const Phi& phi, double t, double factor, double factor_error) {
    const double error = share * phi.error;
    sum.lower += weight * std::max(factor - share * factor_error, 0.0) * left(phi.value + error, t);
    sum.upper += weight * (factor + share * factor_error) * left(phi.value - error, t);
  };
  if (first_) add(1, *first_, games, 1, 0);
  if (games > 0)
    for (const auto& [weight, phi] : nodes)
      add(weight * games, phi, games - 1, phi.density, phi.density_error);
  return sum;
}

Bracketed LearningTime::unfinished(double games) const {
  const double value = unfinished_by(fine_, games, false).lower;
  const Interval range = unfinished_by(fine_, games, true);
  const double error = 2 * std::abs(value - unfinished_by(coarse_, games, false).lower) + 1e-12 * value;
  return {value, {std::max(range.lower - error, 0.0), std::min(range.upper + error, 1.0)}};
}

Bracketed LearningTime::quantile(double share) const {
  solvers::require::inside("LearningTime", "share", share, 0, 1);
  if (never_) return {infinity, {infinity, infinity}};
  const auto first_game =
      [&](auto&& rest) {  // the first t with rest(t) <= 1 - share, as unfinished falls in t
        double low = -1, high = 1;
        while (rest(high) > 1 - share)
          if (low = high, high *= 2; high > 1e300) return infinity;
        if (rest(0) <= 1 - share) return 0.0;
        low = std::max(low, 0.0);
        while (high - low > 1 && high - low > 1e-15 * high) {
          const double middle = std::floor(low + (high - low) / 2);
          (rest(middle) > 1 - share ? low : high) = middle;
        }
        return high;
      };
  return {first_game([&](double t) { return unfinished(t).value; }),
          {first_game([&](double t) { return unfinished(t).range.lower; }),
           first_game([&](double t) { return unfinished(t).range.upper; })}};
}

}  // namespace models::limited_trust

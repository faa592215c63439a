// Expectations in balls: rigorous quadrature of what lies between, rigorous bounds of tails.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/growth.hpp"
#include "models/expressions/integral.hpp"
#include "models/expressions/program.hpp"
#include "solvers/quadrature/rigorous_quadrature.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::expressions {
namespace {

using solvers::ComplexBall;
using solvers::Interval;
using solvers::LawKind;

constexpr double relative = 0x1p-58;  // of the quadrature
constexpr double speck = 0x1p-200;    // beside an end of y, 0 or 1: sides are decided from there on
constexpr int evaluations_of_thin = 20'000, evaluations_of_wide = 150;

bool is_whole(double x) { return x == std::floor(x) && x >= 1 && x <= 1000; }

/// The integral over t >= B of e^log_factor t^power e^(rate t) times the tail's own e^(-decay t - square
/// t^2 / 2 + log_scale) t^own_power, at most: the logarithm of the integrand falls at least as fast at t as
/// at B.
Ball tail_weight(const Growth& g, double B, double own_power, double decay, bool square,
                 const Ball& log_scale) {
  if (!g.is_bounded()) return Ball::indeterminate();
  const Ball b(B), power = Ball(g.power) + Ball(own_power), rate = Ball(g.rate) - Ball(decay);
  const Ball growth = certainly_positive(power) ? power / b : Ball(0);
  const Ball fall = (square ? b : Ball(0)) - rate - growth;
  if (!certainly_positive(fall)) return Ball::indeterminate();
  Ball log_height = Ball(g.log_factor) + power * log(b) + rate * b + log_scale;
  if (square) log_height -= b * b / Ball(2);
  return exp(log_height) / fall;
}

}  // namespace

class Integral::Enclosure {
 public:
  Enclosure(const Integral& integral, const Ball* s) : program_(*integral.integrand_), law_(*integral.law_) {
    for (int k = 0; k < integral.inputs_; ++k) {
      if (!s[k].is_finite()) finite_ = false;
      balls_.push_back(s[k]);
      middles_.push_back(s[k].midpoint());
    }
    if (!finite_) return;
    const double value = integral.evaluate<double>(middles_.data());
    finite_ = std::isfinite(value);
    find_gaps(integral);
    size_ = std::max(std::abs(value), 1e-290);  // and what it is made of, see spread_of_inputs
  }

  Ball run() {
    if (!finite_) return Ball::indeterminate();
    const double spread = spread_of_inputs();
    if (!std::isfinite(spread)) return Ball::indeterminate();  // well inside the support
    wide_ = spread > 1e-9 * size_;
    goal_ = std::max(relative * size_, spread / 64);
    switch (law_.domain()) {
      case DrawnLaw::Domain::unit:
        return of_unit();
      case DrawnLaw::Domain::half_line:
        return of_half_line();
      default:
        return of_line();
    }
  }

 private:
  Ball at(const Ball& y) {
    std::vector<Ball> all = balls_;
    all.push_back(law_.value(y));
    Ball result;
    program_.run(all.data(), &result);
    return result;
  }

  /// How much the formula varies because s is a box: what no quadrature can mend.
  double spread_of_inputs() {
    double widest = 0;
    for (const double u : {0.1, 0.5, 0.9}) {
      const Ball value = at(Ball(law_.standard(law_.law().quantile(u))));
      if (!value.is_finite()) return std::numeric_limits<double>::infinity();
      widest = std::max(widest, value.radius());
      size_ = std::max(size_, std::abs(value.midpoint()) / 8);
    }
    return widest;
  }

  /// Where sides change, as intervals of y: known where a - b is affine in W, of its value and slope at W =
  /// 0.
  void find_gaps(const Integral& integral) {
    if (!integral.sides_) return;
    using Line = solvers::Dual<Ball>;
    std::vector<Line> all(balls_.begin(), balls_.end());
    all.push_back(Line::variable(Ball(0), 0, 1));
    std::vector<Line> values(static_cast<std::size_t>(integral.sides_->outputs()));
    integral.sides_->run(all.data(), values.data());
    const auto [low, high] = law_.law().support();
    for (std::size_t pair = 0; pair < integral.affine_.size(); ++pair) {
      if (!integral.affine_[pair]) continue;
      const Line difference =
          integral.against_zero_[pair] ? values[2 * pair] : values[2 * pair] - values[2 * pair + 1];
      const Ball w = -difference.value() / difference.tangent(0);
      if (!w.is_finite() || !(w.upper() >= low && w.lower() <= high)) continue;
      const double from = std::max(w.lower(), low), to = std::min(w.upper(), high);
      const Ball begin = law_.standard(Ball(from)), end = law_.standard(Ball(to));
      Interval gap{from > low ? begin.lower() : -HUGE_VAL, to < high ? end.upper() : HUGE_VAL};
      if (law_.domain() != DrawnLaw::Domain::line) gap.upper = std::max(gap.upper, speck);
      if (law_.domain() == DrawnLaw::Domain::unit) gap.lower = std::min(gap.lower, 1 - 0x1p-53);
      gaps_.push_back(gap);
    }
    std::sort(gaps_.begin(), gaps_.end(), [](const auto& a, const auto& b) { return a.lower < b.lower; });
  }

  /// Piece by piece, so that no side changes within the smooth ones; whole gaps by their enclosures.
  Ball between(const Ball& lower, const Ball& upper) {
    Ball sum(0), reached = lower;
    for (const auto& gap : gaps_) {
      if (!(gap.lower < upper.lower()) || !(gap.upper > reached.upper())) continue;
      const Ball begin = gap.lower > reached.upper() ? Ball(gap.lower) : reached;
      const Ball end = gap.upper < upper.lower() ? Ball(gap.upper) : upper;
      if (gap.lower > reached.upper()) sum += smooth(reached, begin);
      sum += across(begin, end);
      reached = end;
    }
    return reached == upper ? sum : sum + smooth(reached, upper);
  }

  /// By the range of the integrand in a few parts: for a narrow gap one is as good.
  Ball across(const Ball& begin, const Ball& end) {
    const int parts = end.upper() - begin.lower() > 1e-6 ? 16 : 1;
    Ball sum(0), from = begin;
    for (int k = 1; k <= parts; ++k) {
      const Ball to = k == parts ? end : Ball((begin + (end - begin) * Ball(k) / Ball(parts)).midpoint());
      const ComplexBall part(hull(from, to));
      sum += integrand(part, ComplexBall(1) - part).real() * (to - from);
      from = to;
    }
    return sum;
  }

  Ball smooth(const Ball& lower, const Ball& upper) {
    return integral(lower, upper, [&](const ComplexBall& y) { return integrand(y, ComplexBall(1) - y); });
  }
  /// In 1 - y, where the density is singular at y = 1.
  Ball from_above(const Ball& lower, const Ball& upper) {
    return integral(lower, upper,
                    [&](const ComplexBall& rest) { return integrand(ComplexBall(1) - rest, rest); });
  }

  ComplexBall integrand(const ComplexBall& y, const ComplexBall& rest) {
    std::vector<ComplexBall> all(balls_.begin(), balls_.end());
    all.push_back(law_.value(y));
    ComplexBall result;
    program_.run(all.data(), &result);
    return result * law_.weight(y, rest);
  }

  Ball integral(const Ball& lower, const Ball& upper,
                std::function<ComplexBall(const ComplexBall&)> integrand) {
    return solvers::integrate_rigorously(
               {std::move(integrand), lower, upper},
               {.relative_tolerance = relative,
                .absolute_tolerance = goal_,
                .max_evaluations = wide_ ? evaluations_of_wide : evaluations_of_thin})
        .value;
  }

  /// What is known of the formula where y is `of(t)`, for all t >= B.
  template <typename Of>
  Growth growth_along(double B, Of of) {
    const Growth t = Growth::tail(B);
    std::vector<Growth> all(balls_.begin(), balls_.end());
    all.push_back(law_.value(of(t)));
    Growth result;
    program_.run(all.data(), &result);
    return result;
  }

  struct Cut {
    double at = 0;
    Ball left_out = Ball::indeterminate();  ///< [-x, x]
  };

  /// The first B at which what is left out matters no more.
  template <typename Weight>
  Cut cut(double start, Weight weight) {
    double B = start;
    for (int round = 0; round < 24; ++round, B *= 1.35) {
      const Ball left = weight(B);
      if (left.is_finite() && left.upper() <= goal_ / 4)
        return {B, Ball(Interval{-left.upper(), left.upper()})};
    }
    return {};
  }

  Ball log_scale() const { return log(law_.normaliser()); }

  Ball of_line() {
    const auto side = [&](double sign) {
      return cut(8, [&](double B) {
        const auto g = growth_along(B, [&](const Growth& t) { return sign > 0 ? t : -t; });
        return tail_weight(g, B, 0, 0, true, log_scale());
      });
    };
    const auto right = side(1), left = side(-1);
    if (!right.left_out.is_finite() || !left.left_out.is_finite()) return Ball::indeterminate();
    return between(Ball(-left.at), Ball(right.at)) + right.left_out + left.left_out;
  }

  Ball of_half_line() {
    const double own = law_.kind() == LawKind::gamma ? law_.lower_power() - 1 : 0;
    const auto right = cut(std::max(32.0, 2 * own), [&](double B) {
      const auto g = growth_along(B, [](const Growth& t) { return t; });
      return tail_weight(g, B, own, 1, false, log_scale());
    });
    if (!right.left_out.is_finite()) return Ball::indeterminate();
    return with_lower_end(Ball(right.at)) + right.left_out;
  }

  Ball of_unit() {
    if (is_whole(law_.upper_power())) return with_lower_end(Ball(1));
    const double other = law_.lower_power();
    const auto right = cut(2, [&](double B) {  // 1 - y = e^-t, so that y >= 1 - 1 / e
      const auto g = growth_along(B, [](const Growth& t) { return Growth(1.0) - exp(-t); });
      const Ball bound = other < 1 ? log(Ball(2)) * Ball(1 - other) : Ball(0);  // of y^(alpha - 1)
      return tail_weight(g, B, 0, law_.upper_power(), false, log_scale() + bound);
    });
    if (!right.left_out.is_finite()) return Ball::indeterminate();
    const Ball half = Ball(0.5);
    return with_lower_end(half) + from_above(exp(-Ball(right.at)), half) + right.left_out;
  }

  /// From the lower end of y to `upper`: straight away where nothing is singular there.
  Ball with_lower_end(const Ball& upper) {
    if (is_whole(law_.lower_power()) && at(Ball(0)).is_finite()) {
      const Ball all = between(Ball(0), upper);
      if (all.is_finite()) return all;
    }
    const double other = law_.upper_power();
    const auto left = cut(2, [&](double B) {  // y = e^-t: the density is at most y^(power - 1) e^bound
      const auto g = growth_along(B, [](const Growth& t) { return exp(-t); });
      const Ball bound = other < 1 ? log(Ball(2)) * Ball(1 - other) : Ball(0);
      return tail_weight(g, B, 0, law_.lower_power(), false, log_scale() + bound);
    });
    if (!left.left_out.is_finite()) return Ball::indeterminate();
    return between(exp(-Ball(left.at)), upper) + left.left_out;
  }

  const Program& program_;
  const DrawnLaw& law_;
  std::vector<Ball> balls_;
  std::vector<double> middles_;
  std::vector<Interval> gaps_;  ///< of y, by their lower ends; may overlap
  bool finite_ = true, wide_ = false;
  double size_ = 0, goal_ = 0;
};

Ball Integral::enclose(const Ball* s) const { return Enclosure(*this, s).run(); }

}  // namespace models::expressions

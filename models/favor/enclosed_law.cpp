#include "models/favor/enclosed_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"
#include "solvers/scalars/special_functions.hpp"

namespace models::favor {
namespace {

using solvers::LawKind;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// An increasing function over a ball that may be wide, from its values at doubles.
template <typename Function>
Ball increasing(Function function, const Ball& c) {
  if (c.is_exact()) return function(c);
  return hull(function(Ball(std::max(c.lower(), 0.0))), function(Ball(std::max(c.upper(), 0.0))));
}

Ball zero_or_more(const Ball& x) { return max(x, Ball(0)); }

}  // namespace

bool EnclosedCosts::is_known(const CostLaw& costs) {
  switch (costs.law().kind()) {
    case LawKind::uniform:
    case LawKind::exponential:
    case LawKind::lognormal:
    case LawKind::gamma:
    case LawKind::pareto:
    case LawKind::samples:
      return true;
    default:
      return false;
  }
}

EnclosedCosts::EnclosedCosts(const CostLaw& costs)
    : kind_(costs.law().kind()), inclusive_(costs.acceptance() == Acceptance::inclusive) {
  solvers::require::that(is_known(costs), "EnclosedCosts", "this law has no enclosure in balls");
  const auto [first, second] = solvers::law_parameters(costs.law());
  first_ = Ball(first), second_ = Ball(second);
  switch (kind_) {
    case LawKind::uniform:
      mean_ = (first_ + second_) / Ball(2);
      falling_ = first == 0;
      break;
    case LawKind::exponential:
      mean_ = first_;
      falling_ = true;
      break;
    case LawKind::lognormal:
      mean_ = first_;
      break;
    case LawKind::gamma:
      mean_ = first_ * second_;
      falling_ = first <= 1;
      break;
    case LawKind::pareto:
      mean_ = first_ * second_ / (second_ - Ball(1));
      break;
    default: {
      atoms_ = costs.law().kinks();
      Ball count(0), sum(0);
      for (const double atom : atoms_) {
        const Ball times(
            std::round((costs.law().cumulative(atom) - costs.law().cumulative_below(atom)) * first));
        shares_.push_back((count = count + times) / first_);
        sums_.push_back((sum = sum + times * Ball(atom)) / first_);
      }
      mean_ = sums_.back();
    }
  }
}

Ball EnclosedCosts::standard(const Ball& c) const {
  return (log(c) - log(first_)) / second_ + second_ / Ball(2);
}

Ball EnclosedCosts::below_at(const Ball& c) const {
  const double at = c.midpoint();
  switch (kind_) {
    case LawKind::uniform:
      return (max(min(c, second_), first_) - first_) / (second_ - first_);
    case LawKind::exponential:
      return -expm1(-c / first_);
    case LawKind::lognormal:
      return at > 0 ? solvers::normal_below(standard(c)) : Ball(0);
    case LawKind::gamma:
      return at > 0 ? solvers::gamma_p(first_, c / second_) : Ball(0);
    case LawKind::pareto:
      return certainly_less(first_, c) ? -expm1(-second_ * log(c / first_)) : Ball(0);
    default:
      break;
  }
  const auto next = inclusive_ ? std::upper_bound(atoms_.begin(), atoms_.end(), at)
                               : std::lower_bound(atoms_.begin(), atoms_.end(), at);
  return next == atoms_.begin() ? Ball(0) : shares_[static_cast<std::size_t>(next - atoms_.begin()) - 1];
}

Ball EnclosedCosts::partial_mean_at(const Ball& c) const {
  const double at = c.midpoint();
  switch (kind_) {
    case LawKind::uniform: {
      const Ball x = max(min(c, second_), first_);
      return (x - first_) * (x + first_) / (Ball(2) * (second_ - first_));
    }
    case LawKind::exponential: {
      const Ball t = c / first_;
      return first_ * (-expm1(-t) - t * exp(-t));
    }
    case LawKind::lognormal:
      return at > 0 ? first_ * solvers::normal_below(standard(c) - second_) : Ball(0);
    case LawKind::gamma:
      return at > 0 ? mean_ * solvers::gamma_p(first_ + Ball(1), c / second_) : Ball(0);
    case LawKind::pareto:
      return certainly_less(first_, c) ? mean_ * -expm1((Ball(1) - second_) * log(c / first_)) : Ball(0);
    default:
      break;
  }
  const auto next = inclusive_ ? std::upper_bound(atoms_.begin(), atoms_.end(), at)
                               : std::lower_bound(atoms_.begin(), atoms_.end(), at);
  return next == atoms_.begin() ? Ball(0) : sums_[static_cast<std::size_t>(next - atoms_.begin()) - 1];
}

Ball EnclosedCosts::below(const Ball& c) const {
  return increasing([this](const Ball& at) { return below_at(at); }, c);
}

Ball EnclosedCosts::partial_mean(const Ball& c) const {
  return increasing([this](const Ball& at) { return partial_mean_at(at); }, c);
}

Ball EnclosedCosts::density(const Ball& c) const {
  switch (kind_) {
    case LawKind::uniform: {
      const Ball level = Ball(1) / (second_ - first_);
      if (certainly_at_most(first_, c) && certainly_less(c, second_)) return level;
      if (certainly_less(c, first_) || certainly_at_most(second_, c)) return Ball(0);
      return hull(Ball(0), level);
    }
    case LawKind::exponential:
      return exp(-c / first_) / first_;
    case LawKind::lognormal: {
      if (!certainly_positive(c)) {  // f <= its value at the mode
        const Ball mode = first_ * exp(-Ball(1.5) * second_ * second_);
        return hull(Ball(0), density(mode));
      }
      const Ball z = standard(c);
      static const Ball half_log_two_pi = log(Ball(2) * Ball(4) * atan(Ball(1))) / Ball(2);
      return exp(-pow(z, 2) / Ball(2) - half_log_two_pi) / (c * second_);
    }
    case LawKind::gamma: {
      if (!certainly_positive(c)) return Ball::indeterminate();
      const Ball t = c / second_;
      return exp((first_ - Ball(1)) * log(t) - t - solvers::log_gamma(first_)) / second_;
    }
    case LawKind::pareto: {
      if (certainly_less(c, first_)) return Ball(0);
      const Ball from = max(c, first_), value = second_ / from * exp(-second_ * log(from / first_));
      return certainly_at_most(first_, c) ? value : hull(Ball(0), second_ / first_);
    }
    default:
      break;
  }
  return Ball::indeterminate();
}

Ball EnclosedCosts::spread() const {
  switch (kind_) {
    case LawKind::uniform:
      return second_;
    case LawKind::exponential:
      return first_;
    case LawKind::gamma:
      return first_.midpoint() == 1 ? second_ : Ball(0);
    default:
      return Ball::indeterminate();
  }
}

Ball EnclosedCosts::elasticity(double c) const { return Ball(c) * density(Ball(c)) / below(Ball(c)); }

EnclosedFavor::EnclosedFavor(const FavorLaw& law) : costs_(law.costs()) {
  if (!law.conditional_value()) {
    mean_value_ = Ball(law.mean_value());
    return;
  }
  value_ = law.conditional_value()->described();
  for (const auto& point : value_->points) {
    const Ball cost(point.cost);
    knots_.push_back({cost, Ball(point.value), costs_.below(cost), costs_.partial_mean(cost)});
  }
  // H(infinity): F = 1, M = E(C) beyond the last knot.
  mean_value_ = value_->points.empty() ? Ball(value_->intercept) + Ball(value_->slope) * costs_.mean()
                                       : conditional_at(knots_.back().cost) +
                                             knots_.back().value * (Ball(1) - knots_.back().below);
}

Ball EnclosedFavor::conditional_at(const Ball& c) const {
  const Ball F = costs_.below(c), M = costs_.partial_mean(c);
  if (knots_.empty()) return Ball(value_->intercept) * F + Ball(value_->slope) * M;
  if (certainly_at_most(c, knots_.front().cost)) return knots_.front().value * F;
  Ball sum = knots_.front().value * knots_.front().below;
  for (std::size_t k = 0; k < knots_.size() && certainly_less(knots_[k].cost, c); ++k) {
    const auto& left = knots_[k];
    const bool last = k + 1 == knots_.size();
    const bool inside = last || certainly_at_most(c, knots_[k + 1].cost);
    const Ball slope = last ? Ball(0) : (knots_[k + 1].value - left.value) / (knots_[k + 1].cost - left.cost);
    const Ball share = (inside ? F : knots_[k + 1].below) - left.below;
    const Ball partial = (inside ? M : knots_[k + 1].partial) - left.partial;
    sum = sum + (left.value - slope * left.cost) * share + slope * partial;
  }
  return sum;
}

Ball EnclosedFavor::partial_value(const Ball& c) const {
  if (!value_) return mean_value_ * costs_.below(c);
  return increasing([this](const Ball& at) { return conditional_at(at); }, c);
}

Ball EnclosedFavor::value_given(const Ball& c) const {
  if (!value_) return mean_value_;
  if (knots_.empty()) return Ball(value_->intercept) + Ball(value_->slope) * c;
  const auto at = [this](double x) {  // exact points only
    const auto& points = value_->points;
    if (x <= points.front().cost) return Ball(points.front().value);
    if (x >= points.back().cost) return Ball(points.back().value);
    std::size_t k = 1;
    while (points[k].cost < x) ++k;
    const Ball share = (Ball(x) - knots_[k - 1].cost) / (knots_[k].cost - knots_[k - 1].cost);
    return knots_[k - 1].value + (knots_[k].value - knots_[k - 1].value) * share;
  };
  Ball values = hull(at(c.lower()), at(c.upper()));
  for (const auto& point : value_->points)
    if (point.cost > c.lower() && point.cost < c.upper()) values = hull(values, Ball(point.value));
  return values;
}

Ball EnclosedFavor::value_density(const Ball& c) const {
  return zero_or_more(value_given(c)) * costs_.density(c);
}

Ball EnclosedFavor::value_bound(double c) const {
  const Ball value = value_ ? value_given(Ball(solvers::Interval{0, c})) : mean_value_;
  return Ball(value.upper()) * costs_.below(Ball(c));
}

}  // namespace models::favor

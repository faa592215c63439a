// models/favor/favor_law.hpp
// Favors in one direction: what they cost the agent who does them and are worth to the agent who asks.
#pragma once

#include "models/favor/conditional_value.hpp"
#include "models/favor/cost_law.hpp"

namespace models::favor {

/// A view: costs and conditional value must outlive it. Cheap to copy.
class FavorLaw {
 public:
  /// W independent of C: only its mean mu >= 0 matters.
  FavorLaw(const CostLaw& costs, double mean_value) : costs_(&costs), mean_value_(mean_value) {}
  /// W given C.
  FavorLaw(const CostLaw& costs, const ConditionalValue& value)
      : costs_(&costs), value_(&value), mean_value_(value.mean(costs)) {}

  const CostLaw& costs() const { return *costs_; }
  const ConditionalValue* conditional_value() const { return value_; }  ///< null: independent
  double mean_value() const { return mean_value_; }                     ///< mu = E(W)

  double below(double c) const { return costs_->below(c); }                ///< F(c)
  double density(double c) const { return costs_->density(c); }            ///< f(c)
  double partial_cost(double c) const { return costs_->partial_mean(c); }  ///< M(c) = E[C; C < c]
  double partial_value(double c) const {  ///< H(c) = E[W; C < c]; mu F(c) if independent
    return value_ ? value_->below(*costs_, c) : mean_value_ * costs_->below(c);
  }
  double value_density(double c) const {  ///< H'(c) = w(c) f(c)
    return (value_ ? value_->at(c) : mean_value_) * costs_->density(c);
  }
  double joint_surplus(double c) const {  ///< B(c) = H(c) - M(c)
    return partial_value(c) - partial_cost(c);
  }
  /// Whether H is concave on c >= 0, for the uniqueness theorem: a falling f and an independent W.
  bool has_falling_density() const { return !value_ && costs_->has_falling_density(); }

 private:
  const CostLaw* costs_;
  const ConditionalValue* value_ = nullptr;
  double mean_value_;
};

}  // namespace models::favor

// models/favor/terms.hpp
// The terms on which every pair of a society meets: one law of costs and values, drawn and expected.
#pragma once

#include <optional>

#include "models/favor/favor_law.hpp"
#include "models/favor/pair_limits.hpp"
#include "solvers/laws/law.hpp"

namespace models::favor {

/// The paper's "we assume they all share the same distribution". A view: costs, values and conditional value
/// must outlive it. Cheap to copy.
class Terms {
 public:
  /// `values` is the law of W. With a conditional value w(c) = E(W | C = c) there is none: a favor of cost c
  /// is worth w(c).
  Terms(const FavorLaw& favor, const solvers::Law* values) : favor_(favor), values_(values) {}

  double F(double c) const { return favor_.below(c); }
  double M(double c) const { return favor_.partial_cost(c); }   ///< E[C; C < c]
  double H(double c) const { return favor_.partial_value(c); }  ///< E[W; C < c]
  double mean_value() const { return favor_.mean_value(); }     ///< mu

  /// The greatest mutual limits of annuity factors A1, A2; r12: 1 offers and 2 asks.
  PairLimits limits(double A1, double A2, double r12, double r21) const {
    return greatest_limits({favor_, favor_, A1, A2, r12, r21});
  }
  /// gamma*_offer of an offerer who faces A2.
  std::optional<double> offer_threshold(double A2, double r12, double r21, double c) const {
    return favor::offer_threshold({favor_, favor_, 0, A2, r12, r21}, c);
  }
  /// The discount factor of the other from which on an agent with A1 grants it a favor of cost c.
  std::optional<double> recommendation_threshold(double A1, double r12, double r21, double c) const {
    return partner_threshold({favor_, favor_, A1, 0, r12, r21}, c);
  }

  double draw_cost(solvers::RandomStream& stream) const { return favor_.costs().law().sample(stream); }
  double draw_value(double cost, solvers::RandomStream& stream) const {
    if (values_) return values_->sample(stream);
    const auto* by_cost = favor_.conditional_value();
    return by_cost ? by_cost->at(cost) : favor_.mean_value();  // a stated mean alone: always worth that
  }

 private:
  FavorLaw favor_;
  const solvers::Law* values_;  ///< null with a conditional value
};

}  // namespace models::favor

// models/favor/enclosed_law.hpp
// Costs and values of favors in balls: F, f, M and H, each enclosed over all members of its argument.
#pragma once

#include <optional>
#include <vector>

#include "models/favor/favor_law.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::favor {

using solvers::Ball;

/// A cost law in balls. The law's numbers are taken as exact doubles.
class EnclosedCosts {
 public:
  /// Throws std::invalid_argument for a law without an enclosure; see `is_known`.
  explicit EnclosedCosts(const CostLaw&);
  /// uniform, exponential, lognormal, gamma, Pareto and samples.
  static bool is_known(const CostLaw&);

  Ball below(const Ball& c) const;         ///< F(c)
  Ball partial_mean(const Ball& c) const;  ///< M(c)
  Ball density(const Ball& c) const;       ///< f(c), jumps included
  const Ball& mean() const { return mean_; }

  bool is_falling() const { return falling_; }  ///< f never rises on c >= 0
  /// 1 / f(0) of a falling density, exact; 0 where f(0) is infinite.
  Ball spread() const;
  /// e = c f(c) / F(c). Each law's log C has a log-concave density, so F is log-concave in log t and
  /// F(t) <= F(c) (t / c)^e for 0 < t <= c. Indeterminate for atoms.
  Ball elasticity(double c) const;

 private:
  Ball below_at(const Ball& c) const;
  Ball partial_mean_at(const Ball& c) const;
  Ball standard(const Ball& c) const;  ///< of a lognormal law

  solvers::LawKind kind_;
  Ball first_, second_, mean_;
  bool falling_ = false, inclusive_ = false;
  std::vector<double> atoms_;
  std::vector<Ball> shares_, sums_;  ///< of the atoms up to each, divided by their number
};

/// One direction of favors in balls.
class EnclosedFavor {
 public:
  explicit EnclosedFavor(const FavorLaw&);
  static bool is_known(const FavorLaw& law) { return EnclosedCosts::is_known(law.costs()); }

  Ball partial_cost(const Ball& c) const { return costs_.partial_mean(c); }  ///< M(c)
  Ball partial_value(const Ball& c) const;                                   ///< H(c)
  Ball value_density(const Ball& c) const;                                   ///< H'(c)
  Ball density(const Ball& c) const { return costs_.density(c); }            ///< f(c)
  const Ball& mean_value() const { return mean_value_; }                     ///< E(W), a bound of H
  Ball value_bound(double c) const;  ///< at least max of w on [0, c] times F(c), so at least H(c)
  const EnclosedCosts& costs() const { return costs_; }
  bool is_independent() const { return !value_; }

 private:
  struct Knot {
    Ball cost, value, below, partial;  ///< and F, M there
  };
  Ball conditional_at(const Ball& c) const;
  Ball value_given(const Ball& c) const;  ///< w(c)

  EnclosedCosts costs_;
  std::optional<ValueByCost> value_;  ///< none: independent
  std::vector<Knot> knots_;
  Ball mean_value_;
};

}  // namespace models::favor

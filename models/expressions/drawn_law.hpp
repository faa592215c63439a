// models/expressions/drawn_law.hpp
// A law as a standard variable y and what it is turned into: W = w(y), so that tails and singular ends of all
// laws are those of e^-y, e^(-y^2 / 2) and powers. For any number type: doubles, duals, balls, complex balls.
#pragma once

#include <cmath>
#include <type_traits>

#include "solvers/laws/law.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/complex_ball.hpp"

namespace models::expressions {

/// Laws with a density: uniform a + (b - a) y, y in [0, 1]; exponential mean y and Pareto scale e^(y /
/// shape), y >= 0 with density e^-y; normal mean + deviation y and lognormal e^(nu + sigma y), y standard
/// normal; gamma scale y; beta y.
class DrawnLaw {
 public:
  enum class Domain { unit, half_line, line };  ///< [0, 1], [0, infinity), all reals

  /// Throws std::invalid_argument for a law without a density or of an unknown kind.
  explicit DrawnLaw(solvers::LawPtr law);

  const solvers::Law& law() const { return *law_; }
  solvers::LawKind kind() const { return kind_; }
  Domain domain() const { return domain_; }
  double first() const { return first_; }  ///< parameters, in the order of the function that makes the law
  double second() const { return second_; }
  double lower_power() const { return lower_power_; }  ///< the density is like y^(lower_power - 1) at y = 0
  double upper_power() const { return upper_power_; }  ///< like (1 - y)^(upper_power - 1) at y = 1

  template <typename T>
  T value(const T& y) const {  ///< w(y)
    using std::exp;
    switch (kind_) {
      case solvers::LawKind::uniform:
        return T(first_) + (T(second_) - T(first_)) * y;
      case solvers::LawKind::exponential:
        return T(first_) * y;
      case solvers::LawKind::gamma:
        return T(second_) * y;
      case solvers::LawKind::normal:
        return T(first_) + T(second_) * y;
      case solvers::LawKind::lognormal:
        return exp(nu<T>() + T(second_) * y);
      case solvers::LawKind::pareto:
        return T(first_) * exp(y / T(second_));
      default:
        return y;
    }
  }

  /// y with w(y) = w.
  template <typename T>
  T standard(const T& w) const {
    using std::log;
    switch (kind_) {
      case solvers::LawKind::uniform:
        return (w - T(first_)) / (T(second_) - T(first_));
      case solvers::LawKind::exponential:
        return w / T(first_);
      case solvers::LawKind::gamma:
        return w / T(second_);
      case solvers::LawKind::normal:
        return (w - T(first_)) / T(second_);
      case solvers::LawKind::lognormal:
        return (log(w) - nu<T>()) / T(second_);
      case solvers::LawKind::pareto:
        return T(second_) * log(w / T(first_));
      default:
        return w;
    }
  }

  /// The density of y at y; `rest` is 1 - y with its digits, for beta laws.
  template <typename T>
  T weight(const T& y, const T& rest) const {
    using std::exp, std::log;
    switch (kind_) {
      case solvers::LawKind::exponential:
      case solvers::LawKind::pareto:
        return exp(-y);
      case solvers::LawKind::normal:
      case solvers::LawKind::lognormal:
        return exp(-(y * y) / T(2.0)) * scale<T>();
      case solvers::LawKind::gamma:
        if constexpr (is_rigorous<T>)
          return pow(y, first_ - 1) * exp(-y) * scale<T>();
        else
          return exp(T(first_ - 1) * log(y) - y - T(log_scale_));
      case solvers::LawKind::beta:
        if constexpr (is_rigorous<T>)
          return pow(y, first_ - 1) * pow(rest, second_ - 1) * scale<T>();
        else
          return exp(T(first_ - 1) * log(y) + T(second_ - 1) * log(rest) - T(log_scale_));
      default:
        return T(1.0);
    }
  }

  /// The density of W at a w inside the support.
  template <typename T>
  T density_inside(const T& w) const {
    const T y = standard(w), height = weight(y, T(T(1.0) - y));
    switch (kind_) {
      case solvers::LawKind::uniform:
        return height / (T(second_) - T(first_));
      case solvers::LawKind::exponential:
        return height / T(first_);
      case solvers::LawKind::gamma:
      case solvers::LawKind::normal:
        return height / T(second_);
      case solvers::LawKind::lognormal:
        return height / (T(second_) * w);
      case solvers::LawKind::pareto:
        return height * T(second_) / w;
      default:
        return height;
    }
  }

  /// The factor of the density of y: 1 / Gamma(shape), ...
  const solvers::Ball& normaliser() const { return normaliser_; }

 private:
  template <typename T>
  static constexpr bool is_rigorous =
      std::is_same_v<T, solvers::Ball> || std::is_same_v<T, solvers::ComplexBall>;

  template <typename T>
  T scale() const {
    if constexpr (is_rigorous<T>)
      return T(normaliser_);
    else
      return T(normaliser_.midpoint());
  }
  template <typename T>
  T nu() const {  ///< E[log W] of a lognormal law
    using std::log;
    return log(T(first_)) - T(second_) * T(second_) / T(2.0);
  }

  solvers::LawPtr law_;
  solvers::LawKind kind_;
  Domain domain_ = Domain::unit;
  double first_ = 0, second_ = 0, lower_power_ = 1, upper_power_ = 1, log_scale_ = 0;
  solvers::Ball normaliser_{1};
};

}  // namespace models::expressions

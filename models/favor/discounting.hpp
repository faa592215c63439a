// models/favor/discounting.hpp
// Discount functions D(t) and their annuity factors A = sum of D(t) over t >= 1.
#pragma once

#include <string_view>

namespace models::favor {

struct Discounting {
  enum class Form {
    exponential,             ///< D(t) = gamma^t
    quasi_hyperbolic,        ///< D(t) = beta gamma^t for t >= 1: the present is set apart
    finite_horizon,          ///< D(t) = gamma^t for t <= T, then 0; gamma = 1 is allowed
    hazard,                  ///< D(t) = (gamma (1 - lambda)^n)^t: either partner may be replaced
    generalised_hyperbolic,  ///< D(t) = (1 + a t)^(-b / a), b > a: a finite A
    hyperbolic,              ///< D(t) = 1 / (1 + k t) for t <= T, then 0: A diverges without a horizon
  };
  Form form = Form::exponential;
  double discount_factor = 0;  ///< gamma in [0, 1), per round
  double present_bias = 1;     ///< beta in [0, 1]
  double horizon = 0;          ///< T, rounds, a whole number >= 1
  double hazard_rate = 0;      ///< lambda in [0, 1], per round
  int hazards = 1;             ///< n, 1 or 2: whose replacement ends the relation
  double curvature = 0;        ///< a > 0, or k > 0, per round
  double decay = 0;            ///< b > a, per round
};

/// The largest discount factor that is taken: above it, A has lost its digits.
inline constexpr double largest_discount_factor = 1 - 1e-12;

/// A, in rounds. Closed forms; zeta(b/a, 1 + 1/a) a^(-b/a) by Euler & Maclaurin for generalised hyperbolic
/// discounting. Throws std::invalid_argument for numbers outside their ranges, naming key and remedy.
double annuity_factor(const Discounting&);

std::string_view name(Discounting::Form);  ///< "quasi-hyperbolic", ...

}  // namespace models::favor

// models/limited_trust/phi.hpp
// Phi(x, y): how likely one game shows that the follower's trust lies on one side of a range.
// Source: Murray, Garg & Nagi, Lemmas 2 to 4, reduced to one function.
#pragma once

#include <string>

#include "models/limited_trust/phi_pair.hpp"
#include "solvers/laws/law.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {

/// From what the n replies to a chosen row are drawn: all a_j and b_j independent.
struct ReplyLaws {
  solvers::LawPtr leader;    ///< f_a
  solvers::LawPtr follower;  ///< f_b
  int replies = 2;           ///< n >= 2
};

/// Trust in (x, y], y = lower + width; the width apart, so that narrow ranges keep their digits.
struct TrustRange {
  double lower = 0;  ///< x >= 0
  double width = 0;  ///< y - x >= 0; may be infinite
};

/// Which form of Phi answers.
enum class PhiMethod { uniform, exponential, two_replies, general };

struct Phi {
  double value = 0;          ///< Phi(x, y)
  double density = 0;        ///< -dPhi/dx at fixed y, per unit of payoff
  double error = 0;          ///< |value - Phi(x, y)| is at most this
  double density_error = 0;  ///< likewise
  bool zero = false;         ///< proved to be exactly 0: the range is empty or beyond the support
  PhiMethod method = PhiMethod::general;
};

/// P(loss at trust y lies in (x, y]), the probability that the follower's choice changes somewhere on (x, y]
/// (4.2). Uniform and exponential laws, means or widths apart too: integrals in one variable; n = 2: products
/// of integrals in one variable; else quadrature in two variables split at every kink. A value below the
/// smallest normal double has an error as large. Throws std::invalid_argument for missing laws, laws with
/// atoms, n < 2, a lower end that is negative or not finite, a width that is negative or NaN.
Phi phi(const ReplyLaws&, const TrustRange&);

/// The same by the two-dimensional quadrature, whatever the laws: what `phi` is held against.
Phi phi_by_quadrature(const ReplyLaws&, const TrustRange&);

/// An enclosure of Phi(x, y), x and width enclosed: uniform and exponential laws, and normal ones with two
/// replies; else, or where more than 1024 bits would be needed, indeterminate. x >= 0 and width > 0
/// certainly.
solvers::Ball phi_enclosed(const ReplyLaws&, const solvers::Ball& lower, const solvers::Ball& width);

PhiMethod phi_method(const ReplyLaws&);
std::string describe(PhiMethod);  ///< for records

/// Throws std::invalid_argument for missing laws, laws with atoms, n < 2.
void require_reply_laws(const ReplyLaws&);

}  // namespace models::limited_trust

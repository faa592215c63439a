// models/limited_trust/payoff_quadrature.hpp
// Expected payoffs of m x n games with independent entries, by integrals over the law of the planned replies.
#pragma once

#include <optional>

#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/tabulated_law.hpp"

namespace models::limited_trust {

constexpr int most_quadrature_actions = 6;  ///< of either player

/// Whether quadrature is offered for these laws and sizes.
bool has_quadrature(const Payoffs&);

/// u_L and u_F at every pair of trust levels. The m replies (a, c), sum c, are independent; with w, H of
/// ReplyPanel, H^ the marginal cumulative of a, V(a, c) the integral over a' <= a of v(a', c) h(a', c),
/// leader's trust d:
///   E[v of the outcome] = integral dc { m V(inf, c) - m (m-1) integral da R(a, c)^(m-2)
///                         [V(a, c) (w^(a-d) - w(a-d, c)) + w(a, c) V(a-d, c)] },
///   R(a, c) = H^(a-d) + H(a, c) - H(a-d, c),
/// which is the density of the outcome integrated by parts: without a jump of any law under the integral.
/// Panels are refined until the error is below the tolerance; the error is twice the last change, the defect
/// of v = 1, what panels were asked for and what tails left out may add. Throws std::invalid_argument where
/// has_quadrature is false.
PayoffTable quadrature_payoffs(const Payoffs&, const Vector& leader_trust, const Vector& follower_trust,
                               const ExpectedPayoffOptions&);

}  // namespace models::limited_trust

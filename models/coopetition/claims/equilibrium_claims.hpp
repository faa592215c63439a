// models/coopetition/claims/equilibrium_claims.hpp
// Claims about equilibria: TR-1's coopetitive one, and those of TR-2 while trust is held (Proposition 7.3).
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/coopetition/all_equilibria.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::coopetition {

/// Every Nash equilibrium of a game while trust stands at its initial value.
using EquilibriumSet = std::function<AllEquilibriaResult(const Parameters&)>;
AllEquilibriaResult equilibria_with_trust(const Parameters&);

/// Best reply of actor i to the others' actions.
using BestReply = std::function<double(const StageGame<double>&, int i, const Vector& actions)>;
double reply_of(const StageGame<double>&, int i, const Vector& actions);

/// Lipschitz constant of best replies in log actions.
using ReplyConstant = std::function<solvers::Ball(const Parameters&)>;

/// The coopetitive equilibrium with positive actions.
using CoopetitiveActions = std::function<Vector(const Parameters&)>;
Vector coopetitive_actions(const Parameters&);

/// Whether the smallest equilibrium of S-LCD, baseline 30 and rho = 0.2, rises from no trust to full trust.
Finding judge_trust_raises_actions(const EquilibriumSet&);

/// Whether the best reply moves with T_ij in the direction of a_j - b_j, in random games.
Finding judge_reply_direction(const BestReply&, const VerifyOptions&);

/// Whether with gated dependence S-LCD has one equilibrium that rises along trust.
Finding judge_gated_trust(const EquilibriumSet&);

/// Whether best replies contract, so that the equilibrium is unique, in S-LCD and random games.
Finding judge_uniqueness(const ReplyConstant&, const EquilibriumSet&, const VerifyOptions&);

/// Whether S-LCD with rho = 0.2 has one equilibrium.
Finding judge_one_with_trust(const EquilibriumSet&);

/// Whether mean actions of S-LCD rise over autarky by the percentages that TR-1's text prints, 41 and 166.
Finding judge_printed_gains(const CoopetitiveActions&);

/// Whether the power form raises actions more than the logarithmic one at equal complementarity.
Finding judge_forms(const CoopetitiveActions&);

}  // namespace models::coopetition

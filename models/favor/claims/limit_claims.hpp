// models/favor/claims/limit_claims.hpp
// Claims about limits and retaliation, (1), (2), Theorem 1 and Figure 1's lines.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/favor/pair_limits.hpp"

namespace models::favor {

/// R of a symmetric pair at the limit c: annuity factor, rate, law, c.
using Retaliation = std::function<double(double, double, const FavorLaw&, double)>;
double printed_retaliation(double annuity, double rate, const FavorLaw&, double c);  ///< (2)

/// Whether R reaches 1 for some discount factor: where f(c) > 0 and c < E(W), or (provisos = false) anywhere.
Finding judge_theorem(const Retaliation&, bool provisos, const VerifyOptions&);
/// Whether R rises in A, so that the discount factor is unique.
Finding judge_uniqueness(const Retaliation&, const VerifyOptions&);
/// Whether R is the slope of the best limit.
Finding judge_jacobian(const Retaliation&, const VerifyOptions&);

/// A function of the discount factor on [0, 1).
Finding judge_interval(const std::function<double(double)>& on_discount_factor);
/// What an agent's utility (1) says of its own limit: annuity factor, rate, law, c.
using OwnPart = std::function<double(double, double, const FavorLaw&, double)>;
double printed_own_part(double annuity, double rate, const FavorLaw&, double c);
/// Whether the right side of (2), minus the slope of that, is negative as the text has it.
Finding judge_sign(const OwnPart& utility, const VerifyOptions&);

using LimitSolver = std::function<PairLimits(const Pair&)>;
/// Whether limits survive a little less patience where both keep (2) and individual rationality.
Finding judge_stability_at_retaliation(const LimitSolver&, const VerifyOptions&);
/// Whether (2) at the threshold's c is half the limit: c_eq = c*/2 for uniform costs.
Finding judge_half(const LimitSolver&, const VerifyOptions&);
/// Whether positive limits exist exactly where A1 A2 r12 r21 mu^2 f(0)^2 > 1.
Finding judge_existence(const LimitSolver&, const VerifyOptions&);
/// Whether the surplus per encounter is largest for unbounded limits.
Finding judge_efficiency(const std::function<double(const FavorLaw&, double)>& surplus);
/// Whether a line gamma(r, mu) of Figure 1 is where (2) is least and where limits vanish.
Finding judge_lines(const std::function<double(double, double)>& line, const VerifyOptions&);

}  // namespace models::favor

// models/digital_twin/claims/symmetric_claims.hpp
// Claims about the symmetric system (16), Figure 4 and identical players.
#pragma once

#include <functional>

#include "models/claims.hpp"
#include "models/digital_twin/representative_player.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::digital_twin {

/// A solution of the symmetric system for one set of parameters.
using SymmetricSolver = std::function<SymmetricStrategy(const Representative&)>;

SymmetricStrategy printed_root(const Representative&);  ///< of (16), whose one positive root is certified

/// One number of a symmetric strategy, and one parameter that moves it.
struct Trend {
  std::string_view what, along;
  double SymmetricStrategy::*value;
  double Representative::*parameter;
  bool rises;            ///< as claimed
  const char* argument;  ///< why, where it is proved
};

/// Whether the trend holds between random pairs of parameters; `proved-by-argument` where the trend brings
/// one.
Finding judge_trend(const SymmetricSolver&, const Trend&, const VerifyOptions&);

/// Whether every root on the grid of Figure 4 with this reward respects the budget.
Finding judge_feasibility(const SymmetricSolver&, double reward, const VerifyOptions&);

/// Whether beta is theta b / (2 c2): linear in lambda, free of c3.
Finding judge_probing(const SymmetricSolver&, const VerifyOptions&);

/// Coefficients of a polynomial in alpha, constant term first, for random parameters in balls.
using Eliminated = std::function<std::vector<solvers::Ball>(const RepresentativeOf<solvers::Ball>&)>;

/// The eliminated (16).
std::vector<solvers::Ball> printed_coefficients(const RepresentativeOf<solvers::Ball>&);

/// Whether it has one positive root: one sign change of its coefficients (Descartes).
Finding judge_one_root(const Eliminated&, const VerifyOptions&);

/// Whether the inverse parametrisation in w = 1 - delta gives the roots of `solver`.
Finding judge_closed_form(const SymmetricSolver&, const VerifyOptions&);

/// First-order conditions of a symmetric profile as a source writes them: value of the alpha and delta
/// condition.
struct Conditions {
  double sharing = 0, deception = 0;
};
using SymmetricConditions = std::function<Conditions(const Representative&, const SymmetricStrategy&)>;

Conditions printed_conditions(const Representative&, const SymmetricStrategy&);  ///< Appendix B
Conditions derivative_conditions(const Representative&,
                                 const SymmetricStrategy&);  ///< of (11), steady-state trust

/// Whether the conditions for alpha (or for delta) are the derivatives of (11) at symmetric profiles.
Finding judge_conditions(const SymmetricConditions&, bool deception, const VerifyOptions&);

/// Whether f(p) = log p - kappa p (1 - p) is strictly increasing on (0, 1): proved in balls.
Finding judge_uniqueness(double kappa, const VerifyOptions&);

}  // namespace models::digital_twin

// models/user_claims/formula_check.hpp
// One claim with its formulas understood: what it says at a point, and over its box.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/description/faults.hpp"
#include "models/user_claims/assertion.hpp"
#include "models/user_claims/box_proof.hpp"
#include "models/user_claims/point_game.hpp"

namespace models::user_claims {

/// What a claim says at one point.
struct PointOutcome {
  Truth truth = Truth::unknown;
  bool done = false;
  int equilibria = 0;     ///< at which the hypothesis holds
  bool complete = false;  ///< the list of equilibria is known to be complete
  double slack = 0;       ///< the least; where nothing is unknown
  std::string seen;       ///< values at the equilibrium with the least slack: "payoff.ada = 0.25, T = 1"
  std::string why;        ///< where unknown
};

class FormulaCheck {
 public:
  /// `example`: an equilibrium that shows what there is to name; none: parameters only. Faults are added.
  FormulaCheck(const LoadedModel& base, const StatedClaim&, const Equilibrium* example, description::Faults&);

  const StatedClaim& stated() const { return claim_; }
  /// Whether it is about parameters alone, or a profile that it gives: no equilibrium is looked at.
  bool needs_equilibria() const { return needs_equilibria_; }
  const ProfileFormulas& profile() const { return profile_; }

  PointOutcome at(PointGame&) const;
  /// Nothing where something that it reads cannot be enclosed.
  std::optional<BoxProof> on_box(const LoadedModel& base, std::size_t budget, const solvers::Stop&) const;

 private:
  std::string text_of(const BallValues&) const;

  StatedClaim claim_;
  Quantities quantities_;
  ProfileFormulas profile_;
  std::optional<Assertion> assumed_;
  std::optional<Assertion> asserted_;
  std::vector<int> reads_;
  bool needs_equilibria_ = true;
};

}  // namespace models::user_claims

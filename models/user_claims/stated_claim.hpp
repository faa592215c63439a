// models/user_claims/stated_claim.hpp
// A [[claim]] of a description: for all parameters of a box, a formula holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/claims.hpp"
#include "models/description/value.hpp"

namespace models {

/// A parameter that a claim varies, over a closed interval.
struct ParameterRange {
  std::string name;  ///< as the claim writes it, such as "T"
  std::string key;   ///< of the description, such as "parameters.T"
  double lower = 0, upper = 0;
  bool whole = false;  ///< only whole numbers

  bool operator==(const ParameterRange&) const = default;
};

/// What one player chooses in a profile that a claim is about: numbers, or formulas of parameters.
struct StatedChoice {
  std::string player, choice;
  description::Value value;
};

struct StatedClaim {
  std::string id, statement;
  description::Location where;
  std::vector<ParameterRange> forall;
  std::vector<StatedChoice> profile;  ///< empty: the claim is about the equilibria
  std::optional<description::Value> assume;
  description::Value assertion;
  std::optional<ClaimVerdict> recorded;
};

}  // namespace models

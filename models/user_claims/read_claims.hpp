// models/user_claims/read_claims.hpp
// [[claim]] of a description -> claims whose boxes and formulas are well formed.
#pragma once

#include <vector>

#include "models/common_keys.hpp"
#include "models/description/faults.hpp"
#include "models/description/schema.hpp"
#include "models/user_claims/stated_claim.hpp"

namespace models {

/// The claims of `root`. Faults: an id that stands twice, a parameter that cannot be varied, an interval
/// outside the range of its key, a formula that cannot be read, an unknown verdict. What the names within
/// formulas mean is known only beside a profile: see judge.hpp.
std::vector<StatedClaim> stated_claims(const std::vector<ClaimKeys>&, const description::Schema&,
                                       const description::Table& root, description::Faults&);

/// The dotted key that a formula means by a path: itself, "parameters.T" by T, or the only key that ends so.
std::string full_key(const description::Schema&, const description::Table& root, const std::string& path);

}  // namespace models

// apps/common/records_claims.hpp
// Claims with their verdicts, for people and machines.
#pragma once

#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/tidy_table.hpp"
#include "models/claims.hpp"

namespace apps {

/// One row of a ledger with what its check found.
struct JudgedClaim {
  const models::ClaimEntry* entry = nullptr;
  models::Finding finding;
  double seconds = 0;
  bool done = false;  ///< false where the work was stopped before

  /// The verdict is another than the recorded one; what cannot be reproduced here is no drift.
  /// A claim without a record drifts where it is refuted.
  bool drifted() const;
  /// Undecided, and nothing else is recorded.
  bool is_open() const;
};

/// A line a claim, then how many of each verdict.
std::string to_human(const std::vector<JudgedClaim>&, const HumanOptions&);

/// One claim in prose: what is asserted where, how it was checked, what was found, how to see it again.
std::string explanation(const JudgedClaim&, const HumanOptions&);

/// An "entente-claims/1" record, on one line or indented.
std::string claims_json(const std::vector<JudgedClaim>&, const Arguments&, const Stopwatch&, bool one_line);

/// One row a claim.
TidyTable tidy(const std::vector<JudgedClaim>&);

}  // namespace apps

// apps/common/described_claims.hpp
// The claims of descriptions on the command line of `entente verify`.
#pragma once

#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/records_claims.hpp"
#include "models/user_claims/judge.hpp"
#include "solvers/core/stop.hpp"

namespace apps {

/// Whether the word is meant as a MODEL: a published case, standard input, a file that exists, or a name with
/// the suffix of one.
bool names_model(const std::string& word);

/// The claims of each model whose ids are among `ids`, or all. Throws models::description::DescriptionError,
/// and InputError for a model without a claim or an id that no model has.
std::vector<models::user_claims::ClaimStudy> described_claims(const Arguments&,
                                                              const std::vector<std::string>& models,
                                                              const std::vector<std::string>& ids,
                                                              const solvers::Stop&);

/// All points of all claims looked at on the threads of this process, then one entry a claim. The studies
/// must outlive the answer.
std::vector<JudgedClaim> judged_claims(std::vector<models::user_claims::ClaimStudy>&, const Arguments&,
                                       const solvers::Stop&);

}  // namespace apps

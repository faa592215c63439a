// apps/common/profile_file.hpp
// Profiles to be judged: from an earlier result record, or plain objects from anywhere.
#pragma once

#include <string>
#include <vector>

#include "apps/common/open_model.hpp"
#include "models/results.hpp"

namespace apps {

/// The profiles of the file: a plain object {player: {choice: number}}, or a record entente-result/1 (JSON,
/// or one line of JSONL), whose equilibria are taken, or its refuted candidates where it has none. Throws
/// InputError: no JSON, a key twice, a number that no double holds, a record of another schema or of another
/// model (with the parameters that differ), more than one record.
std::vector<models::Profile> read_profiles(const std::string& path, const OpenModel&);

}  // namespace apps

// apps/common/reproduction_folder.hpp
// `entente reproduce all -o FOLDER`: a record and a table for each, and an index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/common/exit_code.hpp"
#include "apps/common/failure.hpp"
#include "apps/common/records_reproduction.hpp"

namespace apps {

/// Why a record could not be made.
struct Outcome {
  std::string reason;  ///< empty where it was
  bool needs_data = false;
  std::optional<Failure> failure{};
};

/// FOLDER/<family>-<id>.json and .csv for each, then index.csv and index.md; FOLDER is there. What needs a
/// network that is not there is named in the index with the reason, and the exit code is 3; drift is 5; 6
/// where some were stopped. Throws std::system_error where the folder cannot be written.
ExitCode write_reproduction_folder(const std::vector<ReproductionRecord>&, const std::vector<Outcome>&,
                                   const Arguments&, const Stopwatch&);

}  // namespace apps

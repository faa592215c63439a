// apps/common/reproduction_folder.hpp
// `entente reproduce all -o FOLDER`: a record and a table for each, and an index.
#pragma once

#include <functional>
#include <vector>

#include "apps/common/exit_code.hpp"
#include "apps/common/records_reproduction.hpp"

namespace apps {

/// Fills in the reproduction of one record; throws DescriptionError where a network is not there.
using RunReproduction = std::function<void(ReproductionRecord&, const models::ReproduceOptions&)>;

/// FOLDER/<family>-<id>.json and .csv for each, then index.csv and index.md. What needs a network that is not
/// there is named in the index with the reason, and the exit code is 3; drift is 5. Throws std::system_error
/// where the folder cannot be written.
ExitCode reproduce_into_folder(std::vector<ReproductionRecord>&, const models::ReproduceOptions&,
                               const Arguments&, const Stopwatch&, const RunReproduction&);

}  // namespace apps

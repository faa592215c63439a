// apps/report/run_model.hpp
// What a description offers, run verb by verb: solve, pictures of the game, simulate, bound, sweep.
#pragma once

#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "apps/report/record.hpp"

namespace apps::report {

struct ModelRun {
  std::vector<Record> records;
  ExitCode code = ExitCode::done;  ///< the worst of the verbs'
};

/// Each verb runs as it does from the command line, with the options of `arguments`, and its record is read
/// back. What the concept of the model does not offer is left out. Throws what the verbs throw.
ModelRun run_model(const Arguments&, const std::string& model);

}  // namespace apps::report

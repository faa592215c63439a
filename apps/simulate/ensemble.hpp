// apps/simulate/ensemble.hpp
// Several seeds of one simulation, on the executor of the sweep, in the order of the seeds whatever the
// threads.
#pragma once

#include <cstddef>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "apps/common/open_model.hpp"
#include "models/results.hpp"
#include "solvers/core/stop.hpp"

namespace apps {

/// One seed: exactly what `simulate --seed` of it gives, draws of the description included.
struct SeededRun {
  OpenModel model;  ///< with this seed and its draws
  models::Trajectory trajectory;
};

struct Ensemble {
  std::vector<SeededRun> runs;  ///< finished ones, by seed
  std::size_t asked = 0;        ///< seeds in all; fewer runs where the work was stopped
  models::Pooled pooled;
};

/// How many seeds: --seeds, else what the description asks for.
int seeds_wanted(const Arguments&, const OpenModel&);

/// Runs seeds s, s + 1, ..., where s is the model's seed. Runs that were cut short are left out. What a run
/// throws is thrown here, of the first seed that does.
Ensemble simulate_seeds(const Arguments&, const OpenModel&, std::size_t count, const solvers::Stop&);

models::Status status(const Ensemble&);
ExitCode exit_code(const Ensemble&);

}  // namespace apps

// apps/simulate/ensemble.hpp
// Several seeds of one simulation, on the executor of the sweep, in the order of the seeds whatever the
// threads.
#pragma once

#include <cstddef>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "apps/common/open_model.hpp"
#include "apps/sweep/fill.hpp"
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

/// Seeds s, s + 1, ..., where s is the model's seed, as a plan with one axis. What it refers to outlives it.
class SeedSweep {
 public:
  /// Throws std::invalid_argument where the seeds pass the largest.
  SeedSweep(const Arguments&, const OpenModel&, std::size_t count, const solvers::Stop&);
  SeedSweep(const SeedSweep&) = delete;
  SeedSweep& operator=(const SeedSweep&) = delete;

  const sweep::Identity& identity() const { return identity_; }
  const sweep::Work& work() const { return work_; }

  /// The runs that the journal holds. What a run threw is thrown here as Failure, of the first seed that did.
  Ensemble gather(const sweep::Journal&) const;

 private:
  std::uint64_t seed(std::size_t index) const { return base_.loaded.seed + index; }
  sweep::PointResult simulate(std::size_t index) const;

  const Arguments& arguments_;
  const OpenModel& base_;
  solvers::Stop stop_;
  sweep::Plan plan_;
  sweep::Identity identity_;
  sweep::Work work_;
};

models::Status status(const Ensemble&);
ExitCode exit_code(const Ensemble&);

}  // namespace apps

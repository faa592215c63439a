// apps/sweep/fill.hpp
// A journal is filled by whoever there is: threads, or processes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "apps/common/arguments.hpp"
#include "apps/common/exit_code.hpp"
#include "apps/sweep/journal.hpp"
#include "solvers/core/stop.hpp"

namespace apps::sweep {

/// Takes the finished point at a place of the shard.
using EmitPoint = std::function<void(std::size_t place, const PointResult&)>;

/// The places of one shard of a plan as independent pieces of work.
struct Work {
  const Identity& identity;
  const Plan& plan;
  std::size_t pieces = 0;
  std::function<void(std::size_t piece, const EmitPoint&)> run;  ///< safe to call from several threads
  std::function<bool(const Journal&, std::size_t piece)> is_done;
};

/// A piece a place. `solve` is given the number of the point in the plan; nothing comes back where a stop
/// came before an answer.
Work each_point(const Identity&, const Plan&,
                std::function<std::optional<PointResult>(std::size_t point)> solve);

/// In the process that writes: every place that the journal lacks, into it as soon as it is known.
void fill(Journal&, const Work&, const Arguments&, const solvers::Stop&);

/// In every other process: helps until the writer needs no more; its exit code says nothing.
ExitCode help(const Work&, const Arguments&, const solvers::Stop&);

}  // namespace apps::sweep

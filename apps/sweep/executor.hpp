// apps/sweep/executor.hpp
// Work in independent pieces, on the threads of one process or on those of many. What comes back does not
// depend on how many.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "solvers/core/stop.hpp"

namespace apps::sweep {

/// Calls `task(i)` once for each i in [0, count), on `threads` threads of this process, in no particular
/// order; begins no further one once `stop` asks. `task` stores its result by index; the first thing that it
/// throws is thrown here, when the tasks that were running have ended.
void run_points(std::size_t count, int threads, const solvers::Stop& stop,
                const std::function<void(std::size_t)>& task);

/// Takes the result that belongs to a place.
using Emit = std::function<void(std::size_t place, std::string text)>;

/// Pieces of work whose results are texts: points of a sweep, seeds of a simulation, claims.
struct Tasks {
  std::size_t count = 0;
  /// Does piece i and hands over each of its results. Safe to call from several threads, in any process.
  std::function<void(std::size_t i, const Emit& emit)> run;
};

/// Where results go, in the one process that writes.
struct Keeper {
  std::function<bool(std::size_t i)> wanted;  ///< whether piece i is still to be done
  Emit keep;                                  ///< safe to call from several threads
};

/// Who does the pieces: this process alone, or many that were started with the same words.
class Executor {
 public:
  virtual ~Executor() = default;

  /// Whether this process is the one that reads standard input, narrates and writes. The others do what it
  /// hands out in `serve`, and write nothing.
  virtual bool is_writer() const = 0;
  virtual int processes() const = 0;

  /// In the writer: every wanted piece once, none begun once `stop` asks. What a piece or `keep` throws first
  /// is thrown here, that of another process as Failure.
  virtual void run(const Tasks&, const Keeper&, int threads, const solvers::Stop&) = 0;

  /// In the others, in the same order as the writer calls `run`: until the writer has all results.
  virtual void serve(const Tasks&, int threads, const solvers::Stop&) = 0;
};

/// The threads of this process, unless another was chosen.
Executor& executor();
void use_executor(Executor&);  ///< which outlives all work

}  // namespace apps::sweep

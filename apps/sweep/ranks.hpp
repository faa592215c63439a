// apps/sweep/ranks.hpp
// Many processes on one list of pieces: rank 0 hands them out as they are asked for, works too, and alone
// writes.
#pragma once

#include <chrono>
#include <set>
#include <stdexcept>

#include "apps/sweep/executor.hpp"
#include "apps/sweep/messenger.hpp"

namespace apps::sweep {

/// The writer has ended: nothing is left to do here.
struct Dismissed : std::runtime_error {
  Dismissed() : std::runtime_error("dismissed") {}
};

struct RankOptions {
  /// Without a sign of life for so long a rank that has work counts as hung, and the run is stopped.
  std::chrono::duration<double> longest_silence{60};
};

/// The number of pieces handed to a rank at once follows its speed. A rank that falls silent, or that does
/// not stop when it should, is given up: the run ends as stopped, with all results that have come.
class RankExecutor : public Executor {
 public:
  RankExecutor(Messenger& messenger, const RankOptions& options) : messenger_(messenger), options_(options) {}

  bool is_writer() const override { return messenger_.rank() == 0; }
  int processes() const override { return messenger_.size(); }
  void run(const Tasks&, const Keeper&, int threads, const solvers::Stop&) override;
  void serve(const Tasks&, int threads, const solvers::Stop&) override;

  /// In the writer, last of all: the others may end. False where some rank was given up, before or now.
  bool dismiss();
  /// In the others, last of all.
  void await_dismissal();

 private:
  Messenger& messenger_;
  RankOptions options_;
  std::set<int> lost_, gone_;  ///< ranks given up; ranks that have said bye
  bool dismissed_ = false;
};

}  // namespace apps::sweep

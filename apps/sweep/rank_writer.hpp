// apps/sweep/rank_writer.hpp
// One round of work seen from rank 0: it hands out pieces, does some itself, keeps every result.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "apps/sweep/ranks.hpp"

namespace apps::sweep {

class RankWriter {
 public:
  /// `gone` and `lost` are of the whole run; ranks that fall silent are added to `lost`.
  RankWriter(Messenger&, const RankOptions&, const Tasks&, const Keeper&, const solvers::Stop&,
             std::set<int>& gone, std::set<int>& lost);

  /// Returns when no piece is under way any more; throws what a piece or the keeping of a result threw first.
  void work(int threads);

 private:
  using Clock = std::chrono::steady_clock;

  /// What is known of another rank.
  struct Worker {
    std::size_t under_way = 0;  ///< pieces handed out that have not come back
    std::size_t portion = 1;    ///< pieces handed out at once
    Clock::time_point heard, given;
  };

  std::optional<std::size_t> next();  ///< a piece that nobody has
  std::size_t untouched();            ///< pieces that `next` has not come to
  void do_pieces();
  void hand_out(int rank);
  bool receive();
  void take(const Message&);
  void take_results(Worker&, const std::string& bytes);
  bool is_stopping();
  void halt_all();
  void give_up_silent_ranks();
  void give_up(int rank, const char* why);
  bool all_done() const;
  void fail(std::exception_ptr);

  Messenger& messenger_;
  const RankOptions& options_;
  const Tasks& tasks_;
  const Keeper& keeper_;
  const solvers::Stop& stop_;
  std::set<int>&gone_, &lost_;
  std::vector<Worker> workers_;  ///< by rank
  std::atomic<int> own_threads_{0};
  std::optional<Clock::time_point> halted_;

  std::mutex mutex_;
  std::size_t next_ = 0;
  bool closed_ = false;  ///< nothing more is handed out
  std::exception_ptr failure_;
};

}  // namespace apps::sweep

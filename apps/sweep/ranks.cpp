#include "apps/sweep/ranks.hpp"

#include <atomic>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "apps/common/interrupt.hpp"
#include "apps/sweep/messages.hpp"
#include "apps/sweep/rank_writer.hpp"

namespace apps::sweep {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto nap = 500us;             // between looks for messages
constexpr auto longest_delay = 50ms;    // of a result on its way
constexpr auto sign_of_life = 500ms;    // sent where there is no result
constexpr std::size_t large = 1 << 20;  // bytes: results are sent at once

/// The threads of a rank that is handed its work, and what they have finished.
class Crew {
 public:
  Crew(const Tasks& tasks, int threads, const solvers::Stop& stop) : tasks_(tasks), stop_(stop) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { do_pieces(); });
  }
  ~Crew() { ending_ = true; }

  void give(const std::vector<std::uint64_t>& pieces) {
    const std::lock_guard lock(mutex_);
    queue_.insert(queue_.end(), pieces.begin(), pieces.end());
  }

  /// What was finished since the last call, once it is worth a message or there is nothing else to do.
  std::optional<Report> finished(bool at_once) {
    const std::lock_guard lock(mutex_);
    if (done_.pieces == 0 && done_.results.empty()) return std::nullopt;
    if (!at_once && bytes_ < large && !queue_.empty()) return std::nullopt;
    bytes_ = 0;
    return std::exchange(done_, {});
  }

  std::exception_ptr failure() {
    const std::lock_guard lock(mutex_);
    return std::exchange(failure_, nullptr);
  }

 private:
  std::optional<std::uint64_t> next() {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return std::nullopt;
    const auto piece = queue_.front();
    queue_.pop_front();
    return piece;
  }

  void do_pieces() {
    while (!ending_) {
      if (const auto piece = next()) {
        if (!stop_.requested()) do_one(*piece);
        const std::lock_guard lock(mutex_);
        ++done_.pieces;
      } else {
        std::this_thread::sleep_for(nap);
      }
    }
  }

  void do_one(std::uint64_t piece) {
    try {
      tasks_.run(piece, [this](std::size_t place, std::string text) {
        const std::lock_guard lock(mutex_);
        bytes_ += text.size();
        done_.results.emplace_back(place, std::move(text));
      });
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  const Tasks& tasks_;
  const solvers::Stop& stop_;
  std::mutex mutex_;
  std::deque<std::uint64_t> queue_;
  Report done_;
  std::size_t bytes_ = 0;
  std::exception_ptr failure_;
  std::atomic<bool> ending_{false};
  std::vector<std::jthread> threads_;
};

}  // namespace

void RankExecutor::run(const Tasks& tasks, const Keeper& keeper, int threads, const solvers::Stop& stop) {
  RankWriter(messenger_, options_, tasks, keeper, stop, gone_, lost_).work(threads);
}

void RankExecutor::serve(const Tasks& tasks, int threads, const solvers::Stop& stop) {
  Crew crew(tasks, threads, stop);
  auto sent = Clock::now();
  const auto send = [&](MessageKind kind, std::string bytes) {
    messenger_.send(0, kind, std::move(bytes));
    sent = Clock::now();
  };
  for (;;) {
    const auto message = messenger_.poll();
    if (message && message->kind == MessageKind::over) return;
    if (message && message->kind == MessageKind::work) crew.give(pieces_in(message->bytes));
    if (message && (message->kind == MessageKind::halt || message->kind == MessageKind::quit)) interrupt();
    if (message && message->kind == MessageKind::quit) {
      dismissed_ = true;
      throw Dismissed();
    }
    if (const auto report = crew.finished(Clock::now() - sent > longest_delay))
      send(MessageKind::results, bytes_of(*report));
    if (const auto failure = crew.failure()) send(MessageKind::fault, bytes_of(failure_of(failure)));
    if (Clock::now() - sent > sign_of_life) send(MessageKind::results, bytes_of(Report{}));
    if (!message) std::this_thread::sleep_for(nap);
  }
}

bool RankExecutor::dismiss() {
  const auto begun = Clock::now();
  for (int rank = 1; rank < messenger_.size(); ++rank)
    if (!lost_.contains(rank)) messenger_.send(rank, MessageKind::quit, "");
  while (gone_.size() + lost_.size() < static_cast<std::size_t>(messenger_.size()) - 1) {
    const auto message = messenger_.poll();
    if (message && message->kind == MessageKind::bye) gone_.insert(message->from);
    if (!message && Clock::now() - begun > options_.longest_silence) return false;
    if (!message) std::this_thread::sleep_for(nap);
  }
  return lost_.empty();
}

void RankExecutor::await_dismissal() {
  messenger_.send(0, MessageKind::bye, "");
  while (!dismissed_) {
    const auto message = messenger_.poll();
    if (message && message->kind == MessageKind::quit) dismissed_ = true;
    if (!message) std::this_thread::sleep_for(nap);
  }
}

}  // namespace apps::sweep

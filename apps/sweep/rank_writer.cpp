#include "apps/sweep/rank_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/common/narration.hpp"
#include "apps/sweep/messages.hpp"

namespace apps::sweep {
namespace {

using namespace std::chrono_literals;

constexpr auto nap = 500us;           // between looks for messages
constexpr auto short_portion = 50ms;  // a portion that is back sooner was too small
constexpr auto long_portion = 400ms;  // and one that takes longer too large
constexpr std::size_t largest_portion = 4096;

}  // namespace

RankWriter::RankWriter(Messenger& messenger, const RankOptions& options, const Tasks& tasks,
                       const Keeper& keeper, const solvers::Stop& stop, std::set<int>& gone,
                       std::set<int>& lost)
    : messenger_(messenger),
      options_(options),
      tasks_(tasks),
      keeper_(keeper),
      stop_(stop),
      gone_(gone),
      lost_(lost),
      workers_(static_cast<std::size_t>(messenger.size())) {
  for (auto& worker : workers_) worker.heard = worker.given = Clock::now();
}

void RankWriter::work(int threads) {
  std::vector<std::jthread> own;
  own_threads_ = threads;
  for (int i = 0; i < threads; ++i) own.emplace_back([this] { do_pieces(); });
  for (;;) {
    const bool heard = receive();
    if (is_stopping()) halt_all();
    for (int rank = 1; rank < messenger_.size(); ++rank) hand_out(rank);
    give_up_silent_ranks();
    if (all_done()) break;
    if (!heard) std::this_thread::sleep_for(nap);
  }
  own.clear();
  for (int rank = 1; rank < messenger_.size(); ++rank)
    if (!lost_.contains(rank) && !gone_.contains(rank)) messenger_.send(rank, MessageKind::over, "");
  if (failure_) std::rethrow_exception(failure_);
}

std::optional<std::size_t> RankWriter::next() {
  const std::lock_guard lock(mutex_);
  if (closed_ || stop_.requested()) return std::nullopt;
  while (next_ < tasks_.count && !keeper_.wanted(next_)) ++next_;
  if (next_ == tasks_.count) return std::nullopt;
  return next_++;
}

std::size_t RankWriter::untouched() {
  const std::lock_guard lock(mutex_);
  return tasks_.count - next_;
}

void RankWriter::do_pieces() {
  try {
    while (const auto piece = next()) tasks_.run(*piece, keeper_.keep);
  } catch (...) {
    fail(std::current_exception());
  }
  --own_threads_;
}

/// Two portions are under way at a time, so that no rank waits for the next one.
void RankWriter::hand_out(int rank) {
  auto& worker = workers_[static_cast<std::size_t>(rank)];
  if (worker.under_way > worker.portion || lost_.contains(rank) || gone_.contains(rank)) return;
  std::vector<std::uint64_t> pieces;
  const auto fair = untouched() / (2 * workers_.size()) + 1;  // so that none is last by far
  while (pieces.size() < std::min(worker.portion, fair)) {
    const auto piece = next();
    if (!piece) break;
    pieces.push_back(*piece);
  }
  if (pieces.empty()) return;
  worker.under_way += pieces.size();
  worker.given = Clock::now();
  messenger_.send(rank, MessageKind::work, bytes_of(pieces));
}

bool RankWriter::receive() {
  bool any = false;
  while (const auto message = messenger_.poll()) {
    any = true;
    workers_[static_cast<std::size_t>(message->from)].heard = Clock::now();
    try {
      take(*message);
    } catch (...) {  // a result could not be kept
      fail(std::current_exception());
    }
  }
  return any;
}

void RankWriter::take(const Message& message) {
  auto& worker = workers_[static_cast<std::size_t>(message.from)];
  if (message.kind == MessageKind::results) take_results(worker, message.bytes);
  if (message.kind == MessageKind::fault) {
    const auto failure = failure_in(message.bytes);
    fail(std::make_exception_ptr(
        Failure(failure.code, fmt::format("{} (rank {})", failure.what(), message.from))));
  }
  if (message.kind == MessageKind::bye) {
    gone_.insert(message.from);
    worker.under_way = 0;
  }
}

void RankWriter::take_results(Worker& worker, const std::string& bytes) {
  auto report = report_in(bytes);
  if (report.pieces > 0) {
    const auto took = Clock::now() - worker.given;
    if (took < short_portion) worker.portion = std::min(2 * worker.portion, largest_portion);
    if (took > long_portion) worker.portion = std::max<std::size_t>(worker.portion / 2, 1);
    worker.under_way -= std::min<std::size_t>(report.pieces, worker.under_way);
  }
  for (auto& [place, text] : report.results) keeper_.keep(place, std::move(text));
}

bool RankWriter::is_stopping() {
  const std::lock_guard lock(mutex_);
  if (stop_.requested()) closed_ = true;
  return closed_;
}

void RankWriter::halt_all() {
  if (halted_) return;
  halted_ = Clock::now();
  for (int rank = 1; rank < messenger_.size(); ++rank)
    if (!lost_.contains(rank) && !gone_.contains(rank)) messenger_.send(rank, MessageKind::halt, "");
}

void RankWriter::give_up_silent_ranks() {
  const auto now = Clock::now();
  for (int rank = 1; rank < messenger_.size(); ++rank) {
    const auto& worker = workers_[static_cast<std::size_t>(rank)];
    if (worker.under_way == 0) continue;
    if (now - worker.heard > options_.longest_silence) give_up(rank, "gives no sign of life");
    if (halted_ && now - *halted_ > options_.longest_silence) give_up(rank, "does not stop");
  }
}

void RankWriter::give_up(int rank, const char* why) {
  tell(fmt::format("entente: rank {} {} for {:g} s and is given up\n", rank, why,
                   options_.longest_silence.count()));
  lost_.insert(rank);
  workers_[static_cast<std::size_t>(rank)].under_way = 0;
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

bool RankWriter::all_done() const {
  return own_threads_ == 0 &&
         std::all_of(workers_.begin(), workers_.end(), [](const auto& w) { return w.under_way == 0; });
}

void RankWriter::fail(std::exception_ptr failure) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = std::move(failure);
  closed_ = true;
}

}  // namespace apps::sweep

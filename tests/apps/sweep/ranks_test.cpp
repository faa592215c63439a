// Rank 0 and its helpers, here threads of one process that hand messages to each other.
#include "apps/sweep/ranks.hpp"

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "apps/common/failure.hpp"

using namespace apps::sweep;
using namespace std::chrono_literals;

namespace {

struct Mail {
  std::mutex mutex;
  std::map<int, std::deque<Message>> boxes;  ///< by receiver
};

class ThreadMessenger : public Messenger {
 public:
  ThreadMessenger(Mail& mail, int rank, int size) : mail_(mail), rank_(rank), size_(size) {}
  int rank() const override { return rank_; }
  int size() const override { return size_; }
  void send(int to, MessageKind kind, std::string bytes) override {
    const std::lock_guard lock(mail_.mutex);
    mail_.boxes[to].push_back({rank_, kind, std::move(bytes)});
  }
  std::optional<Message> poll() override {
    const std::lock_guard lock(mail_.mutex);
    auto& box = mail_.boxes[rank_];
    if (box.empty()) return std::nullopt;
    auto message = std::move(box.front());
    box.pop_front();
    return message;
  }

 private:
  Mail& mail_;
  int rank_, size_;
};

/// One run on `size` ranks: what rank r does with piece i is `piece(r, i)`.
struct Run {
  std::map<std::size_t, std::string> kept;
  std::map<int, std::atomic<int>> done_by;
  bool all_dismissed = false;

  void operator()(int size, std::size_t count, const solvers::Stop& stop,
                  const std::function<std::string(int, std::size_t)>& piece, double silence = 30,
                  const std::set<int>& dead = {}) {
    Mail mail;
    std::mutex mutex;
    const RankOptions options{std::chrono::duration<double>(silence)};
    const auto tasks_of = [&](int rank) {
      return Tasks{count, [&, rank](std::size_t i, const Emit& emit) {
                     auto text = piece(rank, i);
                     ++done_by[rank];
                     if (!text.empty()) emit(i, std::move(text));
                   }};
    };
    for (int rank = 0; rank < size; ++rank) done_by[rank] = 0;
    std::vector<std::jthread> others;
    for (int rank = 1; rank < size; ++rank)
      if (!dead.contains(rank))
        others.emplace_back([&, rank] {
          ThreadMessenger messenger(mail, rank, size);
          RankExecutor executor(messenger, options);
          try {
            executor.serve(tasks_of(rank), 1, stop);
          } catch (const Dismissed&) {
          }
          executor.await_dismissal();
        });
    ThreadMessenger messenger(mail, 0, size);
    RankExecutor executor(messenger, options);
    const Keeper keeper{[&](std::size_t i) { return i != 3; },  // which is done already
                        [&](std::size_t place, std::string text) {
                          const std::lock_guard lock(mutex);
                          CHECK(kept.emplace(place, std::move(text)).second);  // none comes twice
                        }};
    struct Dismissal {
      RankExecutor& executor;
      bool& all;
      ~Dismissal() { all = executor.dismiss(); }
    } dismissal{executor, all_dismissed};
    executor.run(tasks_of(0), keeper, 1, stop);
  }
};

std::string slow_square(int, std::size_t i) {
  std::this_thread::sleep_for(1ms);
  return std::to_string(i * i);
}

}  // namespace

TEST_CASE("every piece once, whatever the number of ranks", "[ranks]") {
  const int size = GENERATE(1, 2, 3, 5);
  Run run;
  run(size, 300, {}, slow_square);
  REQUIRE(run.kept.size() == 299);
  for (const auto& [place, text] : run.kept) CHECK(text == std::to_string(place * place));
  CHECK(run.all_dismissed);
  for (int rank = 0; rank < size; ++rank) CHECK(run.done_by[rank] > 0);  // rank 0 works too
}

TEST_CASE("what a rank throws ends the run with its code", "[ranks]") {
  Run run;
  const auto piece = [](int rank, std::size_t i) {
    if (rank == 2) throw apps::Failure(apps::ExitCode::input, "entente: no data");
    return slow_square(rank, i);
  };
  try {
    run(3, 10'000, {}, piece);
    FAIL("nothing was thrown");
  } catch (const apps::Failure& failure) {
    CHECK(failure.code == apps::ExitCode::input);
    CHECK(std::string(failure.what()) == "entente: no data (rank 2)");
  }
  CHECK(run.kept.size() < 9'999);
  CHECK(run.all_dismissed);
}

TEST_CASE("a rank that gives no sign of life is given up, and the run ends", "[ranks]") {
  Run run;
  run(3, 3000, {}, slow_square, 0.8, {2});
  CHECK(run.kept.size() > 100);
  CHECK(run.kept.size() < 2999);  // what was handed to it is missing
  CHECK_FALSE(run.all_dismissed);
}

TEST_CASE("a stop begins nothing more on any rank", "[ranks]") {
  std::atomic<bool> stopped{false};
  Run run;
  run(3, 100'000, {.interrupt = &stopped}, [&](int rank, std::size_t i) {
    if (i > 100) stopped = true;
    return slow_square(rank, i);
  });
  CHECK(run.kept.size() >= 50);
  CHECK(run.kept.size() < 5'000);
  CHECK(run.all_dismissed);
}

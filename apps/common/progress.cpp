#include "apps/common/progress.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "apps/common/narration.hpp"

namespace apps {
namespace {

constexpr std::chrono::milliseconds pause{100};

}  // namespace

Progress::Progress(std::size_t total, bool wanted)
    : total_(total), wanted_(wanted), next_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (shown_) tell(fmt::format("\r{:40}\r", ""));
}

void Progress::step() {
  const auto done = ++done_;
  if (!wanted_) return;
  const std::unique_lock lock(mutex_, std::try_to_lock);  // whoever prints, the others work on
  if (lock && std::chrono::steady_clock::now() >= next_) show(done);
}

void Progress::show(std::size_t done) {
  tell(fmt::format("\r{} of {} ({:.0f}%)", done, total_,
                   100.0 * static_cast<double>(done) / static_cast<double>(total_)));
  std::fflush(stderr);
  shown_ = true;
  next_ = std::chrono::steady_clock::now() + pause;
}

}  // namespace apps

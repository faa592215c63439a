#include "apps/common/narration.hpp"

#include <atomic>
#include <cstdio>

namespace apps {

namespace {

std::atomic<bool> silent{false};

}  // namespace

void tell(std::string_view text) {
  if (silent) return;
  if (std::fwrite(text.data(), 1, text.size(), stderr) < text.size()) std::clearerr(stderr);
}

void fall_silent() { silent = true; }

}  // namespace apps

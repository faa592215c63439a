#include "apps/common/narration.hpp"

#include <cstdio>

namespace apps {

void tell(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stderr) < text.size()) std::clearerr(stderr);
}

}  // namespace apps

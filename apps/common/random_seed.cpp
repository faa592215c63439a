#include "apps/common/random_seed.hpp"

#include <random>

namespace apps {

std::uint64_t draw_seed() {
  std::random_device device;
  const auto high = static_cast<std::uint64_t>(device());
  return ((high << 32) | device()) >> 11;
}

}  // namespace apps

// apps/common/random_seed.hpp
// A seed from the system, for `--seed random`.
#pragma once

#include <cstdint>

namespace apps {

/// In [0, 2^53), so that every reader of JSON holds it exactly.
std::uint64_t draw_seed();

}  // namespace apps

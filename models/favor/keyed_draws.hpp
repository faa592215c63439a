// models/favor/keyed_draws.hpp
// Random numbers that hang on what they are for, not on when they are asked for: every variant of a
// simulation meets the same games.
#pragma once

#include <cstdint>

#include "solvers/core/random.hpp"

namespace models::favor {

/// What a draw decides.
enum class Draw : std::uint64_t {
  rate = 1,
  discount_factor,
  replacement,
  meeting,
  cost,
  value,
  rollout,
  bootstrap
};

/// Streams numbered by (seed, purpose, round, i, j).
class KeyedDraws {
 public:
  explicit KeyedDraws(std::uint64_t seed) : seed_(seed) {}

  solvers::RandomStream stream(Draw purpose, int round, int i, int j = 0) const {
    const auto pair = static_cast<std::uint64_t>(i) << 32U | static_cast<std::uint32_t>(j);
    const auto when = static_cast<std::uint64_t>(purpose) << 48U | static_cast<std::uint32_t>(round);
    return solvers::RandomStream(seed_, solvers::mix(solvers::mix(when) ^ pair));
  }
  double uniform(Draw purpose, int round, int i, int j = 0) const {
    return stream(purpose, round, i, j).uniform();
  }

 private:
  std::uint64_t seed_;
};

}  // namespace models::favor

// solvers/core/random.hpp
// Random streams numbered by (seed, task): the same draws on any number of threads, shards or ranks.
#pragma once

#include <cstdint>

namespace solvers {

/// One stream of random numbers. Streams of different (seed, task) are independent for all practical ends.
/// Method: xoshiro256++ whose state is filled by splitmix64 from the mixed pair.
/// Source: Blackman & Vigna (2021), ACM Trans. Math. Softw. 47(4), 36.
class RandomStream {
 public:
  using result_type = std::uint64_t;

  explicit RandomStream(std::uint64_t seed, std::uint64_t task = 0);

  std::uint64_t operator()();  ///< 64 random bits
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  double uniform();                            ///< in [0, 1), a multiple of 2^-53
  double uniform(double lower, double upper);  ///< in [lower, upper)
  double exponential();                        ///< mean 1
  double normal();                             ///< mean 0, standard deviation 1
  std::uint64_t below(std::uint64_t bound);    ///< uniform on 0, ..., bound - 1; bound > 0

 private:
  std::uint64_t state_[4];
};

/// A hash of bits for keys of streams: splitmix64's finaliser.
std::uint64_t mix(std::uint64_t);

/// The key of the stream that belongs to a name, such as a resolved point of a sweep.
std::uint64_t hash_of(const char* bytes, unsigned long size);

}  // namespace solvers

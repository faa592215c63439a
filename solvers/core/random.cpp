#include "solvers/core/random.hpp"

#include <bit>
#include <cmath>
#include <numbers>

namespace solvers {

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::uint64_t hash_of(const char* bytes, unsigned long size) {  // FNV-1a, then mixed
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (unsigned long i = 0; i < size; ++i) h = (h ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3ULL;
  return mix(h);
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t task) {
  // The seed is mixed before the task enters, so that (1, 2) and (2, 1) share nothing.
  std::uint64_t x = mix(mix(seed + 0x9e3779b97f4a7c15ULL) + task);
  for (auto& word : state_) word = mix(x += 0x9e3779b97f4a7c15ULL);
}

std::uint64_t RandomStream::operator()() {
  const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double RandomStream::uniform() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }

double RandomStream::uniform(double lower, double upper) { return lower + (upper - lower) * uniform(); }

double RandomStream::exponential() { return -std::log1p(-uniform()); }

double RandomStream::normal() {  // Box & Muller (1958); the second number is dropped to keep the stream stateless
  const double radius = std::sqrt(2 * exponential());
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

std::uint64_t RandomStream::below(std::uint64_t bound) {  // rejection: exactly uniform
  const std::uint64_t threshold = (~bound + 1) % bound;
  for (;;)
    if (const std::uint64_t x = (*this)(); x >= threshold) return x % bound;
}

}  // namespace solvers

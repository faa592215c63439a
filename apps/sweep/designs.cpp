#include "apps/sweep/designs.hpp"

#include <array>
#include <bit>

#include "solvers/core/random.hpp"

namespace apps::sweep {
namespace {

constexpr std::size_t bits = 32;
using Directions = std::array<std::uint32_t, bits>;

/// A primitive polynomial of that degree, its inner coefficients as bits, and the first odd numbers m.
struct Polynomial {
  std::size_t degree;
  std::uint32_t coefficients;
  std::array<std::uint32_t, 5> m;
};

constexpr std::array<Polynomial, most_sobol_dimensions - 1> polynomials = {{{1, 0, {1}},
                                                                            {2, 1, {1, 3}},
                                                                            {3, 1, {1, 3, 1}},
                                                                            {3, 2, {1, 1, 1}},
                                                                            {4, 1, {1, 1, 3, 3}},
                                                                            {4, 4, {1, 3, 5, 13}},
                                                                            {5, 2, {1, 1, 5, 5, 17}},
                                                                            {5, 4, {1, 1, 5, 5, 5}},
                                                                            {5, 7, {1, 1, 7, 11, 19}}}};

Directions directions(std::size_t dimension) {
  Directions v{};
  for (std::size_t i = 0; i < bits; ++i) v[i] = 1U << (bits - 1 - i);  // van der Corput
  if (dimension == 0) return v;
  const auto& [s, a, m] = polynomials[dimension - 1];
  for (std::size_t i = 0; i < s; ++i) v[i] = m[i] << (bits - 1 - i);
  for (std::size_t i = s; i < bits; ++i) {
    v[i] = v[i - s] ^ (v[i - s] >> s);
    for (std::size_t k = 1; k < s; ++k)
      if ((a >> (s - 1 - k)) & 1U) v[i] ^= v[i - k];
  }
  return v;
}

/// The place of `index` in a random order of 0, ..., points - 1.
std::uint64_t shuffled(std::uint64_t index, std::uint64_t points, std::uint64_t key) {
  constexpr int rounds = 160;  // about 6 log2 of 10^8
  for (int round = 0; round < rounds; ++round) {
    const auto round_key = solvers::mix(key + static_cast<std::uint64_t>(round) * 0x9e3779b97f4a7c15U);
    auto partner = round_key % points + points - index;
    if (partner >= points) partner -= points;
    const auto larger = index > partner ? index : partner;
    if (solvers::mix(round_key ^ solvers::mix(larger)) & 1U) index = partner;
  }
  return index;
}

const std::array<Directions, most_sobol_dimensions>& all_directions() {
  static const auto all = [] {
    std::array<Directions, most_sobol_dimensions> list{};
    for (std::size_t d = 0; d < list.size(); ++d) list[d] = directions(d);
    return list;
  }();
  return all;
}

}  // namespace

double latin_hypercube(std::size_t dimension, std::size_t index, std::size_t points, std::uint64_t seed) {
  const auto key = solvers::mix(seed ^ solvers::mix(dimension + 1));
  const auto layer = shuffled(index, points, key);
  const double within = solvers::RandomStream(key, index).uniform();
  return (static_cast<double>(layer) + within) / static_cast<double>(points);
}

double sobol(std::size_t dimension, std::size_t index) {
  const auto& v = all_directions().at(dimension);
  std::uint32_t x = 0;
  for (auto gray = static_cast<std::uint32_t>(index ^ (index >> 1)); gray != 0; gray &= gray - 1)
    x ^= v[static_cast<std::size_t>(std::countr_zero(gray))];
  return static_cast<double>(x) * 0x1p-32;
}

}  // namespace apps::sweep

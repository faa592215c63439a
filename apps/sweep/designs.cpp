#include "apps/sweep/designs.hpp"

#include <array>
#include <bit>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>

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

}  // namespace

std::vector<std::vector<double>> latin_hypercube(std::size_t dimensions, std::size_t points,
                                                 std::uint64_t seed) {
  std::vector<std::vector<double>> columns;
  for (std::size_t d = 0; d < dimensions; ++d) {
    solvers::RandomStream random(seed, d);
    std::vector<double> column(points);
    std::iota(column.begin(), column.end(), 0.0);
    for (std::size_t i = points; i > 1; --i) std::swap(column[i - 1], column[random.below(i)]);
    for (auto& x : column) x = (x + random.uniform()) / static_cast<double>(points);
    columns.push_back(std::move(column));
  }
  return columns;
}

std::vector<std::vector<double>> sobol(std::size_t dimensions, std::size_t points) {
  if (dimensions > most_sobol_dimensions || points > (std::size_t{1} << bits))
    throw std::invalid_argument(fmt::format(
        "sweep: Sobol's sequence is tabled for up to {} axes and 2^32 points; use latin-hypercube",
        most_sobol_dimensions));
  std::vector<std::vector<double>> columns;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const auto v = directions(d);
    std::uint32_t x = 0;
    std::vector<double> column(points);
    for (std::size_t i = 0; i + 1 < points; ++i) {
      x ^= v[static_cast<std::size_t>(std::countr_one(static_cast<std::uint32_t>(i)))];  // Gray code
      column[i + 1] = static_cast<double>(x) * 0x1p-32;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace apps::sweep

// apps/sweep/designs.hpp
// Points spread over a box without a grid: for parameter studies in many dimensions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace apps::sweep {

constexpr std::size_t most_sobol_dimensions = 10;

/// `points` numbers in [0, 1) a dimension: one in each of the intervals [k, k + 1) / points, in random order.
/// Source: McKay, Beckman & Conover (1979), Technometrics 21(2), 239-245.
std::vector<std::vector<double>> latin_hypercube(std::size_t dimensions, std::size_t points,
                                                 std::uint64_t seed);

/// The first `points` of Sobol's sequence, by dimension, from the origin on; in base 2, 32 bits.
/// Source: Joe & Kuo (2008), SIAM J. Sci. Comput. 30(5), 2635-2654, direction numbers new-joe-kuo-6.
/// Throws std::invalid_argument for more than ten dimensions or 2^32 points.
std::vector<std::vector<double>> sobol(std::size_t dimensions, std::size_t points);

}  // namespace apps::sweep

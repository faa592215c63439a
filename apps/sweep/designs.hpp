// apps/sweep/designs.hpp
// Points spread over a box without a grid, each by its number alone: for parameter studies in many
// dimensions.
#pragma once

#include <cstddef>
#include <cstdint>

namespace apps::sweep {

constexpr std::size_t most_sobol_dimensions = 10;
constexpr std::size_t most_sobol_points = std::size_t{1} << 32;

/// Coordinate `dimension` in [0, 1) of point `index` out of `points`: in each dimension one point lies in
/// each of the intervals [k, k + 1) / points, in random order. Sources: McKay, Beckman & Conover (1979),
/// Technometrics 21(2), 239-245; the order by the swap-or-not shuffle of Hoang, Morris & Rogaway (2012),
/// CRYPTO 2012, LNCS 7417, 1-13, which needs no memory.
double latin_hypercube(std::size_t dimension, std::size_t index, std::size_t points, std::uint64_t seed);

/// Coordinate `dimension` < 10 of point `index` < 2^32 of Sobol's sequence from the origin on, in base 2, 32
/// bits. Source: Joe & Kuo (2008), SIAM J. Sci. Comput. 30(5), 2635-2654, direction numbers new-joe-kuo-6.
double sobol(std::size_t dimension, std::size_t index);

}  // namespace apps::sweep

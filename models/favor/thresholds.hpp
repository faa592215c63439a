// models/favor/thresholds.hpp
// Thresholds of patience of symmetric pairs, in double and in balls.
#pragma once

#include <optional>

#include "models/favor/enclosed_law.hpp"
#include "models/favor/favor_law.hpp"
#include "solvers/core/interval.hpp"

namespace models::favor {

/// A threshold with its bracket.
struct Threshold {
  double value = 0;
  solvers::Interval bracket{};
  bool proved = false;
  double at = 0;  ///< the cost where it is taken, unit of cost
};

/// gamma_coop = 1 / (1 + r max_c B(c) / c), B(c) = H(c) - M(c): above it a symmetric pair cooperates. At the
/// maximiser B' = B / c, so individual rationality and (2) hold together. The supremum may lie at c = 0,
/// where it is mu f(0). Nothing where B <= 0 everywhere. Search by bounds of B(c) / c on pieces, in balls
/// where the law has an enclosure, else in double.
std::optional<Threshold> cooperation_threshold(const FavorLaw&, double rate);

/// gamma_eq_min = min over c of 1 / (1 + r f(c) (mu - c)): the least discount factor that satisfies (2) at
/// some symmetric limit. Nothing for laws without a density.
std::optional<Threshold> least_equal_retaliation(const FavorLaw&, double rate);

/// (2) for a symmetric pair at the limit c: 1 / (1 + r (H'(c) - c f(c))). Nothing unless f(c) > 0 and w(c) >
/// c.
std::optional<Threshold> equal_retaliation_at(const FavorLaw&, double rate, double c);

/// The smallest doubles around the gamma where greatest_limits of the symmetric pair turn positive, by
/// bisection.
solvers::Interval collapse_of_limits(const FavorLaw&, double rate);

}  // namespace models::favor

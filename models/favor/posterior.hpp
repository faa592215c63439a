// models/favor/posterior.hpp
// What a history of observations makes an agent expect of another's discount factor, (8) and (9).
#pragma once

#include <span>
#include <vector>

#include "models/favor/observation.hpp"
#include "models/favor/survival.hpp"

namespace models::favor {

enum class PosteriorStatus {
  proper,         ///< a density, perhaps with atoms
  point,          ///< all mass in one point: intervals of weight 1 that touch
  contradictory,  ///< intervals of weight 1 without a common point: there is no posterior
};

struct Posterior {
  PosteriorStatus status = PosteriorStatus::proper;
  double mean = 0.5;  ///< E(gamma | T, I); that of the prior where contradictory
};

/// E(gamma | T, I) of (9): the product of the densities (8) over the observations, uniform before any.
/// (8) is the mixture s U(interval) + (1 - s) U(0, 1); an interval of one point puts s on that point.
/// Method: the density is constant between the k ends in between, so the mean is a sum over k + 1 cells, each
/// weight a product of a prefix and a suffix: O(k) once the observations are in the order of `edge`. Nothing
/// is divided out, so that weights of 1, whose outside is 0, are exact; products are kept scaled.
/// Intervals with both ends inside (0, 1), which no action of the model gives, cost O(k) each.
/// The observations must be in the order of `edge` and no younger than `now`.
Posterior posterior_mean(std::span<const Observation> by_edge, double now, const Survival& weight);

/// The end of the interval inside [0, 1]: the order in which `posterior_mean` wants observations.
inline double edge(const Observation& seen) { return seen.upper == 1 ? seen.lower : seen.upper; }

/// The same for any order: sorts a copy, O(k log k).
Posterior posterior_mean_unordered(std::vector<Observation> history, double now, const Survival& weight);

}  // namespace models::favor

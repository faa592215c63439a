// models/coopetition/interdependence.hpp
// From the dependencies of an i* diagram to the interdependence matrix.
// Source: TR-1; i* dependencies: a depender relies on a dependee for a dependum.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solvers/core/vector.hpp"

namespace models::coopetition {

/// One dependency; actors are numbered from 0.
struct Dependency {
  int depender = 0, dependee = 0;
  std::string dependum;  ///< empty: a goal of its own; equal names of one depender are one goal
  double weight = 1;     ///< w_d > 0: of the goal to the depender
  std::optional<double>
      criticality;  ///< in [0, 1]; absent: 1/n for n dependees of the goal, so 1 for a sole provider
};

/// By what the weights of the links i -> j are divided.
enum class Denominator {
  goals,  ///< all goals of i, whoever serves them: the theory and its worked example
  links,  ///< the goals that j serves: the authors' gym
};

/// Which dependencies of the list share the goal of entry k, k included: same depender, same name.
std::vector<int> same_goal(const std::vector<Dependency>&, int k);

/// D_ij = sum over d of w_d Dep(i, j, d) crit(i, j, d) / sum over d of w_d, N x N with zero diagonal; entries
/// in [0, 1]. A goal with several dependees counts once in the sum below, and so do the goals that actors
/// reach alone
/// (`own_weights`, N; denominator `goals` only). 0 where i depends on nobody.
/// Throws std::invalid_argument for an actor out of range, a dependency on oneself, a weight that is not
/// positive, a criticality outside [0, 1], or one goal with two weights.
solvers::Matrix interdependence(int actors, const std::vector<Dependency>&,
                                const solvers::Vector& own_weights, Denominator = Denominator::goals);

}  // namespace models::coopetition

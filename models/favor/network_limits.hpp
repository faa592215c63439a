// models/favor/network_limits.hpp
// Limits under community enforcement: whoever refuses a favor loses every partner, so each agent has one
// limit.
#pragma once

#include <vector>

#include "models/family.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

/// c_a + A_a (sum_b r_ab) M_a(c_a) = A_a sum_b r_ba H_ba(c_b) for every agent a.
struct NetworkLimits {
  solvers::Termination termination = solvers::Termination::not_started;
  Vector limits;  ///< n, the greatest solution; unit of cost
  long iterations = 0;
};

/// Monotone iteration from the top, every iterate at least the greatest solution, finished by Newton's method
/// on the agents with positive limits. O(n^2) an iteration, O(n^3) a Newton step.
NetworkLimits network_limits(const Parameters&, long max_iterations = 0, const solvers::Stop& stop = {});

/// One right side: what agent a bears while the others keep `limits`.
double best_network_limit(const Parameters&, const Vector& limits, int a);

/// A group of agents each of whom reaches all others through favors (strongly connected), with the spectral
/// radius of diag(A) mu f(0) r^T on it. For densities that never rise, cooperation within the group alone
/// exists iff the radius exceeds 1; single agents have radius 0.
struct CooperationComponent {
  std::vector<int> agents;
  double spectral_radius = 0;
};
/// Empty for costs with f(0) = 0 or infinite: the radius says nothing there.
std::vector<CooperationComponent> cooperation_components(const Parameters&);

Candidates solve_network_limits(const Parameters&, const RunOptions&);
/// Proved where sub- and supersolutions in balls enclose the greatest limits to the tolerance.
Equilibrium certify_network_limits(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::favor

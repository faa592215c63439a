#include "models/limited_trust/all_at_max.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace models::limited_trust {

AllAtMax all_at_max(const Network& network, const PayoffSource& source, double max_trust) {
  solvers::require::positive("all_at_max", "max_trust", max_trust);
  solvers::require::that(
      network.ties == NeighborTies::random, "all_at_max",
      "the criterion is for random ties; with lexicographic ones use best-response dynamics");
  const auto payoffs = source.table((Vector(2) << 0, max_trust).finished());
  AllAtMax result;
  result.saved_leading = payoffs.leader(0, 1) - payoffs.leader(1, 1);
  result.saved_following = payoffs.follower(1, 0) - payoffs.follower(1, 1);
  result.invited = payoffs.follower(1, 1);
  const int agents = network.graph.nodes();
  result.gain_of_leaving = Vector::Zero(agents);
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  for (int j = 0; j < agents; ++j) {
    const int degree = network.graph.degree(j), invitations = network.invitations[at(j)];
    result.gain_of_leaving(j) += std::min(invitations, degree) * result.saved_leading;
    for (const auto i : network.graph.neighbors(j))
      result.gain_of_leaving(i) += degree > invitations
                                       ? -static_cast<double>(invitations) / degree * result.invited
                                       : result.saved_following;
  }
  for (const int agent : network.fixed_agents) result.gain_of_leaving(agent) = 0;
  result.equilibrium = (result.gain_of_leaving.array() <= 1e-12 * std::max(1.0, result.invited)).all();
  return result;
}

}  // namespace models::limited_trust

#include "models/limited_trust/network_bounds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/limited_trust/all_at_max.hpp"
#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/payoff_source.hpp"

namespace models::limited_trust {

std::vector<Bound> network_bounds(const Parameters& p, const RunOptions& options) {
  if (!p.network || p.network->ties != NeighborTies::random) return {};
  const auto& network = *p.network;
  const auto source = payoff_source(p.payoffs, options);
  const auto criterion = all_at_max(network, source, p.metagame.max_trust);
  int tightest = -1;
  for (int i = 0; i < network.graph.nodes(); ++i) {
    const auto& fixed = network.fixed_agents;
    if (std::find(fixed.begin(), fixed.end(), i) != fixed.end()) continue;
    if (tightest < 0 || criterion.gain_of_leaving(i) > criterion.gain_of_leaving(tightest)) tightest = i;
  }
  if (tightest < 0) return {};
  // Each game of the agent adds two expected payoffs, and there are at most two with each neighbor.
  Vector ends(2);
  ends << 0, p.metagame.max_trust;
  const double error = 4 * (source.table(ends).error + 1e-14 * criterion.invited) *
                       std::max(1, network.graph.degree(tightest));
  const double slack = -criterion.gain_of_leaving(tightest);
  return {
      {.quantity = "full_trust_slack",
       .value = slack,
       .lower = slack - error,
       .upper = slack + error,
       .unit = "payoff",
       .level =
           source.leader_prefers_trust ? CertificateLevel::checked_global : CertificateLevel::checked_local,
       .exists = true,
       .conditions = {fmt::format("everybody at {}: a Nash equilibrium exactly if not negative",
                                  p.metagame.max_trust),
                      fmt::format("the nearest to leaving is {}", agent_name(tightest)),
                      "expected payoffs fall with own trust, and leaders prefer trust"},
       .inputs = {{"max_trust", p.metagame.max_trust},
                  {"saved_leading", criterion.saved_leading},
                  {"saved_following", criterion.saved_following},
                  {"invited", criterion.invited}},
       .method = fmt::format("criterion E_i a >= k_i L_c + F_i f, expected payoffs {}", source.evidence)}};
}

}  // namespace models::limited_trust

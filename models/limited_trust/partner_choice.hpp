// models/limited_trust/partner_choice.hpp
// Whom an agent invites while it still learns whom to trust.
// Source: Murray, Garg & Nagi, section III-C; the policies are those of multi-armed bandits.
#pragma once

#include <span>
#include <vector>

#include "models/limited_trust/parameters.hpp"
#include "models/limited_trust/trust_learning.hpp"

namespace models::limited_trust {

/// eps_t: the probability with which each invitation explores.
///   clock    rounds since the start or since exploration was reset, from 0
///   horizon  rounds until the next reset or the end, of which eps_first explores the first `exploration`
///   share
/// eps_decreasing: min(1, 2 / (t + 1)); eps_greedy: `exploration`; thompson: 0, its draws explore by
/// themselves.
double exploration_probability(const Learning&, long clock, long horizon);

/// How many of `invitations` exploit: Binomial(invitations, 1 - eps), one uniform draw an invitation, none
/// where eps is 0 or 1.
int exploited_invitations(int invitations, double exploration_probability, solvers::RandomStream&);

/// One agent's choice after another, without allocation.
class PartnerChoice {
 public:
  explicit PartnerChoice(int most_neighbors);

  /// min(invitations, neighbors) distinct positions in `score`: first the `exploited` neighbors with the
  /// largest score, then a sample without replacement from the rest, uniform or with probabilities in
  /// proportion to `weights` > 0, one a neighbor. Equal scores at the border: a uniform subset, or the lowest
  /// positions. The result is valid until the next call.
  std::span<const int> choose(std::span<const double> score, int invitations, int exploited,
                              NeighborTies ties, solvers::RandomStream& stream,
                              std::span<const double> weights = {});

 private:
  void exploit(std::span<const double> score, int slots, NeighborTies, solvers::RandomStream&);
  void explore(std::size_t neighbors, int slots, std::span<const double> weights, solvers::RandomStream&);

  std::vector<double> sorted_;
  std::vector<char> taken_;
  std::vector<int> rest_, chosen_;
};

/// The weight of a neighbor for exploration, in which a change of trust was detected so many rounds ago:
/// 0.85^rounds, as in the authors' program (which divides all by the degree), at least 1e-9 so that everybody
/// may be drawn.
double exploration_weight(long rounds_since_change);

}  // namespace models::limited_trust

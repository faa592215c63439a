// models/limited_trust/trust_responses.hpp
// What every agent of a network would get at every level of trust, the others' trust fixed: section 6's
// deviation vectors. Each agent's last places are found once a round, so that one agent costs its degree
// times the levels.
#pragma once

#include <span>
#include <vector>

#include "models/limited_trust/network_game.hpp"

namespace models::limited_trust {

/// Where a deviation stands: at a level, or just above it, where it beats every equal competitor for an
/// invitation.
enum class Side { at_level, just_above };

/// A profile with what is needed to judge deviations from it.
class TrustResponses {
 public:
  /// Throws as round_utilities does. The network and the payoffs must outlive this.
  TrustResponses(const Network&, const RankedPayoffs&, TrustProfile);

  const TrustProfile& profile() const { return profile_; }
  void move(TrustProfile);          ///< everybody at once
  void move(int agent, int level);  ///< one agent; costs the degrees of those who may invite it

  /// u_i at every level (or just above it; only where leaders rank by trust), the others as they are. `out`
  /// has one entry a level. P_j(x), that j invites i at x: 1 above the k_j-th best of j's other neighbors, 0
  /// below, and at it what is left of the k_j places shared, or given to the lower number.
  void utilities(int agent, std::span<double> out, Side side = Side::at_level);

 private:
  using Node = solvers::Graph::Node;

  /// Of agent j: ranks of its k_j-th and (k_j + 1)-th best neighbor, and who would be the last to get a
  /// place.
  struct Places {
    int last = -1, above = 0, equal = 0;                       ///< the k-th best; -1 where all are invited
    int next = -1, next_equal = 0;                             ///< the (k+1)-th best
    Node final_number = 0, spare_number = 0, next_number = 0;  ///< lexicographic: whose number is the border
  };
  /// What a neighbor must show to be invited: rank above `rank`, or at it with probability `share`.
  struct Border {
    int rank = -1;
    double share = 1;
  };

  Places places_of(Node j);
  Border border(Node inviter, Node agent) const;
  void add_leading(Node agent, std::span<double> out);
  void add_following(Node inviter, Node agent, Side side, std::span<double> out) const;

  const Network& network_;
  const RankedPayoffs& payoffs_;
  solvers::Graph inviters_;  ///< empty where the network is undirected
  TrustProfile profile_;
  std::vector<Places> places_;
  std::vector<int> scratch_;
};

/// The smallest level of `choices` (increasing) whose utility is the largest, to within `tolerance`.
int best_level(std::span<const double> utilities, std::span<const int> choices, double tolerance);

}  // namespace models::limited_trust

// models/limited_trust/acquaintances.hpp
// Who may meet whom, as flat arrays: each agent's neighbors, and those of whom it is a neighbor.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Ordered pairs (agent, other), numbered agent by agent with the others ascending. In a directed graph i
/// knows j also where only j may invite i, since it plays with j.
class Acquaintances {
 public:
  using Pair = std::int64_t;

  /// Throws std::invalid_argument where `network` has not one number of invitations, at least 1, an agent.
  explicit Acquaintances(const Network& network);

  int agents() const { return static_cast<int>(invitations_.size()); }
  Pair pairs() const { return static_cast<Pair>(other_.size()); }
  Pair begin(int agent) const { return begin_[static_cast<std::size_t>(agent)]; }
  Pair end(int agent) const { return begin_[static_cast<std::size_t>(agent) + 1]; }
  int other(Pair pair) const { return other_[static_cast<std::size_t>(pair)]; }
  Pair reverse(Pair pair) const { return reverse_[static_cast<std::size_t>(pair)]; }  ///< (other, agent)
  bool may_invite(Pair pair) const { return may_invite_[static_cast<std::size_t>(pair)] != 0; }
  int degree(int agent) const { return degree_[static_cast<std::size_t>(agent)]; }  ///< whom it may invite
  int invitations(int agent) const { return invitations_[static_cast<std::size_t>(agent)]; }
  int most_acquaintances() const;

 private:
  std::vector<Pair> begin_, reverse_;
  std::vector<std::int32_t> other_, degree_;
  std::vector<char> may_invite_;
  std::vector<int> invitations_;
};

}  // namespace models::limited_trust

#include "models/limited_trust/trust_responses.hpp"

#include <algorithm>
#include <limits>

#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

TrustResponses::TrustResponses(const Network& network, const RankedPayoffs& payoffs, TrustProfile profile)
    : network_(network), payoffs_(payoffs) {
  if (network.graph.directed()) inviters_ = network.graph.reversed();
  places_.resize(at(network.graph.nodes()));
  move(std::move(profile));
}

void TrustResponses::move(TrustProfile profile) {
  solvers::require::same_size("network game", "profile", static_cast<long>(profile.size()), "agents",
                              network_.graph.nodes());
  for (const int level : profile)
    if (level < 0 || level >= payoffs_.levels())
      solvers::require::within("network game", "level of the profile", level, 0, payoffs_.levels() - 1);
  profile_ = std::move(profile);
  for (Node j = 0; j < network_.graph.nodes(); ++j) places_[at(j)] = places_of(j);
}

void TrustResponses::move(int agent, int level) {
  solvers::require::within("network game", "level of the profile", level, 0, payoffs_.levels() - 1);
  profile_[at(agent)] = level;
  places_[at(agent)] = places_of(agent);  // its own ranking may follow its level
  const auto& inviters = network_.graph.directed() ? inviters_ : network_.graph;
  for (const Node j : inviters.neighbors(agent)) places_[at(j)] = places_of(j);
}

TrustResponses::Places TrustResponses::places_of(Node j) {
  const auto neighbors = network_.graph.neighbors(j);
  const auto rank = payoffs_.rank(profile_[at(j)]);
  const int invitations = network_.invitations[at(j)];
  const auto [last, above, equal] = last_place(neighbors, profile_, rank, invitations, scratch_);
  Places places{.last = last, .above = above, .equal = equal};
  if (last < 0) return places;
  const int left = invitations - above;  // places for those of the last rank
  constexpr Node nobody = std::numeric_limits<Node>::max();
  places.final_number = places.spare_number = places.next_number = nobody;
  int seen = 0;
  for (const Node i : neighbors) {  // by number
    const int place = rank[at(profile_[at(i)])];
    if (place == last) {
      ++seen;
      if (seen == left) places.final_number = i;
      if (seen == left + 1) places.spare_number = i;
    } else if (place < last && place >= places.next) {
      if (place > places.next) {
        places.next_equal = 0;
        places.next_number = i;
      }
      places.next = place;
      ++places.next_equal;
    }
  }
  if (equal > left) places.next = last;  // so is the (k+1)-th best
  return places;
}

TrustResponses::Border TrustResponses::border(Node inviter, Node agent) const {
  const auto& p = places_[at(inviter)];
  if (p.last < 0) return {};
  const int left = network_.invitations[at(inviter)] - p.above;
  const int own = payoffs_.rank(profile_[at(inviter)])[at(profile_[at(agent)])];
  const bool random = network_.ties == NeighborTies::random;
  // The k-th best of the others, and of those at it how many get a place, seen without the agent itself.
  int places = left, others = p.equal;
  Node border_number = p.final_number;
  if (own >= p.last && p.next < p.last) {  // without the agent the next best moves up to the last place
    places = 1;
    others = p.next_equal;
    border_number = p.next_number;
  } else if (own > p.last) {  // its place above falls to those of the last rank
    places = left + 1;
    border_number = p.spare_number;
  } else if (own == p.last) {
    others = p.equal - 1;
    if (agent <= p.final_number) border_number = p.spare_number;
  }
  const int rank = own >= p.last ? p.next : p.last;
  const double share = static_cast<double>(places) / (others + 1);
  return {rank, random ? share : agent < border_number ? 1.0 : 0.0};
}

void TrustResponses::add_leading(Node agent, std::span<double> out) {
  if (!payoffs_.ranks_by_trust()) {  // each own level may rank the neighbors differently
    for (int x = 0; x < payoffs_.levels(); ++x)
      out[at(x)] += leading_utility(network_, payoffs_, profile_, agent, x, scratch_);
    return;
  }
  const auto& p = places_[at(agent)];
  const auto add = [&](double weight, int level) {
    const double* column = payoffs_.leader_over_own(level);
    for (std::size_t x = 0; x < out.size(); ++x) out[x] += weight * column[x];
  };
  for (const Node j : network_.graph.neighbors(agent))
    if (profile_[at(j)] > p.last) add(1, profile_[at(j)]);
  // Which of the equal ones are invited does not matter here: they pay the same.
  if (p.last >= 0) add(network_.invitations[at(agent)] - p.above, p.last);
}

void TrustResponses::add_following(Node inviter, Node agent, Side side, std::span<double> out) const {
  const auto [border_rank, share] = border(inviter, agent);
  const double at_border = side == Side::just_above ? 1.0 : share;
  const double* column = payoffs_.follower_over_own(profile_[at(inviter)]);
  if (payoffs_.ranks_by_trust()) {  // ranks are levels
    if (border_rank >= 0) out[at(border_rank)] += at_border * column[border_rank];
    for (std::size_t x = at(border_rank + 1); x < out.size(); ++x) out[x] += column[x];
    return;
  }
  const auto rank = payoffs_.rank(profile_[at(inviter)]);
  for (std::size_t x = 0; x < out.size(); ++x)
    out[x] += rank[x] > border_rank ? column[x] : rank[x] == border_rank ? at_border * column[x] : 0.0;
}

void TrustResponses::utilities(int agent, std::span<double> out, Side side) {
  std::fill(out.begin(), out.end(), 0.0);
  add_leading(agent, out);
  const auto& inviters = network_.graph.directed() ? inviters_ : network_.graph;
  for (const Node j : inviters.neighbors(agent)) add_following(j, agent, side, out);
}

int best_level(std::span<const double> utilities, std::span<const int> choices, double tolerance) {
  double most = -std::numeric_limits<double>::infinity();
  for (const int level : choices) most = std::max(most, utilities[at(level)]);
  for (const int level : choices)
    if (utilities[at(level)] >= most - tolerance) return level;
  return choices.front();
}

}  // namespace models::limited_trust

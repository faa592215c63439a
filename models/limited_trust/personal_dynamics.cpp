#include "models/limited_trust/personal_dynamics.hpp"

#include <algorithm>
#include <limits>

#include "models/limited_trust/round_course.hpp"

namespace models::limited_trust {
namespace {

using Node = solvers::Graph::Node;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Plays rounds, one at a time.
class Rounds {
 public:
  Rounds(const TrustGame& game, const DynamicsOptions& options, PersonalProfile start)
      : game_(game), options_(options), profile_(std::move(start)) {}

  const PersonalProfile& profile() const { return profile_; }

  Vector key() const {
    std::vector<double> levels;
    for (const auto& shown : profile_) levels.insert(levels.end(), shown.begin(), shown.end());
    return Eigen::Map<const Vector>(levels.data(), static_cast<Eigen::Index>(levels.size()));
  }

  bool play() {
    const auto& network = *game_.network;
    const auto& payoffs = *game_.payoffs;
    auto next = profile_;
    const Vector now = options_.simultaneous ? personal_utilities(network, payoffs, profile_) : Vector();
    bool moved = false;
    for (Node i = 0; i < network.graph.nodes(); ++i) {
      if (game_.fixed[at(i)]) continue;
      auto response = personal_best_response(network, payoffs, profile_, i);
      const double own = options_.simultaneous ? now(i) : personal_utilities(network, payoffs, profile_)(i);
      if (response.utility <= own + payoffs.rounding() * network.graph.degree(i)) continue;
      moved = true;
      (options_.simultaneous ? next : profile_)[at(i)] = std::move(response.levels);
    }
    if (options_.simultaneous) profile_ = std::move(next);
    return moved;
  }

 private:
  const TrustGame& game_;
  const DynamicsOptions& options_;
  PersonalProfile profile_;
};

/// P(j invites i) at each level that i may show j, the promises of j's other neighbors sorted once.
std::vector<double> invitation_by_level(const TrustGame& game, const PersonalProfile& profile, Node i,
                                        Node j) {
  const auto& network = *game.network;
  const auto& payoffs = *game.payoffs;
  const auto rivals = network.graph.neighbors(j);
  const auto promise = [&](Node rival, int level) {
    return payoffs.leader(profile[at(j)][position(network, j, rival)], level);
  };
  std::vector<std::pair<double, bool>> promises;  // of rivals; whether the lower number wins a tie against i
  for (const Node rival : rivals)
    if (rival != i)
      promises.emplace_back(promise(rival, profile[at(rival)][position(network, rival, j)]), rival < i);
  std::sort(promises.begin(), promises.end());
  const auto places = static_cast<double>(network.invitations[at(j)]);
  std::vector<double> probability;
  for (const int level : game.choices) {
    const double own = promise(i, level), slack = payoffs.rounding();
    const auto first = std::partition_point(promises.begin(), promises.end(),
                                            [&](const auto& p) { return p.first < own - slack; });
    const auto last =
        std::partition_point(first, promises.end(), [&](const auto& p) { return p.first <= own + slack; });
    auto above = static_cast<double>(promises.end() - last);
    double equal = static_cast<double>(last - first);
    if (network.ties == NeighborTies::lexicographic) {
      above += static_cast<double>(std::count_if(first, last, [](const auto& p) { return p.second; }));
      equal = 0;
    }
    probability.push_back(std::clamp((places - above) / (equal + 1), 0.0, 1.0));
  }
  return probability;
}

/// The most that one neighbor adds, without and with an invitation, and the levels that do.
struct Offer {
  double alone = 0, invited = 0;
  int alone_level = 0, invited_level = 0;
};

Offer offer_of(const TrustGame& game, const PersonalProfile& profile, Node i, Node j) {
  const auto& payoffs = *game.payoffs;
  const auto probability = invitation_by_level(game, profile, i, j);
  const int shown = profile[at(j)][position(*game.network, j, i)];
  Offer offer{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (std::size_t c = 0; c < probability.size(); ++c) {
    const int level = game.choices[c];
    const double alone = probability[c] * payoffs.follower(shown, level);
    const double invited = alone + payoffs.leader(level, shown);
    if (alone > offer.alone) offer.alone = alone, offer.alone_level = level;
    if (invited > offer.invited) offer.invited = invited, offer.invited_level = level;
  }
  return offer;
}

/// The best way to give at most `places` invitations: most[n][s] over the first n neighbors with s of them.
double best_of(const std::vector<Offer>& offers, int places, std::vector<int>& levels) {
  const auto n = offers.size(), k = std::min(offers.size(), at(places));
  std::vector<std::vector<double>> most(n + 1, std::vector<double>(k + 1, 0.0));
  const auto invite = [&](std::size_t m, std::size_t s) {
    return s > 0 && most[m][s - 1] + offers[m].invited > most[m][s] + offers[m].alone;
  };
  for (std::size_t m = 0; m < n; ++m)
    for (std::size_t s = 0; s <= k; ++s)
      most[m + 1][s] = invite(m, s) ? most[m][s - 1] + offers[m].invited : most[m][s] + offers[m].alone;
  levels.assign(n, 0);
  for (std::size_t m = n, s = k; m-- > 0;) {
    const bool invited = invite(m, s);
    levels[m] = invited ? offers[m].invited_level : offers[m].alone_level;
    s -= invited;
  }
  return most[n][k];
}

}  // namespace

PersonalProfile show_all(const Network& network, const TrustProfile& profile) {
  PersonalProfile shown;
  for (Node i = 0; i < network.graph.nodes(); ++i)
    shown.emplace_back(at(network.graph.degree(i)), profile[at(i)]);
  return shown;
}

Vector personal_utilities(const Network& network, const RankedPayoffs& payoffs,
                          const PersonalProfile& profile) {
  Vector utilities = Vector::Zero(network.graph.nodes());
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    const auto neighbors = network.graph.neighbors(i);
    for (std::size_t n = 0; n < neighbors.size(); ++n) {  // games that the neighbor leads
      const Node j = neighbors[n];
      const int led = profile[at(j)][position(network, j, i)], followed = profile[at(i)][n];
      const double invited = personal_invitation(network, payoffs, profile, i, static_cast<int>(n), followed);
      utilities(i) += invited * payoffs.follower(led, followed);
      utilities(j) += invited * payoffs.leader(led, followed);
    }
  }
  return utilities;
}

PersonalDynamics personal_dynamics(const TrustGame& game, PersonalProfile start,
                                   const DynamicsOptions& options,
                                   const std::function<void(const PersonalProfile&)>& observe) {
  Rounds rounds(game, options, start);
  const auto course = run_course(
      rounds, [&] { return Rounds(game, options, start); }, options,
      [&](const PersonalProfile& profile) {
        if (observe) observe(profile);
      });
  return {course.termination, rounds.profile(), course.rounds, course.period, course.transient};
}

Vector personal_regrets(const TrustGame& game, const PersonalProfile& profile, PersonalProfile* best) {
  const auto& network = *game.network;
  const Vector now = personal_utilities(network, *game.payoffs, profile);
  Vector regrets = Vector::Zero(now.size());
  if (best) *best = profile;
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    if (game.fixed[at(i)]) continue;
    std::vector<Offer> offers;
    for (const Node j : network.graph.neighbors(i)) offers.push_back(offer_of(game, profile, i, j));
    std::vector<int> levels;
    const double most = best_of(offers, network.invitations[at(i)], levels);
    if (most <= now(i)) continue;
    regrets(i) = most - now(i);
    if (best) (*best)[at(i)] = std::move(levels);
  }
  return regrets;
}

}  // namespace models::limited_trust

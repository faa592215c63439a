#include "models/limited_trust/network_play.hpp"

#include <algorithm>
#include <cmath>

#include "models/limited_trust/best_response_dynamics.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

enum class Purpose : std::uint64_t { game, choice, update, estimate };

solvers::RandomStream stream_of(std::uint64_t seed, long round, Purpose purpose, std::uint64_t who) {
  const auto key = 4 * static_cast<std::uint64_t>(round) + static_cast<std::uint64_t>(purpose);
  return solvers::RandomStream(seed, solvers::mix(solvers::mix(key) + who));
}

std::size_t index(Acquaintances::Pair pair) { return static_cast<std::size_t>(pair); }

}  // namespace

NetworkPlay::NetworkPlay(const Parameters& p, const Acquaintances& acquaintances,
                         const UtilityTable& utilities, std::uint64_t seed)
    : parameters_(p),
      acquaintances_(acquaintances),
      utilities_(utilities),
      seed_(seed),
      game_(p.payoffs),
      choice_(acquaintances.most_acquaintances()),
      update_(acquaintances, utilities, p.network->ties) {
  check();
  const auto agents = static_cast<std::size_t>(acquaintances.agents());
  trust_.assign(p.network->initial_trust.begin(), p.network->initial_trust.end());
  next_trust_ = trust_;
  utility_.assign(agents, 0);
  clock_start_.assign(agents, 0);
  fixed_.assign(agents, 0);
  if (p.metagame.noise_samples > 0) game_variance_ = game_variance(p.payoffs, p.metagame.max_trust, seed);
  for (const int agent : p.network->fixed_agents) fixed_[static_cast<std::size_t>(agent)] = 1;
  known_.assign(index(acquaintances.pairs()), {0, p.metagame.max_trust});
  estimate_.assign(known_.size(), estimate({0, p.metagame.max_trust}));
  std::size_t slots = 0;
  for (int i = 0; i < acquaintances.agents(); ++i)
    slots += static_cast<std::size_t>(std::min(acquaintances.invitations(i), acquaintances.degree(i)));
  invitations_.reserve(slots);
  observed_.reserve(2 * slots);
  candidates_.reserve(static_cast<std::size_t>(acquaintances.most_acquaintances()));
  score_.reserve(candidates_.capacity());
  if (p.learning.known) refresh_estimates();
}

void NetworkPlay::check() const {
  const auto& network = *parameters_.network;
  const double most = parameters_.metagame.max_trust;
  solvers::require::same_size("NetworkPlay", "initial_trust", network.initial_trust.size(), "agents",
                              acquaintances_.agents());
  for (const double trust : network.initial_trust)
    solvers::require::within("NetworkPlay", "initial_trust", trust, 0, most, "raise metagame.max_trust");
  for (const int agent : network.fixed_agents)
    solvers::require::within("NetworkPlay", "fixed agent", agent, 0, acquaintances_.agents() - 1);
}

void NetworkPlay::play_round() {
  counts_ = {};
  invitations_.clear();
  observed_.clear();
  std::fill(utility_.begin(), utility_.end(), 0.0);
  for (int agent = 0; agent < acquaintances_.agents(); ++agent) invite(agent);
  for (const auto& invitation : invitations_) play(invitation);
  ++round_;
  if (!parameters_.learning.known) refresh_estimates();
}

void NetworkPlay::invite(int agent) {
  const auto& learning = parameters_.learning;
  const bool samples = learning.policy == Learning::Policy::thompson && !learning.known;
  auto stream = stream_of(seed_, round_, Purpose::choice, static_cast<std::uint64_t>(agent));
  candidates_.clear();
  score_.clear();
  for (auto pair = acquaintances_.begin(agent); pair < acquaintances_.end(agent); ++pair) {
    if (!acquaintances_.may_invite(pair)) continue;
    const auto& known = known_[index(pair)];
    candidates_.push_back(pair);
    score_.push_back(samples ? stream.uniform(known.lower, known.upper) : estimate_[index(pair)]);
  }
  const int slots = std::min(acquaintances_.invitations(agent), acquaintances_.degree(agent));
  const bool restarts = learning.reset_exploration && learning.update == Learning::Update::epoch;
  const long horizon = restarts ? learning.epoch_rounds : parameters_.simulation.rounds;
  const double eps = learning.known
                         ? 0
                         : exploration_probability(
                               learning, round_ - clock_start_[static_cast<std::size_t>(agent)], horizon);
  const int exploited = exploited_invitations(slots, eps, stream);
  if (slots < acquaintances_.degree(agent)) counts_.explored += slots - exploited;
  for (const int position : choice_.choose(score_, slots, exploited, parameters_.network->ties, stream))
    invitations_.push_back({candidates_[static_cast<std::size_t>(position)], agent});
}

void NetworkPlay::play(const Invitation& invitation) {
  const auto pair = invitation.pair, back = acquaintances_.reverse(pair);
  const auto leader = static_cast<std::size_t>(invitation.leader);
  const auto follower = static_cast<std::size_t>(acquaintances_.other(pair));
  if (utilities_.may_decline() && utilities_.as_follower(trust_[follower], estimate_[index(back)]) < 0) {
    ++counts_.refused;
    return;
  }
  auto stream = stream_of(seed_, round_, Purpose::game, leader * trust_.size() + follower);
  game_.draw(stream);
  const auto outcome = game_.play({trust_[leader], estimate_[index(pair)], trust_[follower]});
  ++counts_.games;
  utility_[leader] += outcome.leader_payoff;
  utility_[follower] += outcome.follower_payoff;
  if (parameters_.learning.known) return;
  observe_pair(pair, outcome.of_follower);
  observe_pair(back, outcome.of_leader);
}

void NetworkPlay::observe_pair(Acquaintances::Pair pair, const Observation& seen) {
  const auto& learning = parameters_.learning;
  counts_.off_frontier += !seen.on_frontier;
  observed_.push_back(pair);
  if (!learn(known_[index(pair)], seen, learning.contradiction, parameters_.metagame.max_trust)) return;
  ++counts_.changes;
  if (learning.reset_exploration && learning.update == Learning::Update::probabilistic)
    restart_clock(acquaintances_.other(acquaintances_.reverse(pair)));
}

void NetworkPlay::refresh_estimates() {
  if (parameters_.learning.known) {
    for (Acquaintances::Pair pair = 0; pair < acquaintances_.pairs(); ++pair)
      estimate_[index(pair)] = trust_[static_cast<std::size_t>(acquaintances_.other(pair))];
    return;
  }
  for (const auto pair : observed_) estimate_[index(pair)] = estimate(known_[index(pair)]);
}

bool NetworkPlay::is_due(int agent) {
  const auto& learning = parameters_.learning;
  if (fixed_[static_cast<std::size_t>(agent)]) return false;
  if (learning.known) return true;
  if (learning.update == Learning::Update::epoch) return round_ % learning.epoch_rounds == 0;
  auto stream = stream_of(seed_, round_, Purpose::update, static_cast<std::uint64_t>(agent));
  return stream.uniform() < learning.update_probability;
}

double NetworkPlay::best_trust(int agent) {
  const int samples = parameters_.metagame.noise_samples;
  if (samples == 0) return update_.best_trust(agent, estimate_);
  const int leads = std::min(acquaintances_.invitations(agent), acquaintances_.degree(agent));
  return update_.best_trust(agent, estimate_, estimate_deviation(leads, game_variance_, samples),
                            stream_of(seed_, round_, Purpose::estimate, static_cast<std::uint64_t>(agent)));
}

void NetworkPlay::update_trust() {
  counts_.updates = 0;
  for (int agent = 0; agent < acquaintances_.agents(); ++agent) {
    if (!is_due(agent)) continue;
    ++counts_.updates;
    next_trust_[static_cast<std::size_t>(agent)] = best_trust(agent);
  }
  trust_ = next_trust_;
  const auto& learning = parameters_.learning;
  if (learning.known) return refresh_estimates();
  if (learning.reset_exploration && learning.update == Learning::Update::epoch &&
      round_ % learning.epoch_rounds == 0)
    for (int agent = 0; agent < acquaintances_.agents(); ++agent) restart_clock(agent);
}

double NetworkPlay::mean_learning_error() const {
  double sum = 0;
  for (Acquaintances::Pair pair = 0; pair < acquaintances_.pairs(); ++pair)
    sum += std::abs(estimate_[index(pair)] - trust_[static_cast<std::size_t>(acquaintances_.other(pair))]);
  return acquaintances_.pairs() == 0 ? 0 : sum / static_cast<double>(acquaintances_.pairs());
}

}  // namespace models::limited_trust

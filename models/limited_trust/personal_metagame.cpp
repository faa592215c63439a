#include "models/limited_trust/personal_metagame.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/limited_trust/personal_dynamics.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using Node = solvers::Graph::Node;
using solvers::Verdict;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

/// The trust that one agent shows, in the order of its neighbors.
std::vector<double> shown_by(const Parameters& p, const PlayerStrategy& given, Node agent) {
  const auto neighbors = p.network->graph.neighbors(agent);
  std::vector<double> shown(neighbors.size(), -1);
  for (const auto& choice : given.choices) {
    const auto entry = given.player + "." + choice.name;
    const auto found = std::find_if(neighbors.begin(), neighbors.end(),
                                    [&](Node j) { return agent_name(j) == choice.name; });
    if (found == neighbors.end()) refuse(fmt::format("'{}' names no neighbor of {}", entry, given.player));
    const auto* trust = std::get_if<double>(&choice.value);
    if (!trust || !(*trust >= 0 && *trust <= p.metagame.max_trust))
      refuse(fmt::format("{} is no trust in [0, {}]", entry, p.metagame.max_trust));
    auto& place = shown[static_cast<std::size_t>(found - neighbors.begin())];
    if (place >= 0) refuse(entry + " is given twice");
    place = *trust;
  }
  for (std::size_t n = 0; n < shown.size(); ++n)
    if (shown[n] < 0) refuse(fmt::format("{}.{} is missing", given.player, agent_name(neighbors[n])));
  return shown;
}

std::vector<std::vector<double>> read_shown(const Parameters& p, const Profile& profile) {
  const int agents = p.network->graph.nodes();
  std::vector<const PlayerStrategy*> by_agent(at(agents), nullptr);
  for (const auto& given : profile) {
    Node agent = 0;
    while (agent < agents && agent_name(agent) != given.player) ++agent;
    if (agent == agents)
      refuse(fmt::format("unknown player '{}'; this network has agent1 to agent{}", given.player, agents));
    if (by_agent[at(agent)]) refuse(given.player + " is given twice");
    by_agent[at(agent)] = &given;
  }
  std::vector<std::vector<double>> shown;
  for (Node i = 0; i < agents; ++i) {
    if (!by_agent[at(i)] && p.network->graph.degree(i) > 0) refuse(agent_name(i) + " is missing");
    shown.push_back(by_agent[at(i)] ? shown_by(p, *by_agent[at(i)], i) : std::vector<double>{});
  }
  for (const int fixed : p.network->fixed_agents)
    for (const double trust : shown[at(fixed)])
      if (trust != p.network->initial_trust(fixed))
        refuse(fmt::format("{} is fixed at trust {}", agent_name(fixed), p.network->initial_trust(fixed)));
  return shown;
}

Profile named(const Network& network, const RankedPayoffs& payoffs, const PersonalProfile& profile) {
  Profile result;
  for (Node i = 0; i < network.graph.nodes(); ++i) {
    Quantities choices;
    const auto neighbors = network.graph.neighbors(i);
    for (std::size_t n = 0; n < neighbors.size(); ++n)
      choices.push_back({agent_name(neighbors[n]), payoffs.trust()(profile[at(i)][n])});
    result.push_back({agent_name(i), std::move(choices)});
  }
  return result;
}

void set_verdict(const Vector& regrets, double error, double tolerance, Certificate& certificate) {
  Eigen::Index worst = 0;
  const double most = regrets.maxCoeff(&worst);
  certificate.level = CertificateLevel::checked_global;
  certificate.epsilon = most + error;
  certificate.residual = most;
  certificate.verdict = most - error > tolerance    ? Verdict::refuted
                        : most + error <= tolerance ? Verdict::proved
                                                    : Verdict::undecided;
  if (certificate.verdict == Verdict::refuted)
    certificate.deviation = Deviation{agent_name(static_cast<int>(worst)), {}, most - error};
}

}  // namespace

void check_personal(const Parameters& p) {
  check_metagame(p);
  if (p.network->graph.directed()) throw NotOffered("personalised trust needs an undirected network");
  if (p.metagame.noise_samples > 0)
    throw NotOffered("personalised trust is chosen by expected payoffs; set metagame.noise_samples = 0");
}

TrustGame personal_game(const Parameters& p, const RankedPayoffs& payoffs) {
  auto game = metagame_on(*p.network, p.metagame, payoffs);
  game.choices.clear();
  for (int level = 0; level < payoffs.levels(); ++level) game.choices.push_back(level);
  for (const int leader : game.choices)
    for (const int follower : game.choices)
      if (payoffs.leader(leader, follower) < 0)  // declined games pay nothing
        throw NotOffered("personalised trust is for payoffs that no leader expects to lose by");
  return game;
}

Candidates solve_personal(const Parameters& p, const RunOptions& options) {
  check_personal(p);
  solvers::require::that(options.method == "auto" || options.method == "best-response", "solve",
                         fmt::format("unknown method \"{}\"; known with personalised trust: auto, "
                                     "best-response",
                                     options.method));
  const RankedPayoffs payoffs(payoff_source(p.payoffs, options), starting_levels(p));
  const auto game = personal_game(p, payoffs);
  const auto result = personal_dynamics(game, show_all(*p.network, starting_profile(p, payoffs)),
                                        dynamics_of(p.metagame, p.payoffs, options));
  Candidates candidates;
  candidates.profiles.push_back(named(*p.network, payoffs, result.profile));
  candidates.solver = {.method = "best-response, personalised",
                       .termination = result.termination,
                       .starts = 1,
                       .converged = result.termination == solvers::Termination::converged,
                       .iterations = result.rounds,
                       .seed = options.seed};
  if (result.period > 0)
    candidates.solver.detail =
        fmt::format("from round {} on profiles repeat with period {}", result.transient, result.period);
  candidates.completeness = {Completeness::at_least, "the profile at which best responses came to rest"};
  candidates.notes = network_notes(*p.network);
  return candidates;
}

Equilibrium certify_personal(const Parameters& p, const Profile& given, const RunOptions& options) {
  check_personal(p);
  const auto shown = read_shown(p, given);
  std::vector<AgentStrategy> strategies;  // for their levels alone
  for (const auto& one : shown) strategies.push_back({one, {}});
  for (const double trust : p.network->initial_trust) strategies.push_back({{trust}, {}});
  const auto source = payoff_source(p.payoffs, options);
  const RankedPayoffs payoffs(source, levels_with(p.metagame, strategies));
  const auto game = personal_game(p, payoffs);
  PersonalProfile profile;
  for (const auto& one : shown) {
    profile.emplace_back();
    for (const double trust : one) profile.back().push_back(payoffs.level_of(trust));
  }
  PersonalProfile better;
  const Vector regrets = personal_regrets(game, profile, &better);
  const Vector payoff = personal_utilities(*p.network, payoffs, profile);
  Equilibrium result;
  result.profile = named(*p.network, payoffs, profile);
  for (Node i = 0; i < payoff.size(); ++i) {
    result.payoff.push_back({agent_name(i), payoff(i)});
    result.certificate.regret.push_back({agent_name(i), regrets(i)});
  }
  result.quantities = {{"mean_utility", payoff.mean()}};
  double games = 0;
  for (Node i = 0; i < payoff.size(); ++i) games = std::max(games, 2.0 * p.network->graph.degree(i));
  auto& certificate = result.certificate;
  set_verdict(regrets, 2 * games * payoffs.error(), options.tolerance, certificate);
  certificate.relative_epsilon = certificate.epsilon / std::max(1e-300, payoff.cwiseAbs().maxCoeff());
  if (certificate.deviation) {
    const auto named_better = named(*p.network, payoffs, better);
    for (const auto& one : named_better)
      if (one.player == certificate.deviation->player) certificate.deviation->strategy = one.choices;
  }
  certificate.claim = fmt::format(
      "{}Nash equilibrium of the metagame with trust shown to each neighbor, on {} levels, every deviation "
      "of "
      "an agent evaluated, expected payoffs {}",
      certificate.verdict == Verdict::proved    ? ""
      : certificate.verdict == Verdict::refuted ? "not a "
                                                : "candidate ",
      payoffs.levels(), source.evidence);
  return result;
}

}  // namespace models::limited_trust

#include "models/limited_trust/metagame_profile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "models/limited_trust/payoff_source.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("profile: " + what); }

/// 0 for "agent1"; -1 for a name that is none of the agents'.
int agent_of(const std::string& name, int agents) {
  if (!name.starts_with("agent")) return -1;
  const auto digits = name.substr(5);
  if (digits.empty() || digits.size() > 9 || digits.front() == '0' ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return -1;
  const int number = std::stoi(digits);
  return number <= agents ? number - 1 : -1;
}

std::vector<double> numbers(const Quantity& quantity, const std::string& entry) {
  if (const auto* one = std::get_if<double>(&quantity.value)) return {*one};
  if (const auto* several = std::get_if<std::vector<double>>(&quantity.value)) return *several;
  refuse(entry + " is neither a number nor a list of numbers");
}

AgentStrategy strategy_of(const PlayerStrategy& given, double max_trust) {
  AgentStrategy strategy;
  for (const auto& choice : given.choices) {
    const auto entry = given.player + "." + choice.name;
    if (choice.name != "trust" && choice.name != "probability")
      refuse(fmt::format("unknown entry '{}'; known: trust, probability", entry));
    auto& into = choice.name == "trust" ? strategy.trust : strategy.probability;
    if (!into.empty()) refuse(entry + " is given twice");
    into = numbers(choice, entry);
  }
  if (strategy.trust.empty()) refuse(given.player + " has no trust");
  for (const double trust : strategy.trust)
    if (!(trust >= 0 && trust <= max_trust))
      refuse(fmt::format("{}.trust = {} is outside [0, {}]", given.player, trust, max_trust));
  if (strategy.probability.empty()) strategy.probability.assign(strategy.trust.size() == 1 ? 1 : 0, 1.0);
  if (strategy.probability.size() != strategy.trust.size())
    refuse(fmt::format("{} has {} levels of trust and {} probabilities", given.player, strategy.trust.size(),
                       strategy.probability.size()));
  double sum = 0;
  for (const double p : strategy.probability) {
    if (!(p >= 0)) refuse(fmt::format("{}.probability holds {}", given.player, p));
    sum += p;
  }
  if (!(std::abs(sum - 1) <= 1e-9))
    refuse(fmt::format("the probabilities of {} sum to {}", given.player, sum));
  return strategy;
}

}  // namespace

void check_metagame(const Parameters& parameters) {
  using namespace solvers::require;
  constexpr auto who = "metagame";
  that(parameters.network.has_value(), who, "needs a [network]");
  check_network(*parameters.network);
  positive(who, "max_trust", parameters.metagame.max_trust);
  at_least(who, "grid_points", parameters.metagame.grid_points, 2);
  const auto& trust = parameters.network->initial_trust;
  that((trust.array() <= parameters.metagame.max_trust).all(), who,
       "network.initial_trust exceeds metagame.max_trust");
  if (parameters.trust.ties != ActionTies::deterministic || parameters.trust.tie_tolerance > 0)
    throw NotOffered(
        "expected payoffs on networks break ties of actions by the larger own payoff, exactly; leave "
        "trust.ties and trust.tie_tolerance out");
}

std::string agent_name(int agent) { return fmt::format("agent{}", agent + 1); }

std::vector<AgentStrategy> read_strategies(const Network& network, double max_trust, const Profile& profile) {
  const int agents = network.graph.nodes();
  std::vector<std::optional<AgentStrategy>> read(at(agents));
  for (const auto& given : profile) {
    const int agent = agent_of(given.player, agents);
    if (agent < 0)
      refuse(fmt::format("unknown player '{}'; this network has agent1 to agent{}", given.player, agents));
    if (read[at(agent)]) refuse(given.player + " is given twice");
    read[at(agent)] = strategy_of(given, max_trust);
  }
  std::vector<AgentStrategy> strategies;
  for (int i = 0; i < agents; ++i) {
    if (!read[at(i)]) refuse(agent_name(i) + " is missing");
    strategies.push_back(*std::move(read[at(i)]));
  }
  for (const int fixed : network.fixed_agents)
    if (strategies[at(fixed)].trust != std::vector<double>{network.initial_trust(fixed)})
      refuse(fmt::format("{} is fixed at trust {}", agent_name(fixed), network.initial_trust(fixed)));
  return strategies;
}

Profile named_profile(const std::vector<AgentStrategy>& strategies) {
  Profile profile;
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    const auto& [trust, probability] = strategies[i];
    Quantities choices;
    if (trust.size() == 1)
      choices = {{"trust", trust[0]}};
    else
      choices = {{"trust", trust}, {"probability", probability}};
    profile.push_back({agent_name(static_cast<int>(i)), std::move(choices)});
  }
  return profile;
}

Profile named_profile(const RankedPayoffs& payoffs, const TrustProfile& profile) {
  std::vector<AgentStrategy> strategies;
  for (const int level : profile) strategies.push_back({{payoffs.trust()(level)}, {1.0}});
  return named_profile(strategies);
}

Profile named_profile(const RankedPayoffs& payoffs, const MixedProfile& profile) {
  std::vector<AgentStrategy> strategies;
  for (const auto& mixed : profile) {
    AgentStrategy strategy;
    for (int x = 0; x < mixed.size(); ++x)
      if (mixed(x) > 0) {
        strategy.trust.push_back(payoffs.trust()(x));
        strategy.probability.push_back(mixed(x));
      }
    if (strategy.trust.size() == 1) strategy.probability = {1.0};
    strategies.push_back(std::move(strategy));
  }
  return named_profile(strategies);
}

Vector grid_of(const Metagame& metagame) {
  Vector grid(metagame.grid_points);
  for (int i = 0; i < metagame.grid_points; ++i)
    grid(i) = metagame.max_trust * i / (metagame.grid_points - 1);
  return grid;
}

Vector levels_with(const Metagame& metagame, const std::vector<AgentStrategy>& strategies) {
  const Vector grid = grid_of(metagame);
  std::vector<double> levels(grid.data(), grid.data() + grid.size());
  for (const auto& strategy : strategies)
    levels.insert(levels.end(), strategy.trust.begin(), strategy.trust.end());
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return Eigen::Map<const Vector>(levels.data(), static_cast<Eigen::Index>(levels.size()));
}

Vector starting_levels(const Parameters& parameters) {
  std::vector<AgentStrategy> initial;
  for (const double trust : parameters.network->initial_trust) initial.push_back({{trust}, {1.0}});
  return levels_with(parameters.metagame, initial);
}

TrustProfile starting_profile(const Parameters& parameters, const RankedPayoffs& payoffs) {
  TrustProfile profile;
  for (const double trust : parameters.network->initial_trust) profile.push_back(payoffs.level_of(trust));
  return profile;
}

DynamicsOptions dynamics_of(const Metagame& wishes, const Payoffs& payoffs, const RunOptions& options) {
  DynamicsOptions result{.simultaneous = wishes.simultaneous,
                         .max_rounds = wishes.rounds,
                         .noise_samples = wishes.noise_samples,
                         .seed = options.seed,
                         .stop = options.stop};
  if (options.max_iterations > 0) result.max_rounds = options.max_iterations;
  if (wishes.noise_samples > 0) result.game_variance = game_variance(payoffs, wishes.max_trust, options.seed);
  return result;
}

TrustGame metagame_on(const Network& network, const Metagame& metagame, const RankedPayoffs& payoffs) {
  TrustGame game{.network = &network, .payoffs = &payoffs, .choices = {}, .fixed = {}};
  for (const double trust : grid_of(metagame)) game.choices.push_back(payoffs.level_of(trust));
  game.fixed.assign(at(network.graph.nodes()), false);
  for (const int agent : network.fixed_agents) game.fixed[at(agent)] = true;
  return game;
}

}  // namespace models::limited_trust

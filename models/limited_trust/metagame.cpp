#include "models/limited_trust/metagame.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using solvers::Termination;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Solves one description.
class Search {
 public:
  Search(const Parameters& parameters, const RunOptions& options)
      : parameters_(parameters),
        options_(options),
        network_(*parameters.network),
        payoffs_(payoff_source(parameters.payoffs, options), starting_levels(parameters)),
        game_(metagame_on(network_, parameters.metagame, payoffs_)) {
    candidates_.notes = network_notes(network_);
    candidates_.solver.seed = options.seed;
    initial_ = starting_profile(parameters, payoffs_);
  }

  Candidates run() {
    auto& solver = candidates_.solver;
    solver.method = options_.method == "auto" ? "best-response" : options_.method;
    if (options_.method != "search") best_response();
    const bool found = !candidates_.profiles.empty() && solver.termination == Termination::converged;
    if (options_.method == "search" ||
        (options_.method == "auto" && !found && parameters_.metagame.noise_samples == 0))
      search();
    candidates_.completeness = {candidates_.profiles.empty() ? Completeness::unknown : Completeness::at_least,
                                "pure equilibria at which a search came to rest"};
    return std::move(candidates_);
  }

 private:
  /// Without noise.
  DynamicsOptions exact_dynamics(bool simultaneous) const {
    auto exact = parameters_.metagame;
    exact.noise_samples = 0;
    exact.simultaneous = simultaneous;
    return dynamics_of(exact, parameters_.payoffs, options_);
  }

  void best_response() {
    auto options = dynamics_of(parameters_.metagame, parameters_.payoffs, options_);
    double sum = 0;
    long rounds = 0;
    const auto average = [&](const TrustProfile& profile) {
      return round_utilities(network_, payoffs_, profile).total().mean();
    };
    options.observe = [&](const TrustProfile& profile) {
      sum += average(profile);
      ++rounds;
    };
    const auto result = best_response_dynamics(game_, initial_, options);
    auto& solver = candidates_.solver;
    solver.termination = result.termination;
    solver.iterations = result.rounds;
    solver.starts = 1;
    solver.converged = result.termination == Termination::converged;
    solver.detail = fmt::format("mean utility {} over the profiles before {} rounds of best responses",
                                sum / static_cast<double>(std::max(1L, rounds)), rounds);
    if (result.period > 0)
      solver.detail +=
          fmt::format("; from round {} on they repeat with period {}", result.transient, result.period);
    const auto best = result.period > 0 ? best_of_cycle(result) : result.profile;
    candidates_.profiles.push_back(named_profile(payoffs_, best));
  }

  /// The profile of the cycle that leaves least to gain.
  TrustProfile best_of_cycle(const DynamicsResult& cycle) const {
    auto options = exact_dynamics(parameters_.metagame.simultaneous);
    options.max_rounds = static_cast<int>(cycle.period);
    TrustProfile best = cycle.profile;
    double least = trust_regrets(game_, best).largest();
    options.observe = [&](const TrustProfile& profile) {
      const double regret = trust_regrets(game_, profile).largest();
      if (regret >= least) return;
      least = regret;
      best = profile;
    };
    best_response_dynamics(game_, cycle.profile, options);
    return best;
  }

  TrustProfile start(int number) const {
    TrustProfile profile(initial_.size(), number == 0 ? game_.choices.front() : game_.choices.back());
    if (number > 1) {
      solvers::RandomStream random(options_.seed, static_cast<std::uint64_t>(number));
      for (auto& level : profile) level = game_.choices[random.below(game_.choices.size())];
    }
    for (std::size_t i = 0; i < profile.size(); ++i)
      if (game_.fixed[i]) profile[i] = initial_[i];
    return profile;
  }

  void search() {
    auto& solver = candidates_.solver;
    const int starts = 2 + (options_.starts > 0 ? options_.starts : 8);
    std::vector<TrustProfile> found;
    std::optional<Termination> stopped;
    for (int number = 0; number < starts && !stopped; ++number) {
      const auto result = best_response_dynamics(game_, start(number), exact_dynamics(false));
      ++solver.starts;
      solver.iterations += result.rounds;
      if (was_stopped(result.termination)) stopped = result.termination;
      if (result.termination != Termination::converged) continue;
      ++solver.converged;
      if (std::find(found.begin(), found.end(), result.profile) == found.end())
        found.push_back(result.profile);
    }
    if (!solver.detail.empty()) solver.detail += "; ";
    solver.detail += fmt::format("search one after the other: {} of {} starts came to rest, at {} profile{}",
                                 solver.converged, starts, found.size(), found.size() == 1 ? "" : "s");
    if (stopped) solver.termination = *stopped;
    if (found.empty()) {
      if (solver.termination == Termination::not_started) solver.termination = Termination::stalled;
      return;
    }
    if (!stopped) solver.termination = Termination::converged;
    solver.method = "search";
    candidates_.profiles.clear();  // what cycles is no equilibrium, and now there are some
    for (const auto& profile : found) candidates_.profiles.push_back(named_profile(payoffs_, profile));
  }

  const Parameters& parameters_;
  const RunOptions& options_;
  const Network& network_;
  RankedPayoffs payoffs_;
  TrustGame game_;
  TrustProfile initial_;
  Candidates candidates_;
};

Candidates solve_mixed(const Parameters& parameters, const RunOptions& options) {
  constexpr int points = 5;
  const auto& network = *parameters.network;
  double work = 0;  // of one round of regret matching
  for (int i = 0; i < network.graph.nodes(); ++i)
    work += 2.0 * network.graph.degree(i) * points * points * network.graph.degree(i) *
            network.graph.degree(i) * network.invitations[at(i)];
  if (work > 2e7)
    throw TooLarge(fmt::format(
        "method \"mixed\" would take {:.0e} operations a round on this network; use \"search\"", work));
  auto few = parameters.metagame;
  few.grid_points = std::min(few.grid_points, points);
  std::vector<AgentStrategy> fixed;
  for (const int agent : network.fixed_agents) fixed.push_back({{network.initial_trust(agent)}, {1.0}});
  const RankedPayoffs payoffs(payoff_source(parameters.payoffs, options), levels_with(few, fixed));
  const auto game = metagame_on(network, few, payoffs);
  MixedOptions wishes{.stop = options.stop};
  if (options.max_iterations > 0) wishes.max_iterations = options.max_iterations;
  for (const int agent : network.fixed_agents)
    wishes.fixed_levels.emplace_back(agent, payoffs.level_of(network.initial_trust(agent)));
  const auto result = mixed_equilibrium(game, wishes);
  Candidates candidates;
  candidates.notes = network_notes(network);
  candidates.profiles.push_back(named_profile(payoffs, result.profile));
  candidates.solver = {
      .method = "mixed",
      .termination = result.termination,
      .starts = 1,
      .converged = result.termination == Termination::converged,
      .iterations = result.iterations,
      .seed = options.seed,
      .detail = fmt::format("exploitability {:.3g} on {} levels", result.exploitability, payoffs.levels())};
  candidates.completeness = {Completeness::unknown, "one mixed profile on few levels"};
  return candidates;
}

}  // namespace

Candidates solve_metagame(const Parameters& parameters, const RunOptions& options) {
  check_metagame(parameters);
  const auto& method = options.method;
  solvers::require::that(
      method == "auto" || method == "best-response" || method == "search" || method == "mixed", "solve",
      fmt::format("unknown method \"{}\"; known: auto, best-response, search, mixed", method));
  if (method == "mixed") return solve_mixed(parameters, options);
  return Search(parameters, options).run();
}

}  // namespace models::limited_trust

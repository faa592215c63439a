#include "models/limited_trust/simulation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/limited_trust/expected_rounds.hpp"
#include "models/limited_trust/network_game.hpp"
#include "models/limited_trust/network_record.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/pooling.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr double most_values = 4e6;  // of all series together: a longer run keeps every k-th round

void check(const Parameters& p) {
  if (!p.network) throw NotOffered("simulate plays networks of agents; give [network]");
  if (p.simulation.expected && !p.learning.known)
    throw NotOffered(
        "expected utilities are of agents who know one another's trust; set learning.trust = \"known\", or "
        "simulate.utilities = \"sampled\"");
  if (p.metagame.personalised && !p.simulation.expected)
    throw NotOffered(
        "agents learn one trust of another; personalised trust is simulated with learning.trust = \"known\" "
        "and simulate.utilities = \"expected\"");
  if (!p.metagame.simultaneous && !p.simulation.expected)
    throw NotOffered(
        "in drawn rounds agents change their trust all at once; metagame.dynamics = \"sequential\" goes with "
        "learning.trust = \"known\" and simulate.utilities = \"expected\"");
  if (p.trust.ties == ActionTies::legacy || p.trust.tie_tolerance > 0)
    throw NotOffered(
        "simulate breaks ties of actions by the larger own payoff, exactly; leave trust.ties out");
  solvers::require::at_least("simulate", "rounds", p.simulation.rounds, 1);
  solvers::require::at_least("simulate", "agents", p.network->graph.nodes(), 1);
  solvers::require::at_least("simulate", "epoch_rounds", p.learning.epoch_rounds, 1);
  solvers::require::within("simulate", "update_probability", p.learning.update_probability, 0, 1);
  solvers::require::within("simulate", "exploration", p.learning.exploration, 0, 1);
}

/// Means of 20 batches of successive rounds: their spread allows for what successive rounds have in common.
std::vector<double> batch_means(std::span<const double> rounds) {
  constexpr std::size_t batches = 20;
  const std::size_t size = rounds.size() / batches;
  std::vector<double> means;
  for (std::size_t b = 0; size > 0 && b < batches; ++b) means.push_back(mean(rounds.subspan(b * size, size)));
  return means;
}

/// One network over its rounds.
class Run {
 public:
  Run(const Parameters& p, const RunOptions& options, const ExpectedUtilities& utilities)
      : parameters_(p),
        options_(options),
        acquaintances_(*p.network),
        utilities_(utilities),
        with_agents_(acquaintances_.agents() <= TrustSeries::most_agents),
        stride_(stride()),
        record_(p, acquaintances_, with_agents_, stride_) {}

  Trajectory trajectory() {
    play();
    trajectory_.termination = stopped_.value_or(solvers::Termination::converged);
    trajectory_.steps = record_.steps();
    trajectory_.series = record_.take_series();
    trajectory_.invariants = record_.invariants();
    summarise();
    add_notes();
    const bool holds = std::all_of(trajectory_.invariants.begin(), trajectory_.invariants.end(),
                                   [](const Invariant& invariant) { return invariant.holds; });
    trajectory_.status = stopped_ ? Status::stopped : holds ? Status::certified : Status::failed;
    return std::move(trajectory_);
  }

 private:
  long stride() const {
    const double series = 12 + (with_agents_ ? acquaintances_.agents() : 0);
    return static_cast<long>(std::ceil(series * parameters_.simulation.rounds / most_values));
  }

  void play() {
    NetworkPlay play(parameters_, acquaintances_, utilities_.table, options_.seed);
    while (play.round() < parameters_.simulation.rounds) {
      stopped_ = options_.stop.requested();
      if (stopped_) break;
      play.play_round();
      record_.add(play, play.round() == parameters_.simulation.rounds);
      play.update_trust();
      record_.add_updates(play);
    }
  }

  void summarise() {
    auto& summary = trajectory_.summary;
    summary.push_back({"agents", static_cast<double>(acquaintances_.agents())});
    if (record_.rounds() == 0) return;
    const auto put = [&](const char* name, auto value) {
      summary.push_back({name, static_cast<double>(value)});
    };
    put("rounds", record_.rounds());
    put("mean_utility", mean(record_.mean_utility()));
    const auto batches = models::estimate("mean_utility", batch_means(record_.mean_utility()));
    if (batches.standard_error) put("mean_utility_standard_error", *batches.standard_error);
    put("mean_trust", record_.mean_trust());
    put("final_trust", record_.final_trust());
    put("final_learning_error", record_.final_error());
    const auto& totals = record_.totals();
    put("games", totals.games);
    put("refused", totals.refused);
    put("explored", totals.explored);
    put("changes", totals.changes);
    put("off_frontier", totals.off_frontier);
    put("updates", totals.updates);
    if (!with_agents_) return;
    auto by_agent = record_.utility_by_agent();
    for (double& utility : by_agent) utility /= static_cast<double>(record_.rounds());
    summary.push_back({"mean_utility_by_agent", by_agent});
  }

  void add_notes() {
    auto& notes = trajectory_.notes;
    notes.push_back(
        "round order: invitations by the estimates of the round before, games, learning, then trust chosen "
        "anew; "
        "utility is that of all games of an agent in a round");
    notes.push_back(
        fmt::format("agents choose trust by expected payoffs ({}, error at most {:.2g}) at {} levels of "
                    "the other's trust, linear between them",
                    name(utilities_.method), utilities_.largest_error, utilities_.levels));
    if (const double fall = utilities_.table.largest_fall(); fall > std::max(1e-9, utilities_.largest_error))
      notes.push_back(
          fmt::format("u_L falls with the other's trust somewhere, by up to {:.3g} a level; agents rank "
                      "partners by trust all the same, as the source does",
                      fall));
    for (const auto& about : {network_notes(*parameters_.network), parameters_.network->notes})
      notes.insert(notes.end(), about.begin(), about.end());
    if (parameters_.metagame.noise_samples > 0)
      notes.push_back(estimate_note(parameters_.metagame.noise_samples));
    if (stride_ > 1) notes.push_back(fmt::format("one round in {} is recorded, and the last", stride_));
  }

  const Parameters& parameters_;
  const RunOptions& options_;
  Acquaintances acquaintances_;
  const ExpectedUtilities& utilities_;
  bool with_agents_;
  long stride_;
  NetworkRecord record_;
  std::optional<solvers::Termination> stopped_;
  Trajectory trajectory_;
};

}  // namespace

Trajectory simulate(const Parameters& parameters, const RunOptions& options) {
  check(parameters);
  if (parameters.simulation.expected) return expected_rounds(parameters, options);
  const auto utilities = expected_utilities(parameters.payoffs, parameters.metagame,
                                            {.seed = options.seed, .stop = options.stop});
  if (!utilities) {
    Trajectory nothing;
    nothing.status = Status::stopped;
    nothing.termination = options.stop.requested().value_or(solvers::Termination::interrupted);
    nothing.notes.push_back("stopped before the first round, while expected payoffs were computed");
    return nothing;
  }
  return Run(parameters, options, *utilities).trajectory();
}

}  // namespace models::limited_trust

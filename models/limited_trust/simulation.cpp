#include "models/limited_trust/simulation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/limited_trust/expected_rounds.hpp"
#include "models/limited_trust/network_game.hpp"
#include "models/limited_trust/network_record.hpp"
#include "models/limited_trust/payoff_source.hpp"
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
  solvers::require::at_least("simulate", "seeds", p.simulation.seeds, 1);
  solvers::require::at_least("simulate", "agents", p.network->graph.nodes(), 1);
  solvers::require::at_least("simulate", "epoch_rounds", p.learning.epoch_rounds, 1);
  solvers::require::within("simulate", "update_probability", p.learning.update_probability, 0, 1);
  solvers::require::within("simulate", "exploration", p.learning.exploration, 0, 1);
}

std::uint64_t seed_of(std::uint64_t seed, int replicate) {
  return replicate == 0 ? seed : solvers::mix(seed ^ solvers::mix(static_cast<std::uint64_t>(replicate)));
}

/// Standard error of the mean of independent numbers; NaN for fewer than two.
double standard_error(std::span<const double> values) {
  const double centre = mean(values), count = static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return std::sqrt(squares / (count - 1) / count);
}

/// Means of 20 batches of successive rounds: their spread allows for what successive rounds have in common.
std::vector<double> batch_means(std::span<const double> rounds) {
  constexpr std::size_t batches = 20;
  const std::size_t size = rounds.size() / batches;
  std::vector<double> means;
  for (std::size_t b = 0; size > 0 && b < batches; ++b) means.push_back(mean(rounds.subspan(b * size, size)));
  return means;
}

/// The replicates of a run, joined into one trajectory.
class Run {
 public:
  Run(const Parameters& p, const RunOptions& options, const ExpectedUtilities& utilities)
      : parameters_(p),
        options_(options),
        acquaintances_(*p.network),
        utilities_(utilities),
        with_agents_(p.simulation.seeds == 1 && acquaintances_.agents() <= TrustSeries::most_agents) {
    const double series = 12 + (with_agents_ ? acquaintances_.agents() : 0);
    stride_ = static_cast<long>(std::ceil(series * p.simulation.rounds * p.simulation.seeds / most_values));
  }

  Trajectory trajectory() {
    for (int replicate = 0; replicate < parameters_.simulation.seeds && !stopped_; ++replicate)
      add(replicate);
    trajectory_.termination = stopped_.value_or(solvers::Termination::converged);
    summarise();
    add_notes();
    const bool holds = std::all_of(trajectory_.invariants.begin(), trajectory_.invariants.end(),
                                   [](const Invariant& invariant) { return invariant.holds; });
    trajectory_.status = stopped_ ? Status::stopped : holds ? Status::certified : Status::failed;
    return std::move(trajectory_);
  }

 private:
  void add(int replicate) {
    const auto prefix = parameters_.simulation.seeds == 1 ? "" : fmt::format("seed{} ", replicate + 1);
    NetworkRecord record(parameters_, acquaintances_, prefix, with_agents_, stride_);
    NetworkPlay play(parameters_, acquaintances_, utilities_.table, seed_of(options_.seed, replicate));
    while (play.round() < parameters_.simulation.rounds) {
      stopped_ = options_.stop.requested();
      if (stopped_) break;
      play.play_round();
      record.add(play, play.round() == parameters_.simulation.rounds);
      play.update_trust();
      record.add_updates(play);
    }
    // A replicate cut short is left out of records that have complete ones, so that all series have the same
    // steps.
    if (stopped_ && replicate > 0) return;
    join(record);
  }

  void join(NetworkRecord& record) {
    trajectory_.steps = record.steps();
    for (auto& series : record.take_series()) trajectory_.series.push_back(std::move(series));
    for (const auto& invariant : record.invariants()) {
      const auto same = std::find_if(trajectory_.invariants.begin(), trajectory_.invariants.end(),
                                     [&](const Invariant& other) { return other.name == invariant.name; });
      if (same == trajectory_.invariants.end())
        trajectory_.invariants.push_back(invariant);
      else if (!invariant.holds)
        *same = invariant;
    }
    records_.push_back(std::move(record));
  }

  template <typename Value>
  void put_mean(const char* name, const Value& value) {
    double sum = 0;
    for (const auto& record : records_) sum += static_cast<double>(value(record));
    trajectory_.summary.push_back({name, sum / static_cast<double>(records_.size())});
  }

  void summarise() {
    auto& summary = trajectory_.summary;
    summary.push_back({"agents", static_cast<double>(acquaintances_.agents())});
    summary.push_back({"replicates", static_cast<double>(records_.size())});
    if (records_.empty() || records_[0].rounds() == 0) return;
    summary.push_back({"rounds", static_cast<double>(records_[0].rounds())});
    std::vector<double> means;
    for (const auto& record : records_) means.push_back(mean(record.mean_utility()));
    const auto spread = means.size() > 1 ? means : batch_means(records_[0].mean_utility());
    summary.push_back({"mean_utility", mean(means)});
    if (spread.size() > 1) summary.push_back({"mean_utility_standard_error", standard_error(spread)});
    put_mean("mean_trust", [](const auto& r) { return r.mean_trust(); });
    put_mean("final_trust", [](const auto& r) { return r.final_trust(); });
    put_mean("final_learning_error", [](const auto& r) { return r.final_error(); });
    put_mean("games", [](const auto& r) { return r.totals().games; });
    put_mean("refused", [](const auto& r) { return r.totals().refused; });
    put_mean("explored", [](const auto& r) { return r.totals().explored; });
    put_mean("changes", [](const auto& r) { return r.totals().changes; });
    put_mean("off_frontier", [](const auto& r) { return r.totals().off_frontier; });
    put_mean("updates", [](const auto& r) { return r.totals().updates; });
    if (acquaintances_.agents() > TrustSeries::most_agents) return;
    std::vector<double> by_agent(static_cast<std::size_t>(acquaintances_.agents()), 0);
    for (const auto& record : records_)
      for (std::size_t i = 0; i < by_agent.size(); ++i)
        by_agent[i] += record.utility_by_agent()[i] /
                       static_cast<double>(record.rounds() * static_cast<long>(records_.size()));
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
    if (stopped_ && static_cast<int>(records_.size()) < parameters_.simulation.seeds)
      notes.push_back(
          fmt::format("stopped after {} of {} replicates", records_.size(), parameters_.simulation.seeds));
  }

  const Parameters& parameters_;
  const RunOptions& options_;
  Acquaintances acquaintances_;
  const ExpectedUtilities& utilities_;
  bool with_agents_;
  long stride_ = 1;
  std::optional<solvers::Termination> stopped_;
  std::vector<NetworkRecord> records_;
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

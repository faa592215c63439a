#include "models/digital_twin/simulation_record.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "models/digital_twin/stage_regret.hpp"
#include "models/digital_twin/strategies.hpp"

namespace models::digital_twin {
namespace {

using Eigen::Index;

constexpr int most_players_with_pairs = 20, most_players_alone = 200, followed_in_crowd = 3;
constexpr double most_values = 4e6;          // of all series together: a longer run keeps every k-th round
constexpr double most_best_responses = 5e3;  // for the regret over time; a search takes some 10 microseconds

/// Series that a step has, about: what the stride is chosen by.
double series_count(int players) {
  switch (detail_for(players)) {
    case Detail::pairs:
      return 6.0 * players + players * (players - 1.0) + 5;
    case Detail::players:
      return 8.0 * players + 5;
    case Detail::quantiles:
      break;
  }
  return 6.0 * (4 + followed_in_crowd) + 2 * followed_in_crowd + 6;
}

double mean_of_others(const Vector& column) {
  return column.size() < 2 ? 0 : column.sum() / static_cast<double>(column.size() - 1);  // the own entry is 0
}

double spread_of_others(const Vector& column, Index own, double mean) {
  double squares = 0;
  for (Index i = 0; i < column.size(); ++i)
    if (i != own) squares += (column(i) - mean) * (column(i) - mean);
  return column.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(column.size() - 1));
}

/// Root mean square of the spread within targets, and the spread of the targets' means: whether trust belongs
/// to pairs or to those who are trusted.
void summarise_trust(const TrustDynamics& trust, Quantities& summary) {
  const Vector mean = trust.mean(), spread = trust.spread();
  const double centre = mean.mean();
  summary.push_back({"mean_trust", centre});
  summary.push_back({"trust_spread_within_targets", std::sqrt(spread.array().square().mean())});
  summary.push_back({"trust_spread_between_targets", std::sqrt((mean.array() - centre).square().mean())});
}

}  // namespace

Detail detail_for(int players) {
  if (players <= most_players_with_pairs) return Detail::pairs;
  return players <= most_players_alone ? Detail::players : Detail::quantiles;
}

void SeriesTable::add(const char* quantity, const std::string& entity, double value) {
  if (at_ == series_.size()) series_.push_back({quantity, entity, {}});
  series_[at_++].values.push_back(value);
}

SimulationRecord::SimulationRecord(const Parameters& p)
    : parameters_(p), detail_(detail_for(p.players.count())), checks_(p) {
  const double values = series_count(p.players.count()) * p.simulation.rounds;
  stride_ = static_cast<long>(std::ceil(values / most_values));
  const double recorded = std::ceil(static_cast<double>(p.simulation.rounds) / static_cast<double>(stride_));
  with_regret_ = detail_ == Detail::pairs && recorded * p.players.count() <= most_best_responses;
}

void SimulationRecord::add(long step, const Learning& learning) {
  round_ = step;
  checks_.look(step, learning);
  const bool is_last = step + 1 == parameters_.simulation.rounds;
  if (step % stride_ != 0 && !is_last) return;
  steps_.push_back(step);
  series_.next_step();
  if (detail_ == Detail::quantiles)
    add_quantiles(learning);
  else
    add_players(learning);
  add_trust(learning);
  add_aggregates(learning);
}

void SimulationRecord::add_players(const Learning& learning) {
  const Round& round = learning.round();
  const int players = parameters_.players.count();
  constexpr std::array<const char*, choices> names{"sharing", "probing", "deception"};
  for (int c = 0; c < choices; ++c)
    for (int i = 0; i < players; ++i) series_.add(names[c], player_name(i), round.profile(choices * i + c));
  for (int i = 0; i < players; ++i) series_.add("share", player_name(i), round.share(i));
  for (int i = 0; i < players; ++i) series_.add("utility", player_name(i), round.payoff(i));
  for (int i = 0; i < players; ++i) series_.add("perceived_utility", player_name(i), round.perceived_payoff(i));
}

void SimulationRecord::add_quantiles(const Learning& learning) {
  const Round& round = learning.round();
  const int players = parameters_.players.count();
  const auto add = [&](const char* quantity, const auto& value_of) {
    std::vector<double> values(static_cast<std::size_t>(players));
    for (int i = 0; i < players; ++i) values[static_cast<std::size_t>(i)] = value_of(i);
    for (int i = 0; i < followed_in_crowd; ++i) series_.add(quantity, player_name(i), value_of(i));
    series_.add(quantity, "mean", std::accumulate(values.begin(), values.end(), 0.0) / players);
    auto from = values.begin();
    for (const auto& [at, name] :
         {std::pair{0.05, "quantile 0.05"}, {0.5, "median"}, {0.95, "quantile 0.95"}}) {
      const auto nth = values.begin() + static_cast<long>(at * (players - 1));
      std::nth_element(from, nth, values.end());
      series_.add(quantity, name, *nth);
      from = nth;
    }
  };
  add("sharing", [&](int i) { return round.profile(choices * i); });
  add("probing", [&](int i) { return round.profile(choices * i + 1); });
  add("deception", [&](int i) { return round.profile(choices * i + 2); });
  add("share", [&](int i) { return round.share(i); });
  add("utility", [&](int i) { return round.payoff(i); });
  add("perceived_utility", [&](int i) { return round.perceived_payoff(i); });
}

void SimulationRecord::add_trust(const Learning& learning) {
  const int players = parameters_.players.count();
  const int targets = detail_ == Detail::quantiles ? followed_in_crowd : players;
  for (int j = 0; j < targets; ++j) {
    const Vector column = learning.trust().in(j);
    if (detail_ == Detail::pairs) {
      for (int i = 0; i < players; ++i)
        if (i != j) series_.add("trust", fmt::format("{}->{}", player_name(i), player_name(j)), column(i));
    } else {
      const double mean = mean_of_others(column);
      series_.add("trust_mean", player_name(j), mean);
      series_.add("trust_spread", player_name(j), spread_of_others(column, j, mean));
    }
  }
}

void SimulationRecord::add_aggregates(const Learning& learning) {
  if (detail_ == Detail::quantiles) series_.add("trust_mean", "mean", learning.trust().mean().mean());
  series_.add("total_utility", "all", learning.round().payoff.sum());
  series_.add("residual", "all", learning.residual());
  series_.add("step", "all", learning.last_step());
  series_.add("trust_step", "all", learning.trust().largest_step());
  if (with_regret_) series_.add("regret", "all", largest_stage_regret(parameters_, learning));
}

void SimulationRecord::add_notes(Trajectory& trajectory) const {
  auto& notes = trajectory.notes;
  notes.push_back(
      "round order: strategies are played and seen, gradients are taken at this round's trust, trust moves "
      "by (7), "
      "then strategies by (14)");
  if (parameters_.trust.kind != Trust::Kind::steady_state)
    notes.push_back(
        "trust is a parameter of this game and stays; (7) moves it where trust = \"steady-state\"");
  if (detail_ == Detail::players)
    notes.push_back(
        "more than 20 players: trust is recorded as mean and spread over observers for each target");
  if (detail_ == Detail::quantiles)
    notes.push_back(
        "more than 200 players: series are means and quantiles over the players, and the first 3 players");
  if (stride_ > 1) notes.push_back(fmt::format("one round in {} is recorded, and the last", stride_));
  if (with_regret_)
    notes.push_back(
        "regret: the most that any player could gain in the round by a best response to the others' true "
        "strategies, trust held; found by a global search in floating point");
  if (takes_history_trust(parameters_))
    notes.push_back("trust is kept as its history; no matrix of pairs is stored");
  if (checks_.events_were_cut()) notes.push_back("only the first 1000 events are listed");
}

void SimulationRecord::summarise(const Learning& learning, Quantities& summary) const {
  summary.push_back({"players", static_cast<double>(parameters_.players.count())});
  summary.push_back({"rounds", static_cast<double>(round_ + 1)});
  summary.push_back({"final_residual", learning.residual()});
  if (detail_ == Detail::pairs)
    summary.push_back({"final_regret", largest_stage_regret(parameters_, learning)});
  checks_.summarise(learning, summary);
  summarise_trust(learning.trust(), summary);
}

Trajectory SimulationRecord::finish(const Learning& learning, solvers::Termination termination) {
  Trajectory trajectory{.termination = termination, .steps = std::move(steps_), .series = series_.take()};
  if (learning.is_finite())
    summarise(learning, trajectory.summary);
  else
    trajectory.notes.push_back(
        fmt::format("round {} has payoffs or gradients that are no numbers", round_ + 1));
  trajectory.invariants = checks_.invariants();
  add_notes(trajectory);
  trajectory.events = checks_.take_events();
  const bool holds = std::all_of(trajectory.invariants.begin(), trajectory.invariants.end(),
                                 [](const Invariant& invariant) { return invariant.holds; });
  trajectory.status = was_stopped(termination)                      ? Status::stopped
                      : holds && solvers::reached_goal(termination) ? Status::certified
                                                                    : Status::failed;
  return trajectory;
}

}  // namespace models::digital_twin

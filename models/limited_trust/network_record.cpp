#include "models/limited_trust/network_record.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace models::limited_trust {
namespace {

std::size_t steps_kept(int rounds, long stride) { return static_cast<std::size_t>(rounds / stride) + 2; }

void add_counts(RoundCounts& totals, const RoundCounts& round) {
  totals.games += round.games;
  totals.refused += round.refused;
  totals.explored += round.explored;
  totals.changes += round.changes;
  totals.off_frontier += round.off_frontier;
}

}  // namespace

NetworkRecord::NetworkRecord(const Parameters& p, const Acquaintances& acquaintances, bool with_agents,
                             long stride)
    : acquaintances_(acquaintances),
      stride_(stride),
      max_trust_(p.metagame.max_trust),
      trust_(acquaintances.agents(), with_agents, steps_kept(p.simulation.rounds, stride)) {
  const auto kept = steps_kept(p.simulation.rounds, stride);
  const auto open = [&](const char* quantity, const std::string& entity) {
    series_.push_back({quantity, entity, {}});
    series_.back().values.reserve(kept);
  };
  open("utility", "mean");
  open("learning_error", "mean");
  for (const auto* count : {"games", "refused", "explored", "changes", "off_frontier", "updates"})
    open(count, "all");
  steps_.reserve(kept);
  mean_utility_.reserve(static_cast<std::size_t>(p.simulation.rounds));
  utility_by_agent_.assign(static_cast<std::size_t>(acquaintances.agents()), 0);
  invariants_ = {{"trust and estimates in [0, max_trust]", true, ""},
                 {"no agent plays fewer or more games than it was invited to or invites", true, ""},
                 {"no choice off the Pareto frontier", true, ""}};
}

void NetworkRecord::add(const NetworkPlay& play, bool is_last) {
  const auto& counts = play.counts();
  mean_utility_.push_back(mean(play.utility()));
  for (std::size_t i = 0; i < utility_by_agent_.size(); ++i) utility_by_agent_[i] += play.utility()[i];
  final_trust_ = mean(play.trust());
  trust_sum_ += final_trust_;
  add_counts(totals_, counts);
  check(play);
  const bool recorded = (play.round() - 1) % stride_ == 0 || is_last;
  if (!recorded) return;
  final_error_ = play.mean_learning_error();
  steps_.push_back(play.round() - 1);
  std::size_t at = 0;
  put(at, mean_utility_.back());
  put(at, final_error_);
  for (const long count :
       {counts.games, counts.refused, counts.explored, counts.changes, counts.off_frontier, 0L})
    put(at, static_cast<double>(count));
  trust_.add(play.trust());
}

std::vector<Series> NetworkRecord::take_series() {
  auto series = std::move(series_);
  for (auto& trust : trust_.take()) series.push_back(std::move(trust));
  return series;
}

void NetworkRecord::add_updates(const NetworkPlay& play) {
  totals_.updates += play.counts().updates;
  if (steps_.empty() || steps_.back() != play.round() - 1) return;
  series_.back().values.back() = static_cast<double>(play.counts().updates);
}

void NetworkRecord::check(const NetworkPlay& play) {
  const auto fail = [&](Invariant& invariant) {
    if (!invariant.holds) return;
    invariant.holds = false;
    invariant.detail = fmt::format("first in round {}", play.round() - 1);
  };
  const auto within = [&](double trust) { return trust >= 0 && trust <= max_trust_; };
  if (!std::all_of(play.trust().begin(), play.trust().end(), within) ||
      !std::all_of(play.estimates().begin(), play.estimates().end(), within))
    fail(invariants_[0]);
  long slots = 0;
  for (int i = 0; i < acquaintances_.agents(); ++i)
    slots += std::min(acquaintances_.invitations(i), acquaintances_.degree(i));
  if (play.counts().games + play.counts().refused != slots) fail(invariants_[1]);
  if (play.counts().off_frontier > 0) fail(invariants_[2]);
}

double NetworkRecord::mean_trust() const {
  return rounds() == 0 ? 0 : trust_sum_ / static_cast<double>(rounds());
}

}  // namespace models::limited_trust

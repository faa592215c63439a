#include "models/limited_trust/network_record.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace models::limited_trust {
namespace {

struct Quantile {
  double at;
  const char* name;
};
constexpr std::array<Quantile, 3> quantiles{
    {{0.05, "quantile 0.05"}, {0.5, "median"}, {0.95, "quantile 0.95"}}};

double mean(const std::vector<double>& values) {
  return values.empty()
             ? 0
             : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void add_counts(RoundCounts& totals, const RoundCounts& round) {
  totals.games += round.games;
  totals.refused += round.refused;
  totals.explored += round.explored;
  totals.changes += round.changes;
  totals.off_frontier += round.off_frontier;
}

}  // namespace

NetworkRecord::NetworkRecord(const Parameters& p, const Acquaintances& acquaintances,
                             std::string entity_prefix, bool with_agents, long stride)
    : acquaintances_(acquaintances),
      with_agents_(with_agents),
      stride_(stride),
      max_trust_(p.metagame.max_trust) {
  const auto rounds = static_cast<std::size_t>(p.simulation.rounds);
  const auto kept = rounds / static_cast<std::size_t>(stride) + 2;
  const auto open = [&](const char* quantity, const std::string& entity) {
    series_.push_back({quantity, entity_prefix + entity, {}});
    series_.back().values.reserve(kept);
  };
  open("utility", "mean");
  open("trust", "mean");
  for (const auto& quantile : quantiles) open("trust", quantile.name);
  open("learning_error", "mean");
  for (const auto* count : {"games", "refused", "explored", "changes", "off_frontier", "updates"})
    open(count, "all");
  if (with_agents)
    for (int i = 0; i < acquaintances.agents(); ++i) open("trust", fmt::format("agent{}", i + 1));
  steps_.reserve(kept);
  mean_utility_.reserve(rounds);
  utility_by_agent_.assign(static_cast<std::size_t>(acquaintances.agents()), 0);
  sorted_.resize(utility_by_agent_.size());
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
  put_trust(at, play.trust());
  put(at, final_error_);
  for (const long count :
       {counts.games, counts.refused, counts.explored, counts.changes, counts.off_frontier, 0L})
    put(at, static_cast<double>(count));
  if (with_agents_)
    for (const double trust : play.trust()) put(at, trust);
}

void NetworkRecord::put_trust(std::size_t& at, const std::vector<double>& trust) {
  put(at, final_trust_);
  std::copy(trust.begin(), trust.end(), sorted_.begin());
  auto from = sorted_.begin();
  for (const auto& quantile : quantiles) {
    const auto nth =
        sorted_.begin() + static_cast<long>(quantile.at * static_cast<double>(sorted_.size() - 1));
    std::nth_element(from, nth, sorted_.end());
    put(at, *nth);
    from = nth;
  }
}

void NetworkRecord::add_updates(const NetworkPlay& play) {
  totals_.updates += play.counts().updates;
  if (steps_.empty() || steps_.back() != play.round() - 1) return;
  constexpr std::size_t updates_series = 11;  // after the other counts
  series_[updates_series].values.back() = static_cast<double>(play.counts().updates);
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

#include "models/favor/ledger.hpp"

#include <algorithm>

namespace models::favor {

int accommodate_by_edge(std::vector<Observation>& by_edge, const Observation& seen, Accommodation rule) {
  const int dropped = accommodate(by_edge, seen, rule);
  const auto last = by_edge.end() - 1;
  const auto place = std::upper_bound(by_edge.begin(), last, seen,
                                      [](const auto& a, const auto& b) { return edge(a) < edge(b); });
  std::rotate(place, last, by_edge.end());
  return dropped;
}

void Ledger::observe(const Observation& seen, const BeliefRule& rule) {
  if (rule.density == Density::regime) {
    filter_.observe(seen, rule.weight);
    by_edge_.push_back(seen);
  } else {
    accommodate_by_edge(by_edge_, seen, rule.accommodation);
  }
}

Posterior Ledger::mean(double now, const BeliefRule& rule) const {
  return rule.density == Density::regime ? filter_.mean(now, rule.weight)
                                         : posterior_mean(by_edge_, now, rule.weight);
}

Posterior Ledger::mean_after(const Observation& added, const BeliefRule& rule) const {
  if (rule.density == Density::regime) return filter_.mean_after(added, rule.weight);
  static thread_local std::vector<Observation> scratch;
  scratch.assign(by_edge_.begin(), by_edge_.end());
  accommodate_by_edge(scratch, added, rule.accommodation);
  return posterior_mean(scratch, added.time, rule.weight);
}

}  // namespace models::favor

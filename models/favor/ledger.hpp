// models/favor/ledger.hpp
// What one agent has seen of another: the direct observations that still count, and the belief that they
// make.
#pragma once

#include <span>
#include <vector>

#include "models/favor/observation.hpp"
#include "models/favor/posterior.hpp"
#include "models/favor/regime_filter.hpp"

namespace models::favor {

/// How observations become beliefs.
struct Reputation {
  Density density = Density::survival;
  Accommodation accommodation = Accommodation::strict;
  double replacement_rate = 0.02;  ///< lambda, a round
};

/// Reputation with its table of weights.
struct BeliefRule {
  BeliefRule(const Reputation& reputation, int rounds)
      : density(reputation.density),
        accommodation(reputation.accommodation),
        weight(reputation.density, reputation.replacement_rate, rounds) {}

  Density density;
  Accommodation accommodation;
  Survival weight;
};

/// One observer's ledger of one target.
class Ledger {
 public:
  void observe(const Observation& seen, const BeliefRule& rule);
  Posterior mean(double now, const BeliefRule& rule) const;
  /// The mean at the time of `added` if it were observed then.
  Posterior mean_after(const Observation& added, const BeliefRule& rule) const;

  /// In the order of `edge`; with `regime` all that was ever seen, as it came.
  std::span<const Observation> observations() const { return by_edge_; }
  int size() const { return static_cast<int>(by_edge_.size()); }
  void clear() { *this = {}; }

 private:
  std::vector<Observation> by_edge_;
  RegimeFilter filter_;
};

/// Puts `seen` in its place, once what it contradicts has been dropped by (4); returns how many were dropped.
int accommodate_by_edge(std::vector<Observation>& by_edge, const Observation& seen, Accommodation rule);

}  // namespace models::favor

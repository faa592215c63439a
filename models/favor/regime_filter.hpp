// models/favor/regime_filter.hpp
// The exact posterior of an agent that is replaced, with a discount factor drawn anew, at a constant rate.
#pragma once

#include <vector>

#include "models/favor/observation.hpp"
#include "models/favor/posterior.hpp"
#include "models/favor/survival.hpp"

namespace models::favor {

/// Bayes filter of a regime that ends with probability lambda a round: between observations
/// p <- s p + (1 - s) prior with s = (1 - lambda)^dt, at one p <- p 1{interval} / normaliser. It replaces
/// (3), (4), (8) and (9), which treat the replacements of one agent as if each observation had its own: a
/// contradiction shifts weight to "replaced since" by itself. The density is constant on cells, an observed
/// point is an atom: O(k) an update.
class RegimeFilter {
 public:
  RegimeFilter() = default;  ///< the prior, uniform on [0, 1]

  /// Observations come in the order of their times.
  void observe(const Observation& seen, const Survival& weight);
  Posterior mean(double now, const Survival& weight) const;
  /// mean at `added.time` once `added` is observed: what `observe` and `mean` would give.
  Posterior mean_after(const Observation& added, const Survival& weight) const;

 private:
  struct Cell {
    double upper, density;
  };
  struct Part {
    double mass = 0, moment = 0;
  };
  /// Mass and first moment within [lower, upper], aged by s.
  Part part(double lower, double upper, const Weight& s) const;

  std::vector<Cell> cells_{{1, 1}};  ///< in order; the first begins at 0
  double atom_at_ = 0, atom_mass_ = 0;
  double time_ = 0;
  bool contradictory_ = false;  ///< an observation had no chance: there is no posterior any more
};

}  // namespace models::favor

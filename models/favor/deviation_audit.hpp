// models/favor/deviation_audit.hpp
// Whether single decisions of a simulation were right: what the other action would have brought.
#pragma once

#include <cstdint>
#include <vector>

#include "models/favor/society.hpp"

namespace models::favor {

/// One decision tried the other way.
struct Deviation {
  int round = 0, offerer = 0, asker = 0;
  double discount_factor = 0, cost = 0;
  bool granted = false;       ///< what was done; the deviation is the other action
  double belief_error = 0;    ///< E(gamma of the offerer) by the asker, less the truth
  double gain = 0;            ///< mean over rollouts of the offerer's discounted utility, deviating less not
  double standard_error = 0;  ///< of that mean
  double belief_shift = 0;    ///< |belief - truth| after what was done less before: negative corrects it
};

/// Plays the pair on from one decision with either action. Both branches of a rollout meet the same games;
/// the asker may be replaced on the way, the offerer, whose utility is discounted by its own factor, is not.
/// Pairs do not touch one another without communication, so nothing else of the society matters.
class DeviationAudit {
 public:
  /// Throws std::invalid_argument for a society that communicates or a policy that shows nothing.
  DeviationAudit(const Society& society, std::uint64_t seed);

  /// Between begin_round and end_round.
  Deviation try_other(const Play& play) const;

 private:
  const Society& society_;
  KeyedDraws draws_;
  BeliefRule beliefs_;
};

}  // namespace models::favor

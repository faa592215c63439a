// models/digital_twin/learning.hpp
// Learning (13), (14) with trust (7): the game round by round.
// Source: Li & Li, Sections III-C and IV. Order of a round, which the source leaves open: strategies are
// played and seen; the gradient is taken at the trust of this round; trust moves to the next round;
// strategies move.
#pragma once

#include <cstdint>
#include <memory>

#include "models/digital_twin/horizon.hpp"

namespace models::digital_twin {

/// The strategies of round 0: those given, else Proj(U[0,1]^3) for each player from one stream of the seed.
/// Throws std::invalid_argument for a table of another shape or a strategy outside the set.
Vector initial_profile(const Parameters& parameters, std::uint64_t seed);

/// Each player's strategy moved by rate times gradient and projected on {x >= 0, sum x <= 1}: (14).
Vector projected_step(const Vector& profile, const Vector& gradient, const Vector& rate);

class Learning {
 public:
  /// Throws std::invalid_argument for parameters that do not fit together, TooLarge before allocating what
  /// does not fit.
  Learning(const Parameters& parameters, const Vector& initial_profile);

  const Round& round() const { return ahead_.rounds.front(); }  ///< the present one
  const Vector& gradient() const { return gradient_; }          ///< 3 N: what the players follow from here
  const TrustDynamics& trust() const { return *trust_; }

  bool is_finite() const;  ///< every payoff and gradient is a number

  /// Largest |x - Proj(x + gradient)|: zero exactly where learning rests.
  double residual() const;

  void advance();                                  ///< trust by (7), then strategies by (13) or (14)
  double last_step() const { return last_step_; }  ///< largest change of a strategy in the last advance

 private:
  void look();

  Setting setting_;
  Horizon horizon_;
  std::unique_ptr<TrustDynamics> trust_;
  BeliefFilter beliefs_;
  Vector profile_;
  Rollout ahead_;
  Vector gradient_;
  double last_step_ = 0;
};

}  // namespace models::digital_twin

// models/limited_trust/trust_update.hpp
// The trust that an agent chooses when it may choose anew, from what it believes and what its neighbors tell
// it. Source: Murray, Garg & Nagi, section IV.
#pragma once

#include <span>
#include <vector>

#include "models/limited_trust/acquaintances.hpp"
#include "models/limited_trust/utility_table.hpp"
#include "solvers/core/random.hpp"

namespace models::limited_trust {

/// When neighbor j invites agent i, as i can tell from j's estimates of its other neighbors (gossip).
struct PredictedInvitation {
  double border = 0;     ///< j invites i surely for trust above it, never below; -infinity: always
  double at_border = 0;  ///< probability of the invitation at exactly that trust
};

/// The trust on the grid that promises an agent most:
///   argmax over x of  sum over the k neighbors believed best of u_L(x, estimate)
///                   + sum over j of P(j invites at x) u_F(estimate of j, x),
/// the smallest maximiser within 1e-12. Where a follower expects less than nothing of a game (u_F < 0) it
/// declines, and nobody gets anything. Scratch memory is kept between calls.
class TrustUpdate {
 public:
  TrustUpdate(const Acquaintances&, const UtilityTable&, NeighborTies);

  /// estimates: one an ordered pair (agent, other), what the agent believes of the other; in [0, max_trust].
  double best_trust(int agent, std::span<const double> estimates);
  /// The same where each promise is known but for a normal error of this deviation (see estimate_deviation).
  double best_trust(int agent, std::span<const double> estimates, double deviation,
                    solvers::RandomStream errors);

  /// P(other invites agent) as a function of the agent's trust; `pair` is (agent, other), and the other may
  /// invite the agent.
  PredictedInvitation predict(Acquaintances::Pair pair, std::span<const double> estimates);

  /// The promised utility at each point of the grid, as best_trust computed it last.
  const Vector& promised() const { return promised_; }

 private:
  void promise(int agent, std::span<const double> estimates);
  double best() const;
  void add_led_games(int agent, std::span<const double> estimates);
  void add_led_game(double estimate);
  void add_followed_games(int agent, std::span<const double> estimates);

  const Acquaintances& acquaintances_;
  const UtilityTable& utilities_;
  NeighborTies ties_;
  Vector promised_, led_, followed_;
  std::vector<double> scratch_;
};

}  // namespace models::limited_trust

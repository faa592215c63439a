// models/limited_trust/network_play.hpp
// Rounds of a network of agents who invite, play, learn one another's trust and change their own.
// Source: Murray, Garg & Nagi, sections II to IV.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/limited_trust/drawn_game.hpp"
#include "models/limited_trust/partner_choice.hpp"
#include "models/limited_trust/trust_learning.hpp"
#include "models/limited_trust/trust_update.hpp"

namespace models::limited_trust {

/// What happened in one round.
struct RoundCounts {
  long games = 0;
  long refused = 0;       ///< invitations of which the follower expects less than nothing
  long explored = 0;      ///< invitations meant for exploration
  long changes = 0;       ///< of another's trust, as detected by Algorithm 1
  long off_frontier = 0;  ///< choices from which nothing is learned
  long updates = 0;       ///< agents who chose their trust anew after the round
};

/// An invitation sent in a round.
struct Invitation {
  Acquaintances::Pair pair = 0;  ///< (leader, follower)
  int leader = 0;
};

/// One replicate. Draws are keyed by (seed, round, ordered pair) for games and by (seed, round, agent) for
/// choices, so that variants of learning and choice play the same games. Each round costs O(pairs) and
/// allocates nothing.
class NetworkPlay {
 public:
  /// Takes what it refers to by reference. Throws std::invalid_argument for a network whose arrays do not
  /// fit, and for initial trust outside [0, max_trust].
  NetworkPlay(const Parameters&, const Acquaintances&, const UtilityTable&, std::uint64_t seed);

  /// Invitations, games and learning of one round at the present trust. Estimates are refreshed after the
  /// round.
  void play_round();
  /// Trust chosen anew by those whose turn it is after the round just played: all at an epoch, each with a
  /// probability, or all every round where trust is known; never a fixed agent.
  void update_trust();

  long round() const { return round_; }  ///< rounds played
  const RoundCounts& counts() const { return counts_; }
  const std::vector<double>& utility() const { return utility_; }  ///< of the last round, one an agent
  const std::vector<double>& trust() const { return trust_; }
  std::span<const double> estimates() const { return estimate_; }  ///< one an ordered pair
  std::span<const TrustInterval> known() const { return known_; }
  std::span<const Invitation> invitations() const { return invitations_; }  ///< of the last round
  double mean_learning_error() const;  ///< mean over ordered pairs of |estimate - trust|

 private:
  void check() const;
  void invite(int agent);
  void play(const Invitation&);
  void observe_pair(Acquaintances::Pair observer, const Observation&);
  void refresh_estimates();
  void restart_clock(int agent) { clock_start_[static_cast<std::size_t>(agent)] = round_; }
  bool is_due(int agent);
  double best_trust(int agent);

  const Parameters& parameters_;
  const Acquaintances& acquaintances_;
  const UtilityTable& utilities_;
  std::uint64_t seed_;
  double game_variance_ = 0;  ///< with metagame.noise_samples only
  long round_ = 0;
  DrawnGame game_;
  PartnerChoice choice_;
  TrustUpdate update_;
  RoundCounts counts_;
  std::vector<double> trust_, next_trust_, utility_, estimate_;
  std::vector<TrustInterval> known_;
  std::vector<long> clock_start_;  ///< round from which exploration is counted, one an agent
  std::vector<char> fixed_;
  std::vector<Invitation> invitations_;
  std::vector<Acquaintances::Pair> observed_, candidates_;
  std::vector<double> score_;
};

}  // namespace models::limited_trust

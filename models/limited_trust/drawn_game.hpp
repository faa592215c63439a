// models/limited_trust/drawn_game.hpp
// One game after another with payoffs drawn from their laws, played and observed without allocation.
#pragma once

#include <vector>

#include "models/limited_trust/observation.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// What two players of limited trust bring to a game.
struct PlayersTrust {
  double leader = 0;             ///< delta_1
  double believed_follower = 0;  ///< the leader's estimate of delta_2
  double follower = 0;           ///< delta_2
};

/// What a game paid and what each player saw of the other.
struct GameOutcome {
  int row = 0, reply = 0;
  double leader_payoff = 0, follower_payoff = 0;
  Observation of_follower;  ///< by the leader, on the row played
  Observation of_leader;    ///< by the follower, on the leader's planned replies
};

/// The LTSE of section II with larger own payoff, then lower index, among equal sums: what `play` of game.hpp
/// does, on payoffs as they round. With laws that have densities the two differ with probability zero up to
/// rounding.
class DrawnGame {
 public:
  /// Throws std::invalid_argument where a law is missing or a player has no action.
  explicit DrawnGame(const Payoffs&);

  /// Draws A row by row, then B row by row.
  void draw(solvers::RandomStream&);
  void set(const Matrix& leader, const Matrix& follower);  ///< of the shape given by the payoffs
  GameOutcome play(const PlayersTrust&);

 private:
  int reply(int row, double trust) const;
  int leader_row(double trust) const;
  std::size_t at(int row, int column) const { return static_cast<std::size_t>(row * columns_ + column); }

  solvers::LawPtr leader_law_, follower_law_;
  int rows_, columns_;
  std::vector<double> leader_, follower_, net_;    ///< row by row
  std::vector<double> planned_own_, planned_net_;  ///< A and A + B at the planned replies, one a row
};

}  // namespace models::limited_trust

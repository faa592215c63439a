// models/favor/society.hpp
// Agents that ask favors of one another, judge, decide and are replaced, round after round.
// Source: Hazard (2008), Simulation Results.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "models/favor/counsel.hpp"
#include "models/favor/decision.hpp"
#include "models/favor/keyed_draws.hpp"
#include "models/favor/ledger.hpp"
#include "models/favor/society_settings.hpp"
#include "models/favor/terms.hpp"
#include "solvers/core/vector.hpp"

namespace models::favor {

/// One encounter: `offerer` is asked by `asker` for a favor of that cost and value.
struct Game {
  int offerer = 0, asker = 0;
  double cost = 0, value = 0;
};

/// The games of a round, in the order of the pairs: each directed pair meets with its own rate.
std::vector<Game> games_of_round(const Terms& terms, const solvers::Matrix& rates, int round,
                                 const KeyedDraws& draws);

/// The stay of one agent in its place, from its arrival to its replacement.
struct Life {
  int place = 0;  ///< from 0
  int first_round = 0;
  int rounds = 0;
  double discount_factor = 0;
  double utility = 0;  ///< undiscounted: values received less costs paid
  int asked = 0, granted = 0;
};

/// What happened at one encounter.
struct Play {
  Game game;
  Decision decision;
  bool truthful = false;  ///< the action's interval holds the true discount factor
  double believed = 0.5;  ///< E(gamma of the asker) by the offerer, at the start of the round
  int life = 0;           ///< of the offerer, see Society::lives
};

/// A simulation in progress. All that is random comes from the keyed draws, so that two societies with the
/// same seed meet the same games, whatever their agents do.
class Society {
 public:
  /// `discount_factors` at first, empty to draw them; `rates` as [encounters] gives them, empty to draw
  /// them. Throws std::invalid_argument for settings that do not fit together.
  Society(const Terms& terms, const SocietySettings& settings, std::uint64_t seed,
          const solvers::Vector& discount_factors = {}, const solvers::Matrix& rates = {});

  /// Replacements (not before the first round), games, and simultaneous decisions on the ledgers as they are
  /// now: `plays()` holds them.
  void begin_round();
  /// What was decided is done and seen; the round is over.
  void end_round();

  int round() const { return round_; }  ///< rounds played
  std::span<const Play> plays() const { return plays_; }
  std::span<const Life> lives() const { return lives_; }  ///< those that have ended and those that go on
  const Life& life(int place) const { return lives_[current_[static_cast<std::size_t>(place)]]; }
  std::span<const int> replaced() const { return replaced_; }  ///< places, at the start of the last round
  double discount_factor(int place) const { return life(place).discount_factor; }
  const solvers::Matrix& rates() const { return rates_; }
  const Ledger& ledger(int observer, int target) const { return ledgers_[index(observer, target)]; }
  const BeliefRule& beliefs() const { return beliefs_; }
  const SocietySettings& settings() const { return settings_; }
  const Terms& terms() const { return terms_; }
  int agents() const { return settings_.agents; }

  /// What the offerer of a game knows, all it has heard included, at the start of the round.
  Request request(const Game& game) const;

 private:
  /// What tit-for-tat and grim-trigger remember of another's answers.
  struct Answers {
    bool last_granted = true, ever_refused = false;
  };

  std::size_t index(int a, int b) const {
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(settings_.agents) +
           static_cast<std::size_t>(b);
  }
  void replace_agents();
  void arrive(int place);
  Decision decide_game(const Game& game, const Request& request) const;
  Play play(const Game& game);
  void settle(const Play& play);
  void hear_advice(const std::vector<Game>& games);

  Terms terms_;
  SocietySettings settings_;
  KeyedDraws draws_;
  BeliefRule beliefs_;
  solvers::Vector given_factors_;
  solvers::Matrix rates_;
  std::vector<Ledger> ledgers_;       ///< (observer, target)
  std::vector<Answers> answers_;      ///< (asker, offerer)
  std::unique_ptr<Counsel> counsel_;  ///< with communication
  std::vector<Life> lives_;
  std::vector<std::size_t> current_;  ///< the life in each place
  std::vector<Play> plays_;
  std::vector<int> replaced_;
  int round_ = 0;
};

}  // namespace models::favor

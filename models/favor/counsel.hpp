// models/favor/counsel.hpp
// Recommendations: who is asked, what is answered, and what either says of target and advisor.
// Source: Hazard (2008), Communicating Reputation Information.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/favor/decision.hpp"
#include "models/favor/ledger.hpp"
#include "models/favor/society_settings.hpp"
#include "models/favor/terms.hpp"
#include "solvers/core/vector.hpp"

namespace models::favor {

/// An advisor a3's answer to a1: "would you grant a2 this favor?"
struct Advice {
  int round = 0;
  int advisor = 0, target = 0;
  bool grants = false;
  double cost = 0;
};

/// What an answer shows of the advisor, once its target is known better.
struct Inference {
  enum class Kind {
    pending,    ///< too little is known of the target, or no threshold exists: nothing
    patient,    ///< P and good, or R and low: [th3, 1)
    impatient,  ///< R and good: [0, th3]
    deceptive,  ///< P and low: what was seen of the advisor up to then is forgotten
  };
  Kind kind = Kind::pending;
  double threshold = 0;  ///< th3 = gamma*_offer(a3 -> a2, c; E2)
};

/// The four cases. `target_mean` is a1's own mean E2 for a2, `advisor_mean` that for a3; good means that E2
/// reaches g2thr, the discount factor of a2 from which on an a3 of that mean would grant.
Inference infer(const Terms& terms, const Advice& advice, double target_mean, double advisor_mean,
                const solvers::Matrix& rates);

/// What every agent was told. Beliefs inside are made of direct observations alone: there is no recursion.
class Counsel {
 public:
  Counsel(const Terms& terms, const Communication& rule, const DecisionRule& decision,
          const BeliefRule& beliefs, const solvers::Matrix& rates);

  /// Before the requests of a round: the ledgers (observer, target) as they are now. They outlive the round.
  void start_round(const std::vector<Ledger>& ledgers, int round);

  /// a1 is asked a favor by a2 and asks the agents it has observed most. `discount_factors` are the true
  /// ones, which truthful advisors use.
  void ask(int a1, int a2, double cost, const solvers::Vector& discount_factors);

  /// E(gamma_a2) by a1 from all it has seen and heard, at the start of the round: the answers to its other
  /// requests of the round are not heard yet, so that the order of requests does not matter.
  double mean(int a1, int a2) const;

  void observe(int observer, int target, const Observation& seen);
  void forget(int observer);

  std::span<const Advice> advice(int a1) const { return advice_[static_cast<std::size_t>(a1)]; }

 private:
  /// A direct observation and the round at whose end a contradiction dropped it.
  struct Seen {
    Observation observation;
    double dropped;
  };
  /// Of one observer about one target, what was dropped included.
  struct History {
    std::vector<Seen> seen;
    std::vector<double> contradictions;  ///< rounds: detected replacements
  };
  struct Known {
    double mean = 0.5;
    int observations = 0;
  };

  std::size_t index(int a, int b) const {
    return static_cast<std::size_t>(a) * static_cast<std::size_t>(agents_) + static_cast<std::size_t>(b);
  }
  const Ledger& ledger(int observer, int target) const { return (*ledgers_)[index(observer, target)]; }
  std::vector<int> advisors(int a1, int a2) const;
  bool answer(int a3, int a2, double cost, double discount_factor) const;
  /// a1's direct mean of a2, from before the replacement detected after `round` where there is one.
  Known target_knowledge(int a1, int a2, int round) const;

  struct Event;
  std::vector<Event> events(int a1, int a2) const;
  std::optional<Event> about_target(int a1, const Advice& advice) const;
  std::optional<Event> about_advisor(int a1, const Advice& advice) const;
  Posterior posterior(const std::vector<Event>& events) const;

  Terms terms_;
  Communication rule_;
  DecisionRule decision_;
  const BeliefRule& beliefs_;
  const solvers::Matrix& rates_;
  int agents_;
  int round_ = 0;
  const std::vector<Ledger>* ledgers_ = nullptr;
  std::vector<double> direct_;               ///< direct means (observer, target) of the round
  std::vector<std::vector<Advice>> advice_;  ///< by a1, in the order of the rounds
  std::vector<History> histories_;
};

}  // namespace models::favor

// models/limited_trust/learning_time.hpp
// How many games until the leader knows the follower's trust.
// Source: Murray, Garg & Nagi, Lemmas 2 to 4 and Theorem 3; the exact law of Algorithm 1's bounds beside
// them.
#pragma once

#include <optional>
#include <vector>

#include "models/limited_trust/phi.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {

/// What is to be learned, and how well.
struct LearningQuestion {
  ReplyLaws laws;
  double trust = 0;  ///< d = delta_2 >= 0
  double error = 0;  ///< eps >= 0: how far a bound may lie from the trust
};

/// A number and an interval that holds the true one.
struct Bracketed {
  double value = 0;
  solvers::Interval range{};
};

/// What one game shows of the trust: Lemmas 2 to 4 through Phi (4.2).
struct BoundChances {
  Phi lower;       ///< P^l = Phi(max(d - eps, 0), d): a lower bound within eps
  Phi upper;       ///< P^u = Phi(d, d + eps): an upper bound within eps
  Phi either;      ///< P^l + P^u - Q = Phi(max(d - eps, 0), d + eps)
  Bracketed both;  ///< Q, by inclusion and exclusion; exactly 0 for two replies
};

/// Throws std::invalid_argument as `phi` does, and for trust or an error that is negative or not finite.
BoundChances bound_chances(const LearningQuestion&);

/// Lemma 2 as printed: the inner lower limit read as +infinity, and b_2 up to b_1 - d + eps even where that
/// exceeds b_1. Not a probability: it may be negative. By quadrature.
Bracketed printed_lower_chance(const LearningQuestion&);

/// The same chances in balls; indeterminate where `phi_enclosed` is.
struct EnclosedChances {
  solvers::Ball lower, upper, either, both;
};
EnclosedChances enclosed_chances(const LearningQuestion&);

/// Theorem 3 with each chance p replaced by 1 - (1-p)^rows: the mean number of games until an oracle that
/// sees `rows` rows of each game has both bounds (4.5); rows = 1 is the leader of Theorem 3. T = 1/P^l +
/// 1/P^u - 1/(P^l + P^u - Q), the same number as the printed form. Infinite where a chance is 0.
Bracketed both_bounds_time(const BoundChances&, int rows);
solvers::Ball both_bounds_time(const EnclosedChances&, int rows);

/// 1/P^u with rows: the mean time to both bounds where eps >= d, as the bound 0 is good enough from the
/// start.
Bracketed upper_bound_time(const BoundChances&, int rows);
solvers::Ball upper_bound_time(const EnclosedChances&, int rows);

/// The exact law of the time until Algorithm 1's interval [L, U) is at most `width` wide, games with rows
/// drawn independently (4.3): P(L_t <= x, U_t > y) = (1 - Phi(x, y))^t for x < d <= y.
class LearningTime {
 public:
  /// `cap`: U starts there instead of at infinity; above the trust. Throws std::invalid_argument as `phi`
  /// does, and for a width that is not positive or a cap at or below the trust.
  LearningTime(const ReplyLaws&, double trust, double width, std::optional<double> cap = {});

  bool never() const { return never_; }      ///< proved: the interval never gets as narrow
  Bracketed mean() const;                    ///< games; infinite where `never`
  Bracketed unfinished(double games) const;  ///< P(still wider after as many games)
  /// The fewest games after which the interval is narrow enough with probability `share`, in (0, 1).
  Bracketed quantile(double share) const;

 private:
  struct Node {
    double weight;
    Phi phi;
  };
  void sample(const ReplyLaws&, const std::vector<double>& seams);
  static double summed(const std::vector<Node>&);  ///< the integral of phi / Phi^2
  /// P(still wider), from these nodes; an interval where Phi's stated errors count.
  solvers::Interval unfinished_by(const std::vector<Node>&, double games, bool with_errors) const;

  double trust_, width_;
  bool never_ = false;
  std::optional<Phi> first_;         ///< Phi(0, max(width, d)): the chance to leave the whole of it
  std::vector<Node> fine_, coarse_;  ///< over x in [0, d]
};

}  // namespace models::limited_trust

#include "models/favor/limit_proof.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/favor/enclosed_responses.hpp"
#include "models/favor/equations.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

using solvers::Interval;
using solvers::Verdict;

constexpr double fold_slope = 0.05;  // 1 - R1 R2 below it: a fold is near
constexpr double fold_gap = 2e-3;    // (x - Psi(x)) / x below it where no solution is: one has just vanished
constexpr long exact = 1536;         // bits: products of all numbers of a uniform pair keep all of theirs

class Prover {
 public:
  Prover(const Pair& pair, const EnclosedPair& enclosed, const LimitProofOptions& options)
      : pair_(pair), responses_(pair, enclosed), enclosed_(enclosed), options_(options) {}

  LimitProof run(const PairLimits& guess) {
    const auto &first = enclosed_.from_1, &second = enclosed_.from_2;
    falling_ = first.is_independent() && second.is_independent() && first.costs().is_falling() &&
               second.costs().is_falling();
    if (falling_ && shown_absent()) return zero("A1 A2 r12 r21 mu^2 f(0)^2 <= 1 in exact products");
    const bool positive = guess.c12 > 0 && guess.c21 > 0;
    if (!positive) return falling_ ? proof_ : exclude_all();
    if (!enclose_below(guess)) return proof_;
    if (falling_ ? super_above(guess) : exclude_above(guess)) {
      proof_.verdict = Verdict::proved;
      proof_.unique = falling_;
      proof_.near_fold = proof_.near_fold || responses_.slope(guess) > 1 - fold_slope;
    }
    return proof_;
  }

 private:
  LimitProof zero(std::string method) {
    proof_.verdict = Verdict::proved;
    proof_.c12 = proof_.c21 = {0, 0};
    proof_.method = std::move(method);
    return proof_;
  }

  /// Falling densities: no positive solution where the slope k1 k2 f(0)^2 at 0 is at most 1.
  bool shown_absent() {
    const solvers::ScopedPrecision precision(exact);
    const auto &a1 = enclosed_.annuity_1, &a2 = enclosed_.annuity_2;
    const Ball gain = a1.numerator * a2.numerator * Ball(enclosed_.rate_12) * Ball(enclosed_.rate_21) *
                      enclosed_.from_1.mean_value() * enclosed_.from_2.mean_value();
    const Ball spread = a1.denominator * a2.denominator * enclosed_.from_1.costs().spread() *
                        enclosed_.from_2.costs().spread();
    const bool close = certainly_less(gain, spread * Ball(1 + fold_gap)) &&
                       certainly_less(spread * Ball(1 - fold_gap), gain);
    proof_.near_fold = close;
    return certainly_at_most(gain, spread);
  }

  /// x <= T(x) a little below the guess, along the direction in which T contracts.
  bool enclose_below(const PairLimits& guess) {
    const auto [r1, r2] = responses_.slopes(guess);
    // Any width in (R2 c12, c12 / R1) will do: that of c21 itself where it lies well inside.
    const double low = r2 * guess.c12, high = r1 > 0 ? guess.c12 / r1 : INFINITY;
    const double width =
        4 * low < high ? std::clamp(guess.c21, 2 * low, high / 2) : std::sqrt(low) * std::sqrt(high);
    direction_ = {guess.c12, width};
    for (double by = 0; by < 1e-5; by = by == 0 ? 4e-15 : 4 * by) {
      const PairLimits x = moved(guess, -by);
      if (!(x.c12 > 0 && x.c21 > 0) || !responses_.is_sub(x)) continue;
      proof_.c12.lower = x.c12, proof_.c21.lower = x.c21;
      return true;
    }
    proof_.method = "no subsolution near the guess";
    return false;
  }

  PairLimits moved(const PairLimits& from, double by) const {
    return {from.c12 + by * direction_.c12, from.c21 + by * direction_.c21};
  }

  bool super_above(const PairLimits& guess) {
    proof_.method = "sub- and supersolution in balls; falling densities have at most one positive solution";
    for (double by = 4e-15; by < 1e-5; by *= 4) {
      const PairLimits x = moved(guess, by);
      if (!responses_.is_super(x)) continue;
      proof_.c12.upper = x.c12, proof_.c21.upper = x.c21;
      return true;
    }
    return false;
  }

  /// From the top down to just above the guess, piece by piece.
  bool exclude_above(const PairLimits& guess) {
    proof_.method = "exclusion from the top in balls, subsolution below";
    const double goal = 1 + 1e-11 / std::max(1 - responses_.slope(guess), 1e-6);
    double q = responses_.top();
    while (q > guess.c12 * goal)
      if (!step(q)) return false;
    proof_.c12.upper = q;
    proof_.c21.upper = responses_.upper_2(q);
    return true;
  }

  LimitProof exclude_all() {
    double q = responses_.top(), tested = INFINITY;
    while (q > 0) {
      if (q < tested / 2) {
        tested = q;
        if (responses_.nothing_below(q)) break;
      }
      if (!step(q)) return proof_;
    }
    proof_.near_fold = closest_ < fold_gap;
    return zero("exclusion from the top in balls; near 0 by the elasticity of F");
  }

  /// Lower the bound q of all solutions; false where no progress can be shown.
  bool step(double& q) {
    if (++proof_.pieces > options_.max_pieces || options_.stop.requested()) {
      proof_.method += "; stopped early";
      return false;
    }
    const double image = responses_.upper_round_trip(q);
    if (!(image < q)) {
      proof_.method += "; no exclusion at a bound that may be a solution";
      return false;
    }
    closest_ = std::min(closest_, (q - image) / q);
    const double p = candidate(q, image);
    if (p < image && responses_.excludes(p, q, image)) {
      q = p;
      growth_ *= 1.5;
    } else {
      q = image;
      growth_ = std::max(growth_ / 2, 1.0);
    }
    return true;
  }

  /// Newton's step from q, shortened; where the slope exceeds 1 the longest that went well.
  double candidate(double q, double image) const {
    const double slope = responses_.slope_at(q);
    if (slope < 1) return q - std::min(0.95 * (q - image) / (1 - slope), growth_ * 8 * (q - image));
    return q - std::min(growth_ * 8 * (q - image), q / 2);
  }

  const Pair& pair_;
  EnclosedResponses responses_;
  const EnclosedPair& enclosed_;
  const LimitProofOptions& options_;
  LimitProof proof_;
  PairLimits direction_;
  double growth_ = 1, closest_ = INFINITY;  // of (q - Psi(q)) / q
  bool falling_ = false;
};

}  // namespace

LimitProof prove_greatest_limits(const Pair& pair, const EnclosedPair& enclosed, const PairLimits& guess,
                                 const LimitProofOptions& options) {
  solvers::require::at_least("prove_greatest_limits", "max_pieces", options.max_pieces, 1);
  return Prover(pair, enclosed, options).run(guess);
}

}  // namespace models::favor

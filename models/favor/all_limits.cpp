#include "models/favor/all_limits.hpp"

#include <cmath>

#include "models/favor/enclosed_responses.hpp"
#include "solvers/roots/all_roots.hpp"

namespace models::favor {
namespace {

using solvers::Dual;
using solvers::Verdict;

Ball between(double lower, double upper) { return Ball(solvers::Interval{lower, upper}); }

/// Psi over a ball.
Ball round_trip(const EnclosedResponses& r, const Ball& x) {
  return between(r.lower_1(r.lower_2(x.lower())), r.upper_1(r.upper_2(x.upper())));
}

bool falling(const Pair& p) { return p.from_1.has_falling_density() && p.from_2.has_falling_density(); }

/// The largest q tried below which there is proved to be no positive solution; 0 for none.
double excluded_near_zero(const EnclosedResponses& r, double top) {
  for (double q = top; q > 1e-12 * top; q /= 2)
    if (r.nothing_below(q)) return q;
  return 0;
}

}  // namespace

AllLimits all_limits(const Pair& pair, const EnclosedPair& enclosed, const LimitProofOptions& options) {
  AllLimits found{{{0, 0}}, false, ""};
  const auto greatest = greatest_limits(pair);
  if (falling(pair)) {
    const auto proof = prove_greatest_limits(pair, enclosed, greatest, options);
    if (greatest.c12 > 0) found.solutions.push_back(greatest);
    found.complete = proof.verdict == Verdict::proved;
    found.method = proof.method;
    return found;
  }
  const EnclosedResponses r(pair, enclosed);
  const double top = r.top(), start = excluded_near_zero(r, top);
  found.method = "exclusion and subdivision in balls; near 0 by the elasticity of F";
  if (!(top > start)) {  // nothing is left between what is excluded and the top
    found.complete = true;
    return found;
  }
  const solvers::AllRootsProblem problem{
      [&](const Ball& x) { return round_trip(r, x) - x; },
      [&](const Dual<Ball, 1>& x) {
        const Ball slope = r.slope_over(x.value().lower(), x.value().upper()) - Ball(1);
        return Dual<Ball, 1>(round_trip(r, x.value()) - x.value(), {slope * x.tangent(0)});
      },
      {start > 0 ? start : 1e-12 * top, top}};
  const auto roots =
      solvers::find_all_roots(problem, {.max_pieces = options.max_pieces, .stop = options.stop});
  for (const auto& root : roots.roots) {
    const double c12 = root.enclosure.lower + (root.enclosure.upper - root.enclosure.lower) / 2;
    found.solutions.push_back({c12, best_limit_2(pair, c12)});
  }
  found.complete = roots.complete && start > 0;
  if (found.solutions.size() > 1 && greatest.c12 > 0) found.solutions.back() = greatest;  // its last digits
  return found;
}

LimitProof prove_solution(const Pair& pair, const EnclosedPair& enclosed, const PairLimits& guess) {
  LimitProof proof;
  proof.method = "sign change of Psi(x) - x in balls, slope not 1";
  if (guess.c12 == 0 && guess.c21 == 0) {
    proof.method = "F(0) = 0: no favors are worth none";
    const bool none = certainly_nonpositive(enclosed.from_1.partial_value(Ball(0))) &&
                      certainly_nonpositive(enclosed.from_2.partial_value(Ball(0)));
    proof.verdict = none ? Verdict::proved : Verdict::undecided;
    return proof;
  }
  const EnclosedResponses r(pair, enclosed);
  for (double by = 1e-14; by < 1e-6; by *= 4) {
    const double p = guess.c12 * (1 - by), q = guess.c12 * (1 + by);
    const Ball slope = r.slope_over(p, q) - Ball(1);
    if (!certainly_positive(slope) && !certainly_negative(slope)) continue;
    const Ball at_p = round_trip(r, Ball(p)) - Ball(p), at_q = round_trip(r, Ball(q)) - Ball(q);
    const bool changes = (certainly_positive(at_p) && certainly_negative(at_q)) ||
                         (certainly_negative(at_p) && certainly_positive(at_q));
    if (!changes) continue;
    proof.verdict = Verdict::proved;
    proof.c12 = {p, q};
    proof.c21 = {r.lower_2(p), r.upper_2(q)};
    return proof;
  }
  return proof;
}

}  // namespace models::favor

// models/favor/certificate.cpp
// Verdict, level and claim of the limits of pairs.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/favor/all_limits.hpp"
#include "models/favor/enclosed_responses.hpp"
#include "models/favor/equations.hpp"
#include "models/favor/profile.hpp"
#include "models/favor/sensitivity.hpp"
#include "models/favor/solve_limits.hpp"

namespace models::favor {
namespace {

using solvers::Verdict;

constexpr int most_box_agents = 6;  // of whom every limit's enclosure is listed

/// What is known of the limits of one pair.
struct PairJudgement {
  LimitProof proof;
  Verdict verdict = Verdict::undecided;
  double distance = 0;   ///< largest |limit - enclosure|, unit of cost
  double scale = 1;      ///< max of limit and mean cost
  double slope = 0;      ///< R1 R2
  bool solution = true;  ///< false: proved not to be a solution at all, refuted by its own best limits
  solvers::Interval best_1{}, best_2{};  ///< where it is not: T1(c21) and T2(c12)
};

double distance_to(const solvers::Interval& range, double x) {
  return std::max({range.upper - x, x - range.lower, 0.0});
}

bool surely_apart(const solvers::Interval& range, double x, double tolerance) {
  return x - range.upper > tolerance || range.lower - x > tolerance;
}

/// Whether the limits are certainly no solution: one lies off the best limit against the other.
bool refute_by_best_limits(PairJudgement& result, const EnclosedResponses& responses, const PairLimits& given,
                           double tolerance) {
  result.best_1 = {responses.lower_1(given.c21), responses.upper_1(given.c21)};
  result.best_2 = {responses.lower_2(given.c12), responses.upper_2(given.c12)};
  result.solution = !surely_apart(result.best_1, given.c12, tolerance) &&
                    !surely_apart(result.best_2, given.c21, tolerance);
  return !result.solution;
}

PairJudgement judge(const Parameters& p, const Pair& pair, int i, int j, const PairLimits& given,
                    const RunOptions& options) {
  PairJudgement result;
  result.scale = std::max({given.c12, given.c21, pair.from_1.costs().mean(), pair.from_2.costs().mean()});
  if (!EnclosedPair::is_known(pair)) return result;
  const auto enclosed = enclosed_pair(p, i, j);
  const EnclosedResponses responses(pair, enclosed);
  result.slope = responses.slope(given);
  result.proof = prove_greatest_limits(pair, enclosed, greatest_limits(pair), {.stop = options.stop});
  const auto& found = result.proof;
  const double tolerance = options.tolerance * result.scale;
  const auto apart = [&] {
    return surely_apart(found.c12, given.c12, tolerance) || surely_apart(found.c21, given.c21, tolerance);
  };
  if (p.all_solutions && found.verdict == Verdict::proved && apart())  // another solution is welcome
    result.proof = prove_solution(pair, enclosed, given);
  if (found.verdict != Verdict::proved) {
    if (refute_by_best_limits(result, responses, given, tolerance)) result.verdict = Verdict::refuted;
    return result;
  }
  result.distance = std::max(distance_to(found.c12, given.c12), distance_to(found.c21, given.c21));
  if (result.distance <= tolerance) result.verdict = Verdict::proved;
  if (apart()) result.verdict = Verdict::refuted;
  return result;
}

/// What agent 1 of the pair loses in the worst encounter by not keeping its best limit, unit of cost.
double loss_at_limit(const Pair& pair, const PairLimits& at) {
  const double best = best_limit_1(pair, at.c21);
  if (at.c12 == best) return 0;
  return std::abs(granting_utility(at.c12, pair.annuity_1, pair.rate_21, pair.from_2.partial_value(at.c21),
                                   pair.rate_12, pair.from_1.partial_cost(at.c12)));
}

/// How far the limits are from a Nash equilibrium of the choice of limits once for all, payoff (1) without a
/// favor asked now: whoever does no favors saves A r M(c).
NashDistance distance_from_nash(const Parameters& p, const Matrix& limits, double tolerance) {
  NashDistance distance{Verdict::proved, 0, std::nullopt};
  for (int i = 0; i < p.count(); ++i) {
    double saved = 0;
    for (int j = 0; j < p.count(); ++j)
      if (j != i) saved += p.annuities(i) * p.rates(i, j) * p.favors.law(i, j).partial_cost(limits(i, j));
    if (saved <= distance.epsilon) continue;
    distance.epsilon = saved;
    Deviation deviation{p.names[static_cast<std::size_t>(i)], {}, saved};
    for (int j = 0; j < p.count(); ++j)
      if (j != i) deviation.strategy.push_back({p.names[static_cast<std::size_t>(j)], 0.0});
    distance.deviation = std::move(deviation);
  }
  if (distance.epsilon > tolerance) distance.verdict = Verdict::refuted;
  if (p.count() > 20) distance.deviation.reset();
  return distance;
}

class Judge {
 public:
  Judge(const Parameters& p, const Profile& profile, const RunOptions& options)
      : p_(p), options_(options), limits_(limits_of(p, profile)) {
    result_.profile = named_limits(p, limits_);
    regret_ = payoff_ = Vector::Zero(p.count());
  }

  Equilibrium run() {
    for (int i = 0; i < p_.count(); ++i)
      for (int j = i + 1; j < p_.count(); ++j) {
        if (options_.stop.requested()) {
          worst_ = worst_ == Verdict::refuted ? worst_ : Verdict::undecided;
          result_.notes.push_back("stopped before every pair was judged");
          return finish();
        }
        pair(i, j);
      }
    return finish();
  }

 private:
  void pair(int i, int j) {
    const auto pair = pair_of(p_.favors, p_.annuities, p_.rates, i, j);
    const PairLimits at{limits_(i, j), limits_(j, i)};
    const auto judged = judge(p_, pair, i, j, at, options_);
    if (judged.verdict == Verdict::refuted) {
      if (worst_ != Verdict::refuted) refute(pair, at, judged, i, j);
      worst_ = Verdict::refuted;
    } else if (judged.verdict == Verdict::undecided && worst_ == Verdict::proved) {
      worst_ = Verdict::undecided;
      result_.notes.push_back(fmt::format(
          "{} and {}: {}", name(i), name(j),
          judged.proof.method.empty() ? "no enclosure in balls for this law" : judged.proof.method));
    }
    if (method_.empty()) method_ = judged.proof.method;
    auto& certificate = result_.certificate;
    certificate.epsilon = std::max(certificate.epsilon, judged.distance);
    certificate.relative_epsilon = std::max(certificate.relative_epsilon, judged.distance / judged.scale);
    measure(pair, at, judged.scale, i, j);
    near_fold_ += judged.proof.near_fold;
    cooperating_ += at.c12 > 0;
    radius_ = std::max(radius_, std::sqrt(judged.slope));
    if (p_.count() <= most_box_agents && judged.verdict == Verdict::proved) {
      certificate.box.push_back({name(i) + "." + name(j), judged.proof.c12});
      certificate.box.push_back({name(j) + "." + name(i), judged.proof.c21});
    }
    unique_ = unique_ && (judged.proof.unique || at.c12 == 0);
  }

  void measure(const Pair& pair, const PairLimits& at, double scale, int i, int j) {
    regret_(i) = std::max(regret_(i), loss_at_limit(pair, at));
    regret_(j) = std::max(regret_(j), loss_at_limit(pair.exchanged(), {at.c21, at.c12}));
    auto& residual = result_.certificate.residual;
    residual = std::max({residual, std::abs(at.c12 - best_limit_1(pair, at.c21)) / scale,
                         std::abs(at.c21 - best_limit_2(pair, at.c12)) / scale});
    payoff_(i) += granting_utility(0.0, pair.annuity_1, pair.rate_21, pair.from_2.partial_value(at.c21),
                                   pair.rate_12, pair.from_1.partial_cost(at.c12));
    payoff_(j) += granting_utility(0.0, pair.annuity_2, pair.rate_12, pair.from_1.partial_value(at.c12),
                                   pair.rate_21, pair.from_2.partial_cost(at.c21));
  }

  void refute(const Pair& pair, const PairLimits& at, const PairJudgement& judged, int i, int j) {
    const double first = loss_at_limit(pair, at), second = loss_at_limit(pair.exchanged(), {at.c21, at.c12});
    const bool by_first = first >= second;
    const double best = by_first ? best_limit_1(pair, at.c21) : best_limit_2(pair, at.c12);
    if (std::max(first, second) > options_.tolerance * judged.scale)
      result_.certificate.deviation =
          Deviation{name(by_first ? i : j), {{name(by_first ? j : i), best}}, std::max(first, second)};
    if (!judged.solution) {
      const bool first_is_off = surely_apart(judged.best_1, at.c12, options_.tolerance * judged.scale);
      refuted_claim_ = fmt::format(
          "no mutual limits: against {:.9g} of {} the best limit of {} is proved to be {:.9g}, not {:.9g}",
          first_is_off ? at.c21 : at.c12, name(first_is_off ? j : i), name(first_is_off ? i : j),
          first_is_off ? judged.best_1.upper : judged.best_2.upper, first_is_off ? at.c12 : at.c21);
      return;
    }
    refuted_claim_ =
        fmt::format("not the greatest mutual limits: those of {} and {} are proved to be {:.9g} and {:.9g}",
                    name(i), name(j), judged.proof.c12.upper, judged.proof.c21.upper);
  }

  Equilibrium finish() {
    auto& c = result_.certificate;
    c.verdict = worst_;
    c.level = worst_ == Verdict::undecided ? CertificateLevel::residual_only : CertificateLevel::proved;
    c.regret = by_agent(p_, regret_);
    result_.payoff = by_agent(p_, payoff_);
    c.nash = distance_from_nash(p_, limits_, options_.tolerance);
    if (worst_ == Verdict::refuted)
      c.claim = refuted_claim_;
    else if (worst_ == Verdict::proved)
      c.claim = claim();
    else
      c.claim = "candidate mutual limits: neither shown nor refuted to the tolerance";
    if (p_.count() == 2)
      result_.quantities.push_back({"near_fold", near_fold_ > 0});
    else
      result_.quantities.push_back({"pairs_near_fold", static_cast<double>(near_fold_)});
    if (p_.count() > 2)
      result_.quantities.push_back({"cooperating_pairs", static_cast<double>(cooperating_)});
    if (worst_ != Verdict::proved) return std::move(result_);
    if (cooperating_ > 0)
      result_.stability =
          Stability{radius_, radius_ < 1, "best limits c12 = T1(c21), c21 = T2(c12): sqrt(R1 R2)"};
    result_.sensitivity = limit_sensitivities(p_, limits_);
    return std::move(result_);
  }

  std::string claim() const {
    const std::string whose = p_.count() == 2 ? "" : " of every pair";
    if (p_.all_solutions) return "mutual limits, in this box exactly one solution";
    if (cooperating_ == 0) return "no pair has positive mutual limits (" + method_ + ")";
    return fmt::format("greatest mutual limits{}, enclosed{} ({})", whose,
                       unique_ && p_.count() == 2 ? "; the only positive ones" : "", method_);
  }

  std::string name(int i) const { return p_.names[static_cast<std::size_t>(i)]; }

  const Parameters& p_;
  const RunOptions& options_;
  Matrix limits_;
  Equilibrium result_;
  Vector regret_, payoff_;
  Verdict worst_ = Verdict::proved;
  std::string refuted_claim_, method_;
  int near_fold_ = 0, cooperating_ = 0;
  double radius_ = 0;
  bool unique_ = true;
};

}  // namespace

Equilibrium certify_pair_limits(const Parameters& p, const Profile& profile, const RunOptions& options) {
  return Judge(p, profile, options).run();
}

}  // namespace models::favor

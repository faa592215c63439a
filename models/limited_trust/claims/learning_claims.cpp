#include "models/limited_trust/claims/learning_claims.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/limited_trust/equations.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;

Bracketed bracketed(const Phi& phi) {
  return {phi.value, {std::max(phi.value - phi.error, 0.0), phi.value + phi.error}};
}

long games(const VerifyOptions& options) { return options.thorough ? 1'000'000 : 60'000; }

std::string words(const LearningQuestion& q) {
  return fmt::format("{}, n = {}, delta = {}, eps = {}", q.laws.follower->name(), q.laws.replies, q.trust,
                     q.error);
}

double counted(const BoundCounts& counts, Shown shown) {
  const long seen = shown == Shown::lower ? counts.lower : shown == Shown::upper ? counts.upper : counts.both;
  return static_cast<double>(seen) / static_cast<double>(counts.games);
}

/// How many standard errors the statement is from what was played.
double distance(const Bracketed& stated, double seen, double count) {
  const double off = std::max({0.0, stated.range.lower - seen, seen - stated.range.upper});
  return off / std::sqrt(std::max(seen * (1 - seen), 1 / count) / count);
}

/// Questions of Theorem 3: (law, n, delta, eps) of the source's kind.
std::vector<LearningQuestion> time_questions() {
  return {uniform_question(2, 0.3, 0.1), uniform_question(5, 0.3, 0.1), exponential_question(2, 1, 0.25),
          exponential_question(5, 1, 0.25)};
}

}  // namespace

Bracketed lower_chance(const LearningQuestion& q) { return bracketed(bound_chances(q).lower); }
Bracketed upper_chance(const LearningQuestion& q) { return bracketed(bound_chances(q).upper); }
Bracketed both_chance(const LearningQuestion& q) { return bound_chances(q).both; }
Bracketed stated_time(const LearningQuestion& q) { return both_bounds_time(bound_chances(q), 1); }
Bracketed oracle_time(const LearningQuestion& q, int rows) {
  return both_bounds_time(bound_chances(q), rows);
}

LearningQuestion uniform_question(int replies, double trust, double error) {
  const auto law = solvers::uniform_law(0, 1);
  return {{law, law, replies}, trust, error};
}
LearningQuestion exponential_question(int replies, double trust, double error) {
  const auto law = solvers::exponential_law(1);
  return {{law, law, replies}, trust, error};
}

Finding judge_chance(const Stated& stated, Shown shown, const std::vector<LearningQuestion>& questions,
                     const VerifyOptions& options) {
  Finding finding{.coverage = fmt::format("{} games of each:", games(options))};
  double worst = -1;
  for (std::size_t k = 0; k < questions.size(); ++k) {
    const auto& q = questions[k];
    const auto counts = count_bounds(q, games(options), options.seed + k);
    const double seen = counted(counts, shown), count = static_cast<double>(counts.games);
    const auto claimed = stated(q);
    const double off = distance(claimed, seen, count);
    finding.coverage += fmt::format("{} {}", k ? ";" : "", words(q));
    if (off <= worst) continue;
    worst = off;
    finding.evidence = fmt::format("farthest apart: {} stated, {:.5f} +- {:.5f} seen, in {}",
                                   fmt::format("{:.5f}", claimed.value), seen,
                                   std::sqrt(seen * (1 - seen) / count), words(q));
  }
  finding.margin = worst;
  if (worst <= 4) finding.verdict = ClaimVerdict::holds;
  if (worst >= 6) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

Finding judge_lower_bound_event(const Stated& upper, const VerifyOptions& options) {
  const auto q = uniform_question(5, 0.3, 0.1);
  long happens = 0;
  solvers::RandomStream stream(options.seed);
  const long count = games(options) / 4;
  for (long g = 0; g < count; ++g) {
    const auto shows = play_row(draw_row(q.laws, stream), q.trust);
    happens += shows.lower - q.trust <= q.error;
  }
  const auto stated = upper(q);
  const bool certain = happens == count;
  Finding finding{
      .margin = std::abs(1 - stated.value),
      .coverage = fmt::format("{} games, {}", count, words(q)),
      .evidence = fmt::format("a reply that is taken gives up at most the trust, so delta^l - delta_2 "
                              "<= 0 always: {} of {} games; the expression gives {:.5f}",
                              happens, count, stated.value)};
  if (certain) finding.verdict = stated.range.upper < 1 ? ClaimVerdict::refuted : ClaimVerdict::holds;
  return finding;
}

bool in_a2(const Reply& greedy, const Reply&, const Reply& other, const LearningQuestion& q) {
  const double given_up = loss(greedy.follower, other.follower);
  return given_up > q.trust && given_up <= q.trust + q.error &&
         net_payoff(other.leader, other.follower) > net_payoff(greedy.leader, greedy.follower);
}

bool in_a3(const Reply& greedy, const Reply& taken, const Reply& other, const LearningQuestion& q) {
  return loss(greedy.follower, other.follower) > q.trust ||
         net_payoff(other.leader, other.follower) <= net_payoff(taken.leader, taken.follower);
}

Finding judge_region(const Region& region, const VerifyOptions& options) {
  const auto q = uniform_question(4, 0.3, 0.1);
  solvers::RandomStream stream(options.seed);
  long cases = 0, wrong = 0;
  for (long g = 0; g < games(options); ++g) {
    const auto row = draw_row(q.laws, stream);
    const auto first = static_cast<std::size_t>(greedy_reply(row)), second = first == 0 ? 1UL : 0UL;
    const auto better = net_payoff(row[second].leader, row[second].follower) >
                        net_payoff(row[first].leader, row[first].follower);
    if (!better || loss(row[first].follower, row[second].follower) > q.trust) continue;
    bool inside = true;
    for (std::size_t j = 0; j < row.size(); ++j)
      if (j != first && j != second) inside = inside && region(row[first], row[second], row[j], q);
    wrong += inside != (taken_reply(row, q.trust) == static_cast<int>(second));
    ++cases;
  }
  return {.verdict = wrong ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = static_cast<double>(wrong) / static_cast<double>(cases),
          .coverage = fmt::format("{} games of case 2, {}", cases, words(q)),
          .evidence =
              fmt::format("in {} of them the reply s_2 is taken and the others are not all in the region, "
                          "or the other way round",
                          wrong)};
}

Finding judge_time_to_both(const Stated& time, const VerifyOptions& options) {
  const int runs = options.thorough ? 20'000 : 1'000;
  double worst = 0;
  bool below = false, equal = true;
  Finding finding{.coverage = fmt::format("{} runs of each:", runs)};
  for (const auto& q : time_questions()) {
    const auto played = time_to_both_bounds(q, runs, options.seed);
    const auto stated = time(q);
    const double off = (stated.value - played.mean) / played.standard_error;
    worst = std::max(worst, std::abs(off));
    below = below || off < -6;
    equal = equal && std::abs(off) <= 4;
    finding.coverage += ' ' + words(q) + ';';
    finding.evidence += fmt::format("T = {:.2f} and {:.2f} +- {:.2f} games seen; ", stated.value, played.mean,
                                    played.standard_error);
  }
  finding.margin = worst;
  finding.evidence += "T is the mean itself, not only a bound";
  if (equal) finding.verdict = ClaimVerdict::holds;
  if (below) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

Finding judge_time_to_width(const Stated& time, const VerifyOptions&) {
  double least = std::numeric_limits<double>::infinity();
  Finding finding{.coverage = "the exact mean by quadrature with its error:"};
  bool below = false;
  for (const auto& q : time_questions()) {
    const auto exact = LearningTime(q.laws, q.trust, 2 * q.error).mean();
    const auto stated = time(q);
    least = std::min(least, stated.range.lower / exact.range.upper - 1);
    below = below || stated.range.upper < exact.range.lower;
    finding.coverage += ' ' + words(q) + ';';
    finding.evidence += fmt::format("T = {:.2f}, exactly {:.2f}; ", stated.value, exact.value);
  }
  finding.margin = least;
  finding.evidence += fmt::format("T is too large by {:.0f} % at the least", 100 * least);
  if (least > 0) finding.verdict = ClaimVerdict::holds;
  if (below) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

Finding judge_oracle(const TimeOfRows& time, const VerifyOptions&) {
  double most = 0;
  Finding finding{.coverage = "rows drawn at random, an oracle that sees all of them:",
                  .again = "entente bound limited-trust/learning-time --set bound.leader_actions=2"};
  for (const auto& q : {uniform_question(2, 0.3, 0.1), exponential_question(2, 1, 0.25)})
    for (const int rows : {2, 4}) {
      const auto one = time(q, 1), many = time(q, rows);
      most = std::max(most, many.range.lower / (one.range.upper / rows) - 1);
      finding.coverage += fmt::format(" {}, m = {};", words(q), rows);
      finding.evidence += fmt::format("{:.2f} games, T / m = {:.2f}; ", many.value, one.value / rows);
    }
  finding.margin = most;
  finding.verdict = most > 0 ? ClaimVerdict::refuted : ClaimVerdict::holds;
  finding.evidence += "one game with both bounds on two rows counts once: 1 - (1 - p)^m < m p";
  return finding;
}

Finding judge_many_replies(const EnclosedPhi& enclosed, const solvers::LawPtr& law, double lower,
                           double upper) {
  const int sizes[] = {10, 100, 300, 900};
  std::vector<Ball> values;
  Finding finding{
      .coverage = fmt::format("Phi({}, {}) in balls, {}, n = 10, 100, 300, 900", lower, upper, law->name())};
  for (const int n : sizes) {
    values.push_back(enclosed({law, law, n}, Ball(lower), Ball(upper) - Ball(lower)));
    finding.evidence += fmt::format("{:.6g} at n = {}; ", values.back().midpoint(), n);
  }
  const auto &first = values.front(), &last = values.back();
  if (!first.is_finite() || !last.is_finite()) return finding;
  finding.margin = last.midpoint();
  if (certainly_at_most(first, last)) finding.verdict = ClaimVerdict::refuted;
  if (certainly_at_most(last, first * Ball(1e-3))) finding.verdict = ClaimVerdict::holds;
  return finding;
}

}  // namespace models::limited_trust

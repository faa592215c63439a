#include "models/limited_trust/game_certificate.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "models/limited_trust/equations.hpp"
#include "models/limited_trust/game_profile.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;
using solvers::Verdict;

constexpr long exact_bits = 2200;  // a sum of doubles has at most 2^1024 / 2^-1074, so 2099 bits

/// The options of one player in one place, without rounding.
struct ExactOptions {
  std::vector<Ball> own, net;

  void add(double own_payoff, double other) {
    own.emplace_back(own_payoff);
    net.push_back(net_payoff(Ball(own_payoff), Ball(other)));
  }
};

std::size_t argmax(const std::vector<Ball>& values) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < values.size(); ++k)
    if (certainly_less(values[best], values[k])) best = k;
  return best;
}

/// What the definition finds wrong with a choice: 0 where it is optimal, and the choice that mends it.
struct Fault {
  Ball regret{0};
  std::size_t better = 0;
};

Fault fault_of(const ExactOptions& options, std::size_t chosen, double trust) {
  const auto greedy = argmax(options.own);
  const auto allowed = [&](std::size_t k) {
    return !std::isfinite(trust) || certainly_at_most(loss(options.own[greedy], options.own[k]), Ball(trust));
  };
  auto best = greedy;
  for (std::size_t k = 0; k < options.own.size(); ++k)
    if (allowed(k) && certainly_less(options.net[best], options.net[k])) best = k;
  if (!allowed(chosen)) return {loss(options.own[greedy], options.own[chosen]) - Ball(trust), best};
  return {options.net[best] - options.net[chosen], best};
}

struct Judgement {
  Fault leader, follower;
  std::size_t follower_row = 0;  ///< where the follower's fault is
};

ExactOptions row_options(const Matrix& A, const Matrix& B, Eigen::Index row) {
  ExactOptions options;
  for (Eigen::Index j = 0; j < A.cols(); ++j) options.add(B(row, j), A(row, j));
  return options;
}

ExactOptions leader_options(const Matrix& A, const Matrix& B, const std::vector<int>& planned) {
  ExactOptions options;
  for (Eigen::Index i = 0; i < A.rows(); ++i) {
    const int j = planned[static_cast<std::size_t>(i)];
    options.add(A(i, j), B(i, j));
  }
  return options;
}

Judgement judge(const Matrix& A, const Matrix& B, const TrustLevels& trust, const GivenPlay& given) {
  Judgement judgement;
  for (Eigen::Index i = 0; i < A.rows(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    auto fault = fault_of(row_options(A, B, i), static_cast<std::size_t>(given.replies[row]), trust.follower);
    if (!certainly_less(judgement.follower.regret, fault.regret)) continue;
    judgement.follower = std::move(fault);
    judgement.follower_row = row;
  }
  const bool aligned = !trust.believed_follower || *trust.believed_follower == trust.follower;
  const auto planned = aligned ? given.replies : replies(A, B, *trust.believed_follower, trust);
  judgement.leader =
      fault_of(leader_options(A, B, planned), static_cast<std::size_t>(given.row), trust.leader);
  return judgement;
}

/// The profile with the fault mended.
Deviation deviation_of(const Judgement& judgement, const GivenPlay& given) {
  const bool leader = certainly_less(judgement.follower.regret, judgement.leader.regret);
  if (leader)
    return {"leader",
            {{"action", static_cast<double>(judgement.leader.better + 1)}},
            judgement.leader.regret.lower()};
  auto mended = given;
  mended.replies[judgement.follower_row] = static_cast<int>(judgement.follower.better);
  mended.reply = mended.replies[static_cast<std::size_t>(mended.row)];
  return {"follower", named_play(mended)[1].choices, judgement.follower.regret.lower()};
}

/// Own payoffs alone, against the replies given.
NashDistance nash_distance(const Matrix& A, const Matrix& B, const GivenPlay& given) {
  std::vector<Ball> leader, follower;
  for (Eigen::Index i = 0; i < A.rows(); ++i)
    leader.emplace_back(A(i, given.replies[static_cast<std::size_t>(i)]));
  for (Eigen::Index j = 0; j < B.cols(); ++j) follower.emplace_back(B(given.row, j));
  const auto row = argmax(leader), column = argmax(follower);
  const Ball leader_gain = leader[row] - leader[static_cast<std::size_t>(given.row)];
  const Ball follower_gain = follower[column] - follower[static_cast<std::size_t>(given.reply)];
  NashDistance distance{.verdict = Verdict::proved, .epsilon = max(leader_gain, follower_gain).upper()};
  if (!certainly_positive(leader_gain) && !certainly_positive(follower_gain)) return distance;
  distance.verdict = Verdict::refuted;
  if (certainly_less(follower_gain, leader_gain))
    distance.deviation = {"leader", {{"action", static_cast<double>(row + 1)}}, leader_gain.lower()};
  else
    distance.deviation = {"follower", {{"action", static_cast<double>(column + 1)}}, follower_gain.lower()};
  return distance;
}

double payoff_range(const Matrix& A, const Matrix& B) {
  return std::max(A.maxCoeff() - A.minCoeff(), B.maxCoeff() - B.minCoeff());
}

void set_verdict(const Judgement& judgement, const GivenPlay& given, double tolerance,
                 Certificate& certificate) {
  const Ball worst = max(judgement.leader.regret, judgement.follower.regret);
  const bool holds = certainly_at_most(worst, Ball(tolerance));
  certificate.level = CertificateLevel::proved;
  certificate.verdict = holds ? Verdict::proved : Verdict::refuted;
  certificate.epsilon = certificate.residual = worst.upper();
  certificate.regret = {{"leader", judgement.leader.regret.upper()},
                        {"follower", judgement.follower.regret.upper()}};
  const std::string what =
      "limited-trust Stackelberg play: every reply and the row have the largest net payoff that trust allows";
  if (!holds) {
    certificate.deviation = deviation_of(judgement, given);
    certificate.claim =
        fmt::format("not a {}; the {} has a better choice", what, certificate.deviation->player);
    return;
  }
  certificate.claim = what + ", by exact comparison of the numbers given";
  if (tolerance > 0) certificate.claim += fmt::format(", up to the tie tolerance {}", tolerance);
}

}  // namespace

Equilibrium certify_game(const Parameters& parameters, const Profile& profile) {
  const solvers::ScopedPrecision precision(exact_bits);
  const auto& A = *parameters.payoffs.leader;
  const auto& B = *parameters.payoffs.follower;
  const auto& trust = parameters.trust;
  const auto given = play_of(profile, static_cast<int>(A.rows()), static_cast<int>(A.cols()),
                             replies(A, B, trust.follower, trust));
  Equilibrium result;
  result.profile = named_play(given);
  const double a = A(given.row, given.reply), b = B(given.row, given.reply);
  result.payoff = {{"leader", a}, {"follower", b}};
  result.quantities = {{"net_payoff", net_payoff(a, b)}};
  set_verdict(judge(A, B, trust, given), given, trust.tie_tolerance, result.certificate);
  const double range = payoff_range(A, B);
  const double epsilon = result.certificate.epsilon;
  result.certificate.relative_epsilon =
      epsilon == 0 ? 0 : epsilon / range;  // without a range no choice is wrong
  result.certificate.nash = nash_distance(A, B, given);
  return result;
}

}  // namespace models::limited_trust

#include "models/declared/leader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/declared/equations.hpp"
#include "models/declared/profile.hpp"
#include "solvers/certificates/stackelberg_certificate.hpp"
#include "solvers/core/require.hpp"

namespace models::declared {
namespace {

using solvers::GameCertificate;
using solvers::StackelbergCertificate;
using solvers::Verdict;

Deviation deviation_of(const Parameters& p, int player, const Vector& strategy, const Vector& x,
                       double gain) {
  Vector y = x;
  const auto& who = p.players[static_cast<std::size_t>(player)];
  y.segment(who.first, who.count) = strategy;
  return {who.name, named_strategy(p, player, y), gain};
}

/// How far the play is from Nash: the leader may gain by another move if the others did not answer it.
NashDistance nash_distance(const Parameters& p, const solvers::ConstrainedGame& game, const Vector& x,
                           double tolerance, const RunOptions& options) {
  const auto found = solvers::certify_game(game, x, {.tolerance = tolerance, .stop = options.stop});
  NashDistance distance{found.verdict, found.epsilon, {}};
  if (found.deviator < 0) return distance;
  const auto& regret = found.regrets[static_cast<std::size_t>(found.deviator)];
  distance.deviation = deviation_of(p, found.deviator, regret.deviation, x, regret.gain);
  return distance;
}

void judge(const Parameters& p, const StackelbergCertificate& found, const Vector& x, Equilibrium& result) {
  auto& certificate = result.certificate;
  const auto& leader = p.players[static_cast<std::size_t>(p.leader)].name;
  const auto& followers = found.followers;
  const double allowed = 1e-8 * std::max(1.0, x.cwiseAbs().maxCoeff());
  certificate.level = CertificateLevel::residual_only;
  if (followers.verdict == Verdict::refuted) {
    const auto& regret = followers.regrets[static_cast<std::size_t>(followers.deviator)];
    certificate.verdict = Verdict::refuted;
    certificate.level = CertificateLevel::proved;
    certificate.deviation = deviation_of(p, followers.deviator, regret.deviation, x, regret.gain);
    certificate.claim = fmt::format("no Stackelberg play: the follower {} gains by the deviation given",
                                    certificate.deviation->player);
  } else if (found.leader == Verdict::refuted) {
    certificate.verdict = Verdict::refuted;
    certificate.level = CertificateLevel::checked_global;
    const auto& own = p.players[static_cast<std::size_t>(p.leader)];
    certificate.deviation =
        deviation_of(p, p.leader, found.better.segment(own.first, own.count), x, found.gain);
    certificate.claim = fmt::format(
        "no Stackelberg play: {} gains by another first move, the followers answering it", leader);
  } else if (followers.verdict == Verdict::proved && followers.infeasibility <= allowed) {
    certificate.verdict = Verdict::proved;
    certificate.level = CertificateLevel::checked_global;
    certificate.claim = fmt::format(
        "Stackelberg play led by {}: {}; no better first move in a second search, on another grid in "
        "floating point, over its whole range",
        leader,
        followers.proof.verdict == Verdict::proved
            ? "proved: the followers' equilibrium after its move, exactly one in this box"
            : "proved: bounds on the followers' regrets after its move");
  } else {
    certificate.claim = fmt::format(
        "candidate Stackelberg play: the followers' regrets are neither bounded nor refuted; a constraint is "
        "violated by {:.2g}",
        followers.infeasibility);
  }
  if (certificate.verdict != Verdict::proved || followers.proof.verdict != Verdict::proved) return;
  for (int k = 0; k < p.dimension(); ++k)
    certificate.box.push_back({entry_name(p, k), followers.proof.box[static_cast<std::size_t>(k)]});
}

}  // namespace

Candidates search_leader(const Parameters& p, const RunOptions& options) {
  solvers::require::that(
      options.method == "auto" || options.method == "leader-search", "solve",
      fmt::format("unknown method '{}'; known with a leader: auto, leader-search", options.method));
  const auto found =
      solvers::solve_stackelberg(constrained_game(p), p.leader, {.seed = options.seed, .stop = options.stop});
  Candidates candidates;
  candidates.solver = {.method = "leader-search",
                       .termination = found.termination,
                       .starts = 1,
                       .converged = found.profile.size() > 0 ? 1 : 0,
                       .evaluations = found.evaluations,
                       .seed = options.seed,
                       .detail = found.detail};
  candidates.completeness = {
      found.profile.size() > 0 ? Completeness::at_least : Completeness::unknown,
      fmt::format("first moves on a grid of 201, {} local maxima refined", found.peaks)};
  if (found.unanswered > 0)
    candidates.notes.push_back(fmt::format(
        "after {} of 201 first moves no equilibrium of the followers was found", found.unanswered));
  if (found.profile.size() > 0) candidates.profiles.push_back(named_profile(p, found.profile));
  return candidates;
}

Equilibrium certify_leader(const Parameters& p, const Vector& x, const RunOptions& options) {
  Equilibrium result{.profile = named_profile(p, x)};
  const auto game = constrained_game(p);
  const auto found =
      solvers::certify_stackelberg(game, p.leader, x, {.tolerance = options.tolerance, .stop = options.stop});
  auto& certificate = result.certificate;
  double scale = 1;
  for (std::size_t i = 0; i < p.players.size(); ++i) {
    const bool leads = static_cast<int>(i) == p.leader;
    const auto& regret = found.followers.regrets[i];
    const double payoff = leads ? found.leader_payoff : regret.payoff;
    scale = std::max(scale, std::abs(payoff));
    result.payoff.push_back({p.players[i].name, payoff});
    certificate.regret.push_back({p.players[i].name, leads                         ? found.gain
                                                     : std::isfinite(regret.bound) ? regret.bound
                                                                                   : regret.gain});
  }
  certificate.epsilon = std::max(found.gain, found.followers.epsilon);
  certificate.relative_epsilon = certificate.epsilon / scale;
  certificate.residual = found.followers.residual;
  judge(p, found, x, result);
  certificate.nash = nash_distance(p, game, x, options.tolerance, options);
  if (!found.followers.proof.detail.empty())
    result.notes.push_back("no box is proved: " + found.followers.proof.detail);
  return result;
}

}  // namespace models::declared

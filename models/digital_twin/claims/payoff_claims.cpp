#include "models/digital_twin/claims/payoff_claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "solvers/scalars/dual.hpp"

namespace models::digital_twin {
namespace {

using D = solvers::Dual<double, choices>;

constexpr int players = 5;
constexpr double rounding = 1e-11;  // of differences, over R (1 + lambda) + costs
constexpr double clear = 1e-6;      // a difference that no rounding explains

int cases(const VerifyOptions& options) { return options.thorough ? 20'000 : 500; }

/// The dual-number derivative of (11) in the strategy of player i, trust held.
Vector exact_gradient(const RandomGame& g, int i) {
  const int at = choices * i;
  const D dual =
      payoff_of_deviation(Gradient::exact, g.players, g.trust, g.profile, i, D::variable(g.profile(at), 0),
                          D::variable(g.profile(at + 1), 1), D::variable(g.profile(at + 2), 2));
  Vector gradient(choices);
  for (int k = 0; k < choices; ++k) gradient(k) = dual.tangent(k);
  return gradient;
}

Finding agreement(double worst, int count) {
  Finding finding{.margin = worst,
                  .coverage = fmt::format("{} random games of {} players", count, players),
                  .evidence = fmt::format("largest difference {:.3g}", worst)};
  if (worst <= rounding) finding.verdict = ClaimVerdict::holds;
  if (worst >= clear) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

}  // namespace

Vector payoffs_at(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  return payoffs(p, state_of(p, trust, profile), profile);
}

Vector shares_at(const PlayersOf<double>& p, const TrustOf<double>& trust, const Vector& profile) {
  return state_of(p, trust, profile).shares.share;
}

Finding judge_own_gradients(const OfProfile& gradients, bool inbound_trust, const VerifyOptions& options) {
  double worst = 0;
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto game = random_game(players, stream);
    if (!inbound_trust) game.trust.matrix.setZero();
    const Vector claimed = gradients(game.players, game.trust, game.profile);
    for (int i = 0; i < players; ++i)
      worst = std::max(
          worst, (claimed.segment<choices>(choices * i) - exact_gradient(game, i)).cwiseAbs().maxCoeff());
  }
  auto finding = agreement(worst, cases(options));
  if (finding.verdict == ClaimVerdict::refuted) finding.again = "entente check digital-twin/figures-1-3";
  if (!inbound_trust && finding.verdict == ClaimVerdict::holds)
    finding.verdict = ClaimVerdict::holds_with_provisos;
  return finding;
}

Finding judge_deception(const OfProfile& payoffs, const VerifyOptions& options) {
  double least = std::numeric_limits<double>::infinity();
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    const auto game = random_game(players, stream);
    const int i = static_cast<int>(stream.below(players)), at = choices * i;
    const double delta = game.profile(at + 2);
    Vector honest = game.profile;
    honest(at) *= 1 - delta;
    honest(at + 2) = 0;
    const double gain =
        payoffs(game.players, game.trust, honest)(i) - payoffs(game.players, game.trust, game.profile)(i);
    least = std::min(least, gain - game.players.deception_cost(i) * delta * delta);
  }
  Finding finding{
      .margin = least,
      .coverage = fmt::format("argument for all games; {} random ones", cases(options)),
      .evidence = fmt::format("(alpha, beta, delta) enters information, trust and rivals through alpha (1 - "
                              "delta) and beta only, so (alpha (1 - delta), beta, 0) has the same share and "
                              "costs less by c3 delta^2 at least; smallest gain beyond that seen: {:.3g}",
                              least)};
  finding.verdict = least >= -rounding ? ClaimVerdict::refuted : ClaimVerdict::undecided;
  return finding;
}

Finding judge_inbound_trust(const OfProfile& payoffs, const VerifyOptions& options) {
  double largest = -std::numeric_limits<double>::infinity();
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto game = random_game(players, stream);
    const int i = static_cast<int>(stream.below(players)), k = (i + 1) % players;
    game.trust.matrix(k, i) = 0.2;
    const double before = payoffs(game.players, game.trust, game.profile)(i);
    game.trust.matrix(k, i) = 0.7;
    largest = std::max(largest, payoffs(game.players, game.trust, game.profile)(i) - before);
  }
  Finding finding{
      .margin = -largest,
      .coverage = fmt::format("argument for all games; {} random ones", cases(options)),
      .evidence = fmt::format("dU_i / dtau_ki = -R_i P_i P_k lambda_k a_k s_i <= 0; raising a rival's trust "
                              "from 0.2 to 0.7 changed the payoff by {:.3g} at the most",
                              largest)};
  finding.verdict = largest < 0 ? ClaimVerdict::refuted : ClaimVerdict::undecided;
  return finding;
}

Finding judge_total_payoff(const OfProfile& payoffs, const VerifyOptions& options) {
  double least = std::numeric_limits<double>::infinity();
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto game = random_game(players, stream);
    game.players.reward.setConstant(3);
    least = std::min(least, 3 - payoffs(game.players, game.trust, game.profile).sum());
  }
  Finding finding{.margin = least,
                  .coverage = fmt::format("argument for all games; {} random ones", cases(options)),
                  .evidence = fmt::format(
                      "shares sum to 1, so the total is R minus all costs; it fell short of R by {:.3g} "
                      "at the least",
                      least)};
  finding.verdict = least > 0 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted;
  return finding;
}

Finding judge_sensitivity_limits(const OfProfile& shares, bool common, const VerifyOptions& options) {
  double small = 0, large = 0;  // distances from 1 / N, and of the best informed from 1
  for (int c = 0; c < cases(options) / 5; ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto game = random_game(players, stream);
    game.trust.matrix.setZero();
    game.players.information_sensitivity.setConstant(1);
    const Vector informed =
        information(game.players, game.profile, honesty(game.profile), Vector(Vector::Zero(players)));
    Eigen::Index best = 0, worst = 0;
    const double most = informed.maxCoeff(&best);
    informed.minCoeff(&worst);
    Vector others = informed;
    others(best) = -1;
    if (most - others.maxCoeff() < 0.02) continue;
    const auto at = [&](double lambda) {
      auto p = game.players;
      if (common)
        p.information_sensitivity.setConstant(lambda);
      else
        p.information_sensitivity(worst) = lambda;  // as printed: one player's own, here the least informed
      return shares(p, game.trust, game.profile);
    };
    small = std::max(small, (at(1e-9).array() - 1.0 / players).abs().maxCoeff());
    large = std::max(large, 1 - at(2000)(best));
  }
  Finding finding{
      .margin = std::max(small, large),
      .coverage = fmt::format("{} random games", cases(options) / 5),
      .evidence = fmt::format("largest distance from equal shares at lambda = 1e-9: {:.3g}; of the best "
                              "informed player's share from 1 at lambda = 2000: {:.3g}",
                              small, large)};
  const bool both = small < 1e-6 && large < 1e-6;
  finding.verdict = both ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted;
  if (both)
    finding.evidence =
        "P_i / P_k = exp(lambda (I_i - I_k)) tends to 1 and to 0 or infinity; " + finding.evidence;
  return finding;
}

Finding judge_share_computable(const OfProfile& shares, const VerifyOptions& options) {
  solvers::RandomStream stream(options.seed, 0);
  const auto game = random_game(players, stream);
  Vector other = game.profile;
  other(choices + 1) *= 0.1;  // player 2 probes less, shares and deceives as before
  const double difference = std::abs(shares(game.players, game.trust, other)(0) -
                                     shares(game.players, game.trust, game.profile)(0));
  return {.verdict = difference > clear ? ClaimVerdict::refuted : ClaimVerdict::undecided,
          .margin = difference,
          .coverage = "one game and two profiles that differ in a rival's probing alone",
          .evidence = fmt::format("player 1's share differs by {:.3g}", difference)};
}

Finding judge_concavity(const OfProfile& payoffs, const VerifyOptions& options) {
  double largest = -std::numeric_limits<double>::infinity();
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto game = random_game(players, stream);
    game.players.information_sensitivity *= 3;
    const auto value = [&](double probing) {
      Vector profile = game.profile;
      profile.head<choices>() << 0.1, probing, 0;
      return payoffs(game.players, game.trust, profile)(0);
    };
    largest = std::max(largest, value(0.1) - 2 * value(0.3) + value(0.5));
  }
  Finding finding{
      .margin = largest,
      .coverage = fmt::format("argument for the cost; {} random games for the problem", cases(options)),
      .evidence =
          fmt::format("the cost's Hessian is diag(2 c1, 2 c2, 2 c3); the largest second difference of "
                      "a payoff in the own probing is {:.3g}",
                      largest)};
  finding.verdict = largest > clear ? ClaimVerdict::holds_with_provisos : ClaimVerdict::holds;
  if (largest > clear) finding.evidence += ", so the cost is convex but the own problem is not concave";
  return finding;
}

}  // namespace models::digital_twin

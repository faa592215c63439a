#include "models/limited_trust/expected_play.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "models/limited_trust/equations.hpp"
#include "models/limited_trust/expected_payoffs.hpp"
#include "models/limited_trust/sampled_play.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr long default_games = 1'000'000;

struct Expectation {
  double leader = 0, follower = 0;
  double leader_error = 0, follower_error = 0;
  PayoffMethod method = PayoffMethod::exact;
  solvers::Termination termination = solvers::Termination::converged;
  long games = 0;
};

void check_method(const std::string& method) {
  solvers::require::that(
      method == "auto" || method == "monte-carlo", "solve",
      fmt::format("unknown method '{}'; games with drawn payoffs have auto, monte-carlo", method));
}

/// Whether the play is not the one that expected_payoffs integrates.
bool must_sample(const TrustLevels& trust, const RunOptions& options) {
  const bool aligned = !trust.believed_follower || *trust.believed_follower == trust.follower;
  return options.method == "monte-carlo" || !aligned || trust.ties != ActionTies::deterministic ||
         trust.tie_tolerance > 0;
}

long games_of(const RunOptions& options) {
  return options.max_iterations > 0 ? options.max_iterations : default_games;
}

Expectation expectation(const Payoffs& payoffs, const TrustLevels& trust, const RunOptions& options) {
  if (must_sample(trust, options)) {
    const auto found = sample_play(payoffs, trust, games_of(options), options.seed, options.stop);
    const auto stopped = options.stop.requested();
    return {found.leader,
            found.follower,
            found.leader_error,
            found.follower_error,
            PayoffMethod::monte_carlo,
            stopped.value_or(solvers::Termination::converged),
            found.games};
  }
  const ExpectedPayoffOptions how{.tolerance = std::clamp(options.tolerance, 1e-12, 0.1),
                                  .games = games_of(options),
                                  .seed = options.seed,
                                  .stop = options.stop};
  const auto table =
      expected_payoffs(payoffs, Vector::Constant(1, trust.leader), Vector::Constant(1, trust.follower), how);
  return {table.leader(0, 0),
          table.follower(0, 0),
          table.leader_error(0, 0),
          table.follower_error(0, 0),
          table.method,
          table.termination,
          table.games};
}

/// The trusts of a profile, leader's first.
std::array<double, 2> trusts_of(const Profile& profile) {
  const auto refuse = [](const std::string& what) -> double& {
    throw std::invalid_argument("profile: " + what);
  };
  std::array<std::optional<double>, 2> trusts;
  for (const auto& [player, choices] : profile) {
    if (player != "leader" && player != "follower")
      refuse(fmt::format("unknown player '{}'; this game has leader and follower", player));
    auto& trust = trusts[player == "follower"];
    for (const auto& [word, value] : choices) {
      if (word != "trust") refuse(fmt::format("unknown entry '{}' of {}; known: trust", word, player));
      const auto* number = std::get_if<double>(&value);
      if (!number || !(*number >= 0)) refuse(fmt::format("{}.trust is no number >= 0", player));
      if (trust) refuse(fmt::format("{}.trust is given twice", player));
      trust = *number;
    }
  }
  if (!trusts[0]) refuse("leader.trust is missing");
  if (!trusts[1]) refuse("follower.trust is missing");
  return {*trusts[0], *trusts[1]};
}

Profile named_trusts(double leader, double follower) {
  return {{"leader", {{"trust", leader}}}, {"follower", {{"trust", follower}}}};
}

Certificate certificate_of(const Expectation& found, double tolerance) {
  const bool sampled = found.method == PayoffMethod::monte_carlo;
  const double error = (sampled ? 4 : 1) * std::max(found.leader_error, found.follower_error);
  const double scale = std::max(std::abs(found.leader), std::abs(found.follower));
  Certificate certificate;
  certificate.residual = certificate.epsilon = error;
  certificate.relative_epsilon = error == 0 ? 0 : error / scale;
  const bool within = !sampled && error <= tolerance * scale && error <= tolerance;
  certificate.verdict = within ? solvers::Verdict::proved : solvers::Verdict::undecided;
  certificate.level = sampled ? CertificateLevel::residual_only : CertificateLevel::checked_global;
  certificate.claim =
      fmt::format("expected payoffs of limited-trust Stackelberg play, {}, to within {:.2g}{}",
                  name(found.method), error, sampled ? " (four standard errors)" : "");
  return certificate;
}

}  // namespace

Candidates solve_expected_play(const Parameters& parameters, const LawPlaces& places,
                               const RunOptions& options) {
  check_method(options.method);
  const bool sampled = must_sample(parameters.trust, options);
  require_moments(parameters.payoffs, places, sampled);
  Candidates candidates;
  candidates.profiles = {named_trusts(parameters.trust.leader, parameters.trust.follower)};
  candidates.solver.method = name(sampled ? PayoffMethod::monte_carlo : method_of(parameters.payoffs));
  candidates.solver.termination = solvers::Termination::converged;
  candidates.solver.seed = options.seed;
  candidates.completeness = {Completeness::all, "the trusts are given: one expectation"};
  return candidates;
}

Equilibrium certify_expected_play(const Parameters& parameters, const LawPlaces& places,
                                  const Profile& profile, const RunOptions& options) {
  auto trust = parameters.trust;
  const auto [leader_trust, follower_trust] = trusts_of(profile);
  trust.leader = leader_trust;
  trust.follower = follower_trust;
  require_moments(parameters.payoffs, places, must_sample(trust, options));
  const auto found = expectation(parameters.payoffs, trust, options);
  Equilibrium result;
  result.profile = named_trusts(trust.leader, trust.follower);
  result.payoff = {{"leader", found.leader}, {"follower", found.follower}};
  result.quantities = {{"net_payoff", net_payoff(found.leader, found.follower)},
                       {"method", std::string(name(found.method))},
                       {found.method == PayoffMethod::monte_carlo ? "standard_error" : "error",
                        std::vector<double>{found.leader_error, found.follower_error}}};
  if (found.games > 0) result.quantities.push_back({"games", static_cast<double>(found.games)});
  result.certificate = certificate_of(found, options.tolerance);
  if (!reached_goal(found.termination))
    result.notes.push_back(fmt::format("the payoffs: {}", explain(found.termination)));
  return result;
}

}  // namespace models::limited_trust

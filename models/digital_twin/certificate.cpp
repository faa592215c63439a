// models/digital_twin/certificate.cpp
// Verdict, level and claim of a profile, from its regrets.
#include "models/digital_twin/certificate.hpp"

#include <fmt/format.h>

#include "models/digital_twin/box_proof.hpp"
#include "models/digital_twin/learning.hpp"
#include "models/digital_twin/sensitivity.hpp"
#include "models/digital_twin/stability.hpp"
#include "models/digital_twin/strategies.hpp"

namespace models::digital_twin {
namespace {

using solvers::Verdict;

bool within(double regret, double range, double tolerance) {
  return regret <= tolerance && regret <= tolerance * range;
}

/// The verdict that bounds on the regrets allow: proved where all bounds keep to the tolerance, refuted where
/// one player surely gains more.
Verdict verdict_of(const std::vector<PlayerRegret>& regrets, double tolerance) {
  bool all = true;
  for (const auto& r : regrets) {
    if (!within(r.gain, r.range, tolerance)) return Verdict::refuted;
    all = all && within(r.bound, r.range, tolerance);
  }
  return all ? Verdict::proved : Verdict::undecided;
}

bool measured_within(const std::vector<PlayerRegret>& regrets, double tolerance) {
  return std::all_of(regrets.begin(), regrets.end(),
                     [&](const auto& r) { return within(r.measured, r.range, tolerance); });
}

/// The deviation that surely gains most over its player's payoff range.
Deviation best_deviation(const std::vector<PlayerRegret>& regrets) {
  const auto worst = std::max_element(regrets.begin(), regrets.end(), [](const auto& a, const auto& b) {
    return a.gain / a.range < b.gain / b.range;
  });
  const auto& strategy = worst->response.strategy;
  return {player_name(static_cast<int>(worst - regrets.begin())),
          named_strategy(strategy.sharing, strategy.probing, 0), worst->gain};
}

Vector collect(const std::vector<PlayerRegret>& regrets, double PlayerRegret::*member) {
  Vector values(static_cast<Eigen::Index>(regrets.size()));
  for (std::size_t i = 0; i < regrets.size(); ++i) values(static_cast<Eigen::Index>(i)) = regrets[i].*member;
  return values;
}

/// What the profile is to be, in words.
std::string subject(Gradient gradient) {
  switch (gradient) {
    case Gradient::printed:
      return "profile where no player gains while rivals' information is held, as (15) has it";
    case Gradient::stationary:
      return "profile where no player gains although inbound trust follows its own honesty";
    case Gradient::exact:
      break;
  }
  return "Nash equilibrium";
}

std::string held_trust(const Parameters& parameters) {
  if (parameters.trust.kind != Trust::Kind::steady_state) return "";
  if (parameters.gradient == Gradient::stationary) return ", with trust at its steady state";
  return ", with trust held at its steady-state value";
}

bool is_symmetric(const Vector& profile) {
  for (Eigen::Index k = choices; k < profile.size(); ++k)
    if (profile(k) != profile(k % choices)) return false;
  return true;
}

}  // namespace

void judge(const Parameters& parameters, const std::vector<PlayerRegret>& regrets, double tolerance,
           Certificate& certificate) {
  certificate.verdict = verdict_of(regrets, tolerance);
  certificate.epsilon = largest(regrets, &PlayerRegret::bound);
  for (const auto& r : regrets)
    certificate.relative_epsilon = std::max(certificate.relative_epsilon, r.bound / r.range);
  certificate.regret = by_player(collect(regrets, &PlayerRegret::bound));
  const auto what = subject(parameters.gradient) + held_trust(parameters);
  if (certificate.verdict == Verdict::refuted) {
    certificate.level = CertificateLevel::proved;
    certificate.deviation = best_deviation(regrets);
    certificate.claim =
        fmt::format("not a {}: {} gains by the deviation given", what, certificate.deviation->player);
  } else if (certificate.verdict == Verdict::proved) {
    certificate.level = CertificateLevel::proved;
    certificate.claim = fmt::format("{}, up to epsilon: a bound on every regret over all strategies", what);
  } else if (measured_within(regrets, tolerance)) {
    certificate.level = CertificateLevel::checked_global;
    certificate.claim = fmt::format("{}, by global best responses in floating point", what);
  } else {
    certificate.level = CertificateLevel::residual_only;
    certificate.claim = fmt::format("candidate {}: neither shown nor refuted to the tolerance", what);
  }
}

constexpr int most_players_of_box = 24;  ///< the test costs O(N^3) ball operations and more

/// A box with exactly one equilibrium where that can be proved, for a profile that is one to the tolerance.
void enclose(const Parameters& parameters, const Vector& profile, const RegretOptions& options,
             Equilibrium& equilibrium) {
  auto& certificate = equilibrium.certificate;
  if (certificate.verdict != Verdict::proved || parameters.players.count() > most_players_of_box) return;
  auto proof = prove_box(parameters, profile, options);
  const auto what = subject(parameters.gradient) + held_trust(parameters);
  certificate.box = std::move(proof.box);
  if (proof.verdict == Verdict::proved)
    certificate.claim = "exactly one " + what + ", in this box";
  else if (proof.stationary_proved)
    certificate.claim += "; exactly one stationary profile in this box";
  if (!proof.detail.empty())
    equilibrium.notes.push_back("uniqueness in a box is not claimed: " + proof.detail);
  if (proof.margin > 0) equilibrium.quantities.push_back({"complementarity_margin", proof.margin});
}

NashDistance distance_from_nash(const std::vector<PlayerRegret>& regrets, double tolerance) {
  NashDistance distance{verdict_of(regrets, tolerance), largest(regrets, &PlayerRegret::bound), std::nullopt};
  if (distance.verdict == Verdict::refuted) distance.deviation = best_deviation(regrets);
  return distance;
}

double natural_residual(const Parameters& parameters, const Vector& profile) {
  const Vector gradient = own_gradients(parameters.gradient, lift<double>(parameters.players),
                                        lift<double>(parameters.trust), profile);
  const Vector moved = projected_step(profile, gradient, Vector::Ones(parameters.players.count()));
  return (moved - profile).cwiseAbs().maxCoeff();
}

Equilibrium certify_nash(const Parameters& parameters, const Profile& profile, const RunOptions& options,
                         const RegretOptions& wishes) {
  auto regret_options = wishes;
  regret_options.stop = options.stop;
  const Vector x = vector_of(profile, parameters.players.count());
  const auto own = regrets(parameters.gradient, parameters.players, parameters.trust, x, regret_options);
  Equilibrium result{.profile = named_profile(x)};
  judge(parameters, own, options.tolerance, result.certificate);
  result.certificate.residual = natural_residual(parameters, x);
  const auto p = lift<double>(parameters.players);
  result.payoff = by_player(payoffs(p, state_of(p, lift<double>(parameters.trust), x), x));
  result.symmetric = is_symmetric(x);
  enclose(parameters, x, regret_options, result);
  if (result.certificate.verdict == Verdict::proved) {
    result.stability = learning_stability(parameters, x);
    result.sensitivity = sensitivities(parameters, x);
  }
  if (parameters.gradient != Gradient::exact)
    result.certificate.nash = distance_from_nash(
        regrets(Gradient::exact, parameters.players, parameters.trust, x, regret_options), options.tolerance);
  return result;
}

}  // namespace models::digital_twin

#include "models/declared/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/domain.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/kinks.hpp"
#include "models/declared/leader.hpp"
#include "models/declared/profile.hpp"
#include "solvers/certificates/aggregate_certificate.hpp"

namespace models::declared {
namespace {

using solvers::GameCertificate;
using solvers::KktProof;
using solvers::Matrix;
using solvers::Verdict;

constexpr double feasible = 1e-8;  // violations of constraints up to here, over the size of the profile
constexpr Eigen::Index most_sensitivities = 20'000;
constexpr int profiles_tried = 64;  // for the range of a payoff

/// Largest difference between payoffs of the player at profiles within the bounds: never above the range over
/// all of them, so that what is certified relative to it is certified relative to the range.
double payoff_range(std::size_t player, const std::vector<Vector>& payoffs) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (const auto& of_all : payoffs) {
    const double value = of_all(static_cast<Eigen::Index>(player));
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  return most > least ? most - least : 1.0;
}

double least_range(const Parameters& p) {
  std::vector<Vector> profiles;
  for (int k = 0; k < profiles_tried; ++k) profiles.push_back(inner_point(p, k));
  std::vector<Vector> payoffs;
  for (const auto& y : profiles) payoffs.push_back(payoffs_at(p, y));
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < p.players.size(); ++i) least = std::min(least, payoff_range(i, payoffs));
  return least;
}

/// "cap", "agent1: budget": whose constraint a multiplier belongs to.
std::string multiplier_name(const Parameters& p, const solvers::MultiplierPlace& place) {
  const auto k = static_cast<std::size_t>(place.constraint);
  if (place.shared || place.player < 0) return "multiplier of " + p.shared[k].name;
  const auto& player = p.players[static_cast<std::size_t>(place.player)];
  return fmt::format("multiplier of {}: {}", player.name, player.constraints[k].name);
}

void add_multipliers(const Parameters& p, const solvers::KktConditions& conditions, const Vector& multipliers,
                     Equilibrium& result) {
  for (Eigen::Index k = 0; k < multipliers.size(); ++k)
    result.quantities.push_back(
        {multiplier_name(p, conditions.multipliers()[static_cast<std::size_t>(k)]), multipliers(k)});
}

/// Entries at a bound, in words.
void add_active(const Parameters& p, const Vector& x, const KktProof& proof, Equilibrium& result) {
  std::string active;
  for (int k = 0; k < p.dimension() && k < static_cast<int>(proof.activity.size()); ++k) {
    const auto where = proof.activity[static_cast<std::size_t>(k)];
    if (where == solvers::Activity::interior) continue;
    const double bound = where == solvers::Activity::lower ? p.lower(k) : p.upper(k);
    if (!(std::abs(x(k) - bound) <= feasible * std::max(1.0, std::abs(bound)))) continue;
    active += fmt::format("{}{} at its {} bound", active.empty() ? "" : ", ", entry_name(p, k),
                          where == solvers::Activity::lower ? "lower" : "upper");
  }
  if (!active.empty() && p.dimension() <= 100) result.quantities.push_back({"active", active});
}

void add_box(const Parameters& p, const KktProof& proof, Certificate& certificate) {
  if (proof.verdict != Verdict::proved) return;
  for (int k = 0; k < p.dimension(); ++k)
    certificate.box.push_back({entry_name(p, k), proof.box[static_cast<std::size_t>(k)]});
}

/// dx/dp of every entry by every number of the description.
void add_sensitivities(const Parameters& p, const Vector& x, const Vector& multipliers, const KktProof& proof,
                       Equilibrium& result) {
  const auto count = static_cast<Eigen::Index>(p.store->parameters.size());
  if (proof.verdict != Verdict::proved || count == 0 || count * x.size() > most_sensitivities) return;
  Vector w(x.size() + multipliers.size());
  w << x, multipliers;
  const Matrix change = sensitivities(first_order_conditions(p, true), w, proof.activity);
  if (change.size() == 0) return;
  const auto names = p.parameter_names();
  for (Eigen::Index k = 0; k < count; ++k) {
    Quantities named;
    for (int entry = 0; entry < x.size(); ++entry) named.push_back({entry_name(p, entry), change(entry, k)});
    result.sensitivity.emplace_back(names[static_cast<std::size_t>(k)], std::move(named));
  }
}

/// Why nothing unique is claimed, in words; empty where the point is regular.
std::string irregularity(const KktProof& proof, int generalised_dimension, bool variational,
                         double residual = 0) {
  if (generalised_dimension > 0 && !variational)
    return fmt::format("one of a continuum of generalised equilibria, of dimension {}{}",
                       generalised_dimension, residual <= 1e-6 ? ": the variational one" : "");
  if (proof.degenerate)
    return "degenerate: strict complementarity fails, so that it is not shown to be the only one nearby";
  if (proof.null_dimension > 0)
    return fmt::format("may belong to a continuum: the conditions are singular, of nullity {}",
                       proof.null_dimension);
  return {};
}

std::string subject(const Parameters& p) {
  if (p.is_map())
    return p.shared.empty() ? "solution of the complementarity problem"
                            : "solution of the variational inequality";
  if (p.shared.empty()) return "Nash equilibrium";
  return p.solution_concept == Concept::variational ? "variational equilibrium"
                                                    : "generalised Nash equilibrium";
}

/// `at_kink`: the profile lies at a kink, where first-order conditions say nothing, of what is near either.
void judge_game(const Parameters& p, const GameCertificate& found, double tolerance, bool at_kink,
                Equilibrium& result) {
  auto& certificate = result.certificate;
  const auto what = subject(p);
  const auto& proof = found.proof;
  const bool variational = p.solution_concept == Concept::variational;
  const auto irregular =
      at_kink ? std::string() : irregularity(proof, found.generalised_dimension, variational, found.residual);
  const bool concave =
      std::all_of(found.regrets.begin(), found.regrets.end(), [](const auto& r) { return r.concave; });
  certificate.verdict = found.verdict;
  if (found.verdict == Verdict::refuted) {
    certificate.level = CertificateLevel::proved;
    certificate.claim =
        fmt::format("not a {}: {} gains by the deviation given", what, certificate.deviation->player);
    return;
  }
  if (found.verdict == Verdict::undecided) {
    certificate.level = CertificateLevel::residual_only;
    certificate.claim =
        fmt::format("candidate {}: its regrets are neither bounded nor refuted to the tolerance", what);
  } else if (!irregular.empty()) {
    certificate.level = CertificateLevel::checked_global;
    certificate.claim = fmt::format("{}, up to epsilon; {}", what, irregular);
  } else {
    certificate.level = CertificateLevel::proved;
    certificate.claim =
        proof.verdict != Verdict::proved
            ? fmt::format("{}, up to epsilon: a bound on every regret over all strategies{}", what,
                          at_kink ? "; it lies at a kink, and others may lie near" : "")
        : concave ? fmt::format("exactly one {}, in this box", what)
                  : fmt::format("{}, up to epsilon; exactly one stationary profile in this box", what);
  }
  const double multipliers_hold = found.residual;
  if (variational && found.verdict == Verdict::proved && !(multipliers_hold <= std::max(tolerance, 1e-9))) {
    certificate.verdict = Verdict::undecided;  // an equilibrium, but with multipliers that differ
    certificate.level = CertificateLevel::residual_only;
    certificate.claim =
        "no variational equilibrium to the tolerance: no multipliers are equal for all players";
  }
}

void fill_regrets(const Parameters& p, const GameCertificate& found, double range, const Vector& x,
                  Equilibrium& result) {
  auto& certificate = result.certificate;
  for (std::size_t i = 0; i < found.regrets.size(); ++i) {
    const auto& regret = found.regrets[i];
    result.payoff.push_back({p.players[i].name, regret.payoff});
    certificate.regret.push_back(
        {p.players[i].name, std::isfinite(regret.bound) ? regret.bound : regret.gain});
    if (!regret.concave)
      result.notes.push_back(
          fmt::format("the own problem of {} is not shown to be concave: its regret is bounded by a search "
                      "of all its strategies ({} boxes)",
                      p.players[i].name, regret.boxes));
  }
  if (result.notes.size() > 3) {
    const auto more = result.notes.size() - 1;
    result.notes.resize(1);
    result.notes.front() += fmt::format("; likewise {} more players", more);
  }
  certificate.epsilon = found.epsilon;
  certificate.relative_epsilon = found.epsilon / range;
  certificate.residual = found.residual;
  if (found.deviator < 0) return;
  const auto i = static_cast<std::size_t>(found.deviator);
  Vector y = x;
  y.segment(p.players[i].first, p.players[i].count) = found.regrets[i].deviation;
  certificate.deviation =
      Deviation{p.players[i].name, named_strategy(p, found.deviator, y), found.regrets[i].gain};
}

Equilibrium certify_players(const Parameters& p, const Vector& x, const RunOptions& options) {
  Equilibrium result{.profile = named_profile(p, x)};
  const double range = least_range(p);
  const double tolerance = options.tolerance * std::min(1.0, range);
  const auto game = large_aggregative_game(p);
  const solvers::GameCertificateOptions wishes{.tolerance = tolerance, .stop = options.stop};
  const auto found = game ? solvers::certify_aggregative(*game, x, wishes)
                          : solvers::certify_game(constrained_game(p), x, wishes);
  fill_regrets(p, found, range, x, result);
  const bool at_kink = is_at_kink(p, x);
  judge_game(p, found, tolerance, at_kink, result);
  if (found.infeasibility > feasible * std::max(1.0, x.cwiseAbs().maxCoeff())) {
    result.certificate.verdict = Verdict::refuted;
    result.certificate.level = CertificateLevel::residual_only;
    result.certificate.claim =
        fmt::format("no {}: a constraint is violated by {:.3g}", subject(p), found.infeasibility);
  }
  const auto conditions = first_order_conditions(p);
  add_multipliers(p, conditions, found.multipliers, result);
  add_active(p, x, found.proof, result);
  if (result.certificate.verdict == Verdict::proved) {
    add_box(p, found.proof, result.certificate);
    if (found.proof.margin > 0) result.quantities.push_back({"complementarity_margin", found.proof.margin});
    if (!game) add_sensitivities(p, x, found.multipliers, found.proof, result);
  }
  if (at_kink)
    result.notes.push_back("the residual takes one side of the kink: it need not be 0 at an equilibrium");
  else if (found.proof.verdict != Verdict::proved && !found.proof.detail.empty())
    result.notes.push_back("no box is proved: " + found.proof.detail);
  return result;
}

/// Of a solution that no box can hold alone, an active bound having multiplier 0: how far from the conditions
/// it is at most.
double residual_bound(const Parameters& p, const Vector& x, const solvers::InequalityCertificate& found) {
  Vector w(x.size() + found.multipliers.size());
  w << x, found.multipliers;
  return solvers::bound_natural_residual(first_order_conditions(p), w);
}

Equilibrium certify_map(const Parameters& p, const Vector& x, const RunOptions& options) {
  Equilibrium result{.profile = named_profile(p, x)};
  auto& certificate = result.certificate;
  const auto found = solvers::certify_inequality(variational_inequality(p), x);
  const auto what = subject(p);
  const double scale = std::max(1.0, x.cwiseAbs().maxCoeff());
  certificate.residual = certificate.epsilon = certificate.relative_epsilon = found.residual;
  result.payoff = {};
  const bool solves = found.residual <= std::max(options.residual_tolerance, 1e-10) * scale &&
                      found.infeasibility <= feasible * scale;
  const auto irregular = irregularity(found.proof, 0, true);
  certificate.level = CertificateLevel::residual_only;
  if (solves && found.proof.verdict == Verdict::proved) {
    certificate.verdict = Verdict::proved;
    certificate.level = CertificateLevel::proved;
    certificate.claim = fmt::format("exactly one {}, in this box", what);
    add_box(p, found.proof, certificate);
  } else if (const double bound = residual_bound(p, x, found);
             solves && found.proof.degenerate && bound <= options.residual_tolerance * scale) {
    certificate.verdict = Verdict::proved;
    certificate.level = CertificateLevel::checked_global;
    certificate.epsilon = certificate.relative_epsilon = bound;
    certificate.claim =
        fmt::format("{}, up to epsilon, a bound in balls on its residual; {}", what, irregular);
  } else if (solves) {
    certificate.claim =
        fmt::format("{} up to its residual{}{}", what, irregular.empty() ? "" : "; ", irregular);
  } else {
    certificate.verdict = Verdict::refuted;
    certificate.claim = fmt::format("no {}: the residual is above the tolerance", what);
  }
  add_multipliers(p, first_order_conditions(p), found.multipliers, result);
  add_active(p, x, found.proof, result);
  if (certificate.verdict == Verdict::proved) {
    if (found.proof.margin > 0) result.quantities.push_back({"complementarity_margin", found.proof.margin});
    add_sensitivities(p, x, found.multipliers, found.proof, result);
  }
  if (found.proof.verdict != Verdict::proved && !found.proof.detail.empty()) {
    result.notes.push_back("no box is proved: " + found.proof.detail);
  }
  return result;
}

}  // namespace

Equilibrium certify(const Parameters& p, const Profile& profile, const RunOptions& options) {
  const Vector x = vector_of(p, profile);
  if (const auto fault = missing_value(p, x)) throw std::invalid_argument("profile: " + *fault);
  if (p.leader >= 0) return certify_leader(p, x, options);
  return p.is_map() ? certify_map(p, x, options) : certify_players(p, x, options);
}

}  // namespace models::declared

// models/digital_twin/symmetric.cpp
// Candidates and certificates of the symmetric concepts.
#include "models/digital_twin/symmetric.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/digital_twin/certificate.hpp"
#include "models/digital_twin/learning.hpp"
#include "models/digital_twin/printed_symmetric.hpp"
#include "models/digital_twin/strategies.hpp"
#include "models/digital_twin/symmetric_nash.hpp"
#include "models/digital_twin/symmetric_regret.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Verdict;

Vector repeated(const SymmetricStrategy& all, int players) {
  const int written = players <= most_named_players ? players : 1;
  return Vector{{all.sharing, all.probing, all.deception}}.replicate(written, 1);
}

SymmetricStrategy common_strategy(const Profile& profile, int players, bool must_be_feasible) {
  const int given = profile.size() == 1 ? 1 : players;
  const Vector x = must_be_feasible ? vector_of(profile, given) : entries_of(profile, given);
  for (int i = 1; i < given; ++i)
    solvers::require::that(
        x.segment(choices * i, choices) == x.head(choices), "profile",
        fmt::format("player1 and player{} differ; a symmetric concept needs one strategy for all, "
                    "or use concept = \"nash\"",
                    i + 1));
  return {x(0), x(1), x(2)};
}

std::optional<double> held_trust(const Trust& trust) {
  if (trust.kind == Trust::Kind::uniform) return trust.value;
  return std::nullopt;
}

/// Enclosure of the one solution of a symmetric system.
using Solution3 = std::array<Ball, choices>;

/// How far the strategy is from the solution, over max(1, |coordinate|).
Ball distance(const SymmetricStrategy& given, const Solution3& solution) {
  const std::array<double, choices> entries{given.sharing, given.probing, given.deception};
  Ball farthest;
  for (std::size_t k = 0; k < choices; ++k)
    farthest = max(farthest, abs(Ball(entries[k]) - solution[k]) / max(Ball(1), abs(solution[k])));
  return farthest;
}

/// A box that holds the solution and the strategy.
std::vector<BoxSide> box_around(const SymmetricStrategy& given, const Solution3& solution) {
  const std::array<double, choices> entries{given.sharing, given.probing, given.deception};
  constexpr std::array<const char*, choices> words{"sharing", "probing", "deception"};
  std::vector<BoxSide> box;
  for (std::size_t k = 0; k < choices; ++k)
    box.push_back({fmt::format("player1.{}", words[k]),
                   {std::min(entries[k], solution[k].lower()), std::max(entries[k], solution[k].upper())}});
  return box;
}

/// Certificate of "this is the solution of the system", which has exactly one.
void judge_by_distance(const SymmetricStrategy& given, const Solution3& solution, double tolerance,
                       const std::string& what, Certificate& certificate) {
  const Ball apart = distance(given, solution);
  certificate.residual = certificate.epsilon = apart.upper();
  certificate.level = CertificateLevel::proved;
  if (apart.upper() <= tolerance) {
    certificate.verdict = Verdict::proved;
    certificate.claim = fmt::format("exactly one {}, in this box", what);
    certificate.box = box_around(given, solution);
  } else if (apart.lower() > tolerance) {
    certificate.verdict = Verdict::refuted;
    certificate.claim = fmt::format("not the {}: that is {} away", what, apart.lower());
  } else {
    certificate.level = CertificateLevel::residual_only;
    certificate.claim = fmt::format("candidate {}: neither shown nor refuted to the tolerance", what);
  }
}

Equilibrium judged_profile(const Representative& player, const SymmetricStrategy& all) {
  const auto players = static_cast<int>(player.count);
  const Vector x = repeated(all, players);
  Equilibrium result{.profile = named_profile(x), .symmetric = true};
  const double payoff = symmetric_payoff(player, {all.sharing, all.probing, all.deception});
  result.payoff = by_player(Vector::Constant(x.size() / choices, payoff));
  if (players > most_named_players) result.notes.push_back("player1 stands for all players");
  return result;
}

void add_feasibility(Verdict feasible, Equilibrium& result) {
  if (feasible == Verdict::undecided)
    result.quantities.push_back({"feasible", std::string("undecided")});
  else
    result.quantities.push_back({"feasible", feasible == Verdict::proved});
}

/// How far from Nash the root of (16) is; one outside the strategy set is no profile at all.
NashDistance nash_of_root(const Parameters& p, const Representative& player, const SymmetricStrategy& all,
                          Verdict feasible, double tolerance) {
  if (feasible == Verdict::refuted)
    return {Verdict::refuted, std::numeric_limits<double>::infinity(), std::nullopt};
  return distance_from_nash({symmetric_regret(Gradient::exact, player, held_trust(p.trust), all)}, tolerance);
}

Equilibrium certify_root(const Parameters& p, const Representative& player, const SymmetricStrategy& all,
                         const RunOptions& options) {
  auto result = judged_profile(player, all);
  const auto enclosure = enclose_printed_symmetric(player, solve_printed_symmetric(player).strategy.sharing);
  if (!enclosure.proved) {
    result.certificate.claim = "candidate root of the source's system (16): its root could not be enclosed";
    result.certificate.residual = result.certificate.epsilon = std::numeric_limits<double>::infinity();
    return result;
  }
  const char* what = player.sharing_value > 0
                         ? "positive root of the source's system (16)"
                         : "root of the source's system (16)";  // a = 0: alpha = delta = 0
  judge_by_distance(all, {enclosure.sharing, enclosure.probing, enclosure.deception},
                    options.residual_tolerance, what, result.certificate);
  result.certificate.nash = nash_of_root(p, player, all, enclosure.feasible, options.tolerance);
  add_feasibility(enclosure.feasible, result);
  result.quantities.push_back({"budget_slack", 1 - (all.sharing + all.probing + all.deception)});
  result.quantities.push_back({"theta", player.theta()});
  if (player.sharing_value > 0) result.quantities.push_back({"lambda_peak", lambda_peak(player)});
  if (enclosure.feasible == Verdict::refuted)
    result.notes.push_back("infeasible: sharing + probing + deception exceeds 1, so the root is no strategy");
  return result;
}

/// Own gradient at the symmetric profile, see SymmetricSystem.
Vector symmetric_gradient(const Representative& p, const SymmetricSystem& system,
                          const SymmetricStrategy& all) {
  const double s = all.sharing * (1 - all.deception);
  const double drag = (sharing_resistance(p, system) - 2 * p.sharing_cost) * s;  // m times what leaks
  const double held = system.gradient == Gradient::exact ? system.held_trust.value_or(0) : 0;
  const double by_honesty = p.sharing_pull() * (1 - held) - drag;
  return Vector{{by_honesty * (1 - all.deception) - 2 * p.sharing_cost * all.sharing,
                 p.theta() * p.probing_value - 2 * p.probing_cost * all.probing,
                 -by_honesty * all.sharing - 2 * p.deception_cost * all.deception}};
}

double symmetric_residual(const Representative& p, const SymmetricSystem& system,
                          const SymmetricStrategy& all) {
  const Vector x{{all.sharing, all.probing, all.deception}};
  return (projected_step(x, symmetric_gradient(p, system, all), Vector::Ones(1)) - x).cwiseAbs().maxCoeff();
}

Solution3 enclosed_point(const Representative& player, const SymmetricSystem& system) {
  const auto point = symmetric_point(lift<Ball>(player), system);
  return {point.sharing, point.probing, Ball(0)};
}

/// S2, S3, S4: regrets over all strategies, and the box with the one symmetric stationary profile.
void judge_best_reply(const Parameters& p, const Representative& player, const SymmetricStrategy& all,
                      const Solution3& solution, const RunOptions& options, Certificate& certificate) {
  const auto regret = symmetric_regret(p.gradient, player, held_trust(p.trust), all);
  const auto written = static_cast<std::size_t>(player.count <= most_named_players ? player.count : 1);
  judge(p, std::vector<PlayerRegret>(written, regret), options.tolerance, certificate);
  if (distance(all, solution).upper() <= options.residual_tolerance) {
    certificate.box = box_around(all, solution);
    certificate.claim += "; exactly one symmetric profile in this box is stationary";
  }
}

Equilibrium certify_best_reply(const Parameters& p, const Representative& player,
                               const SymmetricStrategy& all, const RunOptions& options) {
  const auto system = symmetric_system(p);
  auto result = judged_profile(player, all);
  const auto solution = enclosed_point(player, system);
  if (system.discount_factor)
    judge_by_distance(
        all, solution, options.residual_tolerance,
        fmt::format("symmetric stationary point of the open-loop game with discount factor {} and trust "
                    "rate {}",
                    *system.discount_factor, system.trust_rate),
        result.certificate);
  else
    judge_best_reply(p, player, all, solution, options, result.certificate);
  result.certificate.residual = symmetric_residual(player, system, all);
  if (p.gradient != Gradient::exact || system.discount_factor)
    result.certificate.nash = distance_from_nash(
        {symmetric_regret(Gradient::exact, player, held_trust(p.trust), all)}, options.tolerance);
  result.quantities.push_back({"multiplier", symmetric_point(player, system).multiplier});
  result.quantities.push_back({"kappa", player.contest_intensity()});
  return result;
}

}  // namespace

Candidates solve_symmetric(const Parameters& p, const RunOptions& options) {
  const auto player = identical(p.players);
  solvers::require::that(options.method == "auto" || options.method == "closed-form", "solve",
                         "method \"" + options.method +
                             "\" does not apply to a symmetric concept; use \"auto\" or "
                             "\"closed-form\"");
  Candidates result;
  result.solver = {
      .method = "closed-form", .termination = solvers::Termination::converged, .seed = options.seed};
  SymmetricStrategy all;
  if (p.concept_ == Concept::printed_symmetric) {
    const auto root = solve_printed_symmetric(player);
    all = root.strategy;
    result.solver.termination = root.termination;
    result.solver.evaluations = root.evaluations;
    result.solver.detail = "(16) with delta eliminated, Newton's method in logit(1 - delta)";
    result.completeness = {Completeness::all, "the eliminated quintic has one positive root (Descartes)"};
  } else {
    const auto point = symmetric_point(player, symmetric_system(p));
    all = {point.sharing, point.probing, 0};
    result.completeness = {Completeness::all, "the symmetric first-order system has one solution"};
  }
  if (!solvers::reached_goal(result.solver.termination)) {
    result.completeness = {};
    return result;
  }
  result.solver.starts = result.solver.converged = 1;
  result.profiles.push_back(named_profile(repeated(all, p.players.count())));
  return result;
}

Equilibrium certify_symmetric(const Parameters& p, const Profile& profile, const RunOptions& options) {
  const auto player = identical(p.players);
  const bool root = p.concept_ == Concept::printed_symmetric;
  const auto all = common_strategy(profile, p.players.count(), !root);
  return root ? certify_root(p, player, all, options) : certify_best_reply(p, player, all, options);
}

}  // namespace models::digital_twin

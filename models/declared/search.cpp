#include "models/declared/search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/check.hpp"
#include "models/declared/completeness.hpp"
#include "models/declared/distinct.hpp"
#include "models/declared/domain.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/kinks.hpp"
#include "models/declared/profile.hpp"
#include "solvers/convex_sets/box.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/complementarity_search.hpp"
#include "solvers/games/nash_equilibrium.hpp"

namespace models::declared {
namespace {

constexpr int default_starts = 20;

/// The start that the description asks for: initial values where given, else inside the bounds.
std::optional<Vector> given_start(const Parameters& p, const solvers::KktConditions& conditions) {
  if (!(p.initial.array() == p.initial.array()).any()) return std::nullopt;
  Vector start = conditions.project(Vector::Zero(conditions.size()));
  for (Eigen::Index k = 0; k < p.initial.size(); ++k)
    if (p.initial(k) == p.initial(k)) start(k) = p.initial(k);
  return start;
}

/// w with entries at their bounds that differ from them by rounding alone.
Vector snapped(const solvers::KktConditions& conditions, const Vector& w) {
  constexpr double rounding = 1e-14;
  Vector at_bounds = w;
  for (Eigen::Index k = 0; k < w.size(); ++k)
    for (const double end : {conditions.lower()(k), conditions.upper()(k)})
      if (std::abs(w(k) - end) <= rounding * std::max(1.0, std::abs(end))) at_bounds(k) = end;
  const bool as_good =
      conditions.natural_residual(at_bounds) <= std::max(conditions.natural_residual(w), rounding);
  return as_good ? at_bounds : w;
}

/// x with entries at a bound that they are near where that pays their player more: near a bound at which a
/// derivative is infinite one rounding costs much, and no residual exists at the bound itself.
Vector at_steep_bounds(const Parameters& p, Vector x) {
  constexpr double near = 1e-12;
  for (const auto& player : p.players)
    for (int k = player.first; player.payoff && k < player.first + player.count; ++k)
      for (const double end : {p.lower(k), p.upper(k)}) {
        if (!std::isfinite(end) || x(k) == end ||
            !(std::abs(x(k) - end) <= near * std::max(1.0, std::abs(end))))
          continue;
        const double before = player.payoff->value(x), entry = std::exchange(x(k), end);
        if (!(player.payoff->value(x) > before)) x(k) = entry;
      }
  return x;
}

void add(const Parameters& p, const solvers::KktConditions& conditions, const Vector& w,
         std::vector<Vector>& found) {
  const Vector x = snapped(conditions, w).head(p.dimension());
  if (!is_known(x, found)) found.push_back(x);
}

/// Those that no start of the smooth search led to.
void add_kinked(const std::vector<Vector>& found, std::vector<Vector>& profiles, SolverReport& report) {
  const auto before = profiles.size();
  for (const auto& x : found)
    if (!is_known(x, profiles)) profiles.push_back(x);
  if (profiles.size() == before) return;
  report.method += ", kinks rounded off";
  if (report.converged > 0) return;
  report.termination = solvers::Termination::converged;
  report.detail = "no start converged but with kinks rounded off";
}

/// From the equilibria of a neighbouring game, one start each, into `found`. Whether each led to a solution
/// of its own: where not, others may have come or gone, and a search is called for.
bool follow(const Parameters& p, const solvers::KktConditions& conditions, const std::vector<Profile>& near,
            const solvers::FischerBurmeisterOptions& newton, SolverReport& report,
            std::vector<Vector>& found) try {
  for (const auto& profile : near) {
    Vector start = conditions.project(Vector::Zero(conditions.size()));
    start.head(p.dimension()) = vector_of(p, profile);
    const auto end = solvers::fischer_burmeister_newton(conditions, start, newton);
    ++report.starts;
    report.iterations += end.iterations;
    report.evaluations += end.evaluations;
    if (!reached_goal(end.termination)) return false;
    ++report.converged;
    const auto known = found.size();
    add(p, conditions, end.solution, found);
    if (found.size() == known) return false;
  }
  return !near.empty();
} catch (const std::invalid_argument&) {  // the neighbour has other players or bounds
  return false;
}

/// Throws std::invalid_argument for a method that does not exist, or that the game is not for.
void check_method(const Parameters& p, const std::string& method) {
  using solvers::require::that;
  constexpr auto who = "solve";
  const std::vector<std::string_view> known = {"auto",          "semismooth-newton", "extragradient",
                                               "best-response", "aggregate-scan",    "branch-and-prune"};
  that(std::find(known.begin(), known.end(), method) != known.end(), who,
       fmt::format("unknown method '{}'; known: {}", method, fmt::join(known, ", ")));
  const bool constrained =
      !p.shared.empty() ||
      std::any_of(p.players.begin(), p.players.end(), [](const auto& i) { return !i.constraints.empty(); });
  if (method == "extragradient" || method == "best-response")
    that(!p.is_map() && !constrained, who,
         fmt::format("method '{}' is for games of players within bounds, without other constraints", method));
  if (method == "aggregate-scan")
    that(aggregative_game(p).has_value(), who,
         "method 'aggregate-scan' is for players of one number each, bounded below, who know the others by "
         "`total` "
         "alone, with no constraint but a cap on it");
}

/// All that branch and prune finds, with the claim that it makes.
Candidates search_boxes(const Parameters& p, const solvers::KktConditions& conditions,
                        const RunOptions& options) {
  Candidates candidates;
  std::vector<Vector> profiles;
  candidates.solver.seed = options.seed;
  search_all(p, conditions, options, profiles, candidates);
  for (const auto& x : profiles) candidates.profiles.push_back(named_profile(p, x));
  return candidates;
}

/// The game within bounds alone, for methods that move along gradients or to best responses.
solvers::Game boxed_game(const Parameters& p, const solvers::KktConditions& conditions) {
  solvers::Game game;
  for (const auto& player : p.players)
    game.strategy_sets.push_back(std::make_shared<solvers::Box>(p.lower.segment(player.first, player.count),
                                                                p.upper.segment(player.first, player.count)));
  game.payoff = [&p](int i, const Vector& x) {
    return p.players[static_cast<std::size_t>(i)].payoff->value(x);
  };
  game.pseudo_gradient = [&conditions](const Vector& x) -> Vector {
    Vector G;
    conditions.evaluate(x, G, nullptr);
    return -G;
  };
  const auto own = [&p](int i, const Vector& x, int rows) {
    const auto& player = p.players[static_cast<std::size_t>(i)];
    solvers::Derivatives<double> d;
    player.payoff->differentiate(x, {p.dimension(), player.first, rows > 0 ? player.count : 0}, d);
    return std::pair<Vector, solvers::Matrix>(
        d.gradient.segment(player.first, player.count),
        rows > 0 ? solvers::Matrix(d.hessian.middleCols(player.first, player.count)) : solvers::Matrix());
  };
  game.own_gradient = [own](int i, const Vector& x) { return own(i, x, 0).first; };
  game.own_hessian = [own](int i, const Vector& x) { return own(i, x, 1).second; };
  return game;
}

/// Extragradient or damped best responses from random starts.
Candidates search_by_steps(const Parameters& p, const solvers::KktConditions& conditions,
                           const RunOptions& options) {
  const auto game = boxed_game(p, conditions);
  solvers::NashOptions wishes{.method = options.method, .seed = options.seed};
  wishes.limits.stop = options.stop;
  if (options.max_iterations > 0) wishes.limits.max_iterations = options.max_iterations;
  Candidates candidates;
  auto& report = candidates.solver;
  report.method = options.method;
  report.seed = options.seed;
  std::vector<Vector> profiles;
  const int starts = options.starts > 0 ? options.starts : default_starts;
  std::optional<solvers::EquilibriumResult> failure;
  for (int k = 0; k < starts && !was_stopped(report.termination); ++k) {
    const Vector start = solvers::random_start(conditions, options.seed, static_cast<std::uint64_t>(k));
    auto one = solvers::find_stationary_profile(game, start, wishes);
    ++report.starts;
    report.iterations += one.iterations;
    report.evaluations += one.evaluations;
    if (report.converged == 0 || was_stopped(one.termination)) report.termination = one.termination;
    if (reached_goal(one.termination)) {
      ++report.converged;
      report.termination = one.termination;
      if (!is_known(one.profile, profiles)) profiles.push_back(one.profile);
    } else if (one.profile.allFinite()) {
      failure = std::move(one);
    }
  }
  if (profiles.empty() && failure) {
    report.detail = failure->detail;
    profiles.push_back(failure->profile);
  }
  candidates.completeness = {report.converged > 0 ? Completeness::at_least : Completeness::unknown,
                             fmt::format("{} starts; a search proves nothing about others", report.starts)};
  for (const auto& x : profiles)
    if (!missing_value(p, x)) candidates.profiles.push_back(named_profile(p, x));
  return candidates;
}

}  // namespace

Candidates search(const Parameters& p, const RunOptions& options) {
  check_method(p, options.method);
  if (const auto game = options.method == "aggregate-scan" ? aggregative_game(p) : large_aggregative_game(p);
      game && (options.method == "auto" || options.method == "aggregate-scan"))
    return search_total(p, *game, options);
  const auto conditions = first_order_conditions(p);
  if (options.method == "branch-and-prune") return search_boxes(p, conditions, options);
  if (options.method == "extragradient" || options.method == "best-response")
    return search_by_steps(p, conditions, options);
  solvers::ComplementaritySearchOptions wishes;
  wishes.starts = options.starts > 0 ? options.starts : default_starts;
  wishes.seed = options.seed;
  wishes.newton.tolerance = options.residual_tolerance;
  if (options.max_iterations > 0) wishes.newton.max_iterations = options.max_iterations;
  wishes.newton.stop = options.stop;

  std::vector<Vector> profiles;
  Candidates candidates;
  auto& report = candidates.solver;
  const bool followed = follow(p, conditions, options.near, wishes.newton, report, profiles);
  if (const auto start = given_start(p, conditions); start && !followed) {
    const auto first = solvers::fischer_burmeister_newton(conditions, *start, wishes.newton);
    ++report.starts;
    report.converged += reached_goal(first.termination);
    report.iterations += first.iterations;
    report.evaluations += first.evaluations;
    if (reached_goal(first.termination)) add(p, conditions, first.solution, profiles);
  }
  const auto result =
      followed ? solvers::ComplementaritySearchResult{} : find_complementarity_solutions(conditions, wishes);
  for (const auto& one : result.found) add(p, conditions, one.best.solution, profiles);
  const auto& failure = result.best_failure;
  report.method = "semismooth-newton";
  report.termination = report.converged > 0 ? solvers::Termination::converged : result.termination;
  report.starts += result.starts;
  report.converged += result.converged;
  report.iterations += result.iterations;
  report.evaluations += result.evaluations;
  report.seed = options.seed;
  if (report.converged == 0) report.detail = failure.detail;
  if (report.converged > 0) candidates.completeness.claim = Completeness::at_least;
  candidates.completeness.method =
      fmt::format("{} starts; a search proves nothing about others", report.starts);
  claim_completeness(p, conditions, options, profiles, candidates);
  add_kinked(find_at_kinks(p, options), profiles, report);
  merge_unattained(p, profiles, candidates.notes);
  merge_indistinct(p, conditions, options, profiles, candidates.notes);
  if (std::none_of(profiles.begin(), profiles.end(), [&](const Vector& x) { return is_feasible(p, x); }) &&
      report.termination != solvers::Termination::no_solution && is_surely_infeasible(p, options.stop)) {
    profiles.clear();
    report.termination = solvers::Termination::no_solution;
    report.converged = 0;
    candidates.completeness = {Completeness::all, "bisection in balls: no profile meets all constraints"};
    candidates.notes.push_back("proved: no profile within the bounds meets all constraints");
  }
  const bool none = report.termination == solvers::Termination::no_solution;
  if (!none && profiles.empty() && failure.solution.size() == conditions.size() &&
      failure.solution.allFinite())
    add(p, conditions, failure.solution, profiles);  // still worth judging
  std::erase_if(profiles, [&](const Vector& x) {
    const auto fault = missing_value(p, x);
    if (fault) candidates.notes.push_back("a point that the search reached is left out: " + *fault);
    return fault.has_value();
  });
  for (auto& x : profiles) x = at_steep_bounds(p, std::move(x));
  for (auto& warning : warnings(p)) candidates.notes.push_back(std::move(warning));
  for (const auto& x : profiles) candidates.profiles.push_back(named_profile(p, x));
  return candidates;
}

}  // namespace models::declared

#include "models/declared/search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/check.hpp"
#include "models/declared/completeness.hpp"
#include "models/declared/distinct.hpp"
#include "models/declared/domain.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/kinks.hpp"
#include "models/declared/profile.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/complementarity_search.hpp"

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

}  // namespace

Candidates search(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto" || options.method == "semismooth-newton", "solve",
                         fmt::format("unknown method '{}'; known: auto, semismooth-newton", options.method));
  if (const auto game = large_aggregative_game(p); game && options.method == "auto")
    return search_total(p, *game, options);
  const auto conditions = first_order_conditions(p);
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

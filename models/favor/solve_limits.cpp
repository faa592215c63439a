// models/favor/solve_limits.cpp
// Candidates: limits of every pair, or every solution of one.
#include "models/favor/solve_limits.hpp"

#include <fmt/format.h>

#include "models/favor/all_limits.hpp"
#include "models/favor/pairwise.hpp"
#include "models/favor/profile.hpp"
#include "models/memory.hpp"
#include "solvers/core/require.hpp"

namespace models::favor {
namespace {

std::string method_of(const Parameters& p) {
  const auto law = p.favors.law(0, 1);
  if (!law.conditional_value() && law.costs().is_uniform_from_zero())
    return "closed form, cubic where interior";
  if (!law.conditional_value() && law.costs().is_exponential()) return "Newton from above";
  return "monotone iteration from the top, Newton where it is safe";
}

Matrix matrix_of(const PairLimits& limits) {
  Matrix both = Matrix::Zero(2, 2);
  both(0, 1) = limits.c12, both(1, 0) = limits.c21;
  return both;
}

Candidates solve_all(const Parameters& p, const RunOptions& options) {
  solvers::require::that(p.count() == 2, "solve", "all_solutions asks for one pair; give two agents");
  const auto pair = pair_of(p.favors, p.annuities, p.rates, 0, 1);
  solvers::require::that(EnclosedPair::is_known(pair) && pair.from_1.costs().law().has_density() &&
                             pair.from_2.costs().law().has_density(),
                         "solve", "all_solutions needs costs with a density and an enclosure in balls");
  const auto found = all_limits(pair, enclosed_pair(p, 0, 1), {.stop = options.stop});
  Candidates candidates;
  for (auto it = found.solutions.rbegin(); it != found.solutions.rend(); ++it)
    candidates.profiles.push_back(named_limits(p, matrix_of(*it)));
  candidates.solver = {
      .method = "branch and prune",
      .termination = found.complete ? solvers::Termination::converged : solvers::Termination::stalled,
      .seed = options.seed};
  candidates.completeness = {found.complete ? Completeness::all : Completeness::at_least, found.method};
  return candidates;
}

}  // namespace

EnclosedPair enclosed_pair(const Parameters& p, int i, int j) {
  return {EnclosedFavor(p.favors.law(i, j)),
          EnclosedFavor(p.favors.law(j, i)),
          enclosed_annuity(p.discounting[static_cast<std::size_t>(i)]),
          enclosed_annuity(p.discounting[static_cast<std::size_t>(j)]),
          p.rates(i, j),
          p.rates(j, i)};
}

Candidates solve_pair_limits(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto", "solve",
                         "unknown method '" + options.method + "'; favor limits know auto");
  require_memory("solve", "the limits of every pair", 2 * bytes_of_matrix(p.count(), p.count()),
                 "give fewer agents");
  if (p.all_solutions) return solve_all(p, options);
  const auto found = pairwise_limits(p.favors, p.annuities, p.rates, options.stop);
  Candidates candidates;
  candidates.solver = {
      .method = method_of(p), .termination = solvers::Termination::converged, .seed = options.seed};
  candidates.completeness = {Completeness::at_least,
                             "the greatest limits are listed; no favors at all is a solution, too"};
  if (!found.complete) {
    candidates.solver.termination = options.stop.requested().value_or(solvers::Termination::interrupted);
    return candidates;
  }
  candidates.profiles = {named_limits(p, found.limits)};
  candidates.solver.iterations = static_cast<long>(p.count()) * (p.count() - 1) / 2;
  candidates.solver.detail = fmt::format("{} pairs", candidates.solver.iterations);
  candidates.solver.iterations = 0;
  return candidates;
}

}  // namespace models::favor

// Equilibria of many players who matter to one another through the sum of all choices.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/parameters.hpp"
#include "models/declared/profile.hpp"

namespace models::declared {
namespace {

using solvers::Termination;

constexpr long most_cells = 20'000;
constexpr std::size_t most_shown = 3;

std::string shown(const std::vector<solvers::Interval>& cells) {
  std::string text;
  for (std::size_t k = 0; k < std::min(cells.size(), most_shown); ++k)
    text += fmt::format("{}[{:.6g}, {:.6g}]", k == 0 ? "" : ", ", cells[k].lower, cells[k].upper);
  return cells.size() > most_shown ? text + ", ..." : text;
}

}  // namespace

Candidates search_total(const Parameters& p, const solvers::AggregativeGame& game,
                        const RunOptions& options) {
  const auto scan = solvers::scan_aggregate(game, {.max_cells = most_cells, .stop = options.stop});
  Candidates candidates;
  candidates.solver = {.method = "aggregate-scan",
                       .termination = scan.termination,
                       .starts = 1,
                       .converged = scan.equilibria.empty() ? 0 : 1,
                       .iterations = static_cast<int>(scan.cells),
                       .evaluations = scan.cells * static_cast<long>(p.players.size()),
                       .seed = options.seed};
  auto& completeness = candidates.completeness;
  for (const auto& one : scan.equilibria) {
    const Vector x = solvers::middle(one.profile);
    candidates.profiles.push_back(named_profile(p, x.cwiseMax(p.lower).cwiseMin(p.upper)));
  }
  const bool more = !p.shared.empty() && p.solution_concept == Concept::nash;
  if (scan.complete) {
    const auto* limits = p.upper.allFinite() || std::isfinite(game.cap) ? "" : " with sums up to 2^50";
    const bool none = scan.equilibria.empty();
    completeness = {
        none && *limits ? Completeness::unknown
        : more          ? Completeness::at_least
                        : Completeness::all,
        fmt::format("scan over the total in balls: {} cells hold every stationary profile{}{}", scan.cells,
                    limits,
                    more ? "; of the variational equilibria: there may be other generalised ones" : "")};
    if (none)
      candidates.notes.push_back(
          fmt::format("proved: no profile{} satisfies the first-order conditions of all players", limits));
    return candidates;
  }
  completeness = {
      scan.equilibria.empty() ? Completeness::unknown : Completeness::at_least,
      fmt::format("scan over the total in balls: undecided for sums in {}", shown(scan.undecided))};
  candidates.solver.detail = "the scan over the total leaves sums undecided";
  if (!scan.equilibria.empty() && !was_stopped(scan.termination))
    candidates.solver.termination = Termination::converged;
  return candidates;
}

}  // namespace models::declared

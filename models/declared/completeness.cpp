#include "models/declared/completeness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "models/declared/equations.hpp"
#include "models/expressions/derivative.hpp"
#include "solvers/certificates/aggregate_scan.hpp"
#include "solvers/certificates/all_solutions.hpp"
#include "solvers/certificates/monotonicity.hpp"

namespace models::declared {
namespace {

constexpr int most_monotone = 24;   // unknowns, for the proof of strict monotonicity
constexpr int most_searched = 6;    // unknowns, for branch and prune
constexpr int most_scanned = 1000;  // players, for the scan over the total
constexpr int least_scanned = 3;  // with one rival every game is aggregative, and branch and prune is sharper
constexpr long most_cells = 600;  // of the scan; what takes more is not decided by more
constexpr long most_boxes = 40'000;
constexpr long most_work = 3'000'000;  // boxes times operations, functions such as exp counted as 1000

bool has_kinks(const Parameters& p) {
  const auto kinked = [](const auto& formula) { return formula && formula->has_kinks(); };
  const auto any = [&](const std::vector<Constraint>& list) {
    return std::any_of(list.begin(), list.end(), [&](const Constraint& g) { return kinked(g.function); });
  };
  return any(p.shared) || std::any_of(p.map.begin(), p.map.end(), kinked) ||
         std::any_of(p.players.begin(), p.players.end(),
                     [&](const Player& i) { return kinked(i.payoff) || any(i.constraints); });
}

/// As many boxes as the formulas allow in about a second.
long affordable_boxes(const Parameters& p) {
  const std::lock_guard lock(p.store->mutex);
  long cost = 1;
  const auto count = [&](const FormulaPtr& formula) {
    if (!formula) return;
    for (const int node : p.store->graph.needed({formula->output()})) {
      const auto op = p.store->graph.at(node).op;
      const bool plain = op <= expressions::Operation::whole_power;
      cost += p.store->graph.at(node).constant ? 0 : plain ? 1 : 1000;
    }
  };
  for (const auto& player : p.players) count(player.payoff);
  for (const auto& part : p.map) count(part);
  return std::min(most_boxes, most_work / cost + 100);
}

/// Derivatives of a formula by all entries of the profile, as nodes.
std::vector<int> slopes(const Parameters& p, const Formula& formula) {
  const std::lock_guard lock(p.store->mutex);
  std::vector<int> leaves;
  for (int k = 0; k < p.dimension(); ++k) leaves.push_back(p.store->graph.input(k));
  return gradient(p.store->graph, formula.output(), leaves);
}

/// c where the shared constraints are exactly total <= c, infinity where there are none.
std::optional<double> cap_on_total(const Parameters& p) {
  if (p.shared.empty()) return std::numeric_limits<double>::infinity();
  const auto& g = p.shared.front();
  if (p.shared.size() > 1 || g.equality) return std::nullopt;
  for (const int slope : slopes(p, *g.function))
    if (!p.store->graph.is_literal(slope, 1)) return std::nullopt;
  return -g.function->value(Vector(Vector::Zero(p.dimension())));
}

/// Words and profiles of one way to show that nothing is missing.
class Claims {
 public:
  Claims(const Parameters& p, const solvers::KktConditions& conditions, const RunOptions& options,
         Candidates& candidates)
      : p_(p), conditions_(conditions), options_(options), candidates_(candidates) {}

  std::vector<Vector> run() {
    if (has_kinks(p_)) return {};
    if (!by_monotonicity() && !by_total()) by_branch_and_prune();
    return std::move(profiles_);
  }

 private:
  /// With shared constraints the conditions are those of variational equilibria; others may exist.
  void claim_all(std::string how) {
    const bool more = !p_.shared.empty() && p_.solution_concept == Concept::nash;
    auto& completeness = candidates_.completeness;
    completeness.claim = more ? Completeness::at_least : Completeness::all;
    completeness.method =
        how + (more ? "; of the variational equilibria: there may be other generalised ones" : "");
  }

  bool by_monotonicity() {
    if (candidates_.solver.converged == 0 || conditions_.size() > most_monotone) return false;
    const auto found = solvers::prove_strictly_monotone(conditions_, {.stop = options_.stop});
    if (found.verdict != solvers::Verdict::proved) return false;
    claim_all("strict monotonicity in balls: there is at most one");
    return true;
  }

  bool by_total() {
    const int players = static_cast<int>(p_.players.size());
    if (players < least_scanned || players > most_scanned || !is_aggregative(p_)) return false;
    const auto cap = cap_on_total(p_);
    if (!cap || !p_.lower.allFinite()) return false;
    const auto scan =
        solvers::scan_aggregate(solvers::aggregative_game(constrained_game(p_), *cap),
                                {.max_cells = most_cells, .smallest = 1e-7, .stop = options_.stop});
    if (!scan.complete || scan.equilibria.empty()) return false;
    for (const auto& one : scan.equilibria)
      profiles_.push_back(solvers::middle(one.profile).head(p_.dimension()));
    claim_all(
        fmt::format("scan over the total in balls: {} cells hold every stationary profile", scan.cells));
    return true;
  }

  void by_branch_and_prune() {
    if (conditions_.size() > most_searched) return;
    const auto found = solvers::find_all_solutions(
        conditions_, {.max_boxes = affordable_boxes(p_), .seed = options_.seed, .stop = options_.stop});
    if (!found.complete && !found.covered) return;
    for (const auto& solution : found.solutions) profiles_.push_back(solution.w.head(p_.dimension()));
    claim_all(fmt::format(
        "branch and prune in balls: {} boxes hold every stationary profile{}", found.boxes,
        found.complete ? "" : fmt::format(", degenerate ones in {} small boxes", found.undecided.size())));
    if (!found.complete || !found.solutions.empty()) return;
    candidates_.solver.termination = solvers::Termination::no_solution;
    candidates_.notes.push_back("proved: no profile satisfies the first-order conditions of all players");
  }

  const Parameters& p_;
  const solvers::KktConditions& conditions_;
  const RunOptions& options_;
  Candidates& candidates_;
  std::vector<Vector> profiles_;
};

}  // namespace

bool is_aggregative(const Parameters& p) {
  if (p.is_map()) return false;
  for (const auto& player : p.players) {
    if (player.count != 1 || !player.constraints.empty()) return false;
    const auto by_entry = slopes(p, *player.payoff);
    std::optional<int> rival;
    for (int k = 0; k < p.dimension(); ++k) {
      if (k == player.first) continue;
      const int slope = by_entry[static_cast<std::size_t>(k)];
      if (rival && *rival != slope) return false;
      rival = slope;
    }
  }
  return true;
}

std::vector<Vector> claim_completeness(const Parameters& p, const solvers::KktConditions& conditions,
                                       const RunOptions& options, Candidates& candidates) {
  return Claims(p, conditions, options, candidates).run();
}

}  // namespace models::declared

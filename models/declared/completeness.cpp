#include "models/declared/completeness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/kinks.hpp"
#include "models/declared/profile.hpp"
#include "models/expressions/derivative.hpp"
#include "solvers/certificates/aggregate_scan.hpp"
#include "solvers/certificates/all_solutions.hpp"
#include "solvers/certificates/monotonicity.hpp"
#include "solvers/games/fischer_burmeister_newton.hpp"

namespace models::declared {
namespace {

using solvers::IntervalBox;

constexpr int most_monotone = 24;  // unknowns, for the proof of strict monotonicity
constexpr int most_searched = 6;   // unknowns, for branch and prune
constexpr int most_spread = 24;    // players, for the scan over the total where payoffs have no form of it
constexpr int least_scanned = 3;  // with one rival every game is aggregative, and branch and prune is sharper
constexpr long most_cells = 600;  // of the scan; what takes more is not decided by more
constexpr double covered = 0x1p50;  // entries up to this size, where bounds are infinite
constexpr long most_boxes = 40'000;
constexpr long most_work = 3'000'000;  // boxes times operations, functions such as exp counted as 1000

/// As many boxes as the formulas allow in about a second.
long affordable_boxes(const Parameters& p) {
  const std::lock_guard lock(p.store->mutex);
  long cost = 1;
  const auto count = [&](const FormulaPtr& formula) {
    if (!formula) return;
    for (const int node : p.store->graph.needed({formula->output()})) {
      const auto op = p.store->graph.at(node).op;
      const bool plain = op <= expressions::Operation::whole_power;
      const long own = op == expressions::Operation::expectation ? 300'000 : plain ? 1 : 1000;
      cost += p.store->graph.at(node).constant ? 0 : own;
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

/// Where a constraint is curved multipliers may not exist, as for x^2 <= 0.
bool has_curved_constraints(const Parameters& p) {
  const auto curved = [&](const std::vector<Constraint>& list) {
    return std::any_of(list.begin(), list.end(), [&](const Constraint& g) {
      const auto by_entry = slopes(p, *g.function);
      return std::any_of(by_entry.begin(), by_entry.end(),
                         [&](int slope) { return !p.store->graph.at(slope).constant; });
    });
  };
  return curved(p.shared) || std::any_of(p.players.begin(), p.players.end(),
                                         [&](const Player& i) { return curved(i.constraints); });
}

/// The game as one of the sum of all choices: by the form of its payoffs, else by their derivatives.
std::optional<solvers::AggregativeGame> game_of_sum(const Parameters& p) {
  const int players = static_cast<int>(p.players.size());
  if (players < least_scanned) return std::nullopt;
  if (auto game = aggregative_game(p)) return game;
  if (players > most_spread || !is_aggregative(p)) return std::nullopt;
  const auto cap = cap_on_total(p);
  if (!cap || !p.lower.allFinite()) return std::nullopt;
  return solvers::aggregative_game(constrained_game(p), *cap);
}

/// Words and profiles of one way to show that nothing is missing.
class Claims {
 public:
  Claims(const Parameters& p, const solvers::KktConditions& conditions, const RunOptions& options,
         std::vector<Vector>& found, Candidates& candidates)
      : p_(p), conditions_(conditions), options_(options), found_(found), candidates_(candidates) {}

  void search_all() {
    constexpr long most = 1'000'000;
    candidates_.solver.method = "branch-and-prune";
    branch_and_prune(most);
    auto& solver = candidates_.solver;
    solver.starts = 1;
    solver.converged = found_.empty() ? 0 : 1;
    if (solver.termination == solvers::Termination::not_started)
      solver.termination = found_.empty() ? solvers::Termination::stalled : solvers::Termination::converged;
  }

  void run() {
    if (has_kinks(p_)) return;
    if (!by_monotonicity() && !by_total()) by_branch_and_prune();
  }

 private:
  /// What of unbounded sides was not looked at; empty where every bound is finite.
  std::string_view limits() const {
    const bool bounded = conditions_.lower().allFinite() && conditions_.upper().allFinite();
    return bounded ? "" : " with unknowns up to 2^50";
  }

  /// Those that were met where boxes do not reach are kept. Whether there are any.
  bool keep_far(const std::vector<Vector>& met) {
    bool any = false;
    for (const auto& x : met)
      if (x.cwiseAbs().maxCoeff() > covered) found_.push_back(x), any = true;
    return any;
  }

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
    const auto found = solvers::prove_strictly_monotone(
        conditions_, {.max_boxes = std::min(2000L, affordable_boxes(p_)), .stop = options_.stop});
    if (found.verdict != solvers::Verdict::proved) return false;
    claim_all(
        found.potential && !p_.is_map()
            ? "strict monotonicity in balls: there is at most one; the game has an exact potential, strictly "
              "concave, which the equilibrium maximises"
            : "strict monotonicity in balls: there is at most one");
    return true;
  }

  bool by_total() {
    const auto game = game_of_sum(p_);
    if (!game) return false;
    const auto scan =
        solvers::scan_aggregate(*game, {.max_cells = most_cells, .smallest = 1e-7, .stop = options_.stop});
    if (!scan.complete || scan.equilibria.empty()) return false;
    const auto met = std::exchange(found_, {});
    for (const auto& one : scan.equilibria) add_alone(solvers::middle(one.profile), one.profile, met);
    for (const auto& x : met) add(x);
    claim_all(fmt::format("scan over the total in balls: {} cells hold every stationary profile{}",
                          scan.cells, limits()));
    return true;
  }

  void by_branch_and_prune() {
    if (conditions_.size() <= most_searched) branch_and_prune(affordable_boxes(p_));
  }

  void branch_and_prune(long boxes) {
    const bool alone = candidates_.solver.method == "branch-and-prune";
    const auto found = solvers::find_all_solutions(
        conditions_, {.max_boxes = boxes, .seed = options_.seed, .far = covered, .stop = options_.stop});
    if (alone) {
      candidates_.solver.iterations = found.boxes;
      if (was_stopped(found.termination)) candidates_.solver.termination = found.termination;
    }
    if (!found.complete && !found.covered) {
      if (alone) keep_partial(found);
      return;
    }
    const auto met = std::exchange(found_, {});
    for (const auto& solution : found.solutions) add_alone(solution.w, solution.proof.box, met);
    std::vector<IntervalBox> empty;
    for (const auto& [box, at_most_one] : found.undecided) {
      if (!add_of_box(box, met) || !has_slopes(box))
        empty.push_back(box);
      else if (!at_most_one)
        several_.push_back(box);
    }
    claim_boxes(found, empty, keep_far(met));
  }

  /// What is proved although boxes are left.
  void keep_partial(const solvers::AllSolutionsResult& found) {
    for (const auto& solution : found.solutions) add_alone(solution.w, solution.proof.box, {});
    candidates_.completeness = {found_.empty() ? Completeness::unknown : Completeness::at_least,
                                fmt::format("branch and prune in balls: {} boxes, {} left undecided",
                                            found.boxes, found.undecided.size())};
  }

  void claim_boxes(const solvers::AllSolutionsResult& found, const std::vector<IntervalBox>& empty,
                   bool far) {
    auto how = fmt::format(
        "branch and prune in balls: {} boxes hold every stationary profile{}{}", found.boxes, limits(),
        found.complete ? "" : fmt::format(", degenerate ones in {} small boxes", found.undecided.size()));
    const bool curved = has_curved_constraints(p_);
    const bool none = found.complete && found.solutions.empty() && !far;
    if (none)
      candidates_.notes.push_back(
          fmt::format("proved: no profile{} satisfies the first-order conditions of all players", limits()));
    const bool denied = none && !limits().empty();  // existence beyond is an open question
    if (empty.empty() && several_.empty() && !curved && !far && !denied) {
      claim_all(how);
      if (none) candidates_.solver.termination = solvers::Termination::no_solution;
      return;
    }
    auto& completeness = candidates_.completeness;
    completeness.claim = found_.empty() ? Completeness::unknown : Completeness::at_least;
    if (!several_.empty())
      how += "; whether there is only one near " + described_middle(several_.front()) + " is undecided";
    if (far) how += "; beyond, there are others";
    if (curved) how += "; but a constraint is curved, where an equilibrium need not have multipliers";
    if (!empty.empty()) how += "; whether one lies near " + described_middle(empty.front()) + " is undecided";
    completeness.method = std::move(how);
  }

  void add(const Vector& x) {
    if (is_known(x, found_)) return;
    const auto better = polished(conditions_, x, options_);
    found_.push_back(better && is_known(*better, {x}) ? *better : x);
  }

  /// The only solution in the box, however near others are, as it was met there.
  void add_alone(const Vector& w, const IntervalBox& box, const std::vector<Vector>& met) {
    const auto inside = [&](const Vector& x) {
      for (int k = 0; k < p_.dimension(); ++k)
        if (!box[static_cast<std::size_t>(k)].contains(x(k))) return false;
      return true;
    };
    Vector x = w.head(p_.dimension());
    const auto same = std::find_if(met.begin(), met.end(),
                                   [&](const Vector& one) { return is_known(x, {one}) && inside(one); });
    if (same != met.end()) x = *same;
    const auto better = polished(conditions_, x, options_);
    if (better && is_known(*better, {x}) && inside(*better)) x = *better;
    if (std::find(found_.begin(), found_.end(), x) == found_.end()) found_.push_back(x);
  }

  /// The first of those met at x; x where none is.
  static Vector nearest(const Vector& x, const std::vector<Vector>& met) {
    for (const auto& one : met)
      if (is_known(x, {one})) return one;
    return x;
  }

  /// The profile that was met in a small undecided box, or to which its middle leads.
  bool add_of_box(const IntervalBox& box, const std::vector<Vector>& met) {
    const Vector middle = solvers::middle(box).head(p_.dimension());
    if (is_known(middle, met)) return found_.push_back(nearest(middle, met)), true;
    const auto x = polished(conditions_, middle, options_);
    if (!x || !is_known(*x, {middle})) return false;
    found_.push_back(*x);
    return true;
  }

  /// The first-order conditions have values on all of the box: elsewhere they need not hold at equilibria.
  bool has_slopes(const IntervalBox& box) const {
    solvers::BallVector G;
    conditions_.evaluate(solvers::to_balls(box), G, nullptr);
    return std::all_of(G.begin(), G.end(), [](const auto& g) { return g.is_finite(); });
  }

  std::string described_middle(const IntervalBox& box) const {
    std::string text;
    for (int k = 0; k < p_.dimension(); ++k)
      text += fmt::format("{}{} = {:.6g}", k == 0 ? "" : ", ", entry_name(p_, k), solvers::middle(box)(k));
    return text;
  }

  const Parameters& p_;
  const solvers::KktConditions& conditions_;
  const RunOptions& options_;
  std::vector<Vector>& found_;
  Candidates& candidates_;
  std::vector<IntervalBox> several_;  // small ones, with a solution each and perhaps more
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

bool is_known(const Vector& x, const std::vector<Vector>& known) {
  return std::any_of(known.begin(), known.end(), [&](const Vector& one) {
    return (one - x).cwiseAbs().maxCoeff() <= 1e-6 * std::max(1.0, x.cwiseAbs().maxCoeff());
  });
}

std::optional<Vector> polished(const solvers::KktConditions& conditions, const Vector& x,
                               const RunOptions& options) {
  Vector start = Vector::Zero(conditions.size());
  start.head(x.size()) = x;
  solvers::FischerBurmeisterOptions wishes;
  wishes.tolerance = options.residual_tolerance;
  wishes.stop = options.stop;
  const auto result = solvers::fischer_burmeister_newton(conditions, start, wishes);
  if (!reached_goal(result.termination)) return std::nullopt;
  return Vector(result.solution.head(x.size()));
}

void search_all(const Parameters& p, const solvers::KktConditions& conditions, const RunOptions& options,
                std::vector<Vector>& found, Candidates& candidates) {
  Claims(p, conditions, options, found, candidates).search_all();
}

void claim_completeness(const Parameters& p, const solvers::KktConditions& conditions,
                        const RunOptions& options, std::vector<Vector>& found, Candidates& candidates) {
  Claims(p, conditions, options, found, candidates).run();
}

}  // namespace models::declared

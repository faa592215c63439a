#include "models/coopetition/trust_contingent.hpp"

#include <fmt/format.h>

#include "models/coopetition/all_equilibria.hpp"
#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/named_profile.hpp"
#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;

constexpr double rest = 1e-14;  // of a step, over the action

/// Best replies from `start` until they stand still; each actor sees the moves made before it in the round.
std::pair<Vector, bool> follow_replies(const StageGame<double>& game, Vector actions) {
  constexpr int most_rounds = 20'000;
  for (int round = 0; round < most_rounds; ++round) {
    double step = 0;
    for (int i = 0; i < game.count(); ++i) {
      const double reply = best_reply(own_problem(game, i, actions), game.endowment(i));
      step = std::max(step, std::abs(reply - actions(i)) / std::max(1.0, reply));
      actions(i) = reply;
    }
    if (step <= rest) return {actions, true};
  }
  return {actions, false};
}

bool same(const Vector& a, const Vector& b) {
  return ((a - b).array().abs() <= 1e-6 * a.array().abs().max(1.0)).all();
}

std::string why_incomplete(const AllEquilibriaResult& found) {
  if (found.undecided.empty()) return "";
  const auto parts = found.undecided.size();
  std::string text = parts == 1 ? "undecided: " : fmt::format("{} parts undecided, such as ", parts);
  const auto& box = found.undecided.front();
  for (std::size_t i = 0; i < box.size(); ++i)
    text += fmt::format("{}[{:.9g}, {:.9g}]", i ? " x " : "", box[i].lower, box[i].upper);
  return text + "; at a fold, or where a slope is 0 at a corner, equilibria cannot be told apart";
}

}  // namespace

ExtremalEquilibria extremal_equilibria(const StageGame<double>& game) {
  const auto [smallest, first] = follow_replies(game, Vector::Zero(game.count()));
  const auto [largest, second] = follow_replies(game, game.endowment);
  return {smallest, largest, first && second};
}

std::optional<Vector> select_equilibrium(const StageGame<double>& game, Selection selection,
                                         const Vector& near) {
  const Vector start = selection == Selection::smallest  ? Vector(Vector::Zero(game.count()))
                       : selection == Selection::largest ? Vector(game.endowment)
                                                         : Vector(near.cwiseMax(0).cwiseMin(game.endowment));
  const auto [actions, settled] = follow_replies(game, start);
  return settled ? std::optional(actions) : std::nullopt;
}

std::string selection_tag(const StageGame<double>& game, const Vector& actions) {
  const auto ends = extremal_equilibria(game);
  const bool smallest = same(actions, ends.smallest), largest = same(actions, ends.largest);
  if (smallest && largest) return "unique";
  return smallest ? "smallest" : largest ? "largest" : "intermediate";
}

Candidates solve_trust_contingent(const Parameters& p, const RunOptions& options) {
  solvers::require::that(options.method == "auto" || options.method == "branch-and-prune", "solve",
                         "concept \"trust-contingent\" has the methods \"auto\" and \"branch-and-prune\"");
  const Vector b = baseline(p);
  const auto game = lift_stage<double>(p, p.trust.initial, b);
  const auto rigorous = lift_stage<Ball>(p, p.trust.initial, b);
  const auto found = all_equilibria(
      game, rigorous,
      {.max_boxes = options.max_iterations > 0 ? options.max_iterations : AllEquilibriaOptions{}.max_boxes,
       .stop = options.stop});
  Candidates candidates;
  for (const auto& actions : found.equilibria) candidates.profiles.push_back(named_profile(p, actions));
  candidates.solver = {.method = "branch-and-prune",
                       .termination = found.termination,
                       .starts = 1,
                       .converged = found.complete ? 1 : 0,
                       .iterations = found.boxes,
                       .seed = options.seed,
                       .detail = why_incomplete(found)};
  candidates.completeness =
      found.complete
          ? CompletenessReport{Completeness::all,
                               "branch and prune in balls: best replies rise with the others' actions, "
                               "so boxes shrink to them; each that is left holds exactly one"}
          : CompletenessReport{found.equilibria.empty() ? Completeness::unknown : Completeness::at_least,
                               why_incomplete(found)};
  if (found.equilibria.empty() && !found.complete) {  // what can be said without a proof
    const auto ends = extremal_equilibria(game);
    candidates.profiles = {named_profile(p, ends.smallest)};
    if (!same(ends.smallest, ends.largest)) candidates.profiles.push_back(named_profile(p, ends.largest));
  }
  if (candidates.profiles.size() > 1)
    candidates.notes.push_back(
        "several equilibria: best replies from the bottom lead to the smallest, from the top to the largest; "
        "quantity "
        "`selection` says which is which");
  candidates.notes.insert(candidates.notes.end(), p.notes.begin(), p.notes.end());
  return candidates;
}

}  // namespace models::coopetition

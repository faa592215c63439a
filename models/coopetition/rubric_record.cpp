#include "models/coopetition/rubric_record.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "models/coopetition/rubric.hpp"

namespace models::coopetition {
namespace {

void add_points(const RubricScore& score, Quantities& summary) {
  summary.push_back({"rubric_points", static_cast<double>(score.total())});
  summary.push_back({"rubric_state_alignment", static_cast<double>(score.state_alignment)});
  summary.push_back({"rubric_behaviour", static_cast<double>(score.behaviour)});
  summary.push_back({"rubric_mechanism", static_cast<double>(score.mechanism)});
  summary.push_back({"rubric_outcome", static_cast<double>(score.outcome)});
  summary.push_back({"rubric_visible_transitions", static_cast<double>(score.visible)});
  summary.push_back({"rubric_jumps", score.jumps});
  summary.push_back({"rubric_final_mean_trust", score.final_mean});
  summary.push_back({"phase_F", score.F});
}

void add_null(const std::vector<int>& scores, int reached, Trajectory& trajectory) {
  if (scores.empty()) return;
  const auto count = static_cast<double>(scores.size());
  const auto at_least =
      std::count_if(scores.begin(), scores.end(), [&](int points) { return points >= reached; });
  trajectory.summary.push_back({"rubric_null_draws", count});
  trajectory.summary.push_back({"rubric_null_share_at_least", static_cast<double>(at_least) / count});
  std::map<int, int> times;
  for (const int points : scores) ++times[points];
  std::vector<double> points, shares;
  for (const auto& [score, n] : times) points.push_back(score), shares.push_back(n / count);
  trajectory.tables.push_back({"rubric-null",
                               "a score that drawn parameters get, and their share",
                               {{"points", points}, {"share", shares}}});
}

}  // namespace

void add_rubric(const Parameters& p, const RunOptions& options, Trajectory& trajectory) {
  if (trajectory.status == Status::stopped) return;
  const auto score = rubric_score(p, scripted_states(p), p.rubric->pairs_only);
  add_points(score, trajectory.summary);
  add_null(rubric_null(p, p.rubric->pairs_only, p.rubric->draws, options.seed, options.stop), score.total(),
           trajectory);
  auto& notes = trajectory.notes;
  notes.push_back("rubric: 10 points of state alignment are constant, no observed data are compared");
  notes.push_back(
      "phase_F treats a deterministic, autocorrelated series as independent samples: it has no p value");
  if (!p.rubric->pairs_only)
    notes.push_back(fmt::format("rubric: trust is averaged over the whole matrix, self-trust {} included",
                                fmt::join(p.trust.initial.trust.diagonal(), ", ")));
}

}  // namespace models::coopetition

#include "models/coopetition/markov_perfect.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/markov_path.hpp"
#include "models/coopetition/markov_policy.hpp"
#include "models/coopetition/named_profile.hpp"
#include "models/memory.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

using solvers::Termination;
using solvers::Verdict;

void check(const Parameters& p, const RunOptions& options) {
  solvers::require::that(p.count() == 2, "markov-perfect", "play that looks ahead is solved for two actors");
  solvers::require::that(options.method == "auto", "markov-perfect",
                         "there is no method but auto: backward induction");
  for (const int points : {p.markov.points, p.markov.finer_points})
    require_memory("markov-perfect", "the values of all periods", bytes_of_values(p.markov, points),
                   "give fewer markov.points or markov.periods");
}

std::string selection_text(const Parameters& p) {
  switch (p.markov.selection) {
    case StageSelection::smallest:
      return fmt::format("the least actions, {}'s first", p.actors[0].name);
    case StageSelection::largest:
      return fmt::format("the largest actions, {}'s first", p.actors[0].name);
    case StageSelection::joint:
      return "the largest sum of payoffs";
  }
  return "";
}

/// Largest and mean |change of values| at the drawn states between two grids, over the range of payoffs.
struct GridChange {
  double largest = 0, mean = 0;
};
GridChange grid_change(const Parameters& p, const MarkovSolution& coarse, const MarkovSolution& fine,
                       double range, std::uint64_t seed) {
  GridChange change;
  for (int k = 0; k < p.markov.states; ++k) {
    const auto [t, state] = drawn_state(p, seed, k);
    const auto a = interpolate(coarse.values[static_cast<std::size_t>(t)], state);
    const auto b = interpolate(fine.values[static_cast<std::size_t>(t)], state);
    const double moved = std::max(std::abs(a[0] - b[0]), std::abs(a[1] - b[1])) / range;
    change.largest = std::max(change.largest, moved);
    change.mean += moved / p.markov.states;
  }
  return change;
}

/// Gains at drawn states, in one figure each.
struct Sample {
  double largest = 0, mean = 0, miss = 0;
  int gaining = 0, cut = 0, mixed = 0;
};
Sample summarised(const std::vector<DeviationGain>& gains, double tolerance) {
  Sample sample;
  for (const auto& at : gains) {
    const double gain = std::max(at.gain[0], at.gain[1]);
    sample.largest = std::max(sample.largest, gain);
    sample.mean += gain / static_cast<double>(gains.size());
    sample.miss = std::max(sample.miss, at.miss);
    sample.gaining += gain > tolerance ? 1 : 0;
    sample.cut += at.cut ? 1 : 0;
    sample.mixed += at.pure ? 0 : 1;
  }
  return sample;
}

void add_quantities(const Parameters& p, const MarkovSolution& solution, const Sample& sample,
                    Quantities& quantities) {
  quantities.push_back({"stage_games", static_cast<double>(solution.stages)});
  quantities.push_back({"stages_without_pure", static_cast<double>(solution.without_pure)});
  quantities.push_back({"stages_with_several_pure", static_cast<double>(solution.several_pure)});
  quantities.push_back({"sampled_states", static_cast<double>(p.markov.states)});
  quantities.push_back({"sampled_gain_largest", sample.largest});
  quantities.push_back({"sampled_gain_mean", sample.mean});
  quantities.push_back({"sampled_states_gaining", static_cast<double>(sample.gaining)});
  quantities.push_back({"sampled_states_mixed", static_cast<double>(sample.mixed)});
  quantities.push_back({"sampled_states_cut_at_mixed", static_cast<double>(sample.cut)});
  quantities.push_back({"interpolation_error", sample.miss});
}

void judge(const Parameters& p, const MarkovGame& game, const PathGains& path, const Sample& sample,
           double tolerance, Certificate& certificate) {
  const double worst = std::max(path.gain[0], path.gain[1]);
  certificate.level = CertificateLevel::checked_global;
  certificate.epsilon = std::max(worst, sample.largest);
  for (int i = 0; i < 2; ++i)
    certificate.regret.push_back({p.actors[static_cast<std::size_t>(i)].name, path.gain[i]});
  if (worst > tolerance) {
    const int i = path.gain[0] >= path.gain[1] ? 0 : 1;
    certificate.verdict = Verdict::refuted;
    certificate.claim =
        fmt::format("no Markov perfect equilibrium path: {} gains by one deviation in period {}",
                    p.actors[static_cast<std::size_t>(i)].name, path.period[i]);
    certificate.deviation = Deviation{
        p.actors[static_cast<std::size_t>(i)].name,
        {{"period", static_cast<double>(path.period[i])}, {"action", game.action(i, path.action[i])}},
        path.gain[i]};
    return;
  }
  const bool everywhere = sample.largest <= tolerance && sample.cut == 0 && sample.mixed == 0;
  certificate.verdict = everywhere ? Verdict::proved : Verdict::undecided;
  certificate.claim =
      everywhere
          ? fmt::format(
                "Markov perfect on {} actions each: no deviation in one period gains on this path, nor at {} "
                "states drawn off the grid",
                game.actions(), p.markov.states)
          : fmt::format(
                "no deviation in one period gains on this path; off the grid {} of {} drawn states allow one "
                "that gains, {} pass a stage without pure equilibrium",
                sample.gaining, p.markov.states, sample.cut + sample.mixed);
}

/// Values of both grids; the second is empty where none is asked for.
struct Grids {
  MarkovSolution coarse, fine;
};
Grids solve_grids(const Parameters& p, const MarkovGame& game, const RunOptions& options) {
  Grids grids{induce(p, game, p.markov.points, options.threads, options.stop), {}};
  if (p.markov.finer_points > 0 && solvers::reached_goal(grids.coarse.termination))
    grids.fine = induce(p, game, p.markov.finer_points, options.threads, options.stop);
  return grids;
}

}  // namespace

Candidates solve_markov_perfect(const Parameters& p, const RunOptions& options) {
  check(p, options);
  const MarkovGame game(p);
  const auto solution = induce(p, game, p.markov.points, options.threads, options.stop);
  Candidates candidates;
  candidates.solver = {
      .method = "backward induction",
      .termination = solution.termination,
      .starts = 1,
      .converged = solvers::reached_goal(solution.termination) ? 1 : 0,
      .iterations = p.markov.periods,
      .evaluations = solution.stages,
      .seed = options.seed,
      .detail = fmt::format("{}^4 states, {} actions each; of several pure equilibria of a stage: {}",
                            p.markov.points, game.actions(), selection_text(p))};
  candidates.completeness = {Completeness::at_least,
                             "other selections among equilibria of stages give other ones"};
  if (!solvers::reached_goal(solution.termination)) return candidates;
  const auto path = equilibrium_path(p, game, solution);
  if (solution.without_pure > 0)
    candidates.notes.push_back(
        fmt::format("{} of {} stage games have no pure equilibrium; a mixed one (Lemke and "
                    "Howson) is played there",
                    solution.without_pure, solution.stages));
  if (path.k1.size() < static_cast<std::size_t>(p.markov.periods))
    candidates.notes.push_back(
        fmt::format("the path ends after {} periods, at a stage without pure equilibrium", path.k1.size()));
  if (path.k1.empty())
    candidates.solver.termination = Termination::stalled;
  else
    candidates.profiles = {named_path(p, game, path)};
  return candidates;
}

Equilibrium certify_markov_perfect(const Parameters& p, const Profile& profile, const RunOptions& options) {
  check(p, options);
  const MarkovGame game(p);
  const auto path = path_of(p, game, profile);
  Equilibrium result{.profile = named_path(p, game, path)};
  const auto grids = solve_grids(p, game, options);
  const auto stopped = [&] {
    result.certificate.claim = "not judged: stopped";
    result.certificate.epsilon = HUGE_VAL;
    return result;
  };
  if (!solvers::reached_goal(grids.coarse.termination) || options.stop.requested()) return stopped();
  const double range = game.payoff_range() / (1 - p.markov.discount_factor);
  const double tolerance = options.tolerance * std::max(range, 1.0);
  const auto gains = path_gains(p, game, grids.coarse, path);
  const auto sample = summarised(
      sampled_gains(p, game, grids.coarse, p.markov.states, options.seed, options.threads, options.stop),
      tolerance);
  if (options.stop.requested()) return stopped();
  judge(p, game, gains, sample, tolerance, result.certificate);
  result.certificate.relative_epsilon = result.certificate.epsilon / range;
  result.certificate.residual = sample.miss;
  result.payoff = by_actor(p, Vector{{gains.value[0], gains.value[1]}});
  add_quantities(p, grids.coarse, sample, result.quantities);
  if (p.markov.finer_points > 0 && p.markov.states > 0) {
    const auto change = grid_change(p, grids.coarse, grids.fine, range, options.seed);
    result.quantities.push_back({"finer_stages_without_pure", static_cast<double>(grids.fine.without_pure)});
    result.quantities.push_back({"grid_change_largest", change.largest});
    result.quantities.push_back({"grid_change_mean", change.mean});
  }
  result.notes.push_back(
      "payoff: discounted to the first period; gains likewise to the period of the deviation");
  result.notes.push_back(fmt::format(
      "grid_change: |V on {0}^4 states - V on {1}^4| at the drawn states over the range of payoffs",
      p.markov.points, p.markov.finer_points));
  return result;
}

Trajectory simulate_markov_perfect(const Parameters& p, const RunOptions& options) {
  check(p, options);
  const MarkovGame game(p);
  const auto solution = induce(p, game, p.markov.points, options.threads, options.stop);
  Trajectory trajectory{.termination = solution.termination};
  if (!solvers::reached_goal(solution.termination)) {
    trajectory.status = Status::stopped;
    return trajectory;
  }
  const auto path = equilibrium_path(p, game, solution);
  record_path(p, game, path, trajectory);
  trajectory.tables.push_back(policy_table(p, game, solution));
  const auto gains = path_gains(p, game, solution, path);
  const double range = game.payoff_range() / (1 - p.markov.discount_factor);
  const double worst = std::max(gains.gain[0], gains.gain[1]);
  trajectory.invariants.push_back({"no deviation in one period gains on the path",
                                   worst <= options.tolerance * std::max(range, 1.0),
                                   fmt::format("largest gain {:.2g}", worst)});
  trajectory.notes.push_back("action and payoff at a step are those of the period that begins there");
  trajectory.status = trajectory.invariants.back().holds ? Status::certified : Status::failed;
  return trajectory;
}

}  // namespace models::coopetition

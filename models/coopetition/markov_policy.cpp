#include "models/coopetition/markov_policy.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/parallel.hpp"
#include "solvers/core/random.hpp"

namespace models::coopetition {
namespace {

using Index = std::size_t;

/// Probabilities of an actor's actions where a stage is played.
Vector probabilities(const StageSolution& solution, int actor, int actions) {
  if (!solution.pure) return actor == 0 ? solution.mixed1 : solution.mixed2;
  return Vector::Unit(actions, actor == 0 ? solution.k1 : solution.k2);
}

}  // namespace

MarkovPolicy::MarkovPolicy(const Parameters& p, const MarkovGame& game, const MarkovSolution& solution)
    : p_(p), game_(game), solution_(solution) {}

void MarkovPolicy::stage(int t, const MarkovState& state, StagePayoffs& payoffs) const {
  game_.stage_payoffs(state, payoffs);
  if (t >= p_.markov.periods) return;
  const double discount = p_.markov.discount_factor;
  const int n = game_.actions();
  const auto& after = solution_.values[static_cast<Index>(t + 1)];
  for (int k1 = 0; k1 < n; ++k1)
    for (int k2 = 0; k2 < n; ++k2) {
      const auto ahead = interpolate(after, game_.next(state, k1, k2));
      const auto pair = static_cast<Index>(k1 * n + k2);
      payoffs.first[pair] += discount * ahead[0];
      payoffs.second[pair] += discount * ahead[1];
    }
}

StageSolution MarkovPolicy::play(int t, const MarkovState& state) const {
  StagePayoffs payoffs;
  stage(t, state, payoffs);
  return solve_stage(payoffs, game_.actions(), p_.markov.selection);
}

MarkovPolicy::Followed MarkovPolicy::follow(int t, MarkovState state) const {
  const double discount = p_.markov.discount_factor;
  Followed sum;
  double weight = 1;
  StagePayoffs now;
  for (; t < p_.markov.periods; ++t) {
    const auto solution = play(t, state);
    if (!solution.pure) break;
    game_.stage_payoffs(state, now);
    const auto pair = static_cast<Index>(solution.k1 * game_.actions() + solution.k2);
    sum.first += weight * now.first[pair];
    sum.second += weight * now.second[pair];
    weight *= discount;
    state = game_.next(state, solution.k1, solution.k2);
  }
  const auto last = play(t, state);
  const double scale = t == p_.markov.periods ? weight / (1 - discount) : weight;
  sum.first += scale * last.value1;
  sum.second += scale * last.value2;
  sum.cut = t < p_.markov.periods;
  return sum;
}

DeviationGain deviation_gain(const Parameters& p, const MarkovGame& game, const MarkovSolution& solution,
                             const MarkovPolicy& policy, int t, const MarkovState& state) {
  const int n = game.actions();
  const double discount = p.markov.discount_factor;
  const auto played = policy.play(t, state);
  DeviationGain result{.pure = played.pure};
  StagePayoffs now;
  game.stage_payoffs(state, now);
  const Vector first = probabilities(played, 0, n), second = probabilities(played, 1, n);
  const auto earned = [&](int k1, int k2) {  // by both, when the policy is followed from the next period on
    const auto ahead = policy.follow(t + 1, game.next(state, k1, k2));
    result.cut = result.cut || ahead.cut;
    const auto pair = static_cast<Index>(k1 * n + k2);
    return std::array{now.first[pair] + discount * ahead.first, now.second[pair] + discount * ahead.second};
  };
  std::array<double, 2> value{0, 0};
  Vector by_first = Vector::Zero(n),
         by_second = Vector::Zero(n);  // what each action earns against the other's
  for (int k1 = 0; k1 < n; ++k1)
    for (int k2 = 0; k2 < n; ++k2) {
      if (first(k1) == 0 && second(k2) == 0) continue;
      const auto both = earned(k1, k2);
      by_first(k1) += second(k2) * both[0];
      by_second(k2) += first(k1) * both[1];
      value[0] += first(k1) * second(k2) * both[0];
      value[1] += first(k1) * second(k2) * both[1];
    }
  result.gain[0] = std::max(by_first.maxCoeff(&result.action[0]) - value[0], 0.0);
  result.gain[1] = std::max(by_second.maxCoeff(&result.action[1]) - value[1], 0.0);
  const auto table = interpolate(solution.values[static_cast<Index>(t)], state);
  result.miss = std::max(std::abs(value[0] - table[0]), std::abs(value[1] - table[1]));
  return result;
}

DrawnState drawn_state(const Parameters& p, std::uint64_t seed, int k) {
  solvers::RandomStream random(seed, static_cast<std::uint64_t>(k));
  const int t = static_cast<int>(random.below(static_cast<std::uint64_t>(p.markov.periods)));
  MarkovState state;
  for (double* const part : {&state.T12, &state.T21, &state.R12, &state.R21}) *part = random.uniform();
  return {t, state};
}

std::vector<DeviationGain> sampled_gains(const Parameters& p, const MarkovGame& game,
                                         const MarkovSolution& solution, int count, std::uint64_t seed,
                                         int threads, const solvers::Stop& stop) {
  const MarkovPolicy policy(p, game, solution);
  std::vector<DeviationGain> gains(static_cast<Index>(count));
  solvers::in_parallel(count, threads, stop, [&](long k) {
    const auto [t, state] = drawn_state(p, seed, static_cast<int>(k));
    gains[static_cast<Index>(k)] = deviation_gain(p, game, solution, policy, t, state);
  });
  return gains;
}

}  // namespace models::coopetition

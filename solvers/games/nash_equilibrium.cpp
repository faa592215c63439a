#include "solvers/games/nash_equilibrium.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/games/best_response_iteration.hpp"
#include "solvers/games/extragradient.hpp"
#include "solvers/games/natural_map.hpp"
#include "solvers/games/natural_map_newton.hpp"
#include "solvers/games/projected_gradient.hpp"

namespace solvers {
namespace {

struct Method {
  std::string_view name;
  EquilibriumResult (*solve)(const Game&, const Vector& start, const NashOptions&);
};

template <StepRule rule>
EquilibriumResult by_gradient(const Game& game, const Vector& start, const NashOptions& options) {
  return projected_gradient(game, start, {.rule = rule, .step = options.step, .limits = options.limits});
}

EquilibriumResult by_newton(const Game& game, const Vector& start, const NashOptions& options) {
  return natural_map_newton(game, start, {.limits = options.limits});
}

EquilibriumResult by_extragradient(const Game& game, const Vector& start, const NashOptions& options) {
  return extragradient(game, start, {.step = options.step, .limits = options.limits});
}

EquilibriumResult by_best_response(const Game& game, const Vector& start, const NashOptions& options) {
  const BestResponseIterationOptions defaults;
  IterationLimits limits = options.limits;
  limits.tolerance = std::max(limits.tolerance, defaults.limits.tolerance);  // a response is known no better
  return best_response_iteration(game, start, options.oracle, {.damping = options.damping, .limits = limits});
}

const Method methods[] = {
    {"semismooth-newton", by_newton},
    {"extragradient", by_extragradient},
    {"projected-gradient", by_gradient<StepRule::armijo>},
    {"projected-gradient-fixed", by_gradient<StepRule::fixed>},
    {"projected-gradient-diminishing", by_gradient<StepRule::diminishing>},
    {"barzilai-borwein", by_gradient<StepRule::barzilai_borwein>},
    {"best-response", by_best_response},
};

/// The methods to try, one after the other while none converges.
std::vector<std::string_view> plan(const Game& game, const std::string& method) {
  const auto& names = nash_methods();
  if (std::find(names.begin(), names.end(), method) == names.end())
    throw std::invalid_argument(fmt::format("find_nash_equilibria: unknown method '{}'; there are {}", method,
                                            fmt::join(names, ", ")));
  if (method != "auto") return {*std::find(names.begin(), names.end(), method)};
  if (game.jacobian) return {"semismooth-newton", "extragradient", "best-response"};
  return {"extragradient", "best-response"};
}

EquilibriumResult solve_by(std::string_view name, const Game& game, const Vector& start,
                           const NashOptions& options) {
  const auto* method = std::find_if(std::begin(methods), std::end(methods),
                                    [name](const Method& m) { return m.name == name; });
  return method->solve(game, start, options);
}

NashOptions with_oracle(const Game& game, NashOptions options) {
  if (!options.oracle)
    options.oracle = local_oracle(game, {.seed = options.seed, .stop = options.limits.stop});
  return options;
}

NashCandidate judged(const Game& game, const FoundProfile& found, const BestResponseOracle& oracle) {
  NashCandidate candidate{.solution = found.best,
                          .regrets = exploitability(game, found.best.profile, oracle),
                          .starts = found.starts};
  if (game.jacobian) candidate.null_dimension = null_dimension(game, found.best.profile);
  return candidate;
}

}  // namespace

const std::vector<std::string_view>& nash_methods() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all{"auto"};
    for (const auto& method : methods) all.push_back(method.name);
    return all;
  }();
  return names;
}

EquilibriumResult find_stationary_profile(const Game& game, const Vector& start, const NashOptions& options) {
  const NashOptions complete = with_oracle(game, options);
  EquilibriumResult result;
  for (const auto name : plan(game, options.method)) {
    result = solve_by(name, game, start, complete);
    if (reached_goal(result.termination) || was_stopped(result.termination)) break;
  }
  return result;
}

NashResult find_nash_equilibria(const Game& game, const NashOptions& options) {
  constexpr auto who = "find_nash_equilibria";
  require::positive(who, "regret_tolerance", options.regret_tolerance);
  require::positive(who, "step", options.step);
  check_equilibrium_problem(who, game, Vector::Zero(game.dimension()), options.limits);
  const NashOptions complete = with_oracle(game, options);
  NashResult result;
  for (const auto name : plan(game, options.method)) {
    const auto search =
        multistart(game, [&](const Vector& start, int) { return solve_by(name, game, start, complete); },
                   {.starts = options.starts,
                    .seed = options.seed,
                    .distance = options.distance,
                    .stop = options.limits.stop});
    result.method = name;
    result.termination = search.termination;
    result.starts = search.starts;
    result.converged = search.converged;
    result.iterations += search.iterations;
    result.evaluations += search.evaluations;
    if (search.converged == 0 && !search.results.empty()) result.detail = search.results.front().detail;
    for (const auto& found : search.found) {
      auto candidate = judged(game, found, complete.oracle);
      const bool refuted = !(candidate.regrets.epsilon <= options.regret_tolerance);
      (refuted ? result.refuted : result.equilibria).push_back(std::move(candidate));
    }
    if (search.converged > 0 || was_stopped(search.termination)) break;
  }
  if (result.converged > 0) result.detail.clear();
  return result;
}

}  // namespace solvers

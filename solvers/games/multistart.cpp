#include "solvers/games/multistart.hpp"

#include <algorithm>
#include <numeric>

#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

bool close(const Vector& x, const Vector& y, double distance) {
  const double scale = std::max({1.0, x.lpNorm<Eigen::Infinity>(), y.lpNorm<Eigen::Infinity>()});
  return (x - y).lpNorm<Eigen::Infinity>() <= distance * scale;
}

/// Components of the graph that joins close answers: no order of the answers enters.
std::vector<FoundProfile> merged(const std::vector<EquilibriumResult>& results, double distance) {
  std::vector<int> component(results.size());
  std::iota(component.begin(), component.end(), 0);
  for (std::size_t a = 0; a < results.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (component[a] != component[b] && reached_goal(results[a].termination) &&
          reached_goal(results[b].termination) && close(results[a].profile, results[b].profile, distance))
        std::replace(component.begin(), component.end(), std::max(component[a], component[b]),
                     std::min(component[a], component[b]));
  std::vector<FoundProfile> found;
  for (std::size_t first = 0; first < results.size(); ++first) {
    if (component[first] != static_cast<int>(first) || !reached_goal(results[first].termination)) continue;
    FoundProfile profile{.best = results[first], .starts = {}};
    for (std::size_t k = first; k < results.size(); ++k) {
      if (component[k] != component[first]) continue;
      profile.starts.push_back(static_cast<int>(k));
      if (results[k].residual < profile.best.residual) profile.best = results[k];
    }
    found.push_back(std::move(profile));
  }
  return found;
}

}  // namespace

Vector random_start(const Game& game, std::uint64_t seed, int number) {
  RandomStream stream(seed, static_cast<std::uint64_t>(number));
  Vector start(game.dimension());
  Eigen::Index begin = 0;
  for (const auto& set : game.strategy_sets) {
    start.segment(begin, set->dimension()) = set->sample([&stream] { return stream.uniform(); });
    begin += set->dimension();
  }
  return start;
}

MultistartResult multistart(const Game& game, const SolveFrom& solve, const MultistartOptions& options) {
  require::at_least("multistart", "starts", options.starts, 1);
  require::positive("multistart", "distance", options.distance);
  require::that(static_cast<bool>(solve), "multistart", "there is no method to start");
  MultistartResult result;
  for (int k = 0; k < options.starts; ++k) {
    if (const auto asked = options.stop.requested()) {
      result.termination = *asked;
      break;
    }
    result.results.push_back(solve(random_start(game, options.seed, k), k));
    const auto& last = result.results.back();
    result.converged += reached_goal(last.termination);
    result.iterations += last.iterations;
    result.evaluations += last.evaluations;
  }
  result.starts = static_cast<int>(result.results.size());
  result.found = merged(result.results, options.distance);
  if (result.termination == Termination::not_started)
    result.termination = result.converged > 0 ? Termination::converged : result.results.front().termination;
  return result;
}

}  // namespace solvers

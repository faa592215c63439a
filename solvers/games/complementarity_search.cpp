#include "solvers/games/complementarity_search.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

double start_between(double lower, double upper, RandomStream& stream) {
  const bool below = std::isfinite(lower), above = std::isfinite(upper);
  if (below && above) return std::clamp(lower + stream.uniform() * (upper - lower), lower, upper);
  const double distance = std::pow(10, stream.uniform(-2, 2));
  if (below) return lower + distance;
  if (above) return upper - distance;
  return stream.uniform() < 0.5 ? -distance : distance;
}

/// Takes an answer in; true where it is new.
bool file(ComplementaritySearchResult& into, const ComplementarityResult& answer, double distance) {
  for (auto& known : into.found) {
    const double scale = std::max(1.0, known.best.solution.lpNorm<Eigen::Infinity>());
    if ((known.best.solution - answer.solution).lpNorm<Eigen::Infinity>() > distance * scale) continue;
    ++known.starts;
    if (answer.residual < known.best.residual) known.best = answer;
    return false;
  }
  into.found.push_back({answer, 1});
  return true;
}

class Searcher {
 public:
  Searcher(const ComplementarityProblem& problem, const ComplementaritySearchOptions& options)
      : problem_(problem), options_(options), newton_(options.newton) {}

  ComplementaritySearchResult run() {
    for (int k = 0; k < options_.starts && !stopped(); ++k, ++result_.starts)
      if (try_start(k)) ++result_.converged;
    int task = options_.starts;
    const auto enough = static_cast<std::size_t>(options_.enough);
    for (bool fresh = options_.deflated_starts > 0; fresh && !stopped() && result_.found.size() < enough;) {
      newton_.deflate.clear();
      for (const auto& known : result_.found) newton_.deflate.push_back(known.best.solution);
      const std::size_t before = result_.found.size();
      for (int k = 0; k < options_.deflated_starts && !stopped(); ++k) try_start(task++);
      fresh = result_.found.size() > before;
    }
    if (!result_.found.empty() && !was_stopped(result_.termination))
      result_.termination = Termination::converged;
    return result_;
  }

 private:
  bool stopped() const { return was_stopped(result_.termination); }

  bool try_start(int task) {
    const Vector start = random_start(problem_, options_.seed, static_cast<std::uint64_t>(task));
    auto answer = fischer_burmeister_newton(problem_, start, newton_);
    result_.iterations += answer.iterations;
    result_.evaluations += answer.evaluations;
    if (reached_goal(answer.termination)) return file(result_, answer, options_.distance), true;
    const bool better = result_.termination == Termination::not_started ||
                        !(answer.residual >= result_.best_failure.residual);
    if (better || was_stopped(answer.termination)) result_.termination = answer.termination;
    if (better) result_.best_failure = std::move(answer);
    return false;
  }

  const ComplementarityProblem& problem_;
  const ComplementaritySearchOptions& options_;
  FischerBurmeisterOptions newton_;
  ComplementaritySearchResult result_;
};

}  // namespace

Vector random_start(const ComplementarityProblem& problem, std::uint64_t seed, std::uint64_t task) {
  RandomStream stream(seed, task);
  Vector w(problem.size());
  for (int j = 0; j < problem.size(); ++j)
    w(j) = start_between(problem.lower()(j), problem.upper()(j), stream);
  return w;
}

ComplementaritySearchResult find_complementarity_solutions(const ComplementarityProblem& problem,
                                                           const ComplementaritySearchOptions& options) {
  constexpr auto who = "find_complementarity_solutions";
  require::at_least(who, "starts", options.starts, 1);
  require::at_least(who, "deflated_starts", options.deflated_starts, 0);
  require::at_least(who, "enough", options.enough, 0);
  require::positive(who, "distance", options.distance);
  return Searcher(problem, options).run();
}

}  // namespace solvers

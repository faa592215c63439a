// models/digital_twin/nash.cpp
// Nash equilibria by search: the game as solvers see it, methods, starts.
#include "models/digital_twin/nash.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/best_response.hpp"
#include "models/digital_twin/certificate.hpp"
#include "models/digital_twin/strategies.hpp"
#include "models/memory.hpp"
#include "solvers/games/nash_equilibrium.hpp"

namespace models::digital_twin {
namespace {

/// Global best responses of the reduced game, in double; the certificate has its own in balls.
solvers::BestResponse respond(const Parameters& parameters, const PlayersOf<double>& p,
                              const TrustOf<double>& trust, int player, const Vector& reduced) {
  const Vector profile = with_deception_zero(reduced);
  const OwnProblems<double> problems(parameters.gradient, p, trust, profile);
  const auto cover = search(problems.problem(player));
  solvers::BestResponse response;
  response.termination = solvers::Termination::converged;
  response.strategy = Vector{{cover.best.sharing, cover.best.probing}};
  response.payoff = cover.best_value;
  response.evaluations = 1;
  return response;
}

solvers::NashOptions nash_options(const Parameters& parameters, const RunOptions& options, int starts) {
  solvers::NashOptions wishes;
  wishes.method = options.method;
  wishes.starts = starts;
  wishes.seed = options.seed;
  wishes.regret_tolerance = options.tolerance;
  wishes.limits.tolerance = options.residual_tolerance;
  if (options.max_iterations > 0) wishes.limits.max_iterations = options.max_iterations;
  wishes.limits.stop = options.stop;
  wishes.oracle = [&parameters, p = lift<double>(parameters.players), trust = lift<double>(parameters.trust)](
                      int player, const Vector& reduced) {
    return respond(parameters, p, trust, player, reduced);
  };
  return wishes;
}

/// The stationary profile as exactly as doubles allow.
Vector sharpened(const Parameters& parameters, const Vector& reduced) {
  const Vector profile = with_deception_zero(reduced);
  const auto polished = polish(parameters, ActiveSet(profile), profile);
  return polished && natural_residual(parameters, polished->profile) <= natural_residual(parameters, profile)
             ? polished->profile
             : profile;
}

void append(const Parameters& parameters, const std::vector<solvers::NashCandidate>& found,
            Candidates& candidates) {
  for (const auto& candidate : found)
    candidates.profiles.push_back(named_profile(sharpened(parameters, candidate.solution.profile)));
}

bool may_be_continuum(const solvers::NashResult& result) {
  return std::any_of(result.equilibria.begin(), result.equilibria.end(),
                     [](const auto& candidate) { return candidate.null_dimension > 0; });
}

Candidates candidates_of(const Parameters& parameters, const solvers::NashResult& result,
                         const RunOptions& options) {
  Candidates candidates;
  append(parameters, result.equilibria, candidates);
  append(parameters, result.refuted, candidates);
  candidates.solver = {.method = result.method,
                       .termination = result.termination,
                       .starts = result.starts,
                       .converged = result.converged,
                       .iterations = result.iterations,
                       .evaluations = result.evaluations,
                       .seed = options.seed,
                       .detail = result.detail};
  candidates.completeness.method =
      fmt::format("{} starts; a search proves nothing about others", result.starts);
  if (!result.equilibria.empty()) candidates.completeness.claim = Completeness::at_least;
  if (may_be_continuum(result)) candidates.notes.push_back("singular Jacobian: may be a continuum");
  return candidates;
}

}  // namespace

const std::vector<std::string_view>& nash_method_names() { return solvers::nash_methods(); }

Candidates find_nash(const Parameters& parameters, const RunOptions& options) {
  constexpr int default_starts = 8, starts_before_giving_up = 64;
  const int n = parameters.players.count();
  require_memory("solve", "the Jacobian of all players", 8.0 * 4 * n * n * 4, "use method aggregate");
  const auto game = reduced_game(parameters);
  const int starts = options.starts > 0 ? options.starts : default_starts;
  auto result = find_nash_equilibria(game, nash_options(parameters, options, starts));
  if (options.starts == 0 && result.equilibria.empty() && !was_stopped(result.termination))
    result = find_nash_equilibria(game, nash_options(parameters, options, starts_before_giving_up));
  return candidates_of(parameters, result, options);
}

}  // namespace models::digital_twin

// models/digital_twin/nash.cpp
// Nash equilibria by search: the game as solvers see it, methods, starts.
#include "models/digital_twin/nash.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/best_response.hpp"
#include "models/digital_twin/strategies.hpp"
#include "models/memory.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/games/nash_equilibrium.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace models::digital_twin {
namespace {

constexpr int reduced_choices = 2;

/// Own gradients in (sharing, probing) at deception 0, over any number type.
template <typename T>
VectorOf<T> reduced_gradients(Gradient gradient, const PlayersOf<T>& p, const TrustOf<T>& trust,
                              const VectorOf<T>& reduced) {
  const Eigen::Index n = reduced.size() / reduced_choices;
  VectorOf<T> profile(choices * n), result(reduced.size());
  for (Eigen::Index i = 0; i < n; ++i) {
    profile(choices * i) = reduced(reduced_choices * i);
    profile(choices * i + 1) = reduced(reduced_choices * i + 1);
    profile(choices * i + 2) = T(0);
  }
  const auto all = own_gradients(gradient, p, trust, profile);
  for (Eigen::Index i = 0; i < n; ++i)
    for (int k = 0; k < reduced_choices; ++k) result(reduced_choices * i + k) = all(choices * i + k);
  return result;
}

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

void append(const std::vector<solvers::NashCandidate>& found, Candidates& candidates) {
  for (const auto& candidate : found)
    candidates.profiles.push_back(named_profile(with_deception_zero(candidate.solution.profile)));
}

bool may_be_continuum(const solvers::NashResult& result) {
  return std::any_of(result.equilibria.begin(), result.equilibria.end(),
                     [](const auto& candidate) { return candidate.null_dimension > 0; });
}

Candidates candidates_of(const solvers::NashResult& result, const RunOptions& options) {
  Candidates candidates;
  append(result.equilibria, candidates);
  append(result.refuted, candidates);
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

Vector without_deception(const Vector& profile) {
  const Eigen::Index n = profile.size() / choices;
  Vector reduced(reduced_choices * n);
  for (Eigen::Index i = 0; i < n; ++i)
    reduced.segment(reduced_choices * i, reduced_choices) = profile.segment(choices * i, reduced_choices);
  return reduced;
}

Vector with_deception_zero(const Vector& reduced) {
  const Eigen::Index n = reduced.size() / reduced_choices;
  Vector profile = Vector::Zero(choices * n);
  for (Eigen::Index i = 0; i < n; ++i)
    profile.segment(choices * i, reduced_choices) = reduced.segment(reduced_choices * i, reduced_choices);
  return profile;
}

solvers::Game reduced_game(const Parameters& parameters) {
  const auto p = std::make_shared<const PlayersOf<double>>(lift<double>(parameters.players));
  const auto trust = std::make_shared<const TrustOf<double>>(lift<double>(parameters.trust));
  const auto gradient = parameters.gradient;
  solvers::Game game;
  const auto set = std::make_shared<solvers::CappedSimplex>(reduced_choices);
  game.strategy_sets.assign(static_cast<std::size_t>(p->count()), set);
  game.payoff = [=](int player, const Vector& reduced) {
    const Vector profile = with_deception_zero(reduced);
    return payoffs(*p, state_of(*p, *trust, profile), profile)(player);
  };
  game.pseudo_gradient = [=](const Vector& reduced) {
    return reduced_gradients(gradient, *p, *trust, reduced);
  };
  game.jacobian = [gradient, players = parameters.players, held = parameters.trust](const Vector& reduced) {
    const auto field = [&]<typename T>(const VectorOf<T>& x) {
      return reduced_gradients(gradient, lift<T>(players), lift<T>(held), x);
    };
    return solvers::jacobian_of(field, reduced);
  };
  return game;
}

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
  return candidates_of(result, options);
}

}  // namespace models::digital_twin

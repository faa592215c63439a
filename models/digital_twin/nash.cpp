// models/digital_twin/nash.cpp
// Nash equilibria by search: the game as solvers see it, methods, starts.
#include "models/digital_twin/nash.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/aggregate.hpp"
#include "models/digital_twin/best_response.hpp"
#include "models/digital_twin/certificate.hpp"
#include "models/digital_twin/strategies.hpp"
#include "models/memory.hpp"
#include "solvers/core/random.hpp"
#include "solvers/games/best_response_iteration.hpp"
#include "solvers/games/nash_equilibrium.hpp"
#include "solvers/games/natural_map.hpp"
#include "solvers/games/natural_map_newton.hpp"

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

double largest_regret(const Parameters& parameters, const Vector& profile) {
  const auto p = lift<double>(parameters.players);
  const auto trust = lift<double>(parameters.trust);
  const OwnProblems<double> problems(parameters.gradient, p, trust, profile);
  double regret = 0;
  for (int i = 0; i < p.count(); ++i) {
    const auto own = problems.problem(i);
    regret =
        std::max(regret, search(own).best_value - own.payoff(profile(choices * i), profile(choices * i + 1)));
  }
  return regret;
}

solvers::NashOptions nash_options(const Parameters& parameters, const RunOptions& options, int starts) {
  solvers::NashOptions wishes;
  wishes.method = options.method;
  wishes.starts = starts;
  wishes.seed = options.seed;
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

/// A stationary profile with the largest regret there, in double and in the meaning of the gradient. (The
/// payoffs of the Game cannot say: a deviation holds trust, or rivals' information, at the profile.)
struct Found {
  Vector profile;
  double regret = 0;
  bool singular = false;
};

class Hunt {
 public:
  Hunt(const Parameters& parameters, const RunOptions& options)
      : parameters_(parameters), options_(options), game_(reduced_game(parameters)) {}

  /// From the equilibria of a neighbouring game, one start each. Whether each led to an equilibrium of its
  /// own: where not, others may have come or gone, and a search is called for.
  bool follow(const std::vector<Profile>& near) {
    const auto wishes = nash_options(parameters_, options_, 1);
    report_.method = name_of_method(wishes);
    for (const auto& profile : near) {
      const auto start = start_at(profile);
      if (!start || options_.stop.requested()) return false;
      const auto end = find_stationary_profile(game_, *start, wishes);
      ++report_.starts;
      report_.iterations += end.iterations;
      report_.evaluations += end.evaluations;
      if (!reached_goal(end.termination)) return false;
      ++report_.converged;
      report_.termination = end.termination;
      const auto known = found_.size();
      add(end.profile);
      if (found_.size() == known || found_.back().regret > options_.tolerance) return false;
    }
    return !near.empty();
  }

  /// Multistart with the method asked for.
  void search(int starts) {
    const auto wishes = nash_options(parameters_, options_, starts);
    if (report_.method.empty()) report_.method = name_of_method(wishes);
    run([&](const Vector& start, int) { return find_stationary_profile(game_, start, wishes); }, starts,
        options_.seed);
  }

  /// Players take global best responses in turn, from a few starts, then Newton's method: it reaches
  /// equilibria at which some players sit on another of their local maxima than gradients find.
  void play_best_responses() {
    constexpr int starts = 8;
    constexpr long sweeps = 200;
    const auto wishes = nash_options(parameters_, options_, starts);
    const solvers::IterationLimits limits{wishes.limits.tolerance, sweeps, options_.stop};
    const auto from = [&](const Vector& start, int) {
      const auto settled = best_response_iteration(game_, start, wishes.oracle,
                                                   {.damping = 1, .sequential = true, .limits = limits});
      auto solution = natural_map_newton(game_, settled.profile, {.limits = limits});
      solution.iterations += settled.iterations;
      return solution;
    };
    report_.method += ", then best responses in turn";
    run(from, starts, solvers::mix(options_.seed));
  }

  bool found_equilibrium() const {
    return std::any_of(found_.begin(), found_.end(),
                       [&](const Found& f) { return f.regret <= options_.tolerance; });
  }
  bool was_stopped() const { return solvers::was_stopped(report_.termination); }
  Candidates candidates() &&;

 private:
  /// `auto` begins so; others step in for a start that fails.
  static std::string name_of_method(const solvers::NashOptions& wishes) {
    return wishes.method == "auto" ? "semismooth-newton" : wishes.method;
  }

  /// Nothing where the neighbour has other players.
  std::optional<Vector> start_at(const Profile& profile) const try {
    return without_deception(vector_of(profile, parameters_.players.count()));
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }

  void run(const solvers::SolveFrom& solve, int starts, std::uint64_t seed) {
    const auto result = multistart(game_, solve, {.starts = starts, .seed = seed, .stop = options_.stop});
    const bool first = report_.starts == 0;
    if (first || solvers::was_stopped(result.termination) || !reached_goal(report_.termination))
      report_.termination = result.termination;
    report_.starts += result.starts;
    report_.converged += result.converged;
    report_.iterations += result.iterations;
    report_.evaluations += result.evaluations;
    if (result.converged == 0 && !result.results.empty()) report_.detail = result.results.front().detail;
    for (const auto& one : result.found) add(one.best.profile);
    if (found_.empty()) add_best_of(result.results);
  }

  /// Where no start reached its goal: the profile with the least residual is still worth judging.
  void add_best_of(const std::vector<solvers::EquilibriumResult>& results) {
    const solvers::EquilibriumResult* best = nullptr;
    for (const auto& result : results)
      if (result.profile.allFinite() && (!best || result.residual < best->residual)) best = &result;
    if (best && best->profile.size() == game_.dimension()) add(best->profile);
  }

  void add(const Vector& reduced) {
    const Vector profile = sharpened(parameters_, reduced);
    for (const auto& known : found_)
      if ((known.profile - profile).cwiseAbs().maxCoeff() <= 1e-6) return;
    found_.push_back({profile, largest_regret(parameters_, profile),
                      null_dimension(game_, without_deception(profile)) > 0});
  }

  const Parameters& parameters_;
  const RunOptions& options_;
  solvers::Game game_;
  std::vector<Found> found_;
  SolverReport report_;
};

Candidates Hunt::candidates() && {
  const auto refuted = std::stable_partition(found_.begin(), found_.end(),
                                             [&](const Found& f) { return f.regret <= options_.tolerance; });
  Candidates candidates;
  for (const auto& one : found_) candidates.profiles.push_back(named_profile(one.profile));
  report_.seed = options_.seed;
  if (report_.converged > 0) report_.detail.clear();
  candidates.completeness.method =
      fmt::format("{} starts; a search proves nothing about others", report_.starts);
  if (refuted != found_.begin()) candidates.completeness.claim = Completeness::at_least;
  if (std::any_of(found_.begin(), refuted, [](const Found& f) { return f.singular; }))
    candidates.notes.push_back("singular Jacobian: may be a continuum");
  candidates.solver = std::move(report_);
  return candidates;
}

/// One stationary profile by the sums that the players share; no starts, and nothing said of others.
Candidates find_by_aggregates(const Parameters& parameters, const RunOptions& options) {
  AggregateOptions wishes{.stop = options.stop};
  if (options.max_iterations > 0) wishes.max_iterations = options.max_iterations;
  const auto found = solve_aggregate(parameters.players, parameters.trust, parameters.gradient, wishes);
  Candidates candidates;
  if (found.profile.allFinite()) candidates.profiles.push_back(named_profile(found.profile));
  candidates.solver = {
      .method = "aggregate",
      .termination = found.termination,
      .starts = 1,
      .converged = reached_goal(found.termination) ? 1 : 0,
      .iterations = found.iterations,
      .evaluations = found.iterations,
      .seed = options.seed,
      .detail = fmt::format("residual {:.1e} of the largest strategy; {} players had several "
                            "stationary answers",
                            found.relative_residual, found.branch_choices)};
  candidates.completeness.method = "one stationary profile; others are not searched for";
  return candidates;
}

void check_method(std::string_view method) {
  const auto& names = nash_method_names();
  if (std::find(names.begin(), names.end(), method) != names.end()) return;
  throw std::invalid_argument(
      fmt::format("solve: unknown method '{}'; known: {}", method, fmt::join(names, ", ")));
}

}  // namespace

const std::vector<std::string_view>& nash_method_names() {
  static const std::vector<std::string_view> names = [] {
    auto all = solvers::nash_methods();
    all.push_back("aggregate");
    all.push_back("enumerate");
    return all;
  }();
  return names;
}

Candidates find_nash(const Parameters& parameters, const RunOptions& options) {
  constexpr int default_starts = 8, starts_before_giving_up = 64, many_players = 100;
  check_method(options.method);
  const int n = parameters.players.count();
  const bool aggregative = parameters.trust.kind != Trust::Kind::matrix;
  if (options.method == "aggregate" || (options.method == "auto" && n > many_players && aggregative))
    return find_by_aggregates(parameters, options);
  require_memory("solve", "the Jacobian of all players", 4 * bytes_of_matrix(2.0 * n, 2.0 * n),
                 "give trust as a number or \"steady-state\" and use method \"aggregate\"");
  const int starts = options.starts > 0 ? options.starts : default_starts;
  const auto unresolved = [](const Hunt& hunt) { return !hunt.found_equilibrium() && !hunt.was_stopped(); };
  Hunt hunt(parameters, options);
  if (!hunt.follow(options.near)) hunt.search(starts);
  if (options.method == "auto" && unresolved(hunt)) hunt.play_best_responses();
  if (options.starts == 0 && unresolved(hunt)) hunt.search(starts_before_giving_up);
  return std::move(hunt).candidates();
}

}  // namespace models::digital_twin

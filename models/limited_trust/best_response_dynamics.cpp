#include "models/limited_trust/best_response_dynamics.hpp"

#include <algorithm>
#include <cmath>

#include "models/limited_trust/round_course.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Plays rounds, one at a time.
class Rounds {
 public:
  Rounds(const TrustGame& game, const DynamicsOptions& options, TrustProfile start)
      : game_(game),
        options_(options),
        responses_(*game.network, *game.payoffs, std::move(start)),
        utilities_(at(game.payoffs->levels())) {}

  const TrustProfile& profile() const { return responses_.profile(); }

  Vector key() const {
    return Eigen::Map<const Eigen::VectorXi>(profile().data(), static_cast<Eigen::Index>(profile().size()))
        .cast<double>();
  }

  /// Whether anybody moved.
  bool play() {
    auto next = profile();
    bool moved = false;
    for (int i = 0; i < game_.network->graph.nodes(); ++i) {
      if (game_.fixed[at(i)]) continue;
      responses_.utilities(i, utilities_);
      if (options_.noise_samples > 0) add_noise(i);
      const int level = best_level(utilities_, game_.choices, game_.payoffs->rounding());
      if (level == profile()[at(i)]) continue;
      moved = true;
      if (options_.simultaneous)
        next[at(i)] = level;
      else
        responses_.move(i, level);
    }
    if (options_.simultaneous && moved) responses_.move(std::move(next));
    ++played_;
    return moved;
  }

 private:
  void add_noise(int agent) {
    solvers::RandomStream random(
        solvers::mix(options_.seed + solvers::mix(static_cast<std::uint64_t>(played_))),
        static_cast<std::uint64_t>(agent));
    const int leads = std::min(game_.network->invitations[at(agent)], game_.network->graph.degree(agent));
    const double deviation = estimate_deviation(leads, options_.game_variance, options_.noise_samples);
    for (const int level : game_.choices) utilities_[at(level)] += deviation * random.normal();
  }

  const TrustGame& game_;
  const DynamicsOptions& options_;
  TrustResponses responses_;
  std::vector<double> utilities_;
  long played_ = 0;
};

void check(const TrustGame& game) {
  using namespace solvers::require;
  same_size("trust game", "fixed", static_cast<long>(game.fixed.size()), "agents",
            game.network->graph.nodes());
  that(!game.choices.empty() && std::is_sorted(game.choices.begin(), game.choices.end()), "trust game",
       "the choices must be levels in increasing order");
  within("trust game", "lowest choice", game.choices.front(), 0, game.payoffs->levels() - 1);
  within("trust game", "highest choice", game.choices.back(), 0, game.payoffs->levels() - 1);
}

}  // namespace

double estimate_deviation(int leads, double game_variance, int samples) {
  return std::sqrt(2 * leads * game_variance / samples);
}

DynamicsResult best_response_dynamics(const TrustGame& game, TrustProfile start,
                                      const DynamicsOptions& options) {
  check(game);
  solvers::require::at_least("best_response_dynamics", "max_rounds", options.max_rounds, 1);
  solvers::require::at_least("best_response_dynamics", "noise_samples", options.noise_samples, 0);
  solvers::require::nonnegative("best_response_dynamics", "game_variance", options.game_variance);
  Rounds rounds(game, options, start);
  const auto course = run_course(
      rounds, [&] { return Rounds(game, options, start); }, options,
      [&](const TrustProfile& profile) {
        if (options.observe) options.observe(profile);
      });
  return {course.termination, rounds.profile(), course.rounds, course.period, course.transient};
}

TrustRegrets trust_regrets(const TrustGame& game, const TrustProfile& profile) {
  check(game);
  const auto& payoffs = *game.payoffs;
  const int agents = game.network->graph.nodes();
  const bool off_grid = payoffs.ranks_by_trust() && payoffs.own_trust_costs();
  TrustRegrets result{.on_grid = Vector::Zero(agents), .best = profile};
  if (off_grid) result.off_grid = Vector::Zero(agents);
  TrustResponses responses(*game.network, payoffs, profile);
  std::vector<double> utilities(at(payoffs.levels())), above(at(payoffs.levels()));
  for (int i = 0; i < agents; ++i) {
    if (game.fixed[at(i)]) continue;
    responses.utilities(i, utilities);
    const double own = utilities[at(profile[at(i)])];
    const int best = best_level(utilities, game.choices, payoffs.rounding());
    if (utilities[at(best)] > own) {
      result.on_grid(i) = utilities[at(best)] - own;
      result.best[at(i)] = best;
    }
    if (!off_grid) continue;
    responses.utilities(i, above, Side::just_above);
    double most = own;
    for (int x = 0; x < payoffs.levels(); ++x) {
      if (x > game.choices.back()) break;
      most = std::max(most, utilities[at(x)]);
      if (x < game.choices.back()) most = std::max(most, above[at(x)]);
    }
    result.off_grid(i) = most - own;
  }
  return result;
}

}  // namespace models::limited_trust

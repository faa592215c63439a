#include "solvers/games/best_response.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/natural_map_newton.hpp"

namespace solvers {
namespace {

/// One player's problem: payoff and gradient as functions of the own strategy alone.
class OwnProblem {
 public:
  OwnProblem(const Game& game, int player, const Vector& profile)
      : game_(game),
        player_(player),
        profile_(profile),
        set_(*game.strategy_sets[static_cast<std::size_t>(player)]) {}

  const ConvexSet& set() const { return set_; }
  long evaluations() const { return evaluations_; }

  double payoff(const Vector& x) const {
    ++evaluations_;
    return game_.payoff(player_, game_.with_strategy(player_, x, profile_));
  }

  Vector gradient(const Vector& x) const {
    if (game_.own_gradient) return game_.own_gradient(player_, game_.with_strategy(player_, x, profile_));
    Vector slope(x.size());
    for (Eigen::Index j = 0; j < x.size(); ++j) slope(j) = difference(x, j);
    return slope;
  }

  /// The one-player game of this problem, for Newton; without a Hessian it cannot be solved by it.
  Game alone() const {
    return {.strategy_sets = {game_.strategy_sets[static_cast<std::size_t>(player_)]},
            .payoff = [this](int, const Vector& x) { return payoff(x); },
            .pseudo_gradient = [this](const Vector& x) { return gradient(x); },
            .jacobian = [this](const Vector& x) -> Matrix {
              return game_.own_hessian(player_, game_.with_strategy(player_, x, profile_));
            }};
  }
  bool has_hessian() const { return static_cast<bool>(game_.own_hessian); }

 private:
  /// dU/dx_j by central differences; one-sided where the payoff is only defined on one side.
  double difference(const Vector& x, Eigen::Index j) const {
    const double h = std::cbrt(0x1p-52) * std::max(1.0, std::abs(x(j)));
    const auto at = [&](double shift) {
      Vector y = x;
      y(j) += shift;
      return payoff(y);
    };
    const double above = at(h), below = at(-h);
    if (std::isfinite(above) && std::isfinite(below)) return (above - below) / (2 * h);
    const double here = payoff(x);
    return std::isfinite(above) ? (above - here) / h : (here - below) / h;
  }

  const Game& game_;
  int player_;
  const Vector& profile_;
  const ConvexSet& set_;
  mutable long evaluations_ = 0;
};

struct Climb {
  Termination termination = Termination::not_started;
  Vector x;
  double payoff = 0;
};

/// Steps x + t d with d = proj(x + s g) - x, s by Barzilai and Borwein, t halved until the payoff rises
/// enough.
Climb climb(const OwnProblem& own, const Vector& start, const LocalBestResponseOptions& options) {
  Climb at{.x = own.set().project(start)};
  at.payoff = own.payoff(at.x);
  Vector gradient = own.gradient(at.x);
  double step = 1;
  for (long k = 0;; ++k) {
    if (!std::isfinite(at.payoff) || !gradient.allFinite())
      return at.termination = Termination::not_finite, at;
    const double residual = (own.set().project(at.x + gradient) - at.x).lpNorm<Eigen::Infinity>();
    const double scale = std::max(1.0, at.x.lpNorm<Eigen::Infinity>());
    if (residual <= options.tolerance * scale) return at.termination = Termination::converged, at;
    if (const auto asked = options.stop.requested()) return at.termination = *asked, at;
    if (k >= options.max_iterations) return at.termination = Termination::iteration_limit, at;
    const Vector direction = own.set().project(at.x + step * gradient) - at.x;
    const double slope = gradient.dot(direction);
    double t = 1, payoff = own.payoff(at.x + direction);
    while (!(payoff >= at.payoff + 1e-4 * t * slope) && t > 0x1p-40)
      payoff = own.payoff(at.x + (t *= 0.5) * direction);
    // no rise can be seen in double precision: what is left is for Newton
    if (!(payoff > at.payoff)) return at.termination = Termination::floating_point_limit, at;
    const Vector x = at.x + t * direction, next_gradient = own.gradient(x);
    const double bend = -(x - at.x).dot(next_gradient - gradient);
    step = bend > 0 ? std::clamp((x - at.x).squaredNorm() / bend, 1e-10, 1e10) : std::min(4 * step, 1e10);
    at = {.x = x, .payoff = payoff};
    gradient = next_gradient;
  }
}

/// The climb's end, moved to the exact stationary point beside it where that pays no less.
void polish(const OwnProblem& own, const LocalBestResponseOptions& options, Climb& at) {
  if (!own.has_hessian() || at.termination == Termination::not_finite) return;
  const auto newton = natural_map_newton(
      own.alone(), at.x,
      {.limits = {.tolerance = options.tolerance, .max_iterations = 30, .stop = options.stop}});
  if (!reached_goal(newton.termination)) return;
  const double payoff = own.payoff(newton.profile);
  const double rounding =
      4 * 0x1p-52 * std::abs(at.payoff);  // a flat top: the payoff cannot tell the two apart
  if (payoff >= at.payoff - rounding) at = {newton.termination, newton.profile, payoff};
}

}  // namespace

BestResponse local_best_response(const Game& game, int player, const Vector& profile,
                                 const LocalBestResponseOptions& options) {
  constexpr auto who = "local_best_response";
  require::within(who, "player", player, 0, game.players() - 1, "players are numbered from 0");
  require::same_size(who, "profile", profile.size(), "a profile", game.dimension());
  require::at_least(who, "starts", options.starts, 1);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
  const OwnProblem own(game, player, profile);
  BestResponse best{.payoff = -std::numeric_limits<double>::infinity()};
  for (int k = 0; k < options.starts; ++k) {
    RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const Vector start =
        k == 0 ? game.strategy(player, profile) : own.set().sample([&] { return stream.uniform(); });
    Climb end = climb(own, start, options);
    polish(own, options, end);
    if (k == 0 || (std::isfinite(end.payoff) && !(end.payoff <= best.payoff))) {
      best.termination = end.termination;
      best.strategy = end.x;
      best.payoff = end.payoff;
    }
    if (was_stopped(end.termination)) break;
  }
  best.evaluations = own.evaluations();
  return best;
}

BestResponseOracle local_oracle(Game game, LocalBestResponseOptions options) {
  return [game = std::move(game), options](int player, const Vector& profile) {
    return local_best_response(game, player, profile, options);
  };
}

}  // namespace solvers

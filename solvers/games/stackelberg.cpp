#include "solvers/games/stackelberg.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/complementarity_search.hpp"
#include "solvers/roots/bracketed_root.hpp"

namespace solvers {
namespace {

struct Reply {
  double move = 0, payoff = 0;
  Vector w;  ///< of the KKT conditions; empty where no equilibrium was found
};

class Leading {
 public:
  Leading(const ConstrainedGame& game, int leader, const StackelbergOptions& options)
      : game_(game), options_(options), leader_(leader), place_(game.offset(leader)) {}

  /// w of the followers' equilibrium, from a w nearby or from random starts.
  Reply reply(double move, const Vector& start) {
    ++evaluations_;
    Reply reply{.move = move};
    const KktConditions conditions(with_fixed_move(game_, leader_, move));
    const FischerBurmeisterOptions newton{.tolerance = options_.tolerance, .stop = options_.stop};
    if (start.size() == conditions.size()) {
      Vector from = start;
      from(place_) = move;
      auto result = fischer_burmeister_newton(conditions, from, newton);
      if (reached_goal(result.termination)) reply.w = std::move(result.solution);
    }
    if (reply.w.size() == 0) {
      const auto search = find_complementarity_solutions(
          conditions, {.starts = 5, .deflated_starts = 0, .seed = options_.seed, .newton = newton});
      if (!search.found.empty()) reply.w = search.found.front().best.solution;
    }
    if (reply.w.size() > 0) {
      const Vector x = reply.w.head(conditions.variables());
      reply.payoff = game_.players[static_cast<std::size_t>(leader_)].payoff->value(game_.with_parameters(x));
      if (!std::isfinite(reply.payoff)) reply.w.resize(0);
    }
    return reply;
  }

  /// d U_leader / d move, the followers' choices and multipliers moving as their conditions demand.
  double slope(const Reply& at) {
    const KktConditions conditions(with_fixed_move(game_, leader_, at.move));
    Vector G;
    Matrix J;
    conditions.evaluate(at.w, G, &J);
    std::vector<int> free;
    for (int j = 0; j < conditions.size(); ++j)
      if (j != place_ && !(at.w(j) - conditions.lower()(j) < G(j)) &&
          !(conditions.upper()(j) - at.w(j) < -G(j)))
        free.push_back(j);
    Matrix A(free.size(), free.size());
    Vector b(free.size());
    for (std::size_t r = 0; r < free.size(); ++r) {
      b(static_cast<int>(r)) = -J(free[r], place_);
      for (std::size_t c = 0; c < free.size(); ++c)
        A(static_cast<int>(r), static_cast<int>(c)) = J(free[r], free[c]);
    }
    const auto moved = solve_linear(A, b);
    if (!moved) return std::numeric_limits<double>::quiet_NaN();
    Derivatives<double> U;
    game_.players[static_cast<std::size_t>(leader_)].payoff->differentiate(
        game_.with_parameters(Vector(at.w.head(conditions.variables()))), {conditions.variables()}, U);
    double slope = U.gradient(place_);
    for (std::size_t k = 0; k < free.size(); ++k)
      if (free[k] < conditions.variables()) slope += U.gradient(free[k]) * (*moved)(static_cast<int>(k));
    return slope;
  }

  StackelbergResult run() {
    const double lower = game_.lower(place_), upper = game_.upper(place_);
    std::vector<Reply> grid;
    Vector start;
    for (int k = 0; k < options_.grid; ++k) {
      if (const auto asked = options_.stop.requested()) return result_.termination = *asked, finish();
      const bool inner = k > 0 && k < options_.grid - 1;
      const double share = (k + (inner ? options_.offset : 0)) / (options_.grid - 1);
      grid.push_back(reply(std::min(upper, lower + share * (upper - lower)), start));
      if (grid.back().w.size() > 0)
        start = grid.back().w;
      else
        ++result_.unanswered;
    }
    for (std::size_t k = 0; k < grid.size(); ++k) refine(grid, k);
    if (best_.w.size() == 0) result_.detail = "no move has a followers' equilibrium that was found";
    result_.termination = best_.w.size() == 0 ? Termination::stalled : Termination::converged;
    return finish();
  }

 private:
  static bool below(const Reply& other, const Reply& at) {
    return other.w.size() == 0 || other.payoff <= at.payoff;
  }

  void take(const Reply& candidate) {
    if (candidate.w.size() > 0 && (best_.w.size() == 0 || candidate.payoff > best_.payoff)) best_ = candidate;
  }

  /// A grid point that pays no less than its neighbours: the top lies between them.
  void refine(const std::vector<Reply>& grid, std::size_t k) {
    const Reply& at = grid[k];
    if (at.w.size() == 0) return;
    if ((k > 0 && !below(grid[k - 1], at)) || (k + 1 < grid.size() && !below(grid[k + 1], at))) return;
    ++result_.peaks;
    take(at);
    const double low = grid[k > 0 ? k - 1 : k].move, high = grid[k + 1 < grid.size() ? k + 1 : k].move;
    const auto slope_at = [&](double move) {
      const Reply there = reply(move, at.w);
      return there.w.size() > 0 ? slope(there) : std::numeric_limits<double>::quiet_NaN();
    };
    const double first = slope_at(low), last = slope_at(high);
    if (first > 0 && last < 0) {
      const auto root = find_root({slope_at, {low, high}});
      if (std::isfinite(root.root)) take(reply(root.root, at.w));
    } else {
      take(by_sections(low, high, at));
    }
  }

  /// Golden sections, where the slope does not change sign: a kink, a jump or a flat top.
  Reply by_sections(double low, double high, Reply best) {
    constexpr double ratio = 0.6180339887498949;
    for (int k = 0; k < 60 && high - low > 1e-12 * std::max(1.0, std::abs(high)); ++k) {
      const Reply a = reply(high - ratio * (high - low), best.w),
                  b = reply(low + ratio * (high - low), best.w);
      const bool left = below(b, a) && a.w.size() > 0;
      const Reply& better = left ? a : b;
      if (better.w.size() > 0 && better.payoff > best.payoff) best = better;
      (left ? high : low) = left ? b.move : a.move;
    }
    return best;
  }

  StackelbergResult finish() {
    result_.evaluations = evaluations_;
    if (best_.w.size() == 0) return result_;
    result_.profile = best_.w.head(game_.dimension());
    result_.payoff = best_.payoff;
    result_.slope = slope(best_);
    return result_;
  }

  const ConstrainedGame& game_;
  const StackelbergOptions& options_;
  int leader_, place_;
  long evaluations_ = 0;
  Reply best_;
  StackelbergResult result_;
};

void check(const ConstrainedGame& game, int leader, const StackelbergOptions& options) {
  constexpr auto who = "solve_stackelberg";
  check_game(game);
  require::within(who, "leader", leader, 0, static_cast<double>(game.players.size()) - 1,
                  "players are numbered from 0");
  const auto& player = game.players[static_cast<std::size_t>(leader)];
  require::that(player.variables == 1, who,
                "the leader has several variables; the search is over one number");
  require::that(player.constraints.empty(), who,
                "the leader has constraints of its own; state bounds instead");
  const int place = game.offset(leader);
  require::finite(who, "the leader's lower bound", game.lower(place), "give one");
  require::finite(who, "the leader's upper bound", game.upper(place), "give one");
  require::at_least(who, "grid", options.grid, 3);
  require::that(options.offset >= 0 && options.offset < 1, who, "offset is outside [0, 1)");
  require::inside(who, "tolerance", options.tolerance, 0, 1);
}

}  // namespace

ConstrainedGame with_fixed_move(ConstrainedGame game, int player, double move) {
  const int place = game.offset(player);
  game.lower(place) = game.upper(place) = move;
  return game;
}

Vector followers_equilibrium(const ConstrainedGame& game, int leader, double move, const Vector& start,
                             const StackelbergOptions& options) {
  check(game, leader, options);
  Vector from;
  if (start.size() > 0) {
    from = Vector::Zero(KktConditions(game).size());
    from.head(start.size()) = start;
  }
  const Vector w = Leading(game, leader, options).reply(move, from).w;
  return w.size() > 0 ? Vector(w.head(game.dimension())) : w;
}

StackelbergResult solve_stackelberg(const ConstrainedGame& game, int leader,
                                    const StackelbergOptions& options) {
  check(game, leader, options);
  return Leading(game, leader, options).run();
}

}  // namespace solvers

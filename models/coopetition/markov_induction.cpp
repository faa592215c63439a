#include "models/coopetition/markov_induction.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "solvers/core/parallel.hpp"

namespace models::coopetition {
namespace {

using Index = std::size_t;

/// The four nodes of a grid of (T, R) around a point, with weights.
struct Corners {
  std::array<Index, 4> node;
  std::array<double, 4> weight;
};

Corners corners(double trust, double damage, int points) {
  const auto place = [points](double x) {
    const double at = x * (points - 1);
    const auto below = std::min(static_cast<Index>(at), static_cast<Index>(points - 2));
    return std::pair{below, at - static_cast<double>(below)};
  };
  const auto [t, u] = place(trust);
  const auto [r, v] = place(damage);
  const auto p = static_cast<Index>(points);
  return {{t * p + r, t * p + r + 1, (t + 1) * p + r, (t + 1) * p + r + 1},
          {(1 - u) * (1 - v), (1 - u) * v, u * (1 - v), u * v}};
}

double node(int points, Index i) { return static_cast<double>(i) / (points - 1); }

/// One period of the induction on one grid.
class Period {
 public:
  Period(const Parameters& p, const MarkovGame& game, int points)
      : p_(p),
        game_(game),
        points_(points),
        pairs_(static_cast<Index>(points) * static_cast<Index>(points)),
        n_(static_cast<Index>(game.actions())) {
    for (int truster = 0; truster < 2; ++truster)
      for (Index x = 0; x < pairs_; ++x)
        for (Index k = 0; k < n_; ++k) {
          const auto after = game.moved(truster, trust_of(x), damage_of(x), static_cast<int>(k));
          ahead_[static_cast<Index>(truster)].push_back(corners(after[0], after[1], points));
        }
  }

  Index pairs() const { return pairs_; }

  struct Count {
    long without_pure = 0, several_pure = 0;
  };

  /// States whose trust and damage of 1 in 2 are node x: their values from those of the next period, or from
  /// nothing at the end.
  Count values_at(Index x, const ValueTable* after, ValueTable& now) const {
    StagePayoffs stage;
    std::vector<double> first, second;
    if (after) {
      first = reduced(after->first, x);
      second = reduced(after->second, x);
    }
    Count count;
    const double discount = p_.markov.discount_factor, scale = after ? 1 : 1 / (1 - discount);
    for (Index y = 0; y < pairs_; ++y) {
      game_.stage_payoffs({trust_of(x), trust_of(y), damage_of(x), damage_of(y)}, stage);
      if (after) {
        add_continuation(first, y, discount, stage.first);
        add_continuation(second, y, discount, stage.second);
      }
      const auto solution = solve_stage(stage, static_cast<int>(n_), p_.markov.selection);
      now.first[x * pairs_ + y] = scale * solution.value1;
      now.second[x * pairs_ + y] = scale * solution.value2;
      count.without_pure += solution.pure ? 0 : 1;
      count.several_pure += solution.equilibria > 1 ? 1 : 0;
    }
    return count;
  }

 private:
  double trust_of(Index x) const { return node(points_, x / static_cast<Index>(points_)); }
  double damage_of(Index x) const { return node(points_, x % static_cast<Index>(points_)); }

  /// Values after 2's action k2, which moves node x: entry y * n + k2, for every y of the next period.
  std::vector<double> reduced(const std::vector<double>& values, Index x) const {
    std::vector<double> result(pairs_ * n_);
    for (Index k = 0; k < n_; ++k) {
      const auto& to = ahead_[0][x * n_ + k];
      for (Index y = 0; y < pairs_; ++y) {
        double sum = 0;
        for (Index c = 0; c < 4; ++c) sum += to.weight[c] * values[to.node[c] * pairs_ + y];
        result[y * n_ + k] = sum;
      }
    }
    return result;
  }

  /// Adds discount V(next state) at every pair of actions: 1's action k1 moves node y.
  void add_continuation(const std::vector<double>& reduced_values, Index y, double discount,
                        std::vector<double>& payoffs) const {
    for (Index k1 = 0; k1 < n_; ++k1) {
      const auto& to = ahead_[1][y * n_ + k1];
      const double *a = &reduced_values[to.node[0] * n_], *b = &reduced_values[to.node[1] * n_],
                   *c = &reduced_values[to.node[2] * n_], *d = &reduced_values[to.node[3] * n_];
      const double wa = discount * to.weight[0], wb = discount * to.weight[1], wc = discount * to.weight[2],
                   wd = discount * to.weight[3];
      double* const row = &payoffs[k1 * n_];
      for (Index k2 = 0; k2 < n_; ++k2) row[k2] += wa * a[k2] + wb * b[k2] + wc * c[k2] + wd * d[k2];
    }
  }

  const Parameters& p_;
  const MarkovGame& game_;
  int points_;
  Index pairs_, n_;
  std::array<std::vector<Corners>, 2> ahead_;  // where node and action of the other lead
};

}  // namespace

double bytes_of_values(const Markov& markov, int points) {
  return 16.0 * (markov.periods + 1) * std::pow(points, 4);
}

MarkovSolution induce(const Parameters& p, const MarkovGame& game, int points, int threads,
                      const solvers::Stop& stop, const std::function<void(int)>& progress) {
  const Period period(p, game, points);
  MarkovSolution solution;
  solution.values.resize(static_cast<Index>(p.markov.periods + 1));
  for (int t = p.markov.periods; t >= 0; --t) {
    auto& now = solution.values[static_cast<Index>(t)];
    now.points = points;
    now.first.resize(period.pairs() * period.pairs());
    now.second.resize(period.pairs() * period.pairs());
    const auto* after = t == p.markov.periods ? nullptr : &solution.values[static_cast<Index>(t + 1)];
    std::vector<Period::Count> counts(period.pairs());
    solvers::in_parallel(static_cast<long>(period.pairs()), threads, stop, [&](long x) {
      counts[static_cast<Index>(x)] = period.values_at(static_cast<Index>(x), after, now);
    });
    if (const auto stopped = stop.requested()) {
      solution.termination = *stopped;
      return solution;
    }
    for (const auto& count : counts) {
      solution.without_pure += count.without_pure;
      solution.several_pure += count.several_pure;
    }
    solution.stages += static_cast<long>(now.first.size());
    if (progress) progress(p.markov.periods + 1 - t);
  }
  solution.termination = solvers::Termination::converged;
  return solution;
}

std::array<double, 2> interpolate(const ValueTable& table, const MarkovState& state) {
  const auto x = corners(state.T12, state.R12, table.points), y = corners(state.T21, state.R21, table.points);
  const auto pairs = static_cast<Index>(table.points) * static_cast<Index>(table.points);
  std::array<double, 2> value{0, 0};
  for (Index i = 0; i < 4; ++i)
    for (Index j = 0; j < 4; ++j) {
      const double weight = x.weight[i] * y.weight[j];
      value[0] += weight * table.first[x.node[i] * pairs + y.node[j]];
      value[1] += weight * table.second[x.node[i] * pairs + y.node[j]];
    }
  return value;
}

}  // namespace models::coopetition

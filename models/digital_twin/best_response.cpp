// models/digital_twin/best_response.cpp
// The search for the global best response and its verification in balls.
#include "models/digital_twin/best_response.hpp"

#include "models/digital_twin/best_response_bounds.hpp"
#include "solvers/core/require.hpp"
#include "solvers/roots/bracketed_root.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The root in [0, 1] of a decreasing function, 0 or 1 where it keeps one sign; by Newton's method inside a
/// bracket. `at(s)` returns value and slope.
template <typename F>
double decreasing_root(F&& at) {
  double low = 0, high = 1;
  if (at(low).first <= 0) return 0;
  if (at(high).first >= 0) return 1;
  double s = 0.5;
  for (int k = 0; k < 100 && high - low > 0; ++k) {
    const auto [value, slope] = at(s);
    (value > 0 ? low : high) = s;
    double next = s - value / slope;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (std::abs(next - s) <= 1e-17 + 1e-16 * s) return next;
    s = next;
  }
  return s;
}

/// The level of rivals with its second derivative, for Newton's method.
struct Curve {
  double slope, curvature;
};

Curve rival_curve(const OwnProblem<double>& own, double s) {
  if (own.response == Response::none) return {0, 0};
  const bool squared = own.response == Response::quadratic;
  const double h = squared ? s * s : s, h1 = squared ? 2 * s : 1, h2 = squared ? 2 : 0;
  if (own.base.size() == 1) return {own.slope[0] * h1, own.slope[0] * h2};
  double largest = -infinity;
  for (std::size_t k = 0; k < own.base.size(); ++k)
    largest = std::max(largest, own.base[k] + own.slope[k] * h);
  double sum = 0, first = 0, second = 0;
  for (std::size_t k = 0; k < own.base.size(); ++k) {
    const double term = std::exp(own.base[k] + own.slope[k] * h - largest);
    sum += term;
    first += own.slope[k] * term;
    second += own.slope[k] * own.slope[k] * term;
  }
  const double mean = first / sum;
  return {h1 * mean, h2 * mean + h1 * h1 * std::max(0.0, second / sum - mean * mean)};
}

/// s + b = 1 to the last bit: the larger of the two is one minus the smaller, which is exact.
OwnStrategy on_budget(double s) {
  const double b = 1 - s;
  return s >= 0.5 ? OwnStrategy{s, b} : OwnStrategy{1 - b, b};
}

/// Where x is largest, whatever it costs.
OwnStrategy highest(const OwnProblem<double>& own) {
  const double forgone =
      own.probing_pull > 0 ? own.probing_pull : 0;  // probing always lifts x: the budget binds
  const double s = decreasing_root([&](double share) {
    const auto rivals = rival_curve(own, share);
    return std::pair(own.sharing_pull - forgone - rivals.slope, -rivals.curvature);
  });
  return forgone > 0 ? on_budget(s) : OwnStrategy{s, 0};
}

/// A point of the path g -> argmax(g), with what the search asks of it.
struct PathPoint {
  double g = 0;
  OwnStrategy strategy;
  double x = 0;  ///< log odds
  double payoff = 0;
  double ascent = 0;  ///< R sigma'(x) - g: positive where the payoff rises along the path
};

PathPoint path_point(const OwnProblem<double>& own, double g) {
  PathPoint at{g, argmax(own, g)};
  at.x = own.log_odds(at.strategy.sharing, at.strategy.probing);
  const double share = logistic(at.x);
  at.payoff = own.reward * share - own.cost(at.strategy.sharing, at.strategy.probing);
  at.ascent = own.reward * share * logistic(-at.x) - g;
  return at;
}

/// The point between two at which `value` changes sign, to the last bits of g. Method: TOMS 748.
template <typename Value>
PathPoint path_root(const OwnProblem<double>& own, const PathPoint& low, const PathPoint& high,
                    Value&& value) {
  if (value(low) == 0) return low;
  if (value(high) == 0 || (value(low) > 0) == (value(high) > 0)) return high;
  const auto root = solvers::find_root({[&](double g) { return value(path_point(own, g)); }, {low.g, high.g}},
                                       {.relative_tolerance = 4e-16});
  return path_point(own, root.root);
}

class Search {
 public:
  Search(const OwnProblem<double>& own, const BestResponseOptions& options) : own_(own), options_(options) {
    highest_ = highest(own);
    const double largest = largest_log_odds(own, highest_);
    const double top = std::min(largest, 0.0);
    bottom_ = path_point(own, 0);
    top_ = path_point(own, own.reward * logistic(top) * logistic(-top));
    end_ = largest + 1e-14 * (1 + std::abs(largest) + own.sharing_pull + own.probing_pull);
  }

  Cover run() {
    incumbent_ = best_of_grid();
    for (int restart = 0; restart < 4; ++restart) {
      cover_ = {};
      better_.reset();
      choose_piece();
      cover_outside();
      if (!better_) break;
      incumbent_ = polished(*better_);
    }
    cover_.highest = highest_;
    cover_.best = incumbent_.strategy;
    cover_.best_value = incumbent_.payoff;
    return std::move(cover_);
  }

 private:
  /// The best stationary point between neighbours of a coarse grid of g; most games need no more.
  PathPoint best_of_grid() const {
    constexpr int points = 8;
    PathPoint best = bottom_, previous = bottom_;
    for (int k = 1; k <= points; ++k) {
      const auto next = k == points ? top_ : path_point(own_, top_.g * k / points);
      if (next.payoff > best.payoff) best = next;
      if (previous.ascent > 0 && next.ascent <= 0) {
        const auto root = path_root(own_, previous, next, [](const PathPoint& p) { return p.ascent; });
        // a tie up to rounding goes to the root, where first-order conditions hold
        if (root.payoff >= best.payoff - 1e-15 * own_.reward) best = root;
      }
      previous = next;
    }
    return best;
  }

  /// Uphill along the path from `start` to a stationary point.
  PathPoint polished(const PathPoint& start) const {
    const bool up = start.ascent > 0;
    PathPoint near = start;
    for (double step = 1e-3 * top_.g; near.g != (up ? top_.g : 0); step *= 4) {
      const double g = up ? std::min(near.g + step, top_.g) : std::max(near.g - step, 0.0);
      const auto next = path_point(own_, g);
      if ((next.ascent > 0) != up) {
        const auto& low = up ? near : next;
        const auto& high = up ? next : near;
        const auto root = path_root(own_, low, high, [](const PathPoint& p) { return p.ascent; });
        return root.payoff >= start.payoff ? root : start;
      }
      near = next;
    }
    return near.payoff >= start.payoff ? near : start;
  }

  bool try_piece(double lower, double upper) {
    if (!(lower < incumbent_.x && incumbent_.x < upper)) return false;
    const auto& z = incumbent_.strategy;
    const PieceProblem<double> piece{z.sharing, z.probing, lower, upper, z.sharing + z.probing == 1};
    const auto excess = excess_on_piece(own_, piece);
    if (!excess || *excess > 1e-9 * own_.reward) return false;
    cover_.has_piece = true;
    cover_.piece_lower = lower;
    cover_.piece_upper = upper;
    return true;
  }

  /// The widest piece around the incumbent on which first-order conditions decide: the line, a half-line, or
  /// less.
  void choose_piece() {
    if (try_piece(-infinity, infinity) || try_piece(0, infinity)) return;  // sigma is concave above 0
    const double pull = std::max(std::abs(own_.sharing_pull - rival_curve(own_, 0).slope),
                                 std::abs(own_.sharing_pull - rival_curve(own_, 1).slope));
    const double gain = own_.reward * (pull * pull / (2 * own_.sharing_cost) +
                                       own_.probing_pull * own_.probing_pull / (2 * own_.probing_cost));
    // sigma'' = m where u^3 - u + 4 m = 0, u = 1 - 2 sigma: two roots in (0, 1)
    const double angle = std::acos(std::max(-1.0, -6 * std::sqrt(3.0) * 0.999 / gain)) / 3;
    const auto x_at = [](double u) { return std::log((1 - u) / (1 + u)); };
    const double u_low = 2 / std::sqrt(3.0) * std::cos(angle);
    const double u_high = 2 / std::sqrt(3.0) * std::cos(angle - 2 * std::acos(-1.0) / 3);
    if (try_piece(x_at(u_high), infinity) || (u_low < 1 && try_piece(-infinity, x_at(u_low)))) return;
    for (double reach = 0.3; reach > 1e-5; reach /= 3)
      if (try_piece(incumbent_.x - reach, incumbent_.x + reach)) return;
  }

  /// Cells on both sides of the piece, or of the incumbent where there is no piece.
  void cover_outside() {
    const double left = cover_.has_piece ? cover_.piece_lower : incumbent_.x;
    const double right = cover_.has_piece ? cover_.piece_upper : incumbent_.x;
    if (left > -infinity) {
      const double first = std::min(left, bottom_.x);
      cover_.cells.push_back({-infinity, first, 0, bottom_.strategy});
      if (first < left) divide(bottom_, until(left), first, left);
    }
    if (right < end_) {
      if (right < top_.x) divide(until(right), top_, right, top_.x);
      cover_.cells.push_back({std::max(right, top_.x), end_, top_.g, top_.strategy});
    }
  }

  /// The point of the path at log odds x, or its nearest end.
  PathPoint until(double x) const {
    if (x <= bottom_.x) return bottom_;
    if (x >= top_.x) return top_;
    return path_root(own_, bottom_, top_, [x](const PathPoint& p) { return p.x - x; });
  }

  /// Halve [low.g, high.g] until each cell's bound falls below the incumbent. lower, upper: the piece of x to
  /// cover.
  void divide(const PathPoint& low, const PathPoint& high, double lower, double upper) {
    struct Range {
      PathPoint low, high;
      double lower, upper;
    };
    std::vector<Range> waiting{{low, high, lower, upper}};
    while (!waiting.empty()) {
      const Range range = waiting.back();
      waiting.pop_back();
      if (!(range.lower < range.upper)) continue;
      const auto touch = path_point(own_, tangent(range.low, range.high, range.lower, range.upper));
      const Cell cell{range.lower, range.upper, touch.g, touch.strategy};
      if (touch.payoff > incumbent_.payoff + 1e-13 * own_.reward &&
          (!better_ || touch.payoff > better_->payoff))
        better_ = touch;
      const double goal = incumbent_.payoff + slack() * own_.reward;
      const bool narrow =
          range.upper - range.lower < 1e-8 || range.high.g - range.low.g <= 1e-12 * range.high.g;
      cover_.exhausted = cover_.exhausted || static_cast<int>(cover_.cells.size()) >= options_.max_cuts;
      if (payoff_bound(own_, cell) <= goal || narrow || cover_.exhausted) {
        cover_.cells.push_back(cell);
        continue;
      }
      const auto half = path_point(own_, range.low.g + (range.high.g - range.low.g) / 2);
      const double cut = std::clamp(half.x, range.lower, range.upper);
      waiting.push_back({half, range.high, cut, range.upper});
      waiting.push_back({range.low, half, range.lower, cut});
    }
  }

  /// How far above the incumbent, over R, a cell's bound may stay: strictly below at first, for the sharpest
  /// epsilon; what takes many cuts is a tie or rounding.
  double slack() const {
    const auto cuts = cover_.cells.size();
    return cuts < 60 ? -1e-15 : cuts < 120 ? 1e-14 : 1e-12;
  }

  /// The multiplier that bounds a cell best: the slope of the chord of R sigma, inside the cell's own range.
  double tangent(const PathPoint& low, const PathPoint& high, double lower, double upper) const {
    const double rise = own_.reward * (logistic(upper) - logistic(lower));
    return std::clamp(rise / (upper - lower), low.g, high.g);
  }

  const OwnProblem<double>& own_;
  BestResponseOptions options_;
  PathPoint bottom_, top_, incumbent_;
  OwnStrategy highest_;
  double end_ = 0;  ///< at least the largest x
  Cover cover_;
  std::optional<PathPoint> better_;
};

PieceProblem<Ball> piece_of(const Cover& cover, Ball s, Ball b, bool budget, bool stationary) {
  return {std::move(s), std::move(b), cover.piece_lower, cover.piece_upper, budget, stationary};
}

/// Whether cells and piece leave no gap from -infinity to the largest log odds.
bool covers_range(const OwnProblem<Ball>& own, const Cover& cover) {
  std::vector<std::pair<double, double>> intervals;
  for (const auto& cell : cover.cells) intervals.emplace_back(cell.lower, cell.upper);
  if (cover.has_piece) intervals.emplace_back(cover.piece_lower, cover.piece_upper);
  std::sort(intervals.begin(), intervals.end());
  double reached = -infinity;
  for (const auto& [lower, upper] : intervals)
    if (lower <= reached) reached = std::max(reached, upper);
  return reached >= largest_log_odds(own, cover.highest).upper();
}

/// Bound of the payoff over all cells; -infinity, as a number, where there are none.
Ball bound_of_cells(const OwnProblem<Ball>& own, const Cover& cover) {
  Ball bound(-std::numeric_limits<double>::max());
  for (const auto& cell : cover.cells) bound = max(bound, payoff_bound(own, cell));
  return bound;
}

}  // namespace

OwnStrategy argmax(const OwnProblem<double>& own, double g) {
  const double b_free = g * own.probing_pull / (2 * own.probing_cost);
  const double s_free = decreasing_root([&](double s) {
    const auto rivals = rival_curve(own, s);
    return std::pair(g * (own.sharing_pull - rivals.slope) - 2 * own.sharing_cost * s,
                     -g * rivals.curvature - 2 * own.sharing_cost);
  });
  if (s_free + b_free < 1) return {s_free, b_free};  // a sum that rounds below 1 is below 1
  return on_budget(decreasing_root([&](double s) {
    const auto rivals = rival_curve(own, s);
    return std::pair(g * (own.sharing_pull - own.probing_pull - rivals.slope) - 2 * own.sharing_cost * s +
                         2 * own.probing_cost * (1 - s),
                     -g * rivals.curvature - 2 * own.sharing_cost - 2 * own.probing_cost);
  }));
}

Cover search(const OwnProblem<double>& own, const BestResponseOptions& options) {
  solvers::require::at_least("best_response", "max_cuts", options.max_cuts, 1);
  return Search(own, options).run();
}

Ball upper_bound(const OwnProblem<Ball>& own, const Cover& cover) {
  if (!covers_range(own, cover)) return Ball::indeterminate();
  const Ball bound = bound_of_cells(own, cover);
  if (!cover.has_piece) return bound;
  const Ball s(cover.best.sharing), b(cover.best.probing);
  const auto excess = excess_on_piece(own, piece_of(cover, s, b, s + b == Ball(1), false));
  if (!excess) return Ball::indeterminate();
  return max(bound, own.payoff(s, b) + *excess);
}

BestResponseResult best_response(const OwnProblem<double>& own, const OwnProblem<Ball>& rigorous,
                                 const BestResponseOptions& options) {
  const auto cover = search(own, options);
  BestResponseResult result{
      .strategy = cover.best, .value = cover.best_value, .cuts = static_cast<int>(cover.cells.size())};
  result.lower = rigorous.payoff(Ball(cover.best.sharing), Ball(cover.best.probing)).lower();
  result.upper = upper_bound(rigorous, cover).upper();
  const double range =
      middle(rigorous.reward) + middle(rigorous.sharing_cost) + middle(rigorous.probing_cost);
  const double rounding = 1e-12 * range;  // first-order conditions in double lose a thousandth of that
  if (result.upper - result.lower <= rounding) result.verdict = solvers::Verdict::proved;
  return result;
}

bool certainly_best(const OwnProblem<Ball>& own, const Cover& cover, const Ball& s, const Ball& b,
                    bool budget) {
  if (!cover.has_piece || !covers_range(own, cover)) return false;
  if (!excess_on_piece(own, piece_of(cover, s, b, budget, true))) return false;
  return cover.cells.empty() || certainly_less(bound_of_cells(own, cover), own.payoff(s, b));
}

}  // namespace models::digital_twin

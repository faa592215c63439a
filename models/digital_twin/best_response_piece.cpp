// models/digital_twin/best_response_piece.cpp
// Where first-order conditions decide: the payoff near a stationary strategy never exceeds the one there.
#include "models/digital_twin/best_response_bounds.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;

bool surely_at_most(double x, double y) { return x <= y; }
bool surely_at_most(const Ball& x, const Ball& y) { return certainly_at_most(x, y); }
double lower_end(double x) { return x; }
double lower_end(const Ball& x) { return x.lower(); }
double upper_end(double x) { return x; }
double upper_end(const Ball& x) { return x.upper(); }

struct Direction {
  int ds, db;
};

/// What is known near z*: gradient of the payoff there, how far better strategies can be, slopes of x in that
/// range.
template <typename T>
struct Neighbourhood {
  T q;                    ///< R max sigma'' / 2 on the piece
  T by_s, by_b;           ///< gradient of the payoff at z*
  T gap;                  ///< largest first-order gain
  T reach_s, reach_b;     ///< bounds of |ds|, |db|
  T pull_low, pull_high;  ///< ends of dx/ds
  T probing_pull;         ///< dx/db

  T slope_of_x(Direction d) const {
    using std::abs, std::max;
    const T fixed = T(d.db) * probing_pull;
    return max(T(abs(T(d.ds) * pull_low + fixed)), T(abs(T(d.ds) * pull_high + fixed)));
  }
  T gradient_along(Direction d) const { return T(d.ds) * by_s + T(d.db) * by_b; }
};

template <typename T>
T reach(const T& quadratic_loss, const T& cost) {
  using std::max, std::min, std::sqrt;
  return min(T(1), T(sqrt(max(T(0), quadratic_loss) / cost)));
}

template <typename T>
std::optional<Neighbourhood<T>> neighbourhood(const OwnProblem<T>& own, const PieceProblem<T>& piece) {
  using std::max;
  const auto level = own.rivals(piece.s);
  const T x = own.linear_score(piece.s, piece.b) - level.value;
  if (!(piece.lower <= lower_end(x) && upper_end(x) <= piece.upper)) return std::nullopt;
  const T prize = own.reward * logistic(x) * logistic(T(-x));
  Neighbourhood<T> near{};
  near.q = own.reward * largest_curvature<T>(piece.lower, piece.upper) / T(2);
  near.by_s = prize * (own.sharing_pull - level.slope) - T(2) * own.sharing_cost * piece.s;
  near.by_b = prize * own.probing_pull - T(2) * own.probing_cost * piece.b;
  near.gap = piece.stationary ? T(0)
                              : T(max(T(0), T(max(T(0), T(max(near.by_s, near.by_b))) - near.by_s * piece.s -
                                              near.by_b * piece.b)));
  near.reach_s = near.reach_b = T(1);
  if (std::isfinite(piece.lower) && std::isfinite(piece.upper)) {
    const T h = max(T(T(piece.upper) - x), T(x - T(piece.lower)));
    const T loss = near.q * h * h + near.gap;
    near.reach_s = reach(loss, own.sharing_cost);
    near.reach_b = reach(loss, own.probing_cost);
  }
  const double low = std::max(0.0, lower_end(T(piece.s - near.reach_s)));
  const double high = std::max(low, std::min(1.0, upper_end(T(piece.s + near.reach_s))));
  near.pull_high = own.sharing_pull - own.rivals(T(low)).slope;  // the level of rivals is convex in s
  near.pull_low = own.sharing_pull - own.rivals(T(high)).slope;
  near.probing_pull = own.probing_pull;
  return near;
}

/// Every direction allowed: q (dx)^2 <= q (m^2 / c1 + l^2 / c2) (c1 ds^2 + c2 db^2).
template <typename T>
bool costs_outweigh(const OwnProblem<T>& own, const Neighbourhood<T>& near) {
  const T m = near.slope_of_x({1, 0}), l = near.slope_of_x({0, 1});
  return surely_at_most(T(near.q * (m * m / own.sharing_cost + l * l / own.probing_cost)), T(1));
}

/// dz = y free + sum_j w_j forbidden_j with w_j >= 0, each forbidden direction losing at first order.
template <typename T>
bool losses_outweigh(const OwnProblem<T>& own, const Neighbourhood<T>& near, std::optional<Direction> free,
                     const std::vector<Direction>& forbidden) {
  using std::abs;
  T spread(1);  // (e y + r)^2 <= (1 + t) (e y)^2 + (1 + 1 / t) r^2; spread stands for 1 + 1 / t
  if (free) {
    const T quadratic = own.sharing_cost * T(free->ds * free->ds) + own.probing_cost * T(free->db * free->db);
    const T e = near.slope_of_x(*free);
    const double room = middle(quadratic) / middle(T(near.q * e * e)) - 1;
    if (!(room > 0)) return false;
    const T t(std::min(0.99 * room, 1e3));
    if (!surely_at_most(T((T(1) + t) * near.q * e * e), quadratic)) return false;
    spread = T(1) + T(1) / t;
  }
  const T far = near.reach_s + near.reach_b;  // bounds every w_j
  for (const auto& d : forbidden) {
    const T slope = near.slope_of_x(d);
    T demand = spread * near.q * T(static_cast<int>(forbidden.size())) * slope * slope * far;
    if (free)
      demand =
          demand +
          T(2) * T(abs(own.sharing_cost * T(free->ds * d.ds) + own.probing_cost * T(free->db * d.db))) * far;
    if (!surely_at_most(demand, T(-near.gradient_along(d)))) return false;
  }
  return true;
}

}  // namespace

template <typename T>
std::optional<T> excess_on_piece(const OwnProblem<T>& own, const PieceProblem<T>& piece) {
  using std::abs;
  const auto found = neighbourhood(own, piece);
  if (!found) return std::nullopt;
  const auto& near = *found;
  if (costs_outweigh(own, near)) return near.gap;
  const bool no_s = piece.s == T(0), no_b = piece.b == T(0);
  std::optional<Direction> free;
  std::vector<Direction> forbidden;
  if (piece.on_budget) {
    if (!piece.stationary && !(piece.s + piece.b == T(1))) return std::nullopt;
    if (no_s || no_b)
      forbidden = no_b ? std::vector<Direction>{{-1, 0}, {-1, 1}} : std::vector<Direction>{{0, -1}, {1, -1}};
    else
      free = Direction{1, -1}, forbidden = {{0, -1}};
  } else if (no_s && no_b) {
    forbidden = {{1, 0}, {0, 1}};
  } else if (no_s) {
    free = Direction{0, 1}, forbidden = {{1, 0}};
  } else if (no_b) {
    free = Direction{1, 0}, forbidden = {{0, 1}};
  } else {
    return std::nullopt;
  }
  if (!losses_outweigh(own, near, free, forbidden)) return std::nullopt;
  return piece.stationary || !free ? T(0) : T(abs(near.gradient_along(*free)));  // |y| <= 1
}

template std::optional<double> excess_on_piece(const OwnProblem<double>&, const PieceProblem<double>&);
template std::optional<Ball> excess_on_piece(const OwnProblem<Ball>&, const PieceProblem<Ball>&);

}  // namespace models::digital_twin

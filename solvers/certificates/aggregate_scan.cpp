#include "solvers/certificates/aggregate_scan.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A payoff as a function of (own, S, p), the rivals playing alike.
class SpreadEvenly final : public SmoothFunction {
 public:
  SpreadEvenly(SmoothFunctionPtr payoff, int own, int players)
      : payoff_(std::move(payoff)), own_(own), n_(players) {}

  double value(const Vector& z) const override { return payoff_->value(profile(z)); }
  Ball value(const BallVector& z) const override { return payoff_->value(profile(z)); }
  void differentiate(const Vector& z, const DerivativeRequest& r, Derivatives<double>& out) const override {
    chain(z, r, out);
  }
  void differentiate(const BallVector& z, const DerivativeRequest& r, Derivatives<Ball>& out) const override {
    chain(z, r, out);
  }

 private:
  template <typename T>
  VectorOf<T> profile(const VectorOf<T>& z) const {
    const Eigen::Index parameters = z.size() - 2;
    VectorOf<T> x(n_ + parameters);
    const T rest = n_ > 1 ? T((z(1) - z(0)) / T(n_ - 1)) : T(0);
    for (int j = 0; j < n_; ++j) x(j) = j == own_ ? z(0) : rest;
    for (Eigen::Index k = 0; k < parameters; ++k) x(n_ + k) = z(2 + k);
    return x;
  }

  /// By (own, S): x_own moves with the first, the rivals with (S - own) / (n - 1). The scan asks for no
  /// others.
  template <typename T>
  void chain(const VectorOf<T>& z, const DerivativeRequest& request, Derivatives<T>& out) const {
    require::that(request.columns <= 2, "aggregative game", "derivatives by parameters are not offered");
    Derivatives<T> inner;
    payoff_->differentiate(profile(z), {n_, 0, request.rows > 0 ? n_ : 0}, inner);
    const T share = n_ > 1 ? T(1) / T(n_ - 1) : T(0);
    const auto project = [&](const auto& row) {  // (own, S) components of a row of derivatives
      T rivals(0);
      for (int j = 0; j < n_; ++j)
        if (j != own_) rivals += row(j);
      rivals *= share;
      return std::pair<T, T>(row(own_) - rivals, rivals);
    };
    out.value = inner.value;
    out.gradient.resize(request.columns);
    out.hessian.resize(request.rows, request.columns);
    const auto first = project(inner.gradient);
    for (int c = 0; c < request.columns; ++c) out.gradient(c) = c == 0 ? first.first : first.second;
    if (request.rows == 0) return;
    VectorOf<T> by_own(n_), by_total(n_);
    for (int j = 0; j < n_; ++j) std::tie(by_own(j), by_total(j)) = project(inner.hessian.row(j));
    const auto own = project(by_own), total = project(by_total);
    for (int r = 0; r < request.rows; ++r)
      for (int c = 0; c < request.columns; ++c) {
        const auto& line = request.first_row + r == 0 ? own : total;
        out.hessian(r, c) = c == 0 ? line.first : line.second;
      }
  }

  SmoothFunctionPtr payoff_;
  int own_, n_;
};

/// What a player may choose while S and the multiplier range over balls.
struct Response {
  Interval x;
  Ball slope;          ///< dx / dt, t being what is scanned
  bool unique = true;  ///< one x for each t
};

double middle(const Interval& x) { return x.lower + (x.upper - x.lower) / 2; }
double size_of(const Interval& x) { return std::max({1.0, std::abs(x.lower), std::abs(x.upper)}); }
Interval hull_of(const Interval& a, const Interval& b) {
  return {std::min(a.lower, b.lower), std::max(a.upper, b.upper)};
}

class Scan {
 public:
  Scan(const AggregativeGame& game, const AggregateScanOptions& options) : game_(game), options_(options) {
    for (Eigen::Index i = 0; i < game.lower.size(); ++i)
      least_ += Ball(game.lower(i)), most_ += Ball(game.upper(i));
  }

  AggregateScanResult run() {
    const double top =
        std::min({options_.far, game_.cap, std::isfinite(most_.upper()) ? most_.upper() : infinity});
    if (least_.lower() <= top) scan({least_.lower(), top}, /*at_cap=*/false);
    if (std::isfinite(game_.cap)) scan({0, options_.far}, /*at_cap=*/true);
    result_.complete = result_.undecided.empty() && result_.termination == Termination::not_started;
    if (result_.termination == Termination::not_started)
      result_.termination = !result_.complete            ? Termination::stalled
                            : result_.equilibria.empty() ? Termination::no_solution
                                                         : Termination::converged;
    return result_;
  }

  /// Exactly one in a cell around `at`?
  std::optional<AggregateEquilibrium> near(double at, bool at_cap) {
    at_cap_ = at_cap;
    for (double radius = 1e-4; radius > 1e-13 && !options_.stop.requested(); radius /= 100) {
      Interval cell{at - radius * std::abs(at), at + radius * std::abs(at)};
      if (at_cap)
        cell.lower = std::max(cell.lower, 0.0);
      else
        cell = {std::max(cell.lower, least_.lower()), std::min(cell.upper, game_.cap)};
      if (!(cell.lower < cell.upper)) return std::nullopt;
      if (examine(cell) && !result_.equilibria.empty()) return result_.equilibria.front();
    }
    return std::nullopt;
  }

 private:
  void scan(const Interval& range, bool at_cap) {
    at_cap_ = at_cap;
    std::deque<Interval> todo{range};
    while (!todo.empty() && result_.termination == Termination::not_started) {
      const Interval cell = todo.back();
      todo.pop_back();
      if (const auto asked = options_.stop.requested())
        result_.termination = *asked;
      else if (++result_.cells > options_.max_cells)
        result_.termination = Termination::evaluation_limit;
      if (result_.termination != Termination::not_started || examine(cell) || excluded_near_zero(cell))
        continue;
      if (cell.width() <= options_.smallest * size_of(cell)) {
        if (!try_around(cell)) result_.undecided.push_back(cell);
        continue;
      }
      const double at = split_point(cell);
      todo.push_back({at, cell.upper});
      todo.push_back({cell.lower, at});
    }
    result_.undecided.insert(result_.undecided.end(), todo.begin(), todo.end());
  }

  /// No equilibrium with S in [0, u]: there the replies, as shares of S, cannot sum to 1, and S = 0 is none.
  bool excluded_near_zero(const Interval& cell) {
    if (at_cap_ || cell.lower != 0 || game_.near_zero.empty() || !(cell.upper <= next_try_)) return false;
    next_try_ = cell.upper / 1024;
    for (Eigen::Index i = 0; i < game_.lower.size(); ++i)
      if (game_.lower(i) != 0 || !(game_.upper(i) > cell.upper)) return false;
    Ball least(0), most(0);
    Interval share;
    for (std::size_t i = 0; i < game_.payoff.size(); ++i) {
      if (options_.stop.requested()) return false;
      if (i == 0 || !same_as_before(i)) {
        const auto found = shares(game_.near_zero[i], cell.upper);
        if (!found) return !zero_may_be_one(cell.upper);
        share = *found;
      }
      least += Ball(share.lower), most += Ball(share.upper);
    }
    const Ball one(1);
    return (certainly_less(one, least) || certainly_less(most, one)) && !zero_may_be_one(cell.upper);
  }

  /// Encloses the shares x_i / S that a player may choose while 0 < S <= total; nothing where there are none.
  static std::optional<Interval> shares(const std::function<Ball(const Interval&, const Interval&)>& marginal,
                                        double total) {
    constexpr int pieces = 64;
    std::optional<Interval> found;
    const auto take = [&](const Interval& piece) { found = found ? hull_of(*found, piece) : piece; };
    if (!certainly_positive(marginal({0, 0}, {0, total}))) take({0, 0});
    for (int k = 0; k < pieces; ++k) {
      const Interval piece{k / double{pieces}, (k + 1) / double{pieces}};
      if (!certainly_nonzero(marginal(piece, {0, total}))) take(piece);
    }
    return found;
  }

  /// False where nobody chooses anything and that is surely none: a payoff has no value, or somebody gains.
  bool zero_may_be_one(double total) const {
    const auto payoff = [&](std::size_t i, double x) {
      BallVector z(2 + game_.parameters.size());
      z(0) = z(1) = Ball(x);
      for (Eigen::Index k = 0; k < game_.parameters.size(); ++k) z(2 + k) = Ball(game_.parameters(k));
      return game_.payoff[i]->value(z);
    };
    for (std::size_t i = 0; i < game_.payoff.size(); ++i) {
      if (i > 0 && same_as_before(i)) continue;
      const Vector origin = Vector::Zero(2 + game_.parameters.size());
      if (game_.parameters.size() == 0 && !std::isfinite(game_.payoff[i]->value(origin))) return false;
      if (certainly_less(payoff(i, 0), payoff(i, total))) return false;
    }
    return true;
  }

  static double split_point(const Interval& cell) {
    const double smallest = std::max(1.0, std::abs(cell.lower)),
                 largest = std::max(1.0, std::abs(cell.upper));
    if (largest <= 16 * smallest) return middle(cell);
    return std::exp2(std::round((std::log2(smallest) + std::log2(largest)) / 2));
  }

  /// A narrow cell whose end is nearly the root: a wider one around it decides.
  bool try_around(const Interval& cell) {
    const double margin = 8 * options_.smallest * size_of(cell);
    Interval wide{cell.lower - margin, cell.upper + margin};
    if (at_cap_)
      wide.lower = std::max(wide.lower, 0.0);
    else
      wide = {std::max(wide.lower, least_.lower()), std::min(wide.upper, game_.cap)};
    return examine(wide);
  }

  bool inside_known(const Interval& cell) const {
    return std::any_of(found_.begin(), found_.end(), [&](const auto& k) {
      return k.second == at_cap_ && k.first.lower <= cell.lower && cell.upper <= k.first.upper;
    });
  }

  Ball total_of(const Ball& t) const { return at_cap_ ? Ball(game_.cap) : t; }
  Ball multiplier_of(const Ball& t) const { return at_cap_ ? t : Ball(0); }

  /// sum x_i - S with its derivative by t over the cell; nothing where no responses exist.
  struct Excess {
    Ball value, slope;
    bool unique = true;
    bool beyond =
        false;  ///< a reply is more than S leaves: the excess is positive, and no more is known of it
    IntervalBox profile;
  };
  /// Player i > 0 decides as player i - 1 does.
  bool same_as_before(std::size_t i) const {
    const auto k = static_cast<Eigen::Index>(i);
    return game_.payoff[i] == game_.payoff[i - 1] && game_.lower(k) == game_.lower(k - 1) &&
           game_.upper(k) == game_.upper(k - 1);
  }

  /// Of a cell whose players were not all asked.
  static Excess nothing_known() {
    Excess e;
    e.value = e.slope = Ball(Interval{-infinity, infinity});
    e.unique = false;
    return e;
  }

  std::optional<Excess> excess(const Ball& t) {
    Excess e;
    e.value = -total_of(t);
    e.slope = Ball(at_cap_ ? 0 : -1);
    for (std::size_t i = 0; i < game_.payoff.size(); ++i) {
      if (i % 64 == 63 && options_.stop.requested()) return nothing_known();
      if (i == 0 || !same_as_before(i)) last_ = response(static_cast<int>(i), t);
      if (!last_ && !beyond_) return std::nullopt;
      if (!last_) return Excess{Ball(1), Ball::indeterminate(), false, true, {}};
      e.value += Ball(last_->x);
      e.slope += last_->slope;
      e.unique = e.unique && last_->unique;
      e.profile.push_back(last_->x);
    }
    return e;
  }

  /// True where the cell is decided: excluded, or exactly one equilibrium in it.
  bool examine(Interval cell) {
    if (inside_known(cell)) return true;
    const auto e = excess(Ball(cell));
    if (!e || certainly_nonzero(e->value)) return true;
    if (!e->unique || !certainly_nonzero(e->slope)) return false;
    const auto low = excess(Ball(cell.lower)), high = excess(Ball(cell.upper));
    if (!low || !high || !certainly_nonzero(low->value) || !certainly_nonzero(high->value)) return false;
    if ((low->beyond || high->beyond) && !certainly_negative(e->slope)) return false;
    if (certainly_positive(low->value) == certainly_positive(high->value))
      return true;  // monotone, no change
    found_.emplace_back(cell, at_cap_);
    refine(cell, e->slope);
    return true;
  }

  /// Interval Newton steps from a cell that holds exactly one.
  void refine(Interval cell, Ball slope) {
    const Interval whole_cell = cell;
    for (int k = 0; k < 80; ++k) {
      const double at = middle(cell);
      const auto e = excess(Ball(at));
      if (!e) break;
      if (e->beyond) {  // the excess falls through 0 further up
        if (!(at > cell.lower)) break;
        cell.lower = at;
        continue;
      }
      const Ball image = Ball(at) - e->value / slope;
      const Interval next{std::max(cell.lower, image.lower()), std::min(cell.upper, image.upper())};
      if (!(next.lower <= next.upper) || !(next.width() < 0.9 * cell.width())) break;
      cell = next;
      if (const auto whole = excess(Ball(cell)); whole && certainly_nonzero(whole->slope))
        slope = whole->slope;
    }
    const auto e = excess(Ball(cell));
    const Interval total = total_of(Ball(cell)).interval(), multiplier = multiplier_of(Ball(cell)).interval();
    result_.equilibria.push_back({total, multiplier, e ? e->profile : IntervalBox{}, whole_cell});
  }

  struct Marginal {
    Ball value, by_own, by_total;
    int sign = 0;  ///< certain, also where no value is finite; 0: unknown
  };
  static int sign_of(const Ball& x) { return certainly_positive(x) ? 1 : certainly_negative(x) ? -1 : 0; }

  /// What is known of the sign of the marginal payoff where x reaches down to 0, and slopes up to infinity.
  Ball near_bound(int i, const Interval& x, const Ball& t) const {
    const Interval total = total_of(t).interval();
    if (at_cap_ || game_.near_zero.empty() || x.lower != 0 || game_.lower(i) != 0 || !(total.lower >= 0))
      return Ball::indeterminate();
    const double most = total.lower > 0 ? (Ball(x.upper) / Ball(total.lower)).upper() : 1;
    return game_.near_zero[static_cast<std::size_t>(i)]({0, std::min(1.0, most)}, total);
  }

  Marginal marginal(int i, const Interval& x, const Ball& t) {
    BallVector z(2 + game_.parameters.size());
    z(0) = Ball(x);
    z(1) = total_of(t);
    for (Eigen::Index k = 0; k < game_.parameters.size(); ++k) z(2 + k) = Ball(game_.parameters(k));
    game_.payoff[static_cast<std::size_t>(i)]->differentiate(z, {2, 0, 2}, work_);
    Marginal m{work_.gradient(0) + work_.gradient(1) - multiplier_of(t),
               work_.hessian(0, 0) + work_.hessian(1, 0), work_.hessian(0, 1) + work_.hessian(1, 1)};
    m.sign = sign_of(m.value);
    if (!m.value.is_finite() && m.sign == 0) m.sign = sign_of(near_bound(i, x, t));
    return m;
  }

  std::optional<Response> response(int i, const Ball& t) {
    const double lower = game_.lower(i);
    const double room =
        (total_of(t) - (least_ - Ball(lower))).upper();  // the others choose at least their bounds
    const Interval range{lower, std::min(game_.upper(i), room)};
    beyond_ = false;
    if (!(range.lower <= range.upper)) return std::nullopt;
    auto x = possible(i, range, t, 0);
    beyond_ = !x && range.upper < game_.upper(i) && marginal(i, {range.upper, range.upper}, t).sign > 0;
    if (!x) return std::nullopt;
    Response r{*x, Ball(0), true};
    if (x->lower == x->upper && (x->lower == lower || x->upper == game_.upper(i))) {
      const int sign = marginal(i, *x, t).sign;  // certainly at a bound, unless it might leave it
      if (x->lower == lower ? sign < 0 : sign > 0) return r;
    }
    const Marginal m = marginal(i, *x, t);
    r.unique = certainly_negative(m.by_own);
    const Ball moving = (at_cap_ ? Ball(1) : -m.by_total) / m.by_own;
    const bool interior = x->lower > lower && x->upper < game_.upper(i);
    r.slope = interior ? moving : hull(Ball(0), moving);
    return r;
  }

  /// Encloses the x in `range` that may be stationary.
  std::optional<Interval> possible(int i, Interval range, const Ball& t, int depth) {
    const double lower = game_.lower(i), upper = game_.upper(i);
    for (int k = 0; k < 20; ++k) {
      const Marginal m = marginal(i, range, t);
      if (m.sign > 0) {
        if (range.upper < upper) return std::nullopt;
        return Interval{upper, upper};
      }
      if (m.sign < 0) {
        if (range.lower > lower) return std::nullopt;
        return Interval{lower, lower};
      }
      if (range.width() == 0) return range;
      if (!certainly_nonzero(m.by_own)) break;
      const double at = middle(range);
      const Ball root = Ball(at) - marginal(i, {at, at}, t).value / m.by_own;
      Interval next{std::max(range.lower, root.lower()), std::min(range.upper, root.upper())};
      const bool keep_lower = range.lower == lower && !(marginal(i, {lower, lower}, t).sign > 0);
      const bool keep_upper = range.upper == upper && !(marginal(i, {upper, upper}, t).sign < 0);
      if (!(next.lower <= next.upper)) {
        if (!keep_lower && !keep_upper) return std::nullopt;
        next = keep_lower ? Interval{lower, lower} : Interval{upper, upper};
      }
      if (keep_lower) next.lower = lower;
      if (keep_upper) next.upper = upper;
      const bool slow = !(next.width() < 0.9 * range.width());
      range = next;
      if (slow) return range;
    }
    const double at = split_point(range);
    if (depth >= 7 || !(at > range.lower && at < range.upper)) return range;
    if (!marginal(i, {at, at}, t).value.is_finite()) return range;  // S is too wide, and no cut of x helps
    const auto below = possible(i, {range.lower, at}, t, depth + 1),
               above = possible(i, {at, range.upper}, t, depth + 1);
    if (below && above) return hull_of(*below, *above);
    return below ? below : above;
  }

  const AggregativeGame& game_;
  const AggregateScanOptions& options_;
  Ball least_, most_;
  bool at_cap_ = false;
  double next_try_ = 0x1p-10;  ///< of excluded_near_zero
  std::optional<Response> last_;
  bool beyond_ = false;  ///< of the last response, where there is none: it is more than S leaves
  Derivatives<Ball> work_;
  std::vector<std::pair<Interval, bool>> found_;
  AggregateScanResult result_;
};

}  // namespace

AggregativeGame aggregative_game(const ConstrainedGame& game, double cap) {
  constexpr auto who = "aggregative_game";
  check_game(game);
  const int n = static_cast<int>(game.players.size());
  AggregativeGame result{{}, game.lower, game.upper, cap, game.parameters};
  for (int i = 0; i < n; ++i) {
    const auto& player = game.players[static_cast<std::size_t>(i)];
    require::that(player.variables == 1 && player.constraints.empty(), who,
                  "a player has several variables or constraints of his own");
    result.payoff.push_back(std::make_shared<SpreadEvenly>(player.payoff, i, n));
  }
  return result;
}

void check_aggregative(std::string_view who, const AggregativeGame& game) {
  require::at_least(who, "players", static_cast<long>(game.payoff.size()), 1);
  require::same_size(who, "lower", game.lower.size(), "players", static_cast<long>(game.payoff.size()));
  require::same_size(who, "upper", game.upper.size(), "players", static_cast<long>(game.payoff.size()));
  require::finite(who, "lower", game.lower);
  if (!game.near_zero.empty())
    require::same_size(who, "near_zero", static_cast<long>(game.near_zero.size()), "players",
                       static_cast<long>(game.payoff.size()));
}

std::optional<AggregateEquilibrium> prove_aggregate_equilibrium(const AggregativeGame& game, double at,
                                                                bool at_cap, const Stop& stop) {
  check_aggregative("prove_aggregate_equilibrium", game);
  require::finite("prove_aggregate_equilibrium", "at", at);
  const AggregateScanOptions options{.stop = stop};
  return Scan(game, options).near(at, at_cap);
}

AggregateScanResult scan_aggregate(const AggregativeGame& game, const AggregateScanOptions& options) {
  constexpr auto who = "scan_aggregate";
  check_aggregative(who, game);
  require::at_least(who, "max_cells", options.max_cells, 1);
  require::inside(who, "smallest", options.smallest, 0, 1);
  require::positive(who, "far", options.far);
  return Scan(game, options).run();
}

}  // namespace solvers

#include "solvers/certificates/own_maximum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "solvers/certificates/definiteness.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double far_away = 0x1p1000;

struct Piece {
  IntervalBox box;
  double upper = infinity;  ///< of the payoff over its feasible part
  bool operator<(const Piece& other) const { return upper < other.upper; }
};

class Bounding {
 public:
  Bounding(const ConstrainedGame& game, int player, const Vector& x, const Vector& multipliers,
           const OwnMaximumOptions& options)
      : player_(game.players[static_cast<std::size_t>(player)]),
        options_(options),
        first_(game.offset(player)),
        count_(player_.variables),
        z_(to_balls(game.with_parameters(x))),
        point_(game.with_parameters(x)),
        multipliers_(multipliers) {
    constraints_ = player_.constraints;
    constraints_.insert(constraints_.end(), game.shared.begin(), game.shared.end());
    for (int k = first_; k < first_ + count_; ++k)
      whole_.push_back({std::max(game.lower(k), -far_away), std::min(game.upper(k), far_away)});
  }

  OwnMaximumResult run() {
    const Ball payoff = player_.payoff->value(z_);
    result_.payoff = player_.payoff->value(point_);
    if (!payoff.is_finite())
      return result_.termination = Termination::not_finite, result_.bound = infinity, result_;
    floor_ = payoff.lower();
    const double target = options_.target * std::max(1.0, std::abs(result_.payoff));
    anchor_ = tangent_at_profile();
    push(whole_);
    result_.concave = first_concave_;
    while (!queue_.empty() && result_.termination == Termination::not_started) {
      const Piece worst = queue_.top();
      if (worst.upper - floor_ <= target) break;
      if (result_.gain > options_.refuted_at)
        result_.termination = Termination::no_solution;
      else if (const auto asked = options_.stop.requested())
        result_.termination = *asked;
      else if (result_.boxes >= options_.max_boxes)
        result_.termination = Termination::evaluation_limit;
      if (result_.termination != Termination::not_started) break;
      queue_.pop();
      split(worst);
    }
    if (result_.termination == Termination::not_started) result_.termination = Termination::converged;
    double upper = std::max(settled_, floor_);
    if (!queue_.empty()) upper = std::max(upper, queue_.top().upper);
    result_.bound = std::max(0.0, (Ball(upper) - payoff).upper());
    if (!std::isfinite(upper)) result_.bound = infinity;
    return result_;
  }

 private:
  struct Tangent {
    bool usable = false;
    Ball value;           ///< of the relaxed payoff at the profile
    BallVector gradient;  ///< of it by own variables
  };

  BallVector arguments(const IntervalBox& box) const {
    BallVector z = z_;
    for (int k = 0; k < count_; ++k) z(first_ + k) = Ball(box[static_cast<std::size_t>(k)]);
    return z;
  }

  /// U - sum lambda g with its own derivatives; second ones where `hessian` is given.
  Ball relaxed(const BallVector& z, BallVector* gradient, BallMatrix* hessian) const {
    Derivatives<Ball> d;
    Ball value;
    const auto add = [&](const SmoothFunction& f, const Ball& weight) {
      if (!gradient) return static_cast<void>(value += weight * f.value(z));
      f.differentiate(z, {first_ + count_, first_, hessian ? count_ : 0}, d);
      value += weight * d.value;
      for (int k = 0; k < count_; ++k) {
        (*gradient)(k) += weight * d.gradient(first_ + k);
        for (int l = 0; hessian && l < count_; ++l) (*hessian)(k, l) += weight * d.hessian(k, first_ + l);
      }
    };
    if (gradient) *gradient = BallVector::Constant(count_, Ball(0));
    if (hessian) *hessian = BallMatrix::Constant(count_, count_, Ball(0));
    add(*player_.payoff, Ball(1));
    for (std::size_t c = 0; c < constraints_.size(); ++c) {
      const double lambda = multipliers_(static_cast<Eigen::Index>(c));
      if (lambda != 0) add(*constraints_[c].function, Ball(-lambda));
    }
    return value;
  }

  Tangent tangent_at_profile() const {
    Tangent t;
    t.value = relaxed(z_, &t.gradient, nullptr);
    t.usable = t.value.is_finite();
    for (int k = 0; k < count_; ++k) t.usable = t.usable && t.gradient(k).is_finite();
    return t;
  }

  /// Certainly infeasible everywhere.
  bool infeasible(const BallVector& z) const {
    return std::any_of(constraints_.begin(), constraints_.end(), [&](const GameConstraint& c) {
      const Ball g = c.function->value(z);
      return certainly_positive(g) || (c.equality && certainly_negative(g));
    });
  }

  /// Of the inequalities; equalities can only be met to rounding, see below.
  bool certainly_feasible(const BallVector& z) const {
    return std::none_of(constraints_.begin(), constraints_.end(), [&](const GameConstraint& c) {
      return !c.equality && !certainly_nonpositive(c.function->value(z));
    });
  }

  IntervalBox hull_with_profile(IntervalBox box) const {
    for (int k = 0; k < count_; ++k) {
      auto& side = box[static_cast<std::size_t>(k)];
      side = {std::min(side.lower, point_(first_ + k)), std::max(side.upper, point_(first_ + k))};
    }
    return box;
  }

  Ball linear_bound(const Ball& value, const BallVector& gradient, const IntervalBox& box,
                    const BallVector& around) const {
    Ball bound = value;
    for (int k = 0; k < count_; ++k)
      bound += gradient(k) * (Ball(box[static_cast<std::size_t>(k)]) - around(k));
    return bound;
  }

  /// Certain slopes lead to a face; what is left is enclosed by value, mean value form or tangent.
  double upper_bound(IntervalBox box) {
    BallVector z = arguments(box);
    if (infeasible(z)) return -infinity;
    BallVector gradient;
    const Ball natural = relaxed(z, nullptr, nullptr);
    double upper = natural.is_finite() || natural.upper() < infinity ? natural.upper() : infinity;
    if (upper <= floor_) return upper;
    static_cast<void>(relaxed(z, &gradient, nullptr));
    bool finite = true, moved = false;
    for (int k = 0; k < count_; ++k) {
      auto& side = box[static_cast<std::size_t>(k)];
      finite = finite && gradient(k).is_finite();
      if (side.lower == side.upper) continue;
      if (certainly_positive(gradient(k)))
        side.lower = side.upper, moved = true;
      else if (certainly_negative(gradient(k)))
        side.upper = side.lower, moved = true;
    }
    if (moved) {
      z = arguments(box);
      const double face = relaxed(z, nullptr, nullptr).upper();
      if (face < upper) upper = face;
    }
    if (!finite) return upper;
    upper = std::min(upper, concave_bound(box));
    const BallVector center = to_balls(middle(box));
    BallVector zc = z_;
    for (int k = 0; k < count_; ++k) zc(first_ + k) = center(k);
    const double mean = linear_bound(relaxed(zc, nullptr, nullptr), gradient, box, center).upper();
    return mean < upper ? mean : upper;
  }

  /// Where the relaxed payoff is certainly concave on the box with the profile, it lies below its tangent
  /// there.
  double concave_bound(const IntervalBox& box) {
    if (!anchor_.usable) return infinity;
    BallVector gradient;
    BallMatrix hessian;
    static_cast<void>(relaxed(arguments(hull_with_profile(box)), &gradient, &hessian));
    if (!certainly_negative_semidefinite(hessian)) return infinity;
    if (result_.boxes <= 1) first_concave_ = true;
    BallVector around(count_);
    for (int k = 0; k < count_; ++k) around(k) = z_(first_ + k);
    const double bound = linear_bound(anchor_.value, anchor_.gradient, box, around).upper();
    return bound == bound ? bound : infinity;
  }

  void push(const IntervalBox& box) {
    ++result_.boxes;
    Piece piece{box, upper_bound(box)};
    if (!(piece.upper > floor_)) return static_cast<void>(settled_ = std::max(settled_, piece.upper));
    look_for_gain(box);
    queue_.push(std::move(piece));
  }

  /// Moves the strategy in z onto the player's equalities, to rounding, within his bounds; false where that
  /// fails.
  bool meet_equalities(Vector& z) const {
    std::vector<const SmoothFunction*> equalities;
    for (const auto& c : constraints_)
      if (c.equality) equalities.push_back(c.function.get());
    if (equalities.empty()) return true;
    Derivatives<double> d;
    for (int round = 0; round < 12; ++round) {
      Matrix A(equalities.size(), count_);
      Vector g(equalities.size());
      for (std::size_t e = 0; e < equalities.size(); ++e) {
        equalities[e]->differentiate(z, {first_ + count_}, d);
        g(static_cast<Eigen::Index>(e)) = d.value;
        A.row(static_cast<Eigen::Index>(e)) = d.gradient.segment(first_, count_).transpose();
      }
      if (!g.allFinite() || !A.allFinite()) return false;
      if (g.lpNorm<Eigen::Infinity>() <= 1e-14 * std::max(1.0, z.lpNorm<Eigen::Infinity>())) return true;
      const Vector step = least_squares(A, -g);
      for (int k = 0; k < count_; ++k) {
        const auto& side = whole_[static_cast<std::size_t>(k)];
        z(first_ + k) = std::clamp(z(first_ + k) + step(k), side.lower, side.upper);
      }
    }
    return false;
  }

  /// A strategy at the middle that certainly pays more and is certainly allowed.
  void look_for_gain(const IntervalBox& box) {
    Vector z = point_;
    for (int k = 0; k < count_; ++k) z(first_ + k) = inner_point(box[static_cast<std::size_t>(k)]);
    if (!meet_equalities(z)) return;
    if (!(player_.payoff->value(z) > result_.payoff + result_.gain)) return;
    const BallVector balls = to_balls(z);
    const double gain = (player_.payoff->value(balls) - player_.payoff->value(z_)).lower();
    if (!(gain > result_.gain) || !certainly_feasible(balls)) return;
    result_.gain = gain;
    result_.deviation = z.segment(first_, count_);
  }

  /// The middle, or for sides over many magnitudes the middle of the exponents.
  static double inner_point(const Interval& side) {
    const double largest = std::max(std::abs(side.lower), std::abs(side.upper));
    if (largest < 16) return side.lower + (side.upper - side.lower) / 2;
    if (side.lower < 0 && side.upper > 0) return 0;
    const double smallest = std::max(1.0, std::min(std::abs(side.lower), std::abs(side.upper)));
    if (largest < 16 * smallest) return side.lower + (side.upper - side.lower) / 2;
    const double middle = std::exp2(std::round((std::log2(smallest) + std::log2(largest)) / 2));
    return side.upper > 0 ? middle : -middle;
  }

  void split(const Piece& piece) {
    std::size_t widest = 0;
    double width = -1;
    for (std::size_t k = 0; k < piece.box.size(); ++k)
      if (piece.box[k].width() > width) width = piece.box[widest = k].width();
    const Interval side = piece.box[widest];
    const double at = inner_point(side);
    if (!(at > side.lower && at < side.upper)) {  // nothing left to split
      settled_ = std::max(settled_, piece.upper);
      return;
    }
    for (const Interval& half : {Interval{side.lower, at}, Interval{at, side.upper}}) {
      IntervalBox box = piece.box;
      box[widest] = half;
      push(box);
    }
  }

  const ConstrainedPlayer& player_;
  const OwnMaximumOptions& options_;
  int first_, count_;
  BallVector z_;
  Vector point_;
  const Vector& multipliers_;
  std::vector<GameConstraint> constraints_;
  IntervalBox whole_;
  Tangent anchor_;
  double floor_ = 0, settled_ = -infinity;
  bool first_concave_ = false;
  std::priority_queue<Piece> queue_;
  OwnMaximumResult result_;
};

}  // namespace

OwnMaximumResult bound_own_maximum(const ConstrainedGame& game, int player, const Vector& x,
                                   const Vector& multipliers, const OwnMaximumOptions& options) {
  constexpr auto who = "bound_own_maximum";
  check_game(game);
  require::within(who, "player", player, 0, static_cast<double>(game.players.size()) - 1,
                  "players are numbered from 0");
  require::same_size(who, "x", x.size(), "the variables", game.dimension());
  require::finite(who, "x", x);
  const auto& own = game.players[static_cast<std::size_t>(player)].constraints;
  require::same_size(who, "multipliers", multipliers.size(), "his constraints",
                     static_cast<long>(own.size() + game.shared.size()));
  require::positive(who, "target", options.target);
  require::positive(who, "refuted_at", options.refuted_at);
  require::at_least(who, "max_boxes", options.max_boxes, 1);
  for (std::size_t c = 0; c < own.size() + game.shared.size(); ++c) {
    const auto& constraint = c < own.size() ? own[c] : game.shared[c - own.size()];
    require::that(constraint.equality || multipliers(static_cast<Eigen::Index>(c)) >= 0, who,
                  "the multiplier of an inequality is negative");
  }
  return Bounding(game, player, x, multipliers, options).run();
}

}  // namespace solvers

#include "solvers/certificates/monotonicity.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "solvers/certificates/definiteness.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

class Proof {
 public:
  Proof(const KktConditions& conditions, const MonotonicityOptions& options)
      : conditions_(conditions), options_(options), n_(conditions.variables()) {}

  MonotonicityResult run() {
    for (int k = 0; k < n_; ++k)
      result_.region.push_back(
          {std::max(conditions_.lower()(k), -options_.far), std::min(conditions_.upper()(k), options_.far)});
    for (int round = 0; round < 2; ++round)
      for (int k = 0; k < n_; ++k) tighten(k);
    if (!convex_constraints())
      return result_.detail = "a constraint is not certainly convex, or couples players", result_;
    if (positive_definite_everywhere()) result_.verdict = Verdict::proved;
    return result_;
  }

 private:
  BallVector point(const IntervalBox& box) const {
    BallVector w = BallVector::Constant(conditions_.size(), Ball(0));
    for (int k = 0; k < n_; ++k) w(k) = Ball(box[static_cast<std::size_t>(k)]);
    return w;
  }

  /// Whether a constraint is certainly violated on all of the box.
  bool excluded(const IntervalBox& box) const {
    BallVector G;
    conditions_.evaluate(point(box), G, nullptr);
    for (int c = n_; c < conditions_.size(); ++c) {
      const bool equality = conditions_.multipliers()[static_cast<std::size_t>(c - n_)].equality;
      if (certainly_negative(G(c)) || (equality && certainly_positive(G(c)))) return true;
    }
    return false;
  }

  /// Cuts what the constraints exclude off both ends of side k.
  void tighten(int k) {
    if (conditions_.size() == n_) return;
    auto& side = result_.region[static_cast<std::size_t>(k)];
    for (const bool from_above : {true, false}) {
      double kept = from_above ? side.lower : side.upper;  // not certainly excluded
      for (int step = 0; step < 60; ++step) {
        double& end = from_above ? side.upper : side.lower;
        const double at = halfway(kept, end);
        if (at == kept || at == end) break;
        IntervalBox slice = result_.region;
        slice[static_cast<std::size_t>(k)] = from_above ? Interval{at, end} : Interval{end, at};
        if (excluded(slice))
          end = at;
        else
          kept = at;
        if (std::abs(end - kept) <= 0.01 * std::abs(end)) break;
      }
    }
  }

  static double halfway(double a, double b) {
    const double largest = std::max(std::abs(a), std::abs(b)), smallest = std::min(std::abs(a), std::abs(b));
    if (largest <= 16 * std::max(1.0, smallest) || (a < 0) != (b < 0)) {
      if (largest > 1e3 && (a < 0) != (b < 0))
        return std::abs(a) > std::abs(b) ? -std::sqrt(largest) : std::sqrt(largest);
      return a + (b - a) / 2;
    }
    const double middle = std::exp2((std::log2(std::max(1.0, smallest)) + std::log2(largest)) / 2);
    return std::max(a, b) > 0 ? middle : -middle;
  }

  BallMatrix field_jacobian(const IntervalBox& box) const {
    BallVector G;
    BallMatrix J;
    conditions_.evaluate(point(box), G, &J);
    return J.topLeftCorner(n_, n_);
  }

  /// Hessians of the constraints on the whole region; those of one player in his own variables only.
  bool convex_constraints() const {
    const BallMatrix base = field_jacobian(result_.region);
    for (int c = n_; c < conditions_.size(); ++c) {
      BallVector w = point(result_.region), G;
      w(c) = Ball(1);
      BallMatrix J;
      conditions_.evaluate(w, G, &J);
      const BallMatrix H = J.topLeftCorner(n_, n_) - base;
      const auto& place = conditions_.multipliers()[static_cast<std::size_t>(c - n_)];
      if (place.player >= 0)  // rows of others are empty: so must be their columns
        for (int k = 0; k < n_; ++k)
          if (J(k, c) == Ball(0) && !(J(c, k) == Ball(0))) return false;
      if (place.equality ? !is_zero(H) : !is_zero(H) && !certainly_negative_semidefinite(-H)) return false;
    }
    return true;
  }

  static bool is_zero(const BallMatrix& H) {
    for (Eigen::Index k = 0; k < H.size(); ++k)
      if (!(H(k) == Ball(0))) return false;
    return true;
  }

  bool positive_definite_everywhere() {
    std::deque<IntervalBox> todo{result_.region};
    while (!todo.empty()) {
      if (result_.boxes >= options_.max_boxes || options_.stop.requested())
        return result_.detail = "the Jacobian is not certainly definite on every piece of the region", false;
      const IntervalBox box = std::move(todo.front());
      todo.pop_front();
      ++result_.boxes;
      if (excluded(box)) continue;
      const BallMatrix J = field_jacobian(box);
      if (result_.boxes == 1) result_.potential = is_zero(J - J.transpose());
      if (certainly_positive_definite(J)) continue;
      std::size_t widest = 0;
      for (std::size_t k = 1; k < box.size(); ++k)
        if (box[k].width() > box[widest].width()) widest = k;
      const double at = halfway(box[widest].lower, box[widest].upper);
      if (!(at > box[widest].lower && at < box[widest].upper)) return false;
      for (const Interval& half : {Interval{box[widest].lower, at}, Interval{at, box[widest].upper}}) {
        todo.push_back(box);
        todo.back()[widest] = half;
      }
    }
    return true;
  }

  const KktConditions& conditions_;
  const MonotonicityOptions& options_;
  int n_;
  MonotonicityResult result_;
};

}  // namespace

MonotonicityResult prove_strictly_monotone(const KktConditions& conditions,
                                           const MonotonicityOptions& options) {
  constexpr auto who = "prove_strictly_monotone";
  require::at_least(who, "max_boxes", options.max_boxes, 1);
  require::positive(who, "far", options.far);
  return Proof(conditions, options).run();
}

bool may_have_potential(const KktConditions& conditions, const IntervalBox& box, double tolerance) {
  constexpr auto who = "may_have_potential";
  require::same_size(who, "box", static_cast<long>(box.size()), "the variables", conditions.variables());
  BallVector w = BallVector::Constant(conditions.size(), Ball(0)), G;
  for (int k = 0; k < conditions.variables(); ++k) w(k) = Ball(box[static_cast<std::size_t>(k)]);
  BallMatrix J;
  conditions.evaluate(w, G, &J);
  for (int i = 0; i < conditions.variables(); ++i)
    for (int j = 0; j < i; ++j) {
      const double size = std::max({1.0, std::abs(J(i, j).midpoint()), std::abs(J(j, i).midpoint())});
      if (certainly_nonzero(J(i, j) - J(j, i))) return false;
      if (!(std::abs(J(i, j).midpoint() - J(j, i).midpoint()) <= tolerance * size)) return false;
    }
  return true;
}

}  // namespace solvers

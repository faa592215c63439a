#include "models/coopetition/equilibrium_changes.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/coopetition/all_equilibria.hpp"
#include "models/coopetition/baseline.hpp"
#include "solvers/certificates/krawczyk.hpp"
#include "solvers/core/require.hpp"
#include "solvers/roots/small_newton.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;
using solvers::Interval;
using solvers::Termination;
using solvers::Verdict;

constexpr int most_boxes = 4000;  // of one enumeration: near a change it may not end

/// Unknowns (a of the free actors, x): their slopes vanish, and one condition more.
struct ChangeConditions {
  const Parameters& p;
  const Vector& baseline;
  Axis axis;
  std::vector<int> free;
  int at_corner =
      -1;  ///< this actor's slope vanishes at its endowment; -1: the Jacobian of two free actors is singular

  template <typename S>
  VectorOf<S> operator()(const VectorOf<S>& z) const {
    const auto last = z.size() - 1;
    const auto game = stage_along<S>(p, baseline, axis, z(last));
    VectorOf<S> actions = game.endowment;
    for (std::size_t k = 0; k < free.size(); ++k) actions(free[k]) = z(static_cast<Eigen::Index>(k));
    VectorOf<S> conditions(z.size());
    for (std::size_t k = 0; k < free.size(); ++k)
      conditions(static_cast<Eigen::Index>(k)) = own_slope(game, free[k], actions);
    if (at_corner >= 0) {
      conditions(last) = own_slope(game, at_corner, actions);
    } else {
      const auto J = [&](int i, int j) { return own_slope_derivative(game, i, j, actions); };
      conditions(last) = J(0, 0) * J(1, 1) - J(0, 1) * J(1, 0);
    }
    return conditions;
  }
};

/// A root of the conditions near `start`, proved, with x inside the bracket.
std::optional<Interval> proved_root(const ChangeConditions& conditions, const Vector& start,
                                    const Interval& bracket) {
  Vector unit = start.cwiseAbs().cwiseMax(1e-3);
  const auto newton =
      solvers::solve_small_system({.evaluate =
                                       [&](const Vector& z, Vector& residual, Matrix& jacobian) {
                                         residual = conditions(z);
                                         jacobian = solvers::jacobian_of(conditions, z);
                                       },
                                   .start = start,
                                   .unit = unit});
  if (newton.solution.size() == 0 || !newton.solution.allFinite()) return std::nullopt;
  const double x = newton.solution(newton.solution.size() - 1);
  if (!bracket.contains(x)) return std::nullopt;
  const auto proof = solvers::krawczyk(solvers::make_ball_system(conditions), newton.solution);
  if (proof.verdict != Verdict::proved) return std::nullopt;
  return proof.enclosure.back();
}

class ChangeSearch {
 public:
  ChangeSearch(const Parameters& p, const FoldSearch& wishes, const solvers::Stop& stop)
      : p_(p), baseline_(baseline(p)), axis_(wishes.axis), stop_(stop) {}

  EquilibriumChanges run(double from, double to, int points) {
    std::optional<At> before;
    for (int k = 0; k < points && !stopped(); ++k) {
      auto here = look(from + (to - from) * k / (points - 1));
      result_.counts.push_back(here.count());
      if (here.count() < 0) {
        ++result_.undecided;
        continue;  // an undecided point lies within the next bracket
      }
      if (before && before->count() != here.count()) between(*before, here);
      before = std::move(here);
    }
    if (result_.termination == Termination::not_started)
      result_.termination = result_.undecided == 0 ? Termination::converged : Termination::stalled;
    return std::move(result_);
  }

 private:
  struct At {
    double x;
    AllEquilibriaResult found;
    int count() const { return found.complete ? static_cast<int>(found.equilibria.size()) : -1; }
  };

  bool stopped() {
    if (const auto why = stop_.requested()) result_.termination = *why;
    return result_.termination != Termination::not_started;
  }

  At look(double x) const {
    const auto game = stage_along<double>(p_, baseline_, axis_, x);
    const auto rigorous = stage_along<Ball>(p_, baseline_, axis_, Ball(x));
    return {x, all_equilibria(game, rigorous, {.max_boxes = most_boxes, .stop = stop_})};
  }

  /// One change or more between two points whose numbers differ.
  void between(At low, At high) {
    for (int step = 0; step < 60 && !stopped(); ++step) {
      if (step >= 6 && refine(low, high)) return;
      const double middle = low.x + (high.x - low.x) / 2;
      if (!(middle > low.x && middle < high.x)) break;
      auto at = look(middle);
      if (at.count() < 0) at = look(low.x + (high.x - low.x) * 0.61);
      if (at.count() < 0) break;
      if (at.count() != low.count() && at.count() != high.count()) {
        between(low, at);
        between(at, high);
        return;
      }
      (at.count() == low.count() ? low : high) = std::move(at);
    }
    add({EquilibriumChange::Kind::other, (low.x + high.x) / 2, {low.x, high.x}, {low.x, high.x}}, low, high);
  }

  void add(EquilibriumChange change, const At& low, const At& high) {
    change.below = low.count();
    change.above = high.count();
    result_.changes.push_back(change);
  }

  /// Whether a fold or corner condition has a proved root in the bracket.
  bool refine(const At& low, const At& high) {
    const auto& more = low.count() > high.count() ? low : high;
    const Interval bracket{low.x, high.x};
    const auto found = [&](EquilibriumChange::Kind kind, const Interval& root) {
      add({kind, (root.lower + root.upper) / 2, bracket, root}, low, high);
      return true;
    };
    if (p_.count() != 2) return false;
    if (const auto root = fold_near(more, bracket)) return found(EquilibriumChange::Kind::fold, *root);
    for (int i = 0; i < 2; ++i)
      if (const auto root = corner_near(i, more, bracket))
        return found(EquilibriumChange::Kind::corner, *root);
    return false;
  }

  /// From the middle of the two equilibria that are nearest to each other.
  std::optional<Interval> fold_near(const At& more, const Interval& bracket) const {
    const auto& all = more.found.equilibria;
    for (std::size_t k = 0; k + 1 < all.size(); ++k) {
      Vector start(3);
      start << (all[k] + all[k + 1]) / 2, more.x;
      if ((start.head(2).array() >= endowments().array()).any() || (start.array() <= 0).any()) continue;
      if (const auto root = proved_root({p_, baseline_, axis_, {0, 1}}, start, bracket)) return root;
    }
    return std::nullopt;
  }

  /// Actor i just reaches its endowment; the other is free, or there already.
  std::optional<Interval> corner_near(int i, const At& more, const Interval& bracket) const {
    for (const auto& a : more.found.equilibria) {
      const int other = 1 - i;
      if (a(i) < 0.5 * endowments()(i) || a(other) <= 0) continue;
      Vector start(2);
      start << a(other), more.x;
      if (a(other) < endowments()(other))
        if (const auto root = proved_root({p_, baseline_, axis_, {other}, i}, start, bracket)) return root;
      if (const auto root = proved_root({p_, baseline_, axis_, {}, i}, start.tail(1), bracket)) return root;
    }
    return std::nullopt;
  }

  Vector endowments() const { return lift_game<double>(p_).endowment; }

  const Parameters& p_;
  Vector baseline_;
  Axis axis_;
  const solvers::Stop& stop_;
  EquilibriumChanges result_;
};

double default_end(const Parameters& p, Axis axis) {
  if (axis == Axis::reciprocity) return 0.2;
  if (axis == Axis::trust) return 1;
  return lift_game<double>(p).endowment.maxCoeff();
}

}  // namespace

Parameters at_point(const Parameters& p, Axis axis, double value) {
  auto moved = p;
  if (axis == Axis::reciprocity) moved.trust.reciprocity = value;
  if (axis == Axis::trust) moved.trust.initial.trust.setConstant(value);
  if (axis == Axis::baseline) moved.trust.baseline = Vector::Constant(p.count(), value);
  return moved;
}

EquilibriumChanges find_equilibrium_changes(const Parameters& p, const FoldSearch& wishes,
                                            const solvers::Stop& stop) {
  constexpr auto who = "find_equilibrium_changes";
  const double from = wishes.from.value_or(0), to = wishes.to.value_or(default_end(p, wishes.axis));
  solvers::require::that(from < to, who, "the search needs from < to");
  solvers::require::at_least(who, "points", wishes.points, 2);
  solvers::require::that(p.trust.gating == Gating::reciprocity, who,
                         "with gated dependence there is one equilibrium, whatever the trust");
  return ChangeSearch(p, wishes, stop).run(from, to, wishes.points);
}

}  // namespace models::coopetition

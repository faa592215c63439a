#include "models/coopetition/all_equilibria.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/free_slopes.hpp"
#include "solvers/certificates/krawczyk.hpp"
#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;
using solvers::Interval;
using solvers::IntervalBox;
using solvers::Termination;
using solvers::Verdict;

bool inside(const IntervalBox& box, const IntervalBox& of) {
  for (std::size_t i = 0; i < box.size(); ++i)
    if (box[i].lower < of[i].lower || box[i].upper > of[i].upper) return false;
  return true;
}

bool meet(const IntervalBox& a, const IntervalBox& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].upper < b[i].lower || b[i].upper < a[i].lower) return false;
  return true;
}

double widest(const IntervalBox& box) {
  double width = 0;
  for (const auto& side : box) width = std::max(width, side.width());
  return width;
}

Vector lower_end(const IntervalBox& box) {
  Vector ends(static_cast<Eigen::Index>(box.size()));
  for (std::size_t i = 0; i < box.size(); ++i) ends(static_cast<Eigen::Index>(i)) = box[i].lower;
  return ends;
}

Vector upper_end(const IntervalBox& box) {
  Vector ends(static_cast<Eigen::Index>(box.size()));
  for (std::size_t i = 0; i < box.size(); ++i) ends(static_cast<Eigen::Index>(i)) = box[i].upper;
  return ends;
}

/// A box with exactly one equilibrium, and where in it that is.
struct Proved {
  IntervalBox box, enclosure;
};

class Search {
 public:
  Search(const StageGame<double>& game, const StageGame<Ball>& rigorous, const AllEquilibriaOptions& options)
      : game_(game), rigorous_(rigorous), options_(options) {}

  AllEquilibriaResult run() {
    IntervalBox everything;
    for (int i = 0; i < game_.count(); ++i) everything.push_back({0, game_.endowment(i)});
    open_.push_back(everything);
    while (!open_.empty() && result_.termination == Termination::not_started) {
      if (const auto stop = options_.stop.requested()) result_.termination = *stop;
      if (result_.boxes >= options_.max_boxes) result_.termination = Termination::iteration_limit;
      auto box =
          std::move(open_.front());  // oldest, so widest, first: a fold keeps no isolated equilibrium waiting
      open_.pop_front();
      examine(std::move(box));
    }
    return finish();
  }

 private:
  void examine(IntervalBox box) {
    ++result_.boxes;
    if (known(box) || !shrink(box) || known(box) || decided_at_rest(box) || decided_by_krawczyk(box)) return;
    if (is_smallest(box)) {
      result_.undecided.push_back(box);
      return;
    }
    cut(box);
  }

  bool is_smallest(const IntervalBox& box) const {
    constexpr double floor = 1e-4;  // of smallest_box: where actions are near 0
    for (std::size_t i = 0; i < box.size(); ++i) {
      const double size = std::max(box[i].upper, floor * game_.endowment(static_cast<Eigen::Index>(i)));
      if (box[i].width() > options_.smallest_box * size) return false;
    }
    return true;
  }

  bool known(const IntervalBox& box) const {
    return std::any_of(proved_.begin(), proved_.end(), [&](const auto& of) { return inside(box, of.box); });
  }

  /// Best replies to one end of the box.
  IntervalBox replies(const Vector& actions) const {
    const auto balls = lift<Ball>(actions);
    IntervalBox all;
    for (int i = 0; i < game_.count(); ++i) {
      const double guess = best_reply(own_problem(game_, i, actions), game_.endowment(i));
      all.push_back(enclose_best_reply(own_problem(rigorous_, i, balls), game_.endowment(i), guess));
    }
    return all;
  }

  /// The box cut to where equilibria can be; false: there is none.
  bool shrink(IntervalBox& box) const {
    for (int round = 0; round < 200; ++round) {
      const auto from = replies(lower_end(box)), to = replies(upper_end(box));
      double gain = 0;
      for (std::size_t i = 0; i < box.size(); ++i) {
        const Interval cut{std::max(box[i].lower, from[i].lower), std::min(box[i].upper, to[i].upper)};
        if (cut.lower > cut.upper) return false;
        if (box[i].width() > 0) gain = std::max(gain, 1 - cut.width() / box[i].width());
        box[i] = cut;
      }
      if (gain < 0.1) break;
    }
    return true;
  }

  /// A box around the corner where nobody acts.
  bool decided_at_rest(const IntervalBox& box) {
    if (!lower_end(box).isZero(0)) return false;
    if (game_.form == ValueForm::power) return false;  // f'(0) is infinite: best replies are positive
    const bool all_at_rest = upper_end(box).isZero(0);
    const auto upper = lift<Ball>(upper_end(box));
    const VectorOf<Ball> lower = VectorOf<Ball>::Constant(upper.size(), Ball(0));
    Ball most(1), least(1);  // prod of w_i gamma / (N a_i / g) over the bounds of m_i
    for (int i = 0; i < game_.count(); ++i) {
      const Ball flattest = Ball(1) - rigorous_.scale - reciprocity_slope(rigorous_, i, upper);
      const Ball steepest =
          Ball(1) - value_slope(rigorous_, upper(i)) - reciprocity_slope(rigorous_, i, lower);
      if (!certainly_positive(flattest)) return false;
      const Ball pull = synergy_weight(rigorous_, i) * rigorous_.complementarity / Ball(game_.count());
      most *= pull / flattest;
      least *= pull / steepest;
    }
    // An action at its endowment has a slope >= 0 rather than 0: there the product is at least 1.
    const bool all_within = (upper_end(box).array() < game_.endowment.array()).all();
    const bool excluded = certainly_less(most, Ball(1)) || (all_within && certainly_less(Ball(1), least));
    if (!all_at_rest && !excluded) return false;
    return accept(Vector::Zero(game_.count()), {box, IntervalBox(box.size(), Interval{0, 0})});
  }

  /// Who rests at 0, who is within (0, e) and who stays at e, whatever the others do in the box; nothing
  /// where some may or may not.
  struct Regime {
    std::vector<int> resting, free, at_endowment;
    bool operator==(const Regime&) const = default;
  };
  std::optional<Regime> regime_on(const IntervalBox& box) const {
    const auto from = replies(lower_end(box)), to = replies(upper_end(box));
    Regime regime;
    for (int i = 0; i < game_.count(); ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (from[k].lower == game_.endowment(i))
        regime.at_endowment.push_back(i);
      else if (to[k].upper == 0)
        regime.resting.push_back(i);
      else if (to[k].upper < game_.endowment(i) && from[k].lower > 0)
        regime.free.push_back(i);
      else
        return std::nullopt;
    }
    return regime;
  }

  bool decided_by_krawczyk(const IntervalBox& box) {
    if (widest(box) > 0.05 * game_.endowment.maxCoeff()) return false;
    const auto regime = regime_on(box);
    if (!regime) return false;
    const auto& free = regime->free;
    FreeSlopes<Ball> system{rigorous_, solvers::middle(box), free};
    IntervalBox whole = box, enclosure = box;
    const auto hold = [&](const std::vector<int>& actors, auto action) {
      for (const int i : actors) {
        system.actions(i) = action(i);
        whole[static_cast<std::size_t>(i)] = enclosure[static_cast<std::size_t>(i)] = {action(i), action(i)};
      }
    };
    hold(regime->at_endowment, [&](int i) { return game_.endowment(i); });
    hold(regime->resting, [](int) { return 0.0; });
    Vector point = system.actions;
    if (!free.empty()) {
      Vector z(static_cast<Eigen::Index>(free.size()));
      for (std::size_t k = 0; k < free.size(); ++k) z(static_cast<Eigen::Index>(k)) = point(free[k]);
      const auto proof = solvers::krawczyk(solvers::make_ball_system(system), z,
                                           {.radius = std::max(0.75 * widest(box), 1e-13 * z.maxCoeff()),
                                            .max_radius = 1.5 * widest(box) + 1e-10});
      if (proof.verdict != Verdict::proved) return false;
      for (std::size_t k = 0; k < free.size(); ++k) {
        const auto i = static_cast<std::size_t>(free[k]);
        whole[i] = proof.box[k];
        enclosure[i] = proof.enclosure[k];
        point(free[k]) = (proof.enclosure[k].lower + proof.enclosure[k].upper) / 2;
        if (proof.box[k].lower > box[i].lower || proof.box[k].upper < box[i].upper) return false;
      }
      // The regime must be the same on all of the box that was proved.
      if (regime_on(whole) != regime) return false;
    }
    return accept(point, {whole, enclosure});
  }

  /// One point satisfies the first-order conditions there: an equilibrium, in this box or beside it. False
  /// where it cannot be told from one that is known.
  bool accept(const Vector& point, Proved found) {
    for (const auto& known : proved_) {
      if (!meet(known.box, found.box)) continue;
      const bool same = inside(found.enclosure, known.box) || inside(known.enclosure, found.box);
      if (!same && meet(known.enclosure, found.enclosure)) return false;
      if (same) {
        proved_.push_back({found.box, known.enclosure});
        return true;
      }
    }
    result_.equilibria.push_back(point);
    proved_.push_back(std::move(found));
    return true;
  }

  void cut(const IntervalBox& box) {
    std::size_t at = 0;
    for (std::size_t i = 1; i < box.size(); ++i)
      if (box[i].width() > box[at].width()) at = i;
    const double middle = box[at].lower + 0.48713 * box[at].width();  // no likely place of an equilibrium
    auto left = box, right = box;
    left[at].upper = right[at].lower = middle;
    open_.push_back(right);
    open_.push_back(left);
  }

  static IntervalBox grown(IntervalBox box) {
    for (auto& side : box) side = {side.lower - side.width(), side.upper + side.width()};
    return box;
  }

  /// Boxes that nearly touch become one: around a fold there are many.
  void merge_undecided() {
    std::vector<IntervalBox> merged;
    for (auto box : result_.undecided) {
      for (bool joined = true; joined;) {
        const auto touching = std::find_if(merged.begin(), merged.end(),
                                           [&](const auto& of) { return meet(grown(box), grown(of)); });
        joined = touching != merged.end();
        if (!joined) break;
        for (std::size_t i = 0; i < box.size(); ++i)
          box[i] = {std::min(box[i].lower, (*touching)[i].lower),
                    std::max(box[i].upper, (*touching)[i].upper)};
        merged.erase(touching);
      }
      merged.push_back(std::move(box));
    }
    result_.undecided = std::move(merged);
  }

  AllEquilibriaResult finish() {
    if (result_.termination != Termination::not_started)
      result_.undecided.insert(result_.undecided.end(), open_.begin(), open_.end());
    std::erase_if(result_.undecided, [&](const auto& box) { return known(box); });
    merge_undecided();
    for (auto& actions : result_.equilibria) actions = polished(rigorous_, actions);
    std::sort(result_.equilibria.begin(), result_.equilibria.end(),
              [](const Vector& a, const Vector& b) { return a(0) < b(0); });
    result_.complete = result_.undecided.empty() && result_.termination == Termination::not_started;
    if (result_.termination == Termination::not_started)
      result_.termination = result_.complete ? Termination::converged : Termination::stalled;
    return std::move(result_);
  }

  const StageGame<double>& game_;
  const StageGame<Ball>& rigorous_;
  const AllEquilibriaOptions& options_;
  std::deque<IntervalBox> open_;
  std::vector<Proved> proved_;
  AllEquilibriaResult result_;
};

}  // namespace

AllEquilibriaResult all_equilibria(const StageGame<double>& game, const StageGame<Ball>& rigorous,
                                   const AllEquilibriaOptions& options) {
  solvers::require::at_least("all_equilibria", "max_boxes", options.max_boxes, 1);
  solvers::require::inside("all_equilibria", "smallest_box", options.smallest_box, 0, 1);
  return Search(game, rigorous, options).run();
}

}  // namespace models::coopetition

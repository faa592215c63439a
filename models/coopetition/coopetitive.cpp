#include "models/coopetition/coopetitive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/coopetition/all_equilibria.hpp"
#include "models/coopetition/named_profile.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/roots/bracketed_root.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The action a with (1 - f'(a)) a = pull, a >= a0.
double action_at(const StageGame<double>& game, double pull) {
  if (game.form == ValueForm::logarithmic) {  // a^2 - (theta - 1 + pull) a - pull = 0
    const double half = (game.scale - 1 + pull) / 2, root = std::hypot(half, std::sqrt(pull));
    return half >= 0 ? half + root : pull / (root - half);
  }
  const double beta = game.exponent;  // a - beta a^beta is convex and rises from a0 on
  double a = std::pow(beta, 1 / (1 - beta)) + pull;
  for (int step = 0; step < 100; ++step) {
    const double power = beta * std::pow(a, beta);
    const double next = a - (a - power - pull) / (1 - beta * power / a);
    if (std::abs(next - a) <= 2e-16 * a) return next;
    a = next;
  }
  return a;
}

/// Actions as functions of the synergy g.
class ActionsAtSynergy {
 public:
  explicit ActionsAtSynergy(const StageGame<double>& game) : game_(game), pull_(game.count()) {
    for (int i = 0; i < game.count(); ++i)
      pull_(i) = synergy_weight(game, i) * game.complementarity / game.count();
  }

  Vector at(double synergy) const {
    Vector actions(pull_.size());
    for (Eigen::Index i = 0; i < actions.size(); ++i)
      actions(i) = std::min(action_at(game_, pull_(i) * synergy), game_.endowment(i));
    return actions;
  }

  /// log g(a(g)) - log g at log g = u: falls strictly.
  double excess(double u) const { return at(std::exp(u)).array().log().mean() - u; }

 private:
  const StageGame<double>& game_;
  Vector pull_;
};

/// The equilibrium in which all act, if there is one.
std::optional<Vector> active_equilibrium(const StageGame<double>& game) {
  const ActionsAtSynergy actions(game);
  const Vector at_rest = actions.at(0);
  if (game.complementarity == 0) return at_rest;
  const double upper = game.endowment.array().log().mean();
  double lower = at_rest.minCoeff() > 0 ? at_rest.array().log().mean() : upper - 1;
  for (double step = 1; actions.excess(lower) < 0; step *= 2) {
    lower -= step;
    if (lower < -700) return std::nullopt;  // the synergy that would be needed is 0
  }
  if (actions.excess(upper) >= 0) return actions.at(std::exp(upper));
  const auto found = solvers::find_root({[&](double u) { return actions.excess(u); }, {lower, upper}});
  return actions.at(std::exp(found.root));
}

}  // namespace

double autarky_action(const ActionValue& value) {
  if (value.form == ValueForm::power) return std::pow(value.exponent, 1 / (1 - value.exponent));
  return std::max(0.0, value.scale - 1);
}

Ball contraction_constant(const Parameters& p) {
  const auto game = lift_game<Ball>(p);
  const double a0 = autarky_action(p.value);
  if (!(a0 > 0)) return Ball::indeterminate();
  const Ball q = Ball(p.count() - 1) / Ball(p.count());
  Ball largest(0);
  for (const auto& actor : p.actors) {
    const double from = std::min(a0, actor.endowment);
    constexpr int pieces = 256;  // K rises along the box, so narrow pieces bound it well
    const double ratio = std::pow(actor.endowment / from, 1.0 / pieces);
    for (int k = 0; k < pieces; ++k) {
      const double lower = k == 0 ? from : from * std::pow(ratio, k);
      const double upper = k + 1 == pieces ? actor.endowment : from * std::pow(ratio, k + 1);
      const Ball a(solvers::Interval{std::min(lower, upper), upper});
      const Ball K = max(Ball(0), Ball(1) - value_slope(game, a)), m = -a * value_curvature(game, a);
      largest = max(largest, q * K / (m + q * K));
    }
  }
  return largest;
}

namespace {

/// The Newton step on the slopes of the actors in `free`; nothing where their Jacobian is singular.
std::optional<Vector> newton_step(const StageGame<Ball>& game, const std::vector<int>& free,
                                  const Vector& actions) {
  const auto balls = lift<Ball>(actions);
  const auto n = static_cast<Eigen::Index>(free.size());
  Vector slopes(n);
  Matrix jacobian(n, n);
  for (Eigen::Index r = 0; r < n; ++r) {
    const int i = free[static_cast<std::size_t>(r)];
    slopes(r) = own_slope(game, i, balls).midpoint();
    for (Eigen::Index c = 0; c < n; ++c)
      jacobian(r, c) = own_slope_derivative(game, i, free[static_cast<std::size_t>(c)], balls).midpoint();
  }
  return solvers::solve_linear(jacobian, -slopes);
}

}  // namespace

Vector polished(const StageGame<Ball>& game, const Vector& actions) {
  const solvers::ScopedPrecision precision(128);
  std::vector<int> free;
  for (int i = 0; i < game.count(); ++i)
    if (actions(i) > 0 && actions(i) < game.endowment(i).midpoint()) free.push_back(i);
  if ((actions.array() <= 0).any() || free.empty()) return actions;
  Vector better = actions;
  for (int round = 0; round < 20; ++round) {
    const auto step = newton_step(game, free, better);
    if (!step || !step->allFinite()) return actions;
    double largest = 0;
    for (std::size_t k = 0; k < free.size(); ++k) {
      double& action = better(free[k]);
      const double change = (*step)(static_cast<Eigen::Index>(k));
      largest = std::max(largest, std::abs(change) / action);
      action += change;
      const bool near = std::abs(action - actions(free[k])) <= 0.05 * actions(free[k]);
      if (!near || action >= game.endowment(free[k]).midpoint()) return actions;  // not the same equilibrium
    }
    if (largest <= 1e-15) break;
  }
  return better;
}

std::vector<Vector> coopetitive_equilibria(const Parameters& p, const StageGame<double>& game) {
  solvers::require::that(game.pull.isZero(0), "coopetitive_equilibria",
                         "reciprocity needs the trust-contingent concept");
  std::vector<Vector> all;
  if (autarky_action(p.value) == 0) all.push_back(Vector::Zero(p.count()));
  const auto active = active_equilibrium(game);
  if (active && active->minCoeff() > 0) all.push_back(*active);
  return all;
}

namespace {

/// Where best replies can reach 0 and do not contract: by branch and prune.
CompletenessReport completeness_by_boxes(const Parameters& p, std::size_t found, const RunOptions& options) {
  const auto all = all_equilibria(lift_game<double>(p), lift_game<Ball>(p), {.stop = options.stop});
  if (all.complete && all.equilibria.size() == found)
    return {Completeness::all,
            "f'(0) <= 1, so nobody acting is one: branch and prune in balls shows no others"};
  return {Completeness::at_least,
          "f'(0) <= 1: nobody acts, or all do with the one synergy at which elasticities below 1 balance; "
          "found in "
          "floating point"};
}

}  // namespace

Candidates solve_coopetitive(const Parameters& p, const RunOptions& options) {
  solvers::require::that(
      options.method == "auto", "solve",
      "concept \"coopetitive\" has no method but auto: the synergy is the root of one equation");
  Candidates candidates;
  const auto rigorous = lift_game<Ball>(p);
  for (const auto& actions : coopetitive_equilibria(p, lift_game<double>(p)))
    candidates.profiles.push_back(named_profile(p, polished(rigorous, actions)));
  candidates.solver = {.method = "root of the synergy",
                       .termination = solvers::Termination::converged,
                       .starts = 1,
                       .converged = 1,
                       .seed = options.seed};
  const Ball constant = contraction_constant(p);
  if (certainly_less(constant, Ball(1)))
    candidates.completeness = {
        Completeness::all,
        fmt::format("best replies contract in log actions, constant at most {:.6g} on the box "
                    "above autarky (balls), and none falls below it (Banach)",
                    constant.upper())};
  else
    candidates.completeness = completeness_by_boxes(p, candidates.profiles.size(), options);
  candidates.notes = p.notes;
  return candidates;
}

}  // namespace models::coopetition

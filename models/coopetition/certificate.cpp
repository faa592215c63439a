#include "models/coopetition/certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/comparative_statics.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/free_slopes.hpp"
#include "models/coopetition/named_profile.hpp"
#include "models/coopetition/trust_contingent.hpp"
#include "solvers/certificates/krawczyk.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::coopetition {
namespace {

using solvers::Ball;
using solvers::Interval;
using solvers::Verdict;
using Slope = solvers::Dual<Ball, 1>;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// One actor's utility as a function of its own action, with slope.
class OwnUtility {
 public:
  OwnUtility(const StageGame<Ball>& game, int actor, const Vector& actions)
      : value_game_(game), slope_game_(constant_game<Slope>(game)), actor_(actor), actions_(actions) {}

  Ball value(double own) const {
    auto actions = lift<Ball>(actions_);
    actions(actor_) = Ball(own);
    return utility(value_game_, actor_, actions);
  }
  Ball slope(double own) const {
    if (own == 0) return slope_at_zero();
    auto actions = lift<Slope>(actions_);
    actions(actor_) = Slope::variable(Ball(own), 0);
    return utility(slope_game_, actor_, actions).tangent(0);
  }

 private:
  /// Bounded only where the synergy cannot count for the actor, and the value's slope is finite at 0.
  Ball slope_at_zero() const {
    const Ball pull = synergy_weight(value_game_, actor_) * value_game_.complementarity;
    bool still = pull.is_exact() && pull == Ball(0);
    for (Eigen::Index j = 0; j < actions_.size(); ++j) still = still || (j != actor_ && actions_(j) == 0);
    if (!still || value_game_.form == ValueForm::power) return Ball::indeterminate();
    const auto actions = lift<Ball>(actions_);
    return value_game_.scale - Ball(1) + reciprocity_slope(value_game_, actor_, actions);
  }

  const StageGame<Ball>& value_game_;
  StageGame<Slope> slope_game_;
  int actor_;
  const Vector& actions_;
};

/// Upper bound of the utility of every action in [0, e], given a guess at the best one.
Ball highest_utility(const OwnUtility& own, double endowment, double guess) {
  double l = -1, u = -1;
  for (double width = 4e-16; width < 1 && l < 0; width *= 16)
    if (const double a = guess * (1 - width); certainly_nonnegative(own.slope(a))) l = a;
  if (l < 0 && guess >= endowment && certainly_nonnegative(own.slope(endowment))) l = endowment;
  if (guess >= endowment && certainly_nonnegative(own.slope(endowment))) return own.value(endowment);
  if (l < 0 && certainly_nonpositive(own.slope(0))) return own.value(0);
  for (double width = 4e-16; width < 1 && u < 0; width *= 16) {
    const double a = std::min(endowment, std::max(guess, std::numeric_limits<double>::min()) * (1 + width));
    if (certainly_nonpositive(own.slope(a)) || a == endowment) u = a;
  }
  if (l < 0 || u < 0) return Ball::indeterminate();
  return own.value(l) + own.slope(l) * (Ball(u) - Ball(l));
}

/// Upper bound of |U_i| over all profiles.
double payoff_size(const StageGame<double>& game, int i) {
  double size = 0;
  for (int j = 0; j < game.count(); ++j) {
    const double weight = i == j ? 1 : game.dependence(i, j);
    size += weight * (game.endowment(j) + value(game, double(game.endowment(j))) +
                      game.share(j) * game.complementarity * synergy(game.endowment));
    if (i != j)
      size += game.pull(i, j) * game.endowment(i) *
              std::max(std::abs(game.endowment(j) - game.baseline(j)), std::abs(game.baseline(j)));
  }
  return size;
}

bool within(double regret, double range, double tolerance) {
  return regret <= tolerance && regret <= tolerance * range;
}

/// Verdict, level, claim and epsilon from the regrets.
void judge(const Parameters& p, const std::vector<ActorRegret>& all, const std::string& subject,
           double tolerance, Certificate& certificate) {
  Vector bounds(static_cast<Eigen::Index>(all.size()));
  bool proved = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& r = all[i];
    bounds(static_cast<Eigen::Index>(i)) = r.bound;
    certificate.relative_epsilon = std::max(certificate.relative_epsilon, r.bound / r.range);
    proved = proved && within(r.bound, r.range, tolerance);
    if (within(r.gain, r.range, tolerance) ||
        (certificate.deviation && certificate.deviation->gain >= r.gain))
      continue;
    certificate.verdict = Verdict::refuted;
    certificate.deviation = Deviation{p.actors[i].name, {{"action", r.deviation}}, r.gain};
  }
  certificate.epsilon = bounds.maxCoeff();
  certificate.regret = by_actor(p, bounds);
  certificate.level = CertificateLevel::proved;
  if (certificate.verdict == Verdict::refuted) {
    certificate.claim =
        fmt::format("not a {}: {} gains by the deviation given", subject, certificate.deviation->player);
  } else if (proved) {
    certificate.verdict = Verdict::proved;
    certificate.claim = fmt::format("{}, up to epsilon: a bound on every regret over all actions", subject);
  } else {
    certificate.level = CertificateLevel::residual_only;
    certificate.claim = fmt::format("candidate {}: neither shown nor refuted to the tolerance", subject);
  }
}

}  // namespace

std::vector<ActorRegret> regrets(const StageGame<double>& game, const StageGame<Ball>& rigorous,
                                 const Vector& actions) {
  const solvers::ScopedPrecision precision(128);
  std::vector<ActorRegret> all;
  for (int i = 0; i < game.count(); ++i) {
    const OwnUtility own(rigorous, i, actions);
    ActorRegret regret{.range = payoff_size(game, i),
                       .deviation = best_reply(own_problem(game, i, actions), game.endowment(i))};
    const Ball paid = own.value(actions(i));
    regret.bound = std::max(0.0, (highest_utility(own, game.endowment(i), regret.deviation) - paid).upper());
    if (!std::isfinite(regret.bound)) regret.bound = infinite;
    regret.gain = std::max(0.0, (own.value(regret.deviation) - paid).lower());
    if (!std::isfinite(regret.gain)) regret.gain = 0;
    all.push_back(regret);
  }
  return all;
}

std::vector<Interval> unique_box(const StageGame<Ball>& game, const Vector& endowments,
                                 const Vector& actions) {
  if ((actions.array() <= 0).any()) return {};
  FreeSlopes<Ball> system{game, actions, {}};
  Vector point(actions.size());
  Eigen::Index n = 0;
  for (int i = 0; i < game.count(); ++i)
    if (actions(i) < endowments(i)) {
      system.free.push_back(i);
      point(n++) = actions(i);
    }
  std::vector<Interval> box(static_cast<std::size_t>(actions.size()));
  for (Eigen::Index i = 0; i < actions.size(); ++i)
    box[static_cast<std::size_t>(i)] = {actions(i), actions(i)};
  if (n > 0) {
    const auto proof = solvers::krawczyk(solvers::make_ball_system(system), point.head(n));
    if (proof.verdict != Verdict::proved) return {};
    for (std::size_t k = 0; k < system.free.size(); ++k) {
      const auto side = proof.box[k];
      if (!(side.lower > 0 && side.upper < endowments(system.free[k]))) return {};
      box[static_cast<std::size_t>(system.free[k])] = side;
    }
  }
  // Who is at e surely stays there, whatever the others do in the box.
  for (Eigen::Index i = 0; i < actions.size(); ++i)
    if (actions(i) == endowments(i)) box[static_cast<std::size_t>(i)].lower = actions(i) * (1 - 1e-9);
  const auto balls = solvers::to_balls(box);
  for (int i = 0; i < game.count(); ++i)
    if (actions(i) == endowments(i) && !certainly_positive(own_slope(game, i, balls))) return {};
  return box;
}

Equilibrium certify_stage(const Parameters& p, const StageGame<double>& game, const StageGame<Ball>& rigorous,
                          const std::string& subject, const Profile& profile, const RunOptions& options) {
  const Vector actions = actions_of(p, profile);
  Equilibrium result{.profile = named_profile(p, actions)};
  auto& certificate = result.certificate;
  judge(p, regrets(game, rigorous, actions), subject, options.tolerance, certificate);
  certificate.residual = (best_replies(game, actions) - actions).cwiseAbs().maxCoeff();
  Vector payoffs(p.count());
  for (int i = 0; i < p.count(); ++i) payoffs(i) = utility(game, i, actions);
  result.payoff = by_actor(p, payoffs);
  result.quantities.push_back({"synergy", synergy(actions)});
  if (certificate.verdict != Verdict::proved) return result;
  const auto box = unique_box(rigorous, game.endowment, actions);
  for (std::size_t i = 0; i < box.size(); ++i)
    certificate.box.push_back({p.actors[i].name + ".action", box[i]});
  if (!box.empty()) certificate.claim = fmt::format("exactly one {} in this box", subject);
  describe_response(p, game, actions, result);
  return result;
}

Equilibrium certify_coopetitive(const Parameters& p, const Profile& profile, const RunOptions& options) {
  auto result =
      certify_stage(p, lift_game<double>(p), lift_game<Ball>(p), "coopetitive equilibrium", profile, options);
  const Ball constant = contraction_constant(p);
  if (certainly_less(constant, Ball(1))) {
    result.quantities.push_back({"contraction_constant", constant.upper()});
    if (result.certificate.verdict == Verdict::proved && !result.certificate.box.empty())
      result.certificate.claim = "exactly one coopetitive equilibrium, and it lies in this box";
  }
  return result;
}

Equilibrium certify_trust_contingent(const Parameters& p, const Profile& profile, const RunOptions& options) {
  const Vector b = baseline(p);
  const auto game = lift_stage<double>(p, p.trust.initial, b);
  auto result = certify_stage(p, game, lift_stage<Ball>(p, p.trust.initial, b),
                              "Nash equilibrium with trust held", profile, options);
  if (result.certificate.verdict == Verdict::proved)
    result.quantities.push_back({"selection", selection_tag(game, actions_of(p, profile))});
  return result;
}

}  // namespace models::coopetition

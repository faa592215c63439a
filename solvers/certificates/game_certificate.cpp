#include "solvers/certificates/game_certificate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

double violation(double g, bool equality) { return equality ? std::abs(g) : std::max(g, 0.0); }

template <typename Conditions>
double bound_violation(const Conditions& conditions, const Vector& x) {
  const auto n = x.size();
  return std::max(
      {0.0, (conditions.lower().head(n) - x).maxCoeff(), (x - conditions.upper().head(n)).maxCoeff()});
}

/// Largest violation: -g stands in the rows of the multipliers.
double infeasibility(const KktConditions& conditions, const Vector& w) {
  Vector G;
  conditions.evaluate(w, G, nullptr);
  double worst = bound_violation(conditions, Vector(w.head(conditions.variables())));
  for (std::size_t c = 0; c < conditions.multipliers().size(); ++c)
    worst = std::max(worst, violation(-G(conditions.variables() + static_cast<Eigen::Index>(c)),
                                      conditions.multipliers()[c].equality));
  return worst;
}

Vector joined(const Vector& x, const Vector& multipliers) {
  Vector w(x.size() + multipliers.size());
  w << x, multipliers;
  return w;
}

/// The multipliers of one player's constraints: his own, then the shared ones.
Vector multipliers_of(const KktConditions& conditions, const Vector& multipliers, int player) {
  std::vector<double> his;
  for (const bool shared : {false, true})
    for (std::size_t c = 0; c < conditions.multipliers().size(); ++c) {
      const auto& place = conditions.multipliers()[c];
      if (place.shared == shared && (place.player == player || place.player == -1))
        his.push_back(multipliers(static_cast<Eigen::Index>(c)));
    }
  return Eigen::Map<const Vector>(his.data(), static_cast<Eigen::Index>(his.size()));
}

PlayerRegret regret_of(const ConstrainedGame& game, int player, const Vector& x, const Vector& multipliers,
                       const GameCertificateOptions& options) {
  const auto& own = game.players[static_cast<std::size_t>(player)];
  PlayerRegret regret;
  if (own.variables > options.max_variables || options.stop.requested()) {
    regret.payoff = own.payoff->value(game.with_parameters(x));
    regret.bound = std::numeric_limits<double>::infinity();
    return regret;
  }
  const auto maximum = bound_own_maximum(
      game, player, x, multipliers,
      {.refuted_at = options.tolerance, .max_boxes = options.max_boxes, .stop = options.stop});
  return {maximum.payoff, maximum.gain, maximum.bound, maximum.deviation, maximum.concave, maximum.boxes};
}

/// Nullity of the conditions with separate multipliers, on what is active there.
int generalised_dimension(const ConstrainedGame& game, const Vector& x, const GameCertificate& certificate,
                          const KktConditions& equal) {
  bool binds = false;
  for (std::size_t c = 0; c < equal.multipliers().size(); ++c)
    binds = binds ||
            (equal.multipliers()[c].shared && certificate.multipliers(static_cast<Eigen::Index>(c)) > 1e-9);
  if (!binds) return 0;
  const KktConditions separate(game, SharedMultipliers::separate);
  Vector w = Vector::Zero(separate.size()), G;
  w.head(x.size()) = x;
  for (std::size_t s = 0; s < separate.multipliers().size(); ++s)
    for (std::size_t e = 0; e < equal.multipliers().size(); ++e) {
      const auto &a = separate.multipliers()[s], &b = equal.multipliers()[e];
      if (a.shared == b.shared && a.constraint == b.constraint && (a.shared || a.player == b.player))
        w(x.size() + static_cast<Eigen::Index>(s)) = certificate.multipliers(static_cast<Eigen::Index>(e));
    }
  Matrix J;
  separate.evaluate(w, G, &J);
  if (!J.allFinite()) return 0;
  std::vector<int> free;
  for (int j = 0; j < separate.size(); ++j)
    if (!(w(j) - separate.lower()(j) < G(j)) && !(separate.upper()(j) - w(j) < -G(j))) free.push_back(j);
  Matrix R(free.size(), free.size());
  for (std::size_t r = 0; r < free.size(); ++r)
    for (std::size_t c = 0; c < free.size(); ++c)
      R(static_cast<int>(r), static_cast<int>(c)) = J(free[r], free[c]);
  return static_cast<int>(R.cols()) - rank(R, 1e-9);
}

}  // namespace

GameCertificate certify_game(const ConstrainedGame& game, const Vector& x,
                             const GameCertificateOptions& options) {
  constexpr auto who = "certify_game";
  const KktConditions conditions(game);
  require::same_size(who, "x", x.size(), "the variables", conditions.variables());
  require::finite(who, "x", x);
  require::positive(who, "tolerance", options.tolerance);
  require::at_least(who, "max_variables", options.max_variables, 0);
  GameCertificate result;
  result.multipliers = recover_multipliers(conditions, x);
  const Vector w = joined(x, result.multipliers);
  result.residual = conditions.natural_residual(w);
  result.infeasibility = infeasibility(conditions, w);
  if (options.stop.requested()) {
    result.proof.detail = "stopped before the proof of a box";
  } else {
    auto proof = options.proof;
    proof.krawczyk.stop = options.stop;
    result.proof = prove_kkt(conditions, w, proof);
    result.generalised_dimension = generalised_dimension(game, x, result, conditions);
  }
  double largest_gain = options.tolerance;
  for (int i = 0; i < static_cast<int>(game.players.size()); ++i) {
    result.regrets.push_back(
        regret_of(game, i, x, multipliers_of(conditions, result.multipliers, i), options));
    const auto& regret = result.regrets.back();
    result.epsilon = std::max(result.epsilon, regret.bound);
    if (regret.gain > largest_gain) result.deviator = i, largest_gain = regret.gain;
  }
  if (result.deviator >= 0)
    result.verdict = Verdict::refuted;
  else if (result.epsilon <= options.tolerance)
    result.verdict = Verdict::proved;
  return result;
}

InequalityCertificate certify_inequality(const VariationalInequality& problem, const Vector& x,
                                         const KktProofOptions& options) {
  const KktConditions conditions(problem);
  require::same_size("certify_inequality", "x", x.size(), "the variables", conditions.variables());
  require::finite("certify_inequality", "x", x);
  InequalityCertificate result;
  result.multipliers = recover_multipliers(conditions, x);
  const Vector w = joined(x, result.multipliers);
  result.residual = conditions.natural_residual(w);
  result.infeasibility = infeasibility(conditions, w);
  result.proof = prove_kkt(conditions, w, options);
  return result;
}

}  // namespace solvers

// models/digital_twin/aggregate.cpp
// Elimination of all but three sums: the root in log D inside, the sums of trust outside.
#include "models/digital_twin/aggregate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "models/digital_twin/equations.hpp"
#include "models/digital_twin/kernels/respond_to_aggregates.hpp"
#include "models/digital_twin/learning.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

using kernels::Aggregates;
using kernels::Response;
using kernels::TrustRule;
using solvers::Termination;

constexpr double kRounding = std::numeric_limits<double>::epsilon();
constexpr double kTotalTolerance =
    16 * kRounding;  // of log(sum exp(x - L)), times L: what the exponents round to
constexpr double kTrustTolerance = 100 * kRounding;  // of A and M, relative: sums of rounded terms
constexpr double kJump = 1e-6;                       // of a score between two neighbouring L: another answer

TrustRule rule(const Trust& trust, Gradient gradient) {
  const bool steady = trust.kind == Trust::Kind::steady_state;
  TrustRule result{.held = steady ? 0 : trust.value, .own = steady ? 1.0 : 0.0};
  if (gradient == Gradient::exact) result.leak_held = result.held, result.leak_own = result.own;
  if (gradient == Gradient::stationary) result.leak_own = 2;
  return result;
}

class Rounds {
 public:
  Rounds(const Players& p, const TrustRule& trust, const AggregateOptions& options)
      : players_{p.information_sensitivity.data(),
                 p.reward.data(),
                 p.sharing_cost.data(),
                 p.probing_cost.data(),
                 p.sharing_value.data(),
                 p.probing_value.data(),
                 p.count()},
        trust_(trust),
        options_(options),
        from_above_(Vector::Zero(p.count())),
        score_(p.count()),
        sharing_(p.count()),
        probing_(p.count()),
        known_{.log_total = std::log(double(p.count()))} {}

  Termination solve();
  Vector profile() const;
  long iterations() const { return iterations_; }
  int branch_choices() const { return branch_choices_; }

 private:
  Response answer(double log_total);
  double largest_log_total() const;
  Termination settle_total();
  bool keep_upper_answer(double lower, double upper);
  Termination settle_trust();
  std::array<double, 2> trust_error();

  kernels::PlayerArrays players_;
  TrustRule trust_;
  AggregateOptions options_;
  Vector from_above_;  ///< 1: the player takes its upper answer
  Vector score_, sharing_, probing_;
  Aggregates known_;
  Response response_;
  long iterations_ = 0;
  int branch_choices_ = 0;
};

Response Rounds::answer(double log_total) {
  known_.log_total = log_total;
  ++iterations_;
  return response_ =
             kernels::respond_to_aggregates(players_, known_, trust_, from_above_.data(), score_.data(),
                                            sharing_.data(), probing_.data(), options_.instructions);
}

/// log sum exp of the largest scores that the budget allows: an upper end of L.
double Rounds::largest_log_total() const {
  Vector top(players_.count);
  for (long i = 0; i < players_.count; ++i)
    top(i) = players_.sensitivity[i] * (std::max(players_.sharing_value[i], players_.probing_value[i]) +
                                        players_.sharing_value[i] * known_.received);
  const double largest = top.maxCoeff();
  return largest + std::log((top.array() - largest).exp().sum());
}

/// The root L of log sum exp(x_k(L) - L), given A and M.
Termination Rounds::settle_total() {
  const double bottom = std::log(double(players_.count)), top = largest_log_total();
  double lower = bottom, upper = top, at = std::clamp(known_.log_total, bottom, top);
  double excess_before = std::numeric_limits<double>::infinity();
  while (iterations_ < options_.max_iterations) {
    if (const auto stopped = options_.stop.requested()) return *stopped;
    const Response now = answer(at);
    const double excess = std::log(now.total), width = kTotalTolerance * std::max(1.0, at);
    if (std::isnan(excess)) return Termination::not_finite;
    if (std::abs(excess) <= width) return now.unsettled ? Termination::stalled : Termination::converged;
    (excess > 0 ? lower : upper) = at;
    if (upper - lower <= width) {  // a jump over 0
      if (!keep_upper_answer(lower, upper)) return Termination::stalled;
      lower = bottom, upper = top;
    }
    const double next = at - excess / (now.total_slope / now.total - 1);
    const bool newton = next > lower && next < upper && std::abs(excess) <= 0.5 * excess_before;
    excess_before = std::abs(excess);  // before a jump Newton stops halving it, and bisection takes over
    at = newton ? next : lower + (upper - lower) / 2;
  }
  return Termination::iteration_limit;
}

/// Between these neighbours somebody's answer jumps down as L rises: let the first such player stay above.
bool Rounds::keep_upper_answer(double lower, double upper) {
  answer(lower);
  const Vector before = score_;
  answer(upper);
  for (Eigen::Index i = 0; i < score_.size(); ++i)
    if (from_above_(i) == 0 && before(i) - score_(i) > kJump * std::max(1.0, score_(i))) {
      from_above_(i) = 1;
      ++branch_choices_;
      return true;
    }
  return false;
}

/// What the players' answers make of A and M, less what they were told.
std::array<double, 2> Rounds::trust_error() {
  const bool leaks = trust_.leak_held > 0 || trust_.leak_own > 0;
  return {response_.received - known_.received, leaks ? response_.leak - known_.leak : 0};
}

/// A and M by Broyden's method, started as plain iteration: B is the Jacobian of the error, at first -1.
Termination Rounds::settle_trust() {
  double b00 = -1, b01 = 0, b10 = 0, b11 = -1;
  auto ended = settle_total();
  auto error = trust_error();
  while (ended == Termination::converged) {
    if (std::abs(error[0]) <= kTrustTolerance * known_.received &&
        std::abs(error[1]) <= kTrustTolerance * std::max(known_.leak, 1e-300))
      return ended;
    const double determinant = b00 * b11 - b01 * b10;
    const Aggregates before = known_;
    const double step0 = (b01 * error[1] - b11 * error[0]) / determinant;
    const double step1 = (b10 * error[0] - b00 * error[1]) / determinant;
    known_.received = std::max(before.received + step0, before.received / 4);
    known_.leak = std::max(before.leak + step1, before.leak / 4);
    ended = settle_total();
    const auto next = trust_error();
    const double d0 = known_.received - before.received, d1 = known_.leak - before.leak;
    const double weight0 =
        1 / std::max(known_.received * known_.received, 1e-300);  // both relative to their size
    const double weight1 = 1 / std::max(known_.leak * known_.leak, 1e-300);
    const double norm = weight0 * d0 * d0 + weight1 * d1 * d1;
    if (norm == 0) return ended;  // no smaller step exists
    const double miss0 = (next[0] - error[0] - b00 * d0 - b01 * d1) / norm;
    const double miss1 = (next[1] - error[1] - b10 * d0 - b11 * d1) / norm;
    b00 += miss0 * weight0 * d0, b01 += miss0 * weight1 * d1;
    b10 += miss1 * weight0 * d0, b11 += miss1 * weight1 * d1;
    error = next;
  }
  return ended;
}

Termination Rounds::solve() {
  const bool meet_in_trust = trust_.held > 0 || trust_.own > 0 || trust_.leak_own > 0;
  return meet_in_trust ? settle_trust() : settle_total();
}

Vector Rounds::profile() const {
  Vector x = Vector::Zero(choices * players_.count);
  for (long i = 0; i < players_.count; ++i) {
    x(choices * i) = sharing_(i);
    x(choices * i + 1) = probing_(i);
  }
  return x;
}

/// Largest entry of x - proj(x + gradient).
double natural_residual(const Players& players, const Trust& trust, Gradient gradient, const Vector& x) {
  const Vector slope = own_gradients(gradient, lift<double>(players), lift<double>(trust), x);
  const Vector move = projected_step(x, slope, Vector::Ones(players.count())) - x;
  return move.allFinite() ? move.cwiseAbs().maxCoeff() : std::nan("");
}

void check(const Players& p, const Trust& trust, const AggregateOptions& options) {
  constexpr auto who = "solve_aggregate";
  namespace require = solvers::require;
  require::at_least(who, "players", p.count(), 1);
  const std::pair<const char*, const Vector*> positive[] = {
      {"sharing_cost", &p.sharing_cost},
      {"probing_cost", &p.probing_cost},
      {"information_sensitivity", &p.information_sensitivity},
      {"reward", &p.reward}};
  for (const auto& [name, values] : positive) {
    require::same_size(who, name, values->size(), "reward", p.reward.size());
    require::finite(who, name, *values);
    require::positive(who, name, values->minCoeff());
  }
  for (const auto& [name, values] :
       {std::pair{"sharing_value", &p.sharing_value}, {"probing_value", &p.probing_value}}) {
    require::same_size(who, name, values->size(), "reward", p.reward.size());
    require::finite(who, name, *values);
    require::nonnegative(who, name, values->minCoeff());
  }
  require::that(trust.kind != Trust::Kind::matrix, who,
                "trust is a matrix, so the players do not meet in a few sums; use another method of `solve`");
  if (trust.kind == Trust::Kind::uniform) require::within(who, "trust", trust.value, 0, 1);
  require::positive(who, "tolerance", options.tolerance);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
}

}  // namespace

AggregateResult solve_aggregate(const Players& players, const Trust& trust, Gradient gradient,
                                const AggregateOptions& options) {
  check(players, trust, options);
  Rounds rounds(players, rule(trust, gradient), options);
  AggregateResult result;
  result.termination = rounds.solve();
  result.profile = rounds.profile();
  result.residual = natural_residual(players, trust, gradient, result.profile);
  const double largest = result.profile.maxCoeff();
  result.relative_residual = largest > 0 ? result.residual / largest : result.residual;
  result.iterations = rounds.iterations();
  result.branch_choices = rounds.branch_choices();
  if (!std::isfinite(result.residual))
    result.termination = Termination::not_finite;
  else if (solvers::reached_goal(result.termination) && result.relative_residual > options.tolerance)
    result.termination = Termination::stalled;
  return result;
}

}  // namespace models::digital_twin

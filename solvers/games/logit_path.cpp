#include "solvers/games/logit_path.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"
#include "solvers/games/support_system.hpp"

namespace solvers {
namespace {

double largest_regret(const FiniteGame& game, const MixedProfile& profile) {
  double regret = 0;
  for (int i = 0; i < game.players(); ++i) {
    const Vector u = action_payoffs(game, profile, i);
    regret = std::max(regret, u.maxCoeff() - profile[static_cast<std::size_t>(i)].dot(u));
  }
  return regret;
}

double payoff_range(const FiniteGame& game) {
  double range = 0;
  for (const auto& table : game.payoff) {
    const auto [low, high] = std::minmax_element(table.begin(), table.end());
    range = std::max(range, *high - *low);
  }
  return range;
}

/// w = (log x, lambda), payoffs scaled to range 1. For each player: the probabilities sum to 1, and
/// log x_ia - log x_i0 = lambda (u_ia - u_i0).
class Tracer {
 public:
  Tracer(const FiniteGame& game, double range, const LogitPathOptions& options)
      : game_(game), options_(options) {
    for (auto& table : game_.payoff)
      for (double& u : table) u /= range;
    for (const int n : game.actions) size_ += n;
  }

  Vector start() const {
    Vector w(size_ + 1);
    int k = 0;
    for (const int n : game_.actions)
      for (int a = 0; a < n; ++a) w(k++) = -std::log(n);
    w(size_) = 0;
    return w;
  }

  MixedProfile profile(const Vector& w) const {
    MixedProfile x;
    int first = 0;
    for (const int n : game_.actions) {
      x.push_back(w.segment(first, n).array().exp().matrix());
      first += n;
    }
    return x;
  }

  Vector values(const Vector& w) const {
    const auto x = profile(w);
    Vector H(size_);
    int first = 0;
    for (int i = 0; i < game_.players(); first += game_.actions[static_cast<std::size_t>(i++)]) {
      const auto& xi = x[static_cast<std::size_t>(i)];
      const Vector u = action_payoffs(game_, x, i);
      H(first) = xi.sum() - 1;
      for (Eigen::Index a = 1; a < xi.size(); ++a)
        H(first + a) = w(first + a) - w(first) - w(size_) * (u(a) - u(0));
    }
    return H;
  }

  Matrix jacobian(const Vector& w) const {
    const auto x = profile(w);
    Matrix J = Matrix::Zero(size_, size_ + 1);
    int first = 0;
    for (int i = 0; i < game_.players(); first += game_.actions[static_cast<std::size_t>(i++)]) {
      const auto& xi = x[static_cast<std::size_t>(i)];
      const Vector u = action_payoffs(game_, x, i);
      const auto pairs = pair_payoffs(game_, x, i);
      J.block(first, first, 1, xi.size()) = xi.transpose();
      for (Eigen::Index a = 1; a < xi.size(); ++a) {
        J(first + a, first + a) = 1;
        J(first + a, first) = -1;
        J(first + a, size_) = -(u(a) - u(0));
      }
      int other = 0;
      for (int j = 0; j < game_.players(); other += game_.actions[static_cast<std::size_t>(j++)]) {
        if (j == i) continue;
        const auto& xj = x[static_cast<std::size_t>(j)];
        const Matrix& D = pairs[static_cast<std::size_t>(j)];
        for (Eigen::Index a = 1; a < xi.size(); ++a)
          J.block(first + a, other, 1, xj.size()) -=
              (w(size_) * (D.row(a) - D.row(0)).array() * xj.transpose().array()).matrix();
      }
    }
    return J;
  }

  /// The unit tangent that goes on in the direction of `before`.
  std::optional<Vector> tangent(const Vector& w, const Vector& before) const {
    auto t = solve_linear(bordered(jacobian(w), before), Vector::Unit(size_ + 1, size_));
    if (t) t->normalize();
    return t;
  }

  /// Newton's method back to the path, in the plane across `direction`; nothing where it fails.
  std::optional<Vector> correct(Vector w, const Vector& direction, int& iterations) const {
    Vector right = Vector::Zero(size_ + 1);
    for (iterations = 0; iterations < 6; ++iterations) {
      right.head(size_) = -values(w);
      if (!right.allFinite()) return std::nullopt;
      if (right.lpNorm<Eigen::Infinity>() <= options_.tolerance * std::max(1.0, std::abs(w(size_)))) return w;
      const auto step = solve_linear(bordered(jacobian(w), direction), right);
      if (!step || step->norm() > 0.5 * std::max(1.0, w.norm())) return std::nullopt;
      w += *step;
    }
    return std::nullopt;
  }

  double precision(const Vector& w) const { return w(size_); }
  int size() const { return size_; }

 private:
  Matrix bordered(const Matrix& J, const Vector& last) const {
    Matrix A(size_ + 1, size_ + 1);
    A.topRows(size_) = J;
    A.row(size_) = last.transpose();
    return A;
  }

  FiniteGame game_;
  const LogitPathOptions& options_;
  int size_ = 0;
};

/// The exact equilibrium beside the end of the path, by the supports that its probabilities suggest.
void polish(const FiniteGame& game, double range, LogitPathResult& result) {
  result.limit = result.path.back().profile;
  for (auto& strategy : result.limit) strategy /= strategy.sum();
  result.regret = largest_regret(game, result.limit);
  for (const double threshold : {1e-8, 1e-6, 1e-4, 1e-3, 1e-2}) {
    const auto exact = solve_supports(game, supports_of(result.limit, threshold), result.limit);
    if (!exact) continue;
    const double regret = largest_regret(game, *exact);
    if (!(regret <= std::min(result.regret, 1e-12 * range) + 4e-16 * range)) continue;
    result.limit = *exact;
    result.regret = regret;
    result.polished = true;
    return;
  }
}

}  // namespace

LogitPathResult follow_logit_path(const FiniteGame& game, const LogitPathOptions& options) {
  constexpr auto who = "follow_logit_path";
  check_finite_game(game);
  require::positive(who, "max_precision", options.max_precision);
  require::positive(who, "first_step", options.first_step);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_steps", options.max_steps, 1);
  const double range = std::max(payoff_range(game), 1e-300);
  const Tracer tracer(game, range, options);
  LogitPathResult result;
  Vector w = tracer.start();
  Vector direction = Vector::Unit(tracer.size() + 1, tracer.size());  // lambda rises at first
  double step = options.first_step;
  result.path.push_back({0, tracer.profile(w)});
  for (long k = 0; result.termination == Termination::not_started; ++k) {
    const auto tangent = tracer.tangent(w, direction);
    std::optional<Vector> next;
    for (int iterations = 0; tangent && !next && step > 1e-9;) {
      next = tracer.correct(w + step * *tangent, *tangent, iterations);
      if (!next)
        step /= 2;
      else if (iterations <= 2)
        step *= 1.6;
    }
    if (!next) {
      result.termination = Termination::stalled;
      result.detail =
          fmt::format("the path cannot be followed beyond lambda = {:.4g}", result.path.back().precision);
      break;
    }
    direction = *tangent;
    w = *next;
    result.path.push_back({tracer.precision(w) / range, tracer.profile(w)});
    if (tracer.precision(w) >= options.max_precision)
      result.termination = Termination::converged;
    else if (const auto asked = options.stop.requested())
      result.termination = *asked;
    else if (k + 1 >= options.max_steps)
      result.termination = Termination::iteration_limit;
  }
  polish(game, range, result);
  if (result.termination == Termination::stalled && result.polished)
    result.termination = Termination::converged;
  return result;
}

}  // namespace solvers

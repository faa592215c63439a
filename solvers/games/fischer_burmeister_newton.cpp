#include "solvers/games/fischer_burmeister_newton.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

struct Phi {  ///< phi(a, b) with its derivatives by a and b
  double value, by_a, by_b;
};

Phi fischer_burmeister(double a, double b) {
  const double norm = std::hypot(a, b);
  if (norm == 0) return {0, 1 - M_SQRT1_2, 1 - M_SQRT1_2};  // an element of the generalised gradient
  // a + b - norm without cancellation where both are positive
  const double value = a > 0 && b > 0 ? 2 * a * b / (a + b + norm) : a + b - norm;
  return {value, 1 - a / norm, 1 - b / norm};
}

/// Phi_j as a function of (w_j, G_j).
Phi entry(double w, double G, double lower, double upper) {
  const bool below = std::isfinite(lower), above = std::isfinite(upper);
  if (!below && !above) return {G, 0, 1};
  if (!above) return fischer_burmeister(w - lower, G);
  const Phi inner = fischer_burmeister(upper - w, -G);  // -inner: value, by w: +by_a, by G: +by_b
  if (!below) return {-inner.value, inner.by_a, inner.by_b};
  const Phi outer = fischer_burmeister(w - lower, -inner.value);
  return {outer.value, outer.by_a + outer.by_b * inner.by_a, outer.by_b * inner.by_b};
}

struct Iterate {
  Vector w, G, phi, by_w, by_G;
  double merit = std::numeric_limits<double>::infinity();  ///< of Phi, deflated
  double residual = std::numeric_limits<double>::quiet_NaN();
  bool finite() const { return std::isfinite(merit); }
};

class Search {
 public:
  Search(const ComplementarityProblem& problem, const FischerBurmeisterOptions& options)
      : problem_(problem), options_(options) {}

  ComplementarityResult run(const Vector& start) {
    Iterate at = evaluate(problem_.project(start), &jacobian_);
    best_ = at;
    if (!at.finite()) return ended(Termination::not_finite, "G is not finite at the start");
    for (;; ++result_.iterations) {
      if (at.residual <= options_.tolerance * std::max(1.0, at.w.lpNorm<Eigen::Infinity>()) &&
          !has_run_away(at, jacobian_)) {
        best_ = at;  // an earlier iterate of less residual may have been small itself, and no solution
        return polish(at), ended(Termination::converged, "");
      }
      if (const auto asked = options_.stop.requested()) return ended(*asked, "");
      if (result_.iterations >= options_.max_iterations)
        return ended(Termination::iteration_limit, fmt::format("best residual {:.3g}", best_.residual));
      remember(at.merit);
      auto next = newton_step(at);
      if (!next) next = damped_step(at);
      if (!next) return at_rest(at);
      at = std::move(*next);
      if (at.residual < best_.residual) best_ = at;
    }
  }

 private:
  Iterate evaluate(Vector w, Matrix* jacobian) {
    ++result_.evaluations;
    Iterate at;
    problem_.evaluate(w, at.G, jacobian);
    at.w = std::move(w);
    if (!at.G.allFinite() || (jacobian && !jacobian->allFinite())) return at;
    const Eigen::Index n = at.w.size();
    at.phi.resize(n), at.by_w.resize(n), at.by_G.resize(n);
    for (Eigen::Index j = 0; j < n; ++j) {
      const Phi phi = entry(at.w(j), at.G(j), problem_.lower()(j), problem_.upper()(j));
      at.phi(j) = phi.value, at.by_w(j) = phi.by_a, at.by_G(j) = phi.by_b;
    }
    at.merit = at.phi.squaredNorm() / 2 * deflation(at.w);
    at.residual = problem_.natural_residual(at.w, at.G);
    return at;
  }

  /// M(w)^2 = prod (1 / |w - known|^2 + 1)^2: keeps the merit large near known solutions.
  double deflation(const Vector& w) const {
    double product = 1;
    for (const Vector& known : options_.deflate) {
      const double factor = 1 + 1 / (w - known).squaredNorm();
      product *= factor * factor;
    }
    return product;
  }

  /// The Newton step for M Phi is that of Phi times 1 / (1 - (grad M / M) d).
  double deflated_length(const Iterate& at, const Vector& direction) const {
    double slope = 0;
    for (const Vector& known : options_.deflate) {
      const Vector way = at.w - known;
      const double square = way.squaredNorm();
      slope -= 2 * way.dot(direction) / (square * (square + 1));
    }
    const double length = 1 / (1 - slope);
    return std::isfinite(length) ? std::clamp(length, -100.0, 100.0) : 1;
  }

  void form_system(const Iterate& at) {
    system_ = at.by_G.asDiagonal() * jacobian_;
    system_.diagonal() += at.by_w;
  }

  /// The first point along w + t direction, projected, whose merit lies enough below the remembered ones.
  std::optional<Iterate> line_search(const Iterate& at, const Vector& direction, int halvings) {
    const double reference = *std::max_element(merits_.begin(), merits_.end());
    double t = 1;
    for (int k = 0; k <= halvings; ++k, t *= 0.5) {
      Vector w = problem_.project(at.w + t * direction);
      if (w == at.w) return std::nullopt;
      Iterate next = evaluate(w, k == 0 ? &jacobian_ : nullptr);
      if (!next.finite() && keep_off_bounds(at, w))
        next = evaluate(std::move(w), k == 0 ? &jacobian_ : nullptr);
      if (!next.finite() || !(next.merit <= (1 - 2e-4 * t) * reference)) continue;
      if (k > 0) {
        problem_.evaluate(next.w, next.G, &jacobian_);
        if (!jacobian_.allFinite()) continue;
      }
      return next;
    }
    return std::nullopt;
  }

  /// Moves entries that have just met a bound back a little: a derivative may blow up there. False: none did.
  bool keep_off_bounds(const Iterate& at, Vector& w) const {
    constexpr double kept = 0.05;  // of the distance there was
    bool moved = false;
    for (Eigen::Index j = 0; j < w.size(); ++j)
      for (const double bound : {problem_.lower()(j), problem_.upper()(j)})
        if (w(j) == bound && at.w(j) != bound) w(j) = bound + kept * (at.w(j) - bound), moved = true;
    return moved;
  }

  std::optional<Iterate> newton_step(const Iterate& at) {
    form_system(at);
    saved_ = jacobian_;
    auto direction = solve_linear_quickly(system_, -at.phi);
    if (!direction) return std::nullopt;
    if (!options_.deflate.empty()) *direction *= deflated_length(at, *direction);
    return line_search(at, *direction, 6);
  }

  /// One more Newton step, kept where it lowers the residual: the last digits at the price of one iteration.
  void polish(const Iterate& at) {
    form_system(at);
    const auto direction = solve_linear_quickly(system_, -at.phi);
    if (!direction || at.residual == 0) return;
    Iterate next = evaluate(problem_.project(at.w + *direction), nullptr);
    if (next.finite() && next.residual < best_.residual) best_ = std::move(next);
  }

  std::optional<Iterate> damped_step(const Iterate& at) {
    merits_.assign(1, at.merit);  // from here on the merit must fall
    jacobian_ = saved_;
    form_system(at);
    const Vector gradient = system_.transpose() * at.phi;
    const Matrix normal = system_.transpose() * system_;
    double damping = 1e-6 * std::max(normal.diagonal().maxCoeff(), 1e-12);
    for (int k = 0; k < 14; ++k, damping *= 10) {
      Matrix damped = normal;
      damped.diagonal().array() += damping;
      const auto direction = solve_linear_quickly(damped, -gradient);
      if (!direction) continue;
      if (auto next = line_search(at, *direction, 2)) return next;
    }
    return std::nullopt;
  }

  /// True where the residual is small beside large entries of w alone: no row of G is small beside its terms.
  bool has_run_away(const Iterate& at, const Matrix& jacobian) const {
    constexpr double small = 1e-6;
    const Vector terms = jacobian.cwiseAbs() * at.w.cwiseAbs();
    for (Eigen::Index j = 0; j < at.w.size(); ++j) {
      const double G = at.G(j), w = at.w(j);
      const double way = G > 0 ? w - problem_.lower()(j) : problem_.upper()(j) - w;  // to the bound
      const bool at_bound = way <= small * std::max(1.0, std::abs(w));
      if (!at_bound && !(std::abs(G) <= small * std::max(1.0, terms(j)))) return true;
    }
    return false;
  }

  void remember(double merit) {
    merits_.push_back(merit);
    if (static_cast<int>(merits_.size()) > options_.memory) merits_.pop_front();
  }

  /// No step lowers the merit: rounding, or a stationary point that is no solution.
  ComplementarityResult at_rest(const Iterate& at) {
    const double noise = 0x1p-52 * (at.w.lpNorm<Eigen::Infinity>() + jacobian_scale(at));
    if (at.residual <= 64 * noise && (saved_.size() == 0 || !has_run_away(at, saved_)))
      return ended(Termination::floating_point_limit, "rounding hides smaller residuals");
    return ended(Termination::stalled,
                 fmt::format("no step lowers the merit; best residual {:.3g}", best_.residual));
  }

  double jacobian_scale(const Iterate& at) const {
    return saved_.size() == 0 ? 0 : (saved_.cwiseAbs() * at.w.cwiseAbs()).lpNorm<Eigen::Infinity>();
  }

  ComplementarityResult ended(Termination termination, std::string detail) {
    result_.termination = termination;
    result_.detail = std::move(detail);
    result_.solution = best_.w;
    result_.residual = problem_.natural_residual(best_.w);
    return result_;
  }

  const ComplementarityProblem& problem_;
  const FischerBurmeisterOptions& options_;
  ComplementarityResult result_;
  Iterate best_;
  Matrix jacobian_, saved_, system_;
  std::deque<double> merits_;
};

}  // namespace

ComplementarityResult fischer_burmeister_newton(const ComplementarityProblem& problem, const Vector& start,
                                                const FischerBurmeisterOptions& options) {
  constexpr auto who = "fischer_burmeister_newton";
  require::same_size(who, "start", start.size(), "the unknowns", problem.size());
  require::finite(who, "start", start);
  require::inside(who, "tolerance", options.tolerance, 0, 1);
  require::at_least(who, "max_iterations", options.max_iterations, 1);
  require::at_least(who, "memory", options.memory, 1);
  return Search(problem, options).run(start);
}

}  // namespace solvers

#include "solvers/certificates/kkt_proof.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<Activity> activities(const ComplementarityProblem& problem, const Vector& w, const Vector& G) {
  std::vector<Activity> activity;
  for (int j = 0; j < problem.size(); ++j) {
    const double below = w(j) - problem.lower()(j), above = problem.upper()(j) - w(j);
    activity.push_back(below < G(j) ? Activity::lower : above < -G(j) ? Activity::upper : Activity::interior);
    if (problem.lower()(j) == problem.upper()(j)) activity.back() = Activity::lower;
  }
  return activity;
}

std::vector<int> free_entries(const std::vector<Activity>& activity) {
  std::vector<int> entries;
  for (std::size_t j = 0; j < activity.size(); ++j)
    if (activity[j] == Activity::interior) entries.push_back(static_cast<int>(j));
  return entries;
}

Matrix reduced(const Matrix& J, const std::vector<int>& free) {
  Matrix R(free.size(), free.size());
  for (std::size_t r = 0; r < free.size(); ++r)
    for (std::size_t c = 0; c < free.size(); ++c)
      R(static_cast<int>(r), static_cast<int>(c)) = J(free[r], free[c]);
  return R;
}

/// Slack or G_j, whichever the activity says is not 0, relative to what is asked of it.
double margin_at(const ComplementarityProblem& problem, const Vector& w, const Vector& G, int j, Activity a) {
  if (problem.lower()(j) == problem.upper()(j)) return infinity;  // nothing to choose
  if (a == Activity::lower) return G(j);
  if (a == Activity::upper) return -G(j);
  return std::min(w(j) - problem.lower()(j), problem.upper()(j) - w(j));
}

/// The conditions on the faces, as a system in the free entries alone.
BallSystem on_faces(const ComplementarityProblem& problem, const std::vector<int>& free,
                    const BallVector& faces) {
  const auto insert = [faces, free](const BallVector& z) {
    BallVector w = faces;
    for (std::size_t k = 0; k < free.size(); ++k) w(free[k]) = z(static_cast<int>(k));
    return w;
  };
  const auto values = [&problem, free, insert](const BallVector& z) -> BallVector {
    BallVector G, F(z.size());
    problem.evaluate(insert(z), G, nullptr);
    for (std::size_t k = 0; k < free.size(); ++k) F(static_cast<int>(k)) = G(free[k]);
    return F;
  };
  const auto jacobian = [&problem, free, insert](const BallVector& z) -> BallMatrix {
    BallVector G;
    BallMatrix J, F(z.size(), z.size());
    problem.evaluate(insert(z), G, &J);
    for (std::size_t r = 0; r < free.size(); ++r)
      for (std::size_t c = 0; c < free.size(); ++c)
        F(static_cast<int>(r), static_cast<int>(c)) = J(free[r], free[c]);
    return F;
  };
  return {values, jacobian};
}

/// Certain slack and multiplier on the whole box; <= 0 where one is not certain.
double certain_margin(const ComplementarityProblem& problem, const IntervalBox& box,
                      const std::vector<Activity>& activity) {
  BallVector G;
  problem.evaluate(to_balls(box), G, nullptr);
  double margin = infinity;
  for (std::size_t k = 0; k < activity.size(); ++k) {
    const int j = static_cast<int>(k);
    const double lower = problem.lower()(j), upper = problem.upper()(j);
    if (lower == upper) continue;
    if (activity[k] == Activity::lower) margin = std::min(margin, G(j).lower());
    if (activity[k] == Activity::upper) margin = std::min(margin, -G(j).upper());
    if (activity[k] != Activity::interior) continue;
    if (std::isfinite(lower)) margin = std::min(margin, (Ball(box[k].lower) - Ball(lower)).lower());
    if (std::isfinite(upper)) margin = std::min(margin, (Ball(upper) - Ball(box[k].upper)).lower());
  }
  return margin;
}

/// The box of the proof: free entries as proved, entries at a bound together with a strip beside it, so that
/// the point lies inside.
IntervalBox with_faces(const ComplementarityProblem& problem, const Vector& w, const std::vector<int>& free,
                       const KrawczykResult& proof, const std::vector<Activity>& activity) {
  IntervalBox box(static_cast<std::size_t>(w.size()));
  for (std::size_t k = 0; k < free.size(); ++k) box[static_cast<std::size_t>(free[k])] = proof.box[k];
  const double strip = free.empty() ? 1e-12 : proof.radius;
  for (std::size_t k = 0; k < box.size(); ++k) {
    const int j = static_cast<int>(k);
    const double lower = problem.lower()(j), upper = problem.upper()(j);
    if (activity[k] == Activity::lower) box[k] = {lower, std::min(upper, std::max(w(j), lower + strip))};
    if (activity[k] == Activity::upper) box[k] = {std::max(lower, std::min(w(j), upper - strip)), upper};
  }
  return box;
}

}  // namespace

KktProof prove_kkt(const ComplementarityProblem& problem, const Vector& w, const KktProofOptions& options) {
  constexpr auto who = "prove_kkt";
  require::same_size(who, "point", w.size(), "the unknowns", problem.size());
  require::finite(who, "point", w);
  require::positive(who, "degeneracy", options.degeneracy);
  KktProof result;
  Vector G;
  Matrix J;
  problem.evaluate(w, G, &J);
  if (!G.allFinite() || !J.allFinite())
    return result.detail = "the conditions are not finite at the point", result;
  result.activity = activities(problem, w, G);
  const double small =
      options.degeneracy * std::max({1.0, w.lpNorm<Eigen::Infinity>(), G.lpNorm<Eigen::Infinity>()});
  auto free = free_entries(result.activity);
  std::vector<int> loose;  // free, or at a bound that does not press
  for (int j = 0; j < problem.size(); ++j) {
    const auto a = result.activity[static_cast<std::size_t>(j)];
    const bool weak = margin_at(problem, w, G, j, a) <= small;
    result.degenerate = result.degenerate || weak;
    if (a == Activity::interior || weak) loose.push_back(j);
  }
  const Matrix reduced_jacobian = reduced(J, free);
  const auto nullity = [](const Matrix& A) { return static_cast<int>(A.cols()) - rank(A, 1e-10); };
  result.null_dimension = free.empty() ? 0 : nullity(reduced_jacobian);
  if (result.null_dimension == 0 && result.degenerate && !loose.empty())
    result.null_dimension = nullity(reduced(J, loose));
  const auto not_strict = [&] {  // the faces may be others, so that nothing is refuted either
    result.detail = "complementarity is not strict: a bound or constraint is active with multiplier 0";
    return result;
  };
  BallVector faces = to_balls(problem.project(w));
  for (std::size_t k = 0; k < result.activity.size(); ++k) {
    const int j = static_cast<int>(k);
    if (result.activity[k] == Activity::lower) faces(j) = Ball(problem.lower()(j));
    if (result.activity[k] == Activity::upper) faces(j) = Ball(problem.upper()(j));
  }
  KrawczykResult proof{.verdict = Verdict::proved};
  if (!free.empty()) {
    Vector z(static_cast<int>(free.size()));
    for (std::size_t k = 0; k < free.size(); ++k) z(static_cast<int>(k)) = w(free[k]);
    proof = krawczyk(on_faces(problem, free, faces), z, options.krawczyk);
  }
  if (proof.verdict != Verdict::proved) {
    if (result.degenerate) return not_strict();
    result.verdict = proof.verdict;
    result.detail =
        proof.verdict == Verdict::refuted ? "no solution lies in the box around the point" : proof.detail;
    return result;
  }
  const IntervalBox box = with_faces(problem, w, free, proof, result.activity);
  const double margin = certain_margin(problem, box, result.activity);
  if (!(margin > 0)) {
    if (result.degenerate) return not_strict();
    result.detail = "a slack or multiplier is not certainly positive on the box";
    return result;
  }
  result.verdict = Verdict::proved;  // however small the margin is beside other unknowns
  result.degenerate = false;
  result.null_dimension = 0;
  result.box = box;
  result.margin = margin;
  return result;
}

double bound_natural_residual(const ComplementarityProblem& problem, const Vector& w) {
  require::same_size("bound_natural_residual", "point", w.size(), "the unknowns", problem.size());
  require::finite("bound_natural_residual", "point", w);
  BallVector G;
  problem.evaluate(to_balls(w), G, nullptr);
  double worst = 0;
  for (int j = 0; j < problem.size(); ++j) {
    const double below = (Ball(w(j)) - Ball(problem.lower()(j))).upper(),
                 above = (Ball(problem.upper()(j)) - Ball(w(j))).upper();
    if (!G(j).is_finite() || !(below >= 0) || !(above >= 0)) return infinity;
    worst = std::max(
        {worst, std::min(std::max(0.0, G(j).upper()), below), std::min(std::max(0.0, -G(j).lower()), above)});
  }
  return worst;
}

Matrix sensitivities(const ComplementarityProblem& problem, const Vector& w,
                     const std::vector<Activity>& activity) {
  require::same_size("sensitivities", "activity", static_cast<long>(activity.size()), "the unknowns",
                     problem.size());
  const auto free = free_entries(activity);
  const Matrix by_parameters = problem.parameter_jacobian(w);
  Vector G;
  Matrix J;
  problem.evaluate(w, G, &J);
  const auto inverted = inverse(reduced(J, free));
  if (!inverted || !by_parameters.allFinite()) return Matrix(0, 0);
  Matrix rows(free.size(), by_parameters.cols());
  for (std::size_t k = 0; k < free.size(); ++k) rows.row(static_cast<int>(k)) = by_parameters.row(free[k]);
  const Matrix moved = -*inverted * rows;
  Matrix result = Matrix::Zero(w.size(), by_parameters.cols());
  for (std::size_t k = 0; k < free.size(); ++k) result.row(free[k]) = moved.row(static_cast<int>(k));
  return result;
}

}  // namespace solvers

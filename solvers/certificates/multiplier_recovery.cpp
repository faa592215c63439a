#include <algorithm>
#include <cmath>
#include <vector>

#include "solvers/certificates/kkt_proof.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

/// min |A u - b| over u with u_k >= 0 where `signed_entry` is false. Lawson & Hanson's algorithm NNLS.
Vector nonnegative_least_squares(const Matrix& A, const Vector& b, const std::vector<bool>& signed_entry) {
  const Eigen::Index n = A.cols();
  Vector u = Vector::Zero(n);
  std::vector<char> passive(static_cast<std::size_t>(n), 0);
  for (Eigen::Index k = 0; k < n; ++k)
    passive[static_cast<std::size_t>(k)] = signed_entry[static_cast<std::size_t>(k)];
  const auto solve_passive = [&] {
    std::vector<Eigen::Index> columns;
    for (Eigen::Index k = 0; k < n; ++k)
      if (passive[static_cast<std::size_t>(k)]) columns.push_back(k);
    Matrix P(A.rows(), static_cast<Eigen::Index>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) P.col(static_cast<Eigen::Index>(c)) = A.col(columns[c]);
    const Vector s = least_squares(P, b);
    Vector full = Vector::Zero(n);
    for (std::size_t c = 0; c < columns.size(); ++c) full(columns[c]) = s(static_cast<Eigen::Index>(c));
    return full;
  };
  if (std::any_of(passive.begin(), passive.end(), [](char p) { return p != 0; })) u = solve_passive();
  const double small = 1e-14 * std::max(1.0, A.cwiseAbs().sum()) * std::max(1.0, b.lpNorm<Eigen::Infinity>());
  for (int round = 0; round < 3 * n + 10; ++round) {
    const Vector gradient = A.transpose() * (b - A * u);
    Eigen::Index entering = -1;
    for (Eigen::Index k = 0; k < n; ++k)
      if (!passive[static_cast<std::size_t>(k)] && gradient(k) > small &&
          (entering < 0 || gradient(k) > gradient(entering)))
        entering = k;
    if (entering < 0) break;
    passive[static_cast<std::size_t>(entering)] = 1;
    for (int inner = 0; inner <= n; ++inner) {
      const Vector s = solve_passive();
      double step = 1;
      for (Eigen::Index k = 0; k < n; ++k)
        if (passive[static_cast<std::size_t>(k)] && !signed_entry[static_cast<std::size_t>(k)] && s(k) <= 0)
          step = std::min(step, u(k) / (u(k) - s(k)));
      u += step * (s - u);
      if (step == 1) break;
      for (Eigen::Index k = 0; k < n; ++k)
        if (!signed_entry[static_cast<std::size_t>(k)] && u(k) <= small * 1e-2) {
          u(k) = 0;
          passive[static_cast<std::size_t>(k)] = 0;
        }
    }
  }
  return u;
}

}  // namespace

Vector recover_multipliers(const KktConditions& conditions, const Vector& x, double activity_tolerance) {
  const int n = conditions.variables(), size = conditions.size();
  require::same_size("recover_multipliers", "x", x.size(), "the variables", n);
  require::positive("recover_multipliers", "activity_tolerance", activity_tolerance);
  Vector w = Vector::Zero(size), G;
  w.head(n) = x;
  Matrix J;
  conditions.evaluate(w, G, &J);  // G_x = a + B lambda, and J holds B
  if (size == n || !G.allFinite() || !J.allFinite()) return w.tail(size - n);
  const double near = activity_tolerance * std::max(1.0, x.lpNorm<Eigen::Infinity>());
  std::vector<Vector> columns;
  std::vector<bool> is_signed;
  std::vector<int> places;
  for (int c = n; c < size; ++c) {
    const bool equality = conditions.multipliers()[static_cast<std::size_t>(c - n)].equality;
    if (!equality && G(c) > near) continue;  // g < 0: slack
    columns.emplace_back(J.col(c).head(n));
    is_signed.push_back(equality);
    places.push_back(c);
  }
  for (int k = 0; k < n; ++k) {  // what the bounds may carry
    if (x(k) - conditions.lower()(k) <= near)
      columns.emplace_back(-Vector::Unit(n, k)), is_signed.push_back(false);
    if (conditions.upper()(k) - x(k) <= near)
      columns.emplace_back(Vector::Unit(n, k)), is_signed.push_back(false);
  }
  Matrix A(n, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) A.col(static_cast<Eigen::Index>(c)) = columns[c];
  const Vector u = nonnegative_least_squares(A, -G.head(n), is_signed);
  for (std::size_t c = 0; c < places.size(); ++c) w(places[c]) = u(static_cast<Eigen::Index>(c));
  return w.tail(size - n);
}

}  // namespace solvers

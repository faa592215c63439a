// tests/problems/systems.hpp
// Systems of n equations in n unknowns, written once on the number type, with their usual starts and known
// roots. Source: More, Garbow & Hillstrom (1981), Testing unconstrained optimization software, ACM Trans.
// Math. Softw. 7(1), 17-41; numbers in parentheses are theirs.
#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "solvers/core/vector.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace problems {

using solvers::Matrix;
using solvers::Vector;
using solvers::VectorOf;

struct KnownSystem {
  std::string name;
  std::function<Vector(const Vector&)> residual;
  std::function<Matrix(const Vector&)> jacobian;
  Vector start;
  Vector root;                  ///< empty: no closed form; the residual judges
  double tolerance = 1e-10;     ///< of the distance to the root, relative to max(1, |root|)
  bool singular = false;        ///< the Jacobian at the root has no inverse
  bool newton_stalls = false;   ///< damped Newton ends at singular Jacobians between start and root
  bool descent_stalls = false;  ///< descent ends in a local minimum of |F|^2, as the source reports
};

namespace detail {

template <typename F>
KnownSystem system(std::string name, F f, std::vector<double> start, std::vector<double> root,
                   double tolerance = 1e-10, bool singular = false) {
  const auto vector = [](const std::vector<double>& v) {
    return Vector(Eigen::Map<const Vector>(v.data(), static_cast<Eigen::Index>(v.size())));
  };
  return {std::move(name),
          [f](const Vector& x) { return f(x); },
          [f](const Vector& x) { return solvers::jacobian_of(f, x); },
          vector(start),
          vector(root),
          tolerance,
          singular};
}

template <typename T>
VectorOf<T> column(std::initializer_list<T> entries) {
  VectorOf<T> result(static_cast<Eigen::Index>(entries.size()));
  Eigen::Index i = 0;
  for (const T& entry : entries) result(i++) = entry;
  return result;
}

template <typename T>
VectorOf<T> helical_valley(const VectorOf<T>& x) {  // (7), for x_1 > 0
  const T angle = atan(x(1) / x(0)) / T(2 * std::numbers::pi);
  return column<T>({10 * (x(2) - 10 * angle), 10 * (sqrt(x(0) * x(0) + x(1) * x(1)) - 1), x(2)});
}

template <typename T>
VectorOf<T> powell_singular(const VectorOf<T>& x) {  // (13)
  return column<T>({x(0) + 10 * x(1), std::sqrt(5.0) * (x(2) - x(3)), pow(x(1) - 2 * x(2), 2),
                    std::sqrt(10.0) * pow(x(0) - x(3), 2)});
}

template <typename T>
VectorOf<T> broyden_tridiagonal(const VectorOf<T>& x) {  // (30)
  const Eigen::Index n = x.size();
  VectorOf<T> f(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    f(i) = (3 - 2 * x(i)) * x(i) + 1;
    if (i > 0) f(i) -= x(i - 1);
    if (i + 1 < n) f(i) -= 2 * x(i + 1);
  }
  return f;
}

template <typename T>
VectorOf<T> discrete_boundary_value(const VectorOf<T>& x) {  // (28)
  const Eigen::Index n = x.size();
  const double h = 1.0 / static_cast<double>(n + 1);
  VectorOf<T> f(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    f(i) = 2 * x(i) + h * h / 2 * pow(x(i) + h * static_cast<double>(i + 1) + 1, 3);
    if (i > 0) f(i) -= x(i - 1);
    if (i + 1 < n) f(i) -= x(i + 1);
  }
  return f;
}

template <typename T>
VectorOf<T> trigonometric(const VectorOf<T>& x) {  // (26)
  const Eigen::Index n = x.size();
  T cosines(0);
  for (Eigen::Index j = 0; j < n; ++j) cosines += cos(x(j));
  VectorOf<T> f(n);
  for (Eigen::Index i = 0; i < n; ++i)
    f(i) = static_cast<double>(n) - cosines + static_cast<double>(i + 1) * (1 - cos(x(i))) - sin(x(i));
  return f;
}

template <typename T>
VectorOf<T> brown_almost_linear(const VectorOf<T>& x) {  // (27)
  const Eigen::Index n = x.size();
  T sum(0), product(1);
  for (Eigen::Index j = 0; j < n; ++j) sum += x(j), product *= x(j);
  VectorOf<T> f(n);
  for (Eigen::Index i = 0; i + 1 < n; ++i) f(i) = x(i) + sum - static_cast<double>(n + 1);
  f(n - 1) = product - 1;
  return f;
}

}  // namespace detail

inline std::vector<KnownSystem> more_garbow_hillstrom() {
  using namespace detail;
  using std::atan, std::cos, std::exp, std::pow, std::sin, std::sqrt;
  std::vector<double> halves(10, 0.5), ones(10, 1.0), minus_ones(10, -1.0), tenths(10, 0.1), grid;
  for (int i = 1; i <= 10; ++i) grid.push_back(i / 11.0 * (i / 11.0 - 1));
  std::vector<KnownSystem> all = {
      system("Rosenbrock (1)",
             []<typename T>(const VectorOf<T>& x) {
               return column<T>({10 * (x(1) - x(0) * x(0)), 1 - x(0)});
             },
             {-1.2, 1}, {1, 1}),
      system(
          "Powell badly scaled (3)",
          []<typename T>(const VectorOf<T>& x) {
            return column<T>({1e4 * x(0) * x(1) - 1, exp(-x(0)) + exp(-x(1)) - 1.0001});
          },
          {0, 1}, {1.098159329699759e-5, 9.106146739867323},
          1e-9),  // the root is ill-conditioned: 1e4 between the rows
      system("Helical valley (7)", []<typename T>(const VectorOf<T>& x) { return helical_valley(x); },
             {0.5, 0.5, 0}, {1, 0, 0}),
      system(
          "Powell singular (13)", []<typename T>(const VectorOf<T>& x) { return powell_singular(x); },
          {3, -1, 0, 1}, {0, 0, 0, 0}, 1e-4,
          true),  // convergence is linear there, and the residual is the square of the distance
      system("Trigonometric (26)", []<typename T>(const VectorOf<T>& x) { return trigonometric(x); }, tenths,
             {}),
      system("Brown almost linear (27)",
             []<typename T>(const VectorOf<T>& x) { return brown_almost_linear(x); }, halves, {}),
      system("Discrete boundary value (28)",
             []<typename T>(const VectorOf<T>& x) { return discrete_boundary_value(x); }, grid, {}),
      system("Broyden tridiagonal (30)",
             []<typename T>(const VectorOf<T>& x) { return broyden_tridiagonal(x); }, minus_ones, {}),
  };
  for (KnownSystem& known : all) {
    known.descent_stalls = known.name.starts_with("Trigonometric");
    known.newton_stalls = known.descent_stalls || known.name.starts_with("Brown");
  }
  return all;
}

/// x^2 + 1 in one unknown: no real root.
inline KnownSystem without_root() {
  return detail::system("x^2 + 1",
                        []<typename T>(const VectorOf<T>& x) { return detail::column<T>({x(0) * x(0) + 1}); },
                        {0.7}, {});
}

/// Freudenstein & Roth (2): from this start descent methods end in the local minimum 48.98 of |F|^2, which is
/// no root.
inline KnownSystem freudenstein_roth() {
  return detail::system("Freudenstein and Roth (2)",
                        []<typename T>(const VectorOf<T>& x) {
                          return detail::column<T>({-13 + x(0) + ((5 - x(1)) * x(1) - 2) * x(1),
                                                    -29 + x(0) + ((x(1) + 1) * x(1) - 14) * x(1)});
                        },
                        {0.5, -2}, {5, 4});
}

}  // namespace problems

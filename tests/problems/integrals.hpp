// tests/problems/integrals.hpp
// Integrals with closed forms: smooth, oscillating, peaked, kinked, and singular at an end.
// Sources: Gradshteyn & Ryzhik (2014), Table of Integrals, 8th ed.; Kahaner (1971), in Mathematical Software,
// ed. Rice, the battery of which QUADPACK's tests are made.
#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "solvers/core/interval.hpp"

namespace problems {

struct KnownIntegral {
  std::string name;
  std::function<double(double)> function;
  solvers::Interval interval;
  double value;
  std::vector<double> break_points{};
};

inline std::vector<KnownIntegral> smooth_integrals() {
  using std::numbers::pi, std::numbers::e, std::numbers::ln2;
  return {
      {"exp", [](double x) { return std::exp(x); }, {0, 1}, e - 1},
      {"1 / (1 + x^2)", [](double x) { return 1 / (1 + x * x); }, {0, 1}, pi / 4},
      {"1 / (1 + x^4)",
       [](double x) { return 1 / (1 + x * x * x * x); },
       {0, 1},
       (pi + 2 * std::log(1 + std::numbers::sqrt2)) / (4 * std::numbers::sqrt2)},
      {"x / (e^x - 1) to 1e-3",
       [](double x) { return x == 0 ? 1 : x / std::expm1(x); },
       {-1e-3, 1e-3},
       0.002 + 1e-9 / 18},
      {"sin(pi x)", [](double x) { return std::sin(pi * x); }, {0, 1}, 2 / pi},
      {"2 / (2 + sin(10 pi x))",
       [](double x) { return 2 / (2 + std::sin(10 * pi * x)); },
       {0, 1},
       2 / std::sqrt(3)},
      {"50 / (pi (2500 x^2 + 1))",
       [](double x) { return 50 / (pi * (2500 * x * x + 1)); },
       {0, 10},
       std::atan(500) / pi},
      {"narrow peak 1e-4",
       [](double x) { return 1e-4 / (1e-8 + (x - 0.37) * (x - 0.37)); },
       {0, 1},
       std::atan(6300.0) + std::atan(3700.0)},
      {"cos(100 x)", [](double x) { return std::cos(100 * x); }, {0, 1}, std::sin(100.0) / 100},
      {"tiny values", [](double x) { return 1e-300 * std::exp(-x); }, {0, 1}, 1e-300 * (1 - 1 / e)},
      {"log on [1, 2]", [](double x) { return std::log(x); }, {1, 2}, 2 * ln2 - 1},
      {"zero by symmetry", [](double x) { return std::sin(x) * std::exp(-x * x); }, {-2, 2}, 0},
  };
}

inline std::vector<KnownIntegral> kinked_integrals() {
  return {
      {"|x - 1/3|", [](double x) { return std::abs(x - 1.0 / 3); }, {0, 1}, 5.0 / 18, {1.0 / 3}},
      {"step at 0.3", [](double x) { return x < 0.3 ? 0.0 : 1.0; }, {0, 1}, 0.7, {0.3}},
      {"max(x, 1 - x)", [](double x) { return std::max(x, 1 - x); }, {0, 1}, 0.75, {0.5}},
      {"spike of width 1e-5",
       [](double x) { return std::exp(-1e10 * (x - 0.3) * (x - 0.3)); },
       {0, 1},
       1e-5 * std::sqrt(std::numbers::pi),
       {0.3 - 1e-4, 0.3, 0.3 + 1e-4}},
      {"spike on a slope",
       [](double x) { return x + std::exp(-1e10 * (x - 0.3) * (x - 0.3)); },
       {0, 1},
       0.5 + 1e-5 * std::sqrt(std::numbers::pi),
       {0.3 - 1e-4, 0.3, 0.3 + 1e-4}},
  };
}

struct SingularIntegral {
  std::string name;
  std::function<double(double, double)> function;  ///< of x and its distance to the nearer end
  solvers::Interval interval;
  double value;
};

inline std::vector<SingularIntegral> singular_integrals() {
  return {
      {"x^(-1/2)", [](double x, double) { return 1 / std::sqrt(x); }, {0, 1}, 2},
      {"log x", [](double x, double) { return std::log(x); }, {0, 1}, -1},
      {"sqrt x log x", [](double x, double) { return std::sqrt(x) * std::log(x); }, {0, 1}, -4.0 / 9},
      {"(x (1 - x))^(-1/2)",
       [](double x, double near) { return 1 / std::sqrt(near * (x < 0.5 ? 1 - x : x)); },
       {0, 1},
       std::numbers::pi},
      {"(2 - x)^(-1/2) on [1, 2]",
       [](double x, double near) { return 1 / std::sqrt(x > 1.5 ? near : 2 - x); },
       {1, 2},
       2},
      {"log^2 x", [](double x, double) { return std::log(x) * std::log(x); }, {0, 1}, 2},
  };
}

}  // namespace problems

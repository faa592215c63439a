// tests/problems/roots.hpp
// Functions of one variable with a bracket and a known root.
// Source of the functions: Alefeld, Potra & Shi (1995), ACM Trans. Math. Softw. 21(3), 327-344, table I.
// Roots without closed form: roots_reference.py.
#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "solvers/core/interval.hpp"

namespace problems {

struct KnownRoot {
  std::string name;
  std::function<double(double)> function;
  solvers::Interval bracket;
  double root;
  double tolerance = 1e-13;  ///< relative; larger where rounding of the function moves its root further
};

namespace detail {

inline void add_pole_sums(std::vector<KnownRoot>& all) {
  const double roots[] = {3.0229153472730569781, 6.6837535608080780814, 11.238701655002211882,
                          19.676000080623409292, 29.828227326504754492, 41.906116195289412834,
                          55.953595800143094407, 71.985665586587795185, 90.008868539166665773,
                          110.02653274833019372};
  for (int n = 1; n <= 10; ++n)
    all.push_back({"sum of poles, n = " + std::to_string(n),
                   [](double x) {
                     double sum = 0;
                     for (int i = 1; i <= 20; ++i) sum += std::pow(2.0 * i - 5, 2) / std::pow(x - i * i, 3);
                     return -2 * sum;
                   },
                   {n * n + 1e-9, (n + 1) * (n + 1) - 1e-9},
                   roots[n - 1]});
}

inline void add_exponentials(std::vector<KnownRoot>& all) {
  const std::pair<int, double> cases[] = {{1, 0.42247770964123665883},  {2, 0.30669941048320372789},
                                          {3, 0.22370545765466296636},  {4, 0.17171914751950839102},
                                          {5, 0.13825715505682407593},  {20, 0.034657359020853851362},
                                          {40, 0.017328679513998632732}};
  for (const auto& [n, root] : cases)
    all.push_back({"2 x e^-n - 2 e^(-n x) + 1, n = " + std::to_string(n),
                   [n = double(n)](double x) { return 2 * x * std::exp(-n) - 2 * std::exp(-n * x) + 1; },
                   {0, 1},
                   root});
  const std::pair<int, double> mixed[] = {{1, 0.40105813754154703565},
                                          {5, 0.51615351875793356643},
                                          {10, 0.53952222690841584317},
                                          {15, 0.54818229434065527305},
                                          {20, 0.55270466667848778724}};
  for (const auto& [n, root] :
       mixed)  // around the root the terms are 1e-6 for n = 20: their rounding moves it
    all.push_back({"e^(-n x) (x - 1) + x^n, n = " + std::to_string(n),
                   [n = double(n)](double x) { return std::exp(-n * x) * (x - 1) + std::pow(x, n); },
                   {0, 1},
                   root});
}

inline void add_polynomials(std::vector<KnownRoot>& all) {
  for (int n = 4; n <= 12; n += 2)
    for (double a : {0.2, 1.0})
      all.push_back({"x^" + std::to_string(n) + " - " + std::to_string(a),
                     [n, a](double x) { return std::pow(x, n) - a; },
                     {0, 5},
                     std::pow(a, 1.0 / n)});
  const std::pair<int, double> quadratics[] = {
      {5, 0.038402551840621900478}, {10, 0.00990000999800049986}, {20, 0.0024937500390620117264}};
  for (const auto& [n, root] :
       quadratics)  // 1 and (1 - n x)^2 nearly cancel: the root is (their rounding) n^2 off
    all.push_back(
        {"(1 + (1 - n)^2) x - (1 - n x)^2, n = " + std::to_string(n),
         [n = double(n)](double x) { return (1 + (1 - n) * (1 - n)) * x - (1 - n * x) * (1 - n * x); },
         {0, 1},
         root});
  const std::pair<int, double> powers[] = {{2, 0.5},
                                           {5, 0.34595481584824201796},
                                           {10, 0.24512233375330723995},
                                           {15, 0.19554762353656560516},
                                           {20, 0.16492095727644095239}};
  for (const auto& [n, root] : powers)
    all.push_back({"x^2 - (1 - x)^n, n = " + std::to_string(n),
                   [n](double x) { return x * x - std::pow(1 - x, n); },
                   {0, 1},
                   root});
  const std::pair<int, double> quartics[] = {
      {2, 0.13775402049974219421},    {4, 0.010305283778156443691},     {5, 0.0036171081789040635408},
      {8, 0.00041087291849639540482}, {15, 0.000025989575892907626633}, {20, 7.6685951221853366975e-6}};
  for (const auto& [n, root] : quartics)
    all.push_back(
        {"(1 + (1 - n)^4) x - (1 - n x)^4, n = " + std::to_string(n),
         [n = double(n)](double x) { return (1 + std::pow(1 - n, 4)) * x - std::pow(1 - n * x, 4); },
         {0, 1},
         root});
  for (int n : {2, 5, 15, 20})
    all.push_back({"(n x - 1) / ((n - 1) x), n = " + std::to_string(n),
                   [n = double(n)](double x) { return (n * x - 1) / ((n - 1) * x); },
                   {0.01, 1},
                   1.0 / n});
  for (int n : {2, 7, 17, 33})
    all.push_back({"x^(1/n) - n^(1/n), n = " + std::to_string(n),
                   [n = double(n)](double x) { return std::pow(x, 1 / n) - std::pow(n, 1 / n); },
                   {1, 100},
                   double(n),
                   1e-12});
}

}  // namespace detail

/// Every function crosses 0 once in its bracket.
inline std::vector<KnownRoot> alefeld_potra_shi() {
  std::vector<KnownRoot> all = {
      {"sin x - x / 2",
       [](double x) { return std::sin(x) - x / 2; },
       {std::numbers::pi / 2, std::numbers::pi},
       1.8954942670339809471},
      {"sin x - 1 / 2", [](double x) { return std::sin(x) - 0.5; }, {0, 1.5}, std::numbers::pi / 6},
      {"-40 x e^-x", [](double x) { return -40 * x * std::exp(-x); }, {-9, 31}, 0},
      {"-100 x e^-2x", [](double x) { return -100 * x * std::exp(-2 * x); }, {-9, 31}, 0},
      {"-200 x e^-3x", [](double x) { return -200 * x * std::exp(-3 * x); }, {-9, 31}, 0},
      {"constant, then sine",  // n = 20 of family 14
       [](double x) { return x >= 0 ? x / 1.5 + std::sin(x) - 1 : -1.0; },
       {-1e4, std::numbers::pi / 2},
       0.62380651896161231999},
  };
  detail::add_pole_sums(all);
  detail::add_exponentials(all);
  detail::add_polynomials(all);
  return all;
}

/// Family 13, x exp(-1 / x^2): below |x| = 0.037 its values are 0 in double precision.
inline KnownRoot flat_root() {
  return {"x e^(-1 / x^2)", [](double x) { return x == 0 ? 0 : x * std::exp(-1 / (x * x)); }, {-1, 4}, 0};
}

}  // namespace problems

// Summary statistics, and variance-based indices: exact on factorials, sampled with intervals.
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <catch2/catch.hpp>

#include "solvers/statistics/factorial_variance.hpp"
#include "solvers/statistics/sampled_variance.hpp"
#include "solvers/statistics/summary.hpp"

namespace {

using solvers::Matrix;
using solvers::Vector;

/// Ishigami & Homma's function, a = 7, b = 0.1, on [-pi, pi]^3, and a fourth input that enters nowhere.
Matrix ishigami(const Matrix& x) {
  Matrix y(x.rows(), 2);
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const double s = std::sin(x(i, 1));
    y(i, 0) = std::sin(x(i, 0)) + 7 * s * s + .1 * std::pow(x(i, 2), 4) * std::sin(x(i, 0));
    y(i, 1) = 3;
  }
  return y;
}

}  // namespace

TEST_CASE("summaries agree with numpy", "[statistics]") {
  // numpy.quantile, mean, std(ddof=1), corrcoef of these numbers
  const std::vector<double> x = {3, 1, 4, 1, 5, 9, 2, 6}, y = {2, 7, 1, 8, 2, 8, 1, 8};
  const auto s = solvers::summarise(x);
  CHECK(s.min == 1);
  CHECK(s.lower_quartile == 1.75);
  CHECK(s.median == 3.5);
  CHECK(s.upper_quartile == 5.25);
  CHECK(s.max == 9);
  CHECK(s.mean == 3.875);
  CHECK(s.standard_deviation == Approx(2.7483761439387135).epsilon(1e-14));
  CHECK(s.distinct == 7);
  CHECK(*solvers::correlation(x, y) == Approx(0.20965531907301216).epsilon(1e-14));
  CHECK_FALSE(solvers::correlation(x, std::vector<double>(8, 2.)));
  CHECK_THROWS_AS(solvers::summarise({}), std::invalid_argument);
  CHECK_THROWS_AS(solvers::quantile(x, 1.5), std::invalid_argument);
  CHECK_THROWS_AS(solvers::correlation(x, std::vector<double>{1}), std::invalid_argument);
}

TEST_CASE("on a factorial the shares of a product are those of its closed form", "[statistics]") {
  // Y = f(x1) g(x2), x3 idle: S_1 = Var f (E g)^2 / V, S_2 likewise, the rest is interaction
  const std::array<double, 3> f = {1, 2, 5};
  const std::array<double, 4> g = {.5, 1, 1.5, 7};
  std::vector<double> values;
  for (const double a : f)
    for (const double b : g)
      for (int k = 0; k < 2; ++k) values.push_back(a * b);
  const auto moments = [](const auto& x) {
    double mean = 0, square = 0;
    for (const double v : x)
      mean += v / static_cast<double>(x.size()), square += v * v / static_cast<double>(x.size());
    return std::pair{mean, square - mean * mean};
  };
  const auto [mf, vf] = moments(f);
  const auto [mg, vg] = moments(g);
  const double V = vf * mg * mg + vg * mf * mf + vf * vg;
  const std::array<int, 3> levels = {3, 4, 2};
  const auto shares = solvers::factorial_variance_shares(levels, values);
  CHECK(shares.variance == Approx(V).epsilon(1e-13));
  CHECK(shares.first_order(0) == Approx(vf * mg * mg / V).epsilon(1e-13));
  CHECK(shares.first_order(1) == Approx(vg * mf * mf / V).epsilon(1e-13));
  CHECK(shares.total(0) == Approx(vf * (mg * mg + vg) / V).epsilon(1e-13));
  CHECK(shares.total(1) == Approx(vg * (mf * mf + vf) / V).epsilon(1e-13));
  CHECK(shares.first_order(2) == 0);
  CHECK(shares.total(2) == 0);
  CHECK_THROWS_AS(solvers::factorial_variance_shares(levels, std::vector<double>(23)), std::invalid_argument);
  CHECK(solvers::factorial_variance_shares(levels, std::vector<double>(24, 1.)).total.isZero(0));
}

TEST_CASE("sampled indices of Ishigami's function cover the exact ones", "[statistics]") {
  using std::numbers::pi;
  const solvers::SampledVarianceProblem problem{Vector::Constant(4, -pi), Vector::Constant(4, pi), ishigami};
  const auto found = solvers::sampled_variance_indices(problem, {.samples = 20000, .level = .999, .seed = 5});
  REQUIRE(found.size() == 2);
  const double b = .1, a = 7, pi4 = std::pow(pi, 4);
  const double V1 = .5 * std::pow(1 + b * pi4 / 5, 2), V2 = a * a / 8,
               V13 = b * b * pi4 * pi4 * (1. / 18 - 1. / 50);
  const double V = V1 + V2 + V13;
  const std::array<double, 4> first = {V1 / V, V2 / V, 0, 0}, total = {(V1 + V13) / V, V2 / V, V13 / V, 0};
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(i);
    CHECK(found[0].first_order[i].value == Approx(first[i]).margin(.03));
    CHECK(found[0].total[i].value == Approx(total[i]).margin(.03));
    CHECK(found[0].first_order[i].lower <= first[i]);
    CHECK(found[0].first_order[i].upper >= first[i]);
    CHECK(found[0].total[i].lower <= total[i] + 1e-12);
    CHECK(found[0].total[i].upper >= total[i]);
  }
  CHECK(found[0].total[3].upper == 0);  // idle: exactly nothing
  CHECK(found[1].total[0].value == 0);  // a constant has no variance to share
}

TEST_CASE("bootstrap intervals cover at about their level", "[statistics]") {
  // Y = 2 x1 + x2 on the unit square: S = 0.8 and 0.2
  const solvers::SampledVarianceProblem problem{
      Vector::Zero(2), Vector::Ones(2), [](const Matrix& x) { return Matrix(2 * x.col(0) + x.col(1)); }};
  int covered = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const auto found = solvers::sampled_variance_indices(
        problem, {.samples = 200, .resamples = 200, .level = .9, .seed = seed});
    covered += found[0].first_order[0].lower <= .8 && .8 <= found[0].first_order[0].upper ? 1 : 0;
  }
  CHECK(covered >= 80);
  CHECK(covered <= 98);
}

// Laws against tables of SciPy and mpmath, against one another, and against their own definitions.
#include "solvers/laws/law.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "solvers/quadrature/quadrature.hpp"
#include "tests/support/reference.hpp"

namespace {

using solvers::LawPtr;

constexpr double infinity = std::numeric_limits<double>::infinity();

LawPtr law_of(const tests::ReferenceItem& item) {
  const auto name = item.text("law");
  const auto a = item.vector("arguments");
  if (name == "uniform") return solvers::uniform_law(a(0), a(1));
  if (name == "exponential") return solvers::exponential_law(a(0));
  if (name == "normal") return solvers::normal_law(a(0), a(1));
  if (name == "lognormal") return solvers::lognormal_law(a(0), a(1));
  if (name == "pareto") return solvers::pareto_law(a(0), a(1));
  if (name == "beta") return solvers::beta_law(a(0), a(1));
  if (name == "gamma") return solvers::gamma_law(a(0), a(1));
  throw std::runtime_error("no law " + name);
}

std::vector<LawPtr> smooth_laws() {
  std::vector<LawPtr> laws;
  for (const auto& item : tests::reference_items("laws.json", "law")) laws.push_back(law_of(item));
  return laws;
}

LawPtr samples(std::initializer_list<double> values) {
  solvers::Vector vector(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), vector.data());
  return solvers::empirical_law(vector);
}

/// Equal to so many digits; values below the range of doubles are 0.
void check_close(double got, double expected, double relative) {
  CAPTURE(got, expected);
  if (got == expected) return;  // infinite, too
  if (std::abs(expected) < 1e-300)
    CHECK(std::abs(got) < 1e-300);
  else
    CHECK(std::abs(got - expected) <= relative * std::abs(expected));
}

}  // namespace

TEST_CASE("laws agree with SciPy's tables", "[laws][reference]") {
  for (const auto& item : tests::reference_items("laws.json", "law")) {
    const auto law = law_of(item);
    for (const auto& row : item.list("rows")) {
      const double x = row.number("x");
      CAPTURE(item.name(), x);
      // The exponent of exp(-x^2 / 2) or (scale / x)^shape is rounded once: its size times an ulp, 700 at
      // most here.
      const double relative = 700 * 4e-16;
      check_close(law->density(x), row.number("density"), relative);
      check_close(law->cumulative(x), row.number("cumulative"), relative);
      check_close(law->survival(x), row.number("survival"), relative);
      // The partial mean of a normal law is a difference of two terms as large as these.
      const double terms = std::abs(law->mean() * law->cumulative(x)) +
                           (item.text("law") == "normal" ? law->variance() * law->density(x) : 0);
      const double error = std::isfinite(terms) ? relative * terms : 0;
      CHECK(std::abs(law->partial_mean_below(x) - row.number("partial_mean")) <=
            relative * std::abs(row.number("partial_mean")) + error);
    }
  }
}

TEST_CASE("moments of laws agree with SciPy", "[laws][reference]") {
  for (const auto& item : tests::reference_items("laws.json", "law")) {
    CAPTURE(item.name());
    const auto law = law_of(item);
    for (const auto& [got, expected] :
         {std::pair{law->mean(), item.number("mean")}, std::pair{law->variance(), item.number("variance")}}) {
      CAPTURE(got, expected);
      CHECK((got == expected || std::abs(got - expected) <= 1e-12 * std::abs(expected)));  // SciPy's rounding
    }
  }
}

TEST_CASE("the partial mean is the integral of x f(x), and the cumulative that of f", "[laws][property]") {
  for (const auto& law : smooth_laws()) {
    // Away from the ends of the support, where some densities are infinite.
    const double a = law->quantile(0.05), b = law->quantile(0.95);
    CAPTURE(law->name(), a, b);
    const auto mass = solvers::integrate({[&](double x) { return law->density(x); }, {a, b}});
    const auto first = solvers::integrate({[&](double x) { return x * law->density(x); }, {a, b}});
    CHECK(std::abs(law->cumulative(b) - law->cumulative(a) - mass.value) < mass.error + 1e-14);
    const double difference = law->partial_mean_below(b) - law->partial_mean_below(a);
    CHECK(std::abs(difference - first.value) <
          first.error + 1e-13 * (1 + std::abs(law->partial_mean_below(b))));
  }
}

TEST_CASE("quantiles undo the cumulative", "[laws][property]") {
  for (const auto& law : smooth_laws()) {
    CAPTURE(law->name());
    for (const double p : {1e-12, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99}) {
      const double x = law->quantile(p);
      CAPTURE(p, x);
      // x is rounded, which moves F by |x| f(x) ulps.
      const double rounding = 4e-16 * std::abs(x) * law->density(x);
      CHECK(std::abs(law->cumulative(x) - p) <= 1e-12 * p + rounding);
    }
    CHECK(law->quantile(0) == law->support().lower);
    CHECK(law->quantile(1) == law->support().upper);
    CHECK_THROWS_AS(law->quantile(-1e-9), std::invalid_argument);
    CHECK_THROWS_AS(law->quantile(std::nan("")), std::invalid_argument);
  }
}

TEST_CASE("laws know what lies beyond their support, at infinity and at NaN", "[laws]") {
  auto laws = smooth_laws();
  laws.push_back(samples({2, 3}));
  for (const auto& law : laws) {
    CAPTURE(law->name());
    for (const double x : {infinity, law->support().upper + 1}) {
      CHECK(law->cumulative(x) == 1);
      CHECK(law->survival(x) == 0);
      CHECK(law->density(x) == 0);
      check_close(law->partial_mean_below(x), law->mean(), 1e-15);
    }
    for (const double x : {-infinity, law->support().lower - 1}) {
      CHECK(law->cumulative(x) == 0);
      CHECK(law->survival(x) == 1);
      CHECK(law->density(x) == 0);
      CHECK(law->partial_mean_below(x) == 0);
    }
    const double nan = std::nan("");
    for (const double got : {law->cumulative(nan), law->survival(nan), law->density(nan),
                             law->cumulative_below(nan), law->partial_mean_below(nan)})
      CHECK(std::isnan(got));
  }
}

TEST_CASE("draws have the moments of their law", "[laws][random]") {
  constexpr int draws = 100'000;
  auto laws = smooth_laws();
  laws.push_back(samples({1, 1, 4, 10}));
  for (const auto& law : laws) {
    solvers::RandomStream stream(7, 1);
    const double median = law->quantile(0.5);
    double sum = 0;
    int above = 0;
    for (int i = 0; i < draws; ++i) {
      const double x = law->sample(stream);
      REQUIRE(law->support().contains(x));
      sum += x;
      above += x > median;
    }
    CAPTURE(law->name(), sum / draws);
    const double p = law->survival(median);
    CHECK(std::abs(above / double(draws) - p) < 4 * std::sqrt(p * (1 - p) / draws));
    if (std::isfinite(law->variance()))
      CHECK(std::abs(sum / draws - law->mean()) < 4 * std::sqrt(law->variance() / draws));
  }
}

TEST_CASE("draws of gamma and beta laws follow their quantiles", "[laws][random]") {
  constexpr int draws = 40'000;
  for (const auto& law :
       {solvers::gamma_law(0.05, 1), solvers::gamma_law(0.5, 2), solvers::gamma_law(7, 1),
        solvers::beta_law(0.01, 0.5), solvers::beta_law(0.3, 0.3), solvers::beta_law(5, 2)}) {
    solvers::RandomStream stream(11, 2);
    std::array<int, 9> below{};
    for (int i = 0; i < draws; ++i) {
      const double u = law->cumulative(law->sample(stream));
      for (std::size_t k = 0; k < below.size(); ++k) below[k] += u < 0.1 * double(k + 1);
    }
    CAPTURE(law->name());
    for (std::size_t k = 0; k < below.size(); ++k) {
      const double p = 0.1 * double(k + 1);
      CAPTURE(p, below[k]);
      CHECK(std::abs(below[k] / double(draws) - p) < 4 * std::sqrt(p * (1 - p) / draws));
    }
  }
}

TEST_CASE("a stream gives the same draws again", "[laws][random]") {
  for (const auto& law : smooth_laws()) {
    solvers::RandomStream one(3, 4), two(3, 4);
    for (int i = 0; i < 10; ++i) CHECK(law->sample(one) == law->sample(two));
  }
}

TEST_CASE("samples are a law with atoms", "[laws]") {
  const auto law = samples({3, 1, 2, 2});
  CHECK_FALSE(law->has_density());
  CHECK(law->cumulative(2) == 0.75);
  CHECK(law->cumulative_below(2) == 0.25);
  CHECK(law->survival(2) == 0.25);
  CHECK(law->partial_mean_below(2) == 0.25);  // 1 / 4: the atoms at 2 are not below 2
  CHECK(law->partial_mean_below(2.5) == 1.25);
  CHECK(law->mean() == 2);
  CHECK(law->variance() == 0.5);
  CHECK(law->kinks() == std::vector<double>{1, 2, 3});
  CHECK(law->quantile(0.25) == 1);
  CHECK(law->quantile(0.2500001) == 2);
  CHECK(law->quantile(0.75) == 2);
  CHECK(law->quantile(1) == 3);
  const auto many = samples({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  for (int k = 1; k <= 10; ++k)
    CHECK(many->quantile(many->cumulative(k)) == k);  // 3 / 10 and 0.3 round alike
}

TEST_CASE("samples far from zero keep their variance", "[laws]") {
  CHECK(samples({1e9, 1e9 + 1})->variance() == 0.25);
}

TEST_CASE("partial means of exponential laws keep their digits where c is far below the mean", "[laws]") {
  const auto law = solvers::exponential_law(1);
  for (const double c : {1e-150, 1e-8, 1e-3})
    CHECK(law->partial_mean_below(c) == Approx(c * c / 2 * (1 - 2 * c / 3 + c * c / 4)).epsilon(1e-9));
  CHECK(solvers::exponential_law(4)->survival(2000) == Approx(std::exp(-500.0)).epsilon(1e-13));
}

TEST_CASE("laws refuse parameters out of range", "[laws][errors]") {
  const double nan = std::nan("");
  CHECK_THROWS_AS(solvers::uniform_law(1, 1), std::invalid_argument);
  CHECK_THROWS_AS(solvers::uniform_law(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(solvers::uniform_law(-1e308, 1e308), std::invalid_argument);
  CHECK_THROWS_AS(solvers::uniform_law(0, infinity), std::invalid_argument);
  for (const double bad : {0.0, -1.0, nan, infinity}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(solvers::exponential_law(bad), std::invalid_argument);
    CHECK_THROWS_AS(solvers::normal_law(0, bad), std::invalid_argument);
    CHECK_THROWS_AS(solvers::lognormal_law(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(solvers::lognormal_law(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(solvers::pareto_law(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(solvers::pareto_law(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(solvers::beta_law(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(solvers::beta_law(1, bad), std::invalid_argument);
    CHECK_THROWS_AS(solvers::gamma_law(bad, 1), std::invalid_argument);
    CHECK_THROWS_AS(solvers::gamma_law(1, bad), std::invalid_argument);
  }
  CHECK_THROWS_AS(solvers::normal_law(nan, 1), std::invalid_argument);
  CHECK_THROWS_AS(solvers::empirical_law(solvers::Vector()), std::invalid_argument);
  CHECK_THROWS_AS(samples({1, nan}), std::invalid_argument);
}

TEST_CASE("laws say of which kind they are", "[laws]") {
  CHECK(solvers::uniform_law(0, 1)->kind() == solvers::LawKind::uniform);
  CHECK(solvers::exponential_law(1)->kind() == solvers::LawKind::exponential);
  CHECK(solvers::normal_law(0, 1)->kind() == solvers::LawKind::normal);
  CHECK(solvers::lognormal_law(1, 1)->kind() == solvers::LawKind::lognormal);
  CHECK(solvers::pareto_law(1, 1)->kind() == solvers::LawKind::pareto);
  CHECK(solvers::beta_law(1, 1)->kind() == solvers::LawKind::beta);
  CHECK(solvers::gamma_law(1, 1)->kind() == solvers::LawKind::gamma);
  CHECK(samples({1})->kind() == solvers::LawKind::samples);
}

TEST_CASE("names of laws are what descriptions write", "[laws]") {
  CHECK(solvers::uniform_law(0, 200)->name() == "uniform = [0, 200]");
  CHECK(solvers::exponential_law(4)->name() == "exponential = { mean = 4 }");
  CHECK(solvers::pareto_law(1, 2.5)->name() == "pareto = { scale = 1, shape = 2.5 }");
}

// What the paper says of its factorial experiment (E1 to E10), against the experiment.
#include <array>
#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/statistics/factorial_variance.hpp"
#include "solvers/statistics/summary.hpp"
#include "tests/models/coopetition/factorial_tables.hpp"

using namespace tests::coopetition;

TEST_CASE("E1, E5: 78,125 configurations are 3,125, each 25 times; rho and kappa are idle",
          "[coopetition][factorial][errata]") {
  const auto& table = paper_table();
  REQUIRE(table.rows() == 78125);
  const auto groups = distinct_rows(table);
  CHECK(groups.first.size() == 3125);
  CHECK(std::all_of(groups.times.begin(), groups.times.end(), [](long times) { return times == 25; }));
  CHECK(solvers::summarise(column(table, kernels::negativity_ratio)).distinct == 22);
  CHECK(solvers::summarise(column(table, kernels::building_rate)).distinct == 5);
  CHECK(solvers::summarise(column(table, kernels::cumulative_amplification)).distinct == 25);
  const std::array<int, 7> levels = {5, 5, 5, 5, 5, 5, 5};
  for (int m = 0; m < kernels::metric_count; ++m) {
    const auto shares = solvers::factorial_variance_shares(levels, column(table, static_cast<Metric>(m)));
    CHECK(shares.total(5) == 0);
    CHECK(shares.total(6) == 0);
  }
  // E5: building is a function of lambda+ alone
  const auto building = solvers::factorial_variance_shares(levels, column(table, kernels::building_rate));
  CHECK(building.total.tail(6).isZero(0));
  CHECK(building.first_order(0) == Approx(1).epsilon(1e-12));
  // with reactive signals both matter: no two rows are alike
  const auto reactive = factorial_table({}, {.levels = paper_levels, .reactive = true});
  CHECK(distinct_rows(reactive).first.size() == 78125);
  const auto range = solvers::factorial_variance_shares(levels, column(reactive, kernels::stability_range));
  CHECK(range.total(5) > 0.001);
  CHECK(range.total(6) > 0.01);
}

TEST_CASE("E2, E3: the caption's levels do not give the printed figures; r = -.817 is another parameter's",
          "[coopetition][factorial][errata]") {
  const auto caption = table_of("linspace5", "prod", "regime");
  const auto negativity = solvers::summarise(column(caption, kernels::negativity_ratio));
  CHECK(negativity.mean == Approx(3.480).margin(5e-4));
  CHECK(negativity.standard_deviation == Approx(1.952).margin(5e-4));
  CHECK(*solvers::correlation(caption.factors[0], column(caption, kernels::building_rate)) ==
        Approx(.990290).margin(5e-7));
  const auto& paper = paper_table();
  const auto r = [&](std::size_t factor, Metric metric) {
    return *solvers::correlation(paper.factors[factor], column(paper, metric));
  };
  CHECK(r(0, kernels::building_rate) == Approx(.988424).margin(5e-7));
  CHECK(r(0, kernels::hysteresis_recovery_35) == Approx(.816523).margin(5e-7));
  CHECK(r(1, kernels::hysteresis_recovery_35) == Approx(-.297986).margin(5e-7));
  CHECK(r(1, kernels::cumulative_amplification) == Approx(-.985922).margin(5e-7));
}

TEST_CASE("E4, E6: shares around the median, and a negativity that is more than its inputs",
          "[coopetition][factorial][errata]") {
  const auto negativity = column(paper_table(), kernels::negativity_ratio);
  const auto s = solvers::summarise(negativity);
  CHECK(share_of(negativity, [&](double x) { return std::abs(x - s.median) <= 1 + 1e-12; }) ==
        Approx(.480).margin(1e-12));
  CHECK(share_of(negativity, [&](double x) { return std::abs(x - s.median) < 1 - 1e-12; }) ==
        Approx(.440).margin(1e-12));
  CHECK(share_of(negativity, [&](double x) { return std::abs(x - s.mean) <= s.standard_deviation; }) ==
        Approx(.680).margin(1e-12));
  const auto effective = solvers::summarise(column(paper_table(), kernels::effective_negativity));
  CHECK(effective.median == Approx(9.53).margin(5e-3));
  CHECK(effective.min == Approx(3.37).margin(5e-3));
  CHECK(effective.max == Approx(24.04).margin(5e-3));
}

TEST_CASE("E7, E8: recovery above 1 is no hysteresis, and the product form has no ceiling",
          "[coopetition][factorial][errata]") {
  const auto recovery = column(paper_table(), kernels::hysteresis_recovery_35);
  CHECK(solvers::summarise(column(paper_table(), kernels::hysteresis_recovery_100)).max < 1 / 0.85);
  CHECK(share_of(recovery, [](double x) { return x > 1; }) == Approx(.871).margin(5e-4));
  const auto product = solvers::summarise(column(paper_table(), kernels::counterfactual_recovery_35));
  CHECK(product.min == Approx(.6873).margin(5e-5));
  CHECK(product.median == Approx(.9491).margin(5e-5));
  CHECK(product.max == Approx(.9956).margin(5e-5));
  const auto gap = solvers::summarise(column(gap_table(), kernels::counterfactual_recovery_35));
  CHECK(gap.min == Approx(.4318).margin(5e-5));
  CHECK(gap.median == Approx(.7168).margin(5e-5));
  CHECK(gap.max == Approx(.8774).margin(5e-5));
  const auto above = [](const FactorialTable& table, Metric metric) {
    return share_of(column(table, metric), [](double x) { return x > 0; });
  };
  CHECK(above(paper_table(), kernels::ceiling_excess) == Approx(.816).margin(5e-4));
  CHECK(above(paper_table(), kernels::ceiling_excess_35) == Approx(.939).margin(5e-4));
  CHECK(above(gap_table(), kernels::ceiling_excess_35) == Approx(.091).margin(5e-4));
}

TEST_CASE("E10: amplification above 1 is the saturation of tanh", "[coopetition][factorial][errata]") {
  Matrix points(1, 7);
  points << .1, 1e-7, .6, .03, .5, .2, 1;
  CHECK(metrics_at({}, false, points)(0, kernels::cumulative_amplification) ==
        Approx(4 * std::tanh(1.) / std::tanh(4.)).epsilon(1e-6));
  const auto linear = [](double lm, double xi) {  // the same protocol with s = x / 4
    const double C = lm * (1 + .5 * xi);
    return (1 - std::pow(1 - C / 4, 4)) / C;
  };
  CHECK(linear(.15, .3) == Approx(.937).margin(5e-4));
  CHECK(linear(.3, .5) == Approx(.868).margin(5e-4));
  CHECK(linear(.45, .7) == Approx(.794).margin(5e-4));
}

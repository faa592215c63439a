// TR-2's factorial experiment: the protocol against reference rows and statistics, closed forms, the scalar
// law, the authors' released table, and what the paper says of it (E1 to E10).
#include "models/coopetition/factorial.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "models/coopetition/factorial_closed_forms.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/core/random.hpp"
#include "solvers/statistics/factorial_variance.hpp"
#include "solvers/statistics/summary.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::coopetition;
namespace kernels = models::coopetition::kernels;
using kernels::Metric;

using Levels = decltype(Factorial::levels);

const Levels paper_levels = {{{.05, .08, .10, .12, .15},
                              {.15, .23, .30, .38, .45},
                              {.50, .55, .60, .65, .70},
                              {.01, .02, .03, .04, .05},
                              {.3, .4, .5, .6, .7},
                              {.10, .15, .20, .25, .30},
                              {.5, .75, 1, 1.25, 1.5}}};
const Levels caption_levels = {{{.05, .075, .1, .125, .15},
                                {.15, .225, .30000000000000004, .375, .45},
                                {.5, .55, .6, .6499999999999999, .7},
                                {.01, .02, .03, .04, .05},
                                {.3, .39999999999999997, .5, .6, .7},
                                {.1, .15, .2, .25, .3},
                                {.5, .75, 1, 1.25, 1.5}}};
const Levels coarse_levels = {{{.05, .10, .15},
                               {.15, .30, .45},
                               {.5, .6, .7},
                               {.01, .03, .05},
                               {.3, .5, .7},
                               {.1, .2, .3},
                               {.5, 1, 1.5}}};

const Levels& levels_of(const std::string& name) {
  if (name == "paper5_std") return paper_levels;
  return name == "linspace5" ? caption_levels : coarse_levels;
}

TrustLaw variant(const std::string& building, const std::string& decay) {
  TrustLaw law;
  law.building = building == "gap" ? Building::gap : Building::product;
  law.decay = decay == "always" ? Decay::always : Decay::regime;
  return law;
}

FactorialTable table_of(const std::string& levels, const std::string& building, const std::string& decay) {
  return factorial_table(variant(building, decay), {.levels = levels_of(levels)});
}

const FactorialTable& paper_table() {
  static const auto table = table_of("paper5_std", "prod", "regime");
  return table;
}
const FactorialTable& gap_table() {
  static const auto table = table_of("paper5_std", "gap", "regime");
  return table;
}

Metric metric_of(const std::string& name) {
  for (std::size_t m = 0; m < kernels::metric_names.size(); ++m)
    if (kernels::metric_names[m] == name) return static_cast<Metric>(m);
  throw std::runtime_error("no metric '" + name + "'");
}

std::span<const double> column(const FactorialTable& table, Metric metric) {
  return {table.metrics.col(static_cast<Eigen::Index>(metric)).data(),
          static_cast<std::size_t>(table.rows())};
}

double share_of(std::span<const double> values, const std::function<bool(double)>& holds) {
  return static_cast<double>(std::count_if(values.begin(), values.end(), holds)) /
         static_cast<double>(values.size());
}

std::size_t factor_of(const std::string& symbol) {
  const std::array<std::string, 7> symbols = {"lp", "lm", "mu", "de", "xi", "rho", "ka"};
  return static_cast<std::size_t>(std::find(symbols.begin(), symbols.end(), symbol) - symbols.begin());
}

TrustLaw law_of_row(TrustLaw law, const FactorialTable& table, long row) {
  const auto at = [&](std::size_t factor) { return table.factors[factor][static_cast<std::size_t>(row)]; };
  law.building_rate = at(0);
  law.erosion_rate = at(1);
  law.damage_rate = at(2);
  law.decay_rate = at(3);
  law.amplification = at(4);
  return law;
}

/// The protocol once more, period by period with the law of trust_dynamics.hpp.
class ScalarProtocol {
 public:
  ScalarProtocol(const TrustLaw& law, bool reactive, double rho, double kappa)
      : law_(law), reactive_(reactive), rho_(rho), kappa_(kappa) {}

  PairState<double> step(const PairState<double>& at, double x, double D = 0.5) const {
    return next_pair(law_, at, reactive_ ? std::tanh(kappa_ * (x + rho_ * at.trust)) : std::tanh(x), D);
  }

  double recovery(int n) const {  // hysteresis
    PairState<double> at = step({0.85, 0}, -3);
    double largest = at.trust;
    for (int t = 0; t < n; ++t) {
      at = step(at, 2);
      largest = std::max(largest, at.trust);
    }
    return largest / 0.85;
  }
  double lost(double x, int periods, double D) const {
    PairState<double> at{0.8, 0};
    for (int t = 0; t < periods; ++t) at = step(at, x, D);
    return 0.8 - at.trust;
  }
  Vector stability() const {
    Vector values(31);
    PairState<double> at{0.7, 0};
    for (int t = 0; t <= 30; ++t) {
      values(t) = at.trust;
      at = step(at, t % 2 == 0 ? 1 : -0.5);
    }
    const double mean = values.mean();
    return Vector{
        {mean, std::sqrt((values.array() - mean).square().mean()), values.maxCoeff() - values.minCoeff()}};
  }
  Vector half_recovery() const {
    PairState<double> at = step({0.8, 0}, -3);
    const double goal = at.trust + 0.5 * (0.8 - at.trust);
    double time = 100;
    for (int t = 1; t <= 100; ++t) {
      at = step(at, 2);
      if (time == 100 && at.trust >= goal) time = t;
    }
    return Vector{{time, at.trust}};
  }

 private:
  TrustLaw law_;
  bool reactive_;
  double rho_, kappa_;
};

}  // namespace

TEST_CASE("rows of the factorial agree with those computed elsewhere",
          "[coopetition][factorial][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "sweep_row")) {
    CAPTURE(item.name());
    const auto table =
        table_of(item.text("input.levels"), item.text("input.building"), item.text("input.decay"));
    const auto row = static_cast<long>(item.number("input.row0"));
    for (const auto& factor : item.keys("input.params"))
      CHECK(table.factors[factor_of(factor)][static_cast<std::size_t>(row)] ==
            item.number("input.params." + factor));
    const auto names = item.keys("value");
    REQUIRE(names.size() >= 15);
    for (const auto& name : names) {
      CAPTURE(name);
      CHECK(table.metrics(row, metric_of(name)) ==
            Approx(item.number("value." + name)).margin(1e-12).epsilon(0));
    }
  }
}

TEST_CASE("statistics of the factorial agree with those computed elsewhere",
          "[coopetition][factorial][reference]") {
  const auto items = tests::reference_items("coopetition.json", "sweep_stat");
  REQUIRE(items.size() == 132);
  std::string last;
  FactorialTable table;
  for (const auto& item : items) {
    CAPTURE(item.name());
    const auto key = item.text("input.levels") + item.text("input.building") + item.text("input.decay");
    if (key != last)
      table = table_of(item.text("input.levels"), item.text("input.building"), item.text("input.decay"));
    last = key;
    const auto found = solvers::summarise(column(table, metric_of(item.text("input.metric"))));
    const auto close = [](double value) { return Approx(value).margin(1e-10).epsilon(0); };
    CHECK(found.min == close(item.number("value.min")));
    CHECK(found.lower_quartile == close(item.number("value.q25")));
    CHECK(found.median == close(item.number("value.median")));
    CHECK(found.mean == close(item.number("value.mean")));
    CHECK(found.standard_deviation == close(item.number("value.sd_sample")));
    CHECK(found.upper_quartile == close(item.number("value.q75")));
    CHECK(found.max == close(item.number("value.max")));
  }
}

TEST_CASE("correlations of the factorial agree with those computed elsewhere",
          "[coopetition][factorial][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "sweep_corr")) {
    CAPTURE(item.name());
    const auto table =
        table_of(item.text("input.levels"), item.text("input.building"), item.text("input.decay"));
    for (const auto& key : item.keys("value")) {
      CAPTURE(key);
      const auto split = key.find('~');
      const auto found = solvers::correlation(table.factors[factor_of(key.substr(0, split))],
                                              column(table, metric_of(key.substr(split + 1))));
      REQUIRE(found);
      CHECK(*found == Approx(item.number("value." + key)).margin(1e-9).epsilon(0));
    }
  }
}

TEST_CASE("closed forms agree with the simulated metrics to rounding", "[coopetition][factorial]") {
  for (const auto* table : {&paper_table(), &gap_table()}) {
    const auto base = variant(table == &gap_table() ? "gap" : "prod", "regime");
    int forms = 0;
    for (int m = 0; m < kernels::metric_count; ++m) {
      const auto metric = static_cast<Metric>(m);
      if (!closed_form(metric, law_of_row(base, *table, 0))) continue;
      ++forms;
      double worst = 0;
      for (long row = 0; row < table->rows(); row += 25 * 7) {
        const double exact = *closed_form(metric, law_of_row(base, *table, row));
        worst = std::max(worst, std::abs(table->metrics(row, m) - exact) / std::max(1.0, std::abs(exact)));
      }
      CAPTURE(kernels::metric_names[static_cast<std::size_t>(m)]);
      CHECK(worst < 3e-14);
    }
    CHECK(forms == 17);
  }
}

TEST_CASE("the kernel plays the protocol by the same law on every instruction set",
          "[coopetition][factorial][kernels]") {
  solvers::RandomStream random(11);
  for (const bool reactive : {false, true})
    for (int draw = 0; draw < 40; ++draw) {
      TrustLaw law;
      law.building = draw % 2 ? Building::gap : Building::product;
      law.decay = draw / 2 % 2 ? Decay::always : Decay::regime;
      law.clip = draw / 4 % 2 ? Clip::ceiling : Clip::unit;
      Matrix points(70, 7);  // more than a block, not a multiple of it
      for (Eigen::Index i = 0; i < points.rows(); ++i)
        points.row(i) << random.uniform(.01, 1), random.uniform(.01, .6), random.uniform(), random.uniform(),
            random.uniform(0, 1.2), random.uniform(0, .4), random.uniform(.2, 2);
      const auto metrics = metrics_at(law, reactive, points);
      CAPTURE(reactive, draw);
      for (const long row : {0L, 37L, 69L}) {
        law.building_rate = points(row, 0), law.erosion_rate = points(row, 1),
        law.damage_rate = points(row, 2);
        law.decay_rate = points(row, 3), law.amplification = points(row, 4);
        const ScalarProtocol protocol(law, reactive, points(row, 5), points(row, 6));
        const auto close = [](double value) { return Approx(value).margin(1e-12).epsilon(1e-12); };
        CHECK(metrics(row, kernels::hysteresis_recovery_35) == close(protocol.recovery(35)));
        CHECK(metrics(row, kernels::hysteresis_recovery_100) == close(protocol.recovery(100)));
        CHECK(metrics(row, kernels::cumulative_amplification) ==
              close(protocol.lost(-1, 4, .5) / protocol.lost(-4, 1, .5)));
        CHECK(metrics(row, kernels::dependency_amplification) ==
              close(protocol.lost(-2, 1, .8) / protocol.lost(-2, 1, .2)));
        const auto stability = protocol.stability();
        CHECK(metrics(row, kernels::stability_mean) == close(stability(0)));
        CHECK(metrics(row, kernels::stability_std) == Approx(stability(1)).margin(1e-9));
        CHECK(metrics(row, kernels::stability_range) == close(stability(2)));
        const auto half = protocol.half_recovery();
        CHECK(metrics(row, kernels::time_to_50pct_recovery) == half(0));
        CHECK(metrics(row, kernels::final_recovery_level) == close(half(1)));
      }
    }
  // fixed signals: the same bits everywhere; reactive ones: the vector tanh
  const auto& table = paper_table();
  const kernels::Configurations all{
      table.factors[0].data(), table.factors[1].data(), table.factors[2].data(), table.factors[3].data(),
      table.factors[4].data(), table.factors[5].data(), table.factors[6].data(), 1000};
  for (const auto signals : {kernels::Signals::fixed, kernels::Signals::reactive}) {
    Matrix baseline(1000, static_cast<Eigen::Index>(kernels::metric_count)), other = baseline;
    kernels::factorial_metrics(all, {}, signals, baseline.data(), 1000, solvers::InstructionSet::baseline);
    for (const auto set : {solvers::InstructionSet::avx2, solvers::InstructionSet::avx512}) {
      if (!solvers::supported(set)) continue;
      kernels::factorial_metrics(all, {}, signals, other.data(), 1000, set);
      if (signals == kernels::Signals::fixed)
        CHECK((other.array() == baseline.array()).all());
      else
        CHECK((other - baseline).cwiseAbs().maxCoeff() < 1e-12);
    }
  }
}

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

TEST_CASE("the authors' released table comes from product building and decay in every period",
          "[coopetition][factorial][released]") {
  const char* data = std::getenv("ENTENTE_DATA");
  const auto path = std::filesystem::path(data ? data : "") / "coopetition/tr2_sweep_coarse243.csv";
  if (!data || !std::filesystem::exists(path)) {
    WARN("skipped: ENTENTE_DATA does not lead to coopetition/tr2_sweep_coarse243.csv");
    return;
  }
  std::ifstream file(path);
  std::string line, cell;
  std::getline(file, line);
  std::vector<std::string> names;
  for (std::stringstream cells(line); std::getline(cells, cell, ',');)
    names.push_back(cell.ends_with('\r') ? cell.substr(0, cell.size() - 1) : cell);
  const auto table = table_of("coarse3", "prod", "always"), regime = table_of("coarse3", "prod", "regime");
  int rows = 0;
  double worst = 0, mean_change = 0, std_change = 0, range_change = 0;
  for (; std::getline(file, line); ++rows) {
    std::vector<double> values;
    for (std::stringstream cells(line); std::getline(cells, cell, ',');) values.push_back(std::stod(cell));
    REQUIRE(values.size() == names.size());
    const long first = static_cast<long>(values[0]) - 1;
    for (long row = first; row < first + 9; ++row)  // rho and kappa vary fastest
      for (std::size_t k = 6; k < names.size(); ++k)
        worst = std::max(worst, std::abs(table.metrics(row, metric_of(names[k])) - values[k]));
    const auto change = [&](Metric m) {
      return std::abs(regime.metrics(first, m) - table.metrics(first, m));
    };
    mean_change = std::max(mean_change, change(kernels::stability_mean));
    std_change = std::max(std_change, change(kernels::stability_std));
    range_change = std::max(range_change, change(kernels::stability_range));
  }
  CHECK(rows == 243);
  CHECK(worst < 1e-12);
  CHECK(mean_change == Approx(.0177).margin(5e-5));
  CHECK(std_change == Approx(.0142).margin(5e-5));
  CHECK(range_change == Approx(.0429).margin(5e-5));
}

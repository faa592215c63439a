// TR-2's factorial experiment: the protocol against reference rows and statistics, closed forms, the scalar
// law, and the authors' released table.
#include "models/coopetition/factorial.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "models/coopetition/factorial_closed_forms.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/core/random.hpp"
#include "solvers/statistics/summary.hpp"
#include "tests/models/coopetition/factorial_tables.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace tests::coopetition;

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

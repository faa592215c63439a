// Observations, conflicts, densities and posteriors of reputation.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

#include <catch2/catch.hpp>

#include "models/favor/ledger.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models::favor;
using tests::ReferenceItem;

using History = std::vector<Observation>;

History observations(const ReferenceItem& item, const std::string& path) {
  History list;
  for (const auto& seen : item.list(path))
    list.push_back({seen.number("lo"), seen.number("hi"), seen.number("t")});
  return list;
}

History rows(const ReferenceItem& item, const std::string& path) {
  const auto matrix = item.matrix(path);
  History list;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) list.push_back({matrix(i, 0), matrix(i, 1), matrix(i, 2)});
  return list;
}

double filtered(History history, double now, const Survival& weight) {
  std::stable_sort(history.begin(), history.end(), [](auto& a, auto& b) { return a.time < b.time; });
  RegimeFilter filter;
  for (const auto& seen : history) filter.observe(seen, weight);
  return filter.mean(now, weight).mean;
}

/// P of [threshold, 1) or R of [0, threshold] at increasing rounds.
History random_history(std::mt19937_64& random, int count, int rounds) {
  std::uniform_real_distribution<double> unit(0, 1);
  std::uniform_int_distribution<int> round(0, rounds);
  History list;
  for (int k = 0; k < count; ++k) {
    const double threshold = unit(random);
    list.push_back(unit(random) < 0.5 ? Observation{threshold, 1, 0} : Observation{0, threshold, 0});
    list.back().time = round(random);
  }
  std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.time < b.time; });
  return list;
}

/// (9) by its definition: log densities on the cells between all ends.
std::optional<double> by_definition(const History& history, double now, double lambda) {
  std::vector<long double> cuts{0, 1};
  for (const auto& seen : history) cuts.insert(cuts.end(), {seen.lower, seen.upper});
  std::sort(cuts.begin(), cuts.end());
  std::vector<long double> logs, widths, middles;
  for (std::size_t m = 0; m + 1 < cuts.size(); ++m) {
    const long double x = (cuts[m] + cuts[m + 1]) / 2;
    long double log_density = 0;
    for (const auto& seen : history) {
      const long double s =
          std::exp(static_cast<long double>(now - seen.time) * std::log1p(-static_cast<long double>(lambda)));
      const bool in = seen.lower < x && x < seen.upper;
      log_density += std::log(1 - s + (in ? s / (static_cast<long double>(seen.upper) - seen.lower) : 0.0L));
    }
    logs.push_back(log_density);
    widths.push_back(cuts[m + 1] - cuts[m]);
    middles.push_back(x);
  }
  const auto largest = *std::max_element(logs.begin(), logs.end());
  if (std::isinf(largest)) return std::nullopt;
  long double mass = 0, moment = 0;
  for (std::size_t m = 0; m < logs.size(); ++m) {
    const long double w = std::exp(logs[m] - largest) * widths[m];
    mass += w;
    moment += w * middles[m];
  }
  return static_cast<double>(moment / mass);
}

}  // namespace

TEST_CASE("accommodation drops what a contradiction invalidates", "[favor][reputation][reference]") {
  for (const auto& item : tests::reference_items("favor.json", "accommodate")) {
    CAPTURE(item.name());
    const auto added = item.vector("inputs.new");
    for (const auto& [rule, name] :
         {std::pair{Accommodation::strict, "strict"}, std::pair{Accommodation::inclusive, "inclusive"}}) {
      auto history = rows(item, "inputs.observations");
      const auto before = history.size() + 1;
      const int dropped = accommodate(history, {added(0), added(1), added(2)}, rule);
      const auto expected = rows(item, std::string("expected.") + name);
      REQUIRE(history.size() == expected.size());
      CHECK(static_cast<std::size_t>(dropped) == before - expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(history[i].lower == expected[i].lower);
        CHECK(history[i].upper == expected[i].upper);
        CHECK(history[i].time == expected[i].time);
      }
    }
  }
}

TEST_CASE("posterior means of the reference", "[favor][reputation][reference]") {
  for (const auto& item : tests::reference_items("favor.json", "posterior_mean")) {
    CAPTURE(item.name());
    const auto history = observations(item, "inputs.observations");
    const double lambda = item.number("inputs.lam"), now = item.number("inputs.T");
    const Survival survival(Density::survival, lambda, 40), printed(Density::printed, lambda, 40);
    CHECK(posterior_mean_unordered(history, now, survival).mean ==
          Approx(item.number("expected.eq9_survival")).epsilon(1e-13));
    CHECK(posterior_mean_unordered(history, now, printed).mean ==
          Approx(item.number("expected.eq9_printed")).epsilon(1e-13));
    CHECK(filtered(history, now, survival) ==
          Approx(item.number("expected.exact_regime_filter")).epsilon(1e-13));
  }
}

TEST_CASE("posterior means agree with (9) by its definition, however long the history",
          "[favor][reputation]") {
  std::mt19937_64 random(20);
  for (const double lambda : {0.0, 1e-9, 0.02, 0.3})
    for (int k = 0; k < 26; ++k) {
      const auto history = random_history(random, k < 25 ? 3 * k : 700, 60);
      CAPTURE(lambda, history.size());
      const auto found = posterior_mean_unordered(history, 61, Survival(Density::survival, lambda, 70));
      const auto expected = by_definition(history, 61, lambda);
      REQUIRE(found.status == (expected ? PosteriorStatus::proper : PosteriorStatus::contradictory));
      CHECK(found.mean == Approx(expected.value_or(0.5)).epsilon(1e-12));
    }
}

TEST_CASE("(8) integrates to one for any weight", "[favor][reputation]") {
  for (const double s : {0.0, 0.02, 0.5, 1.0})
    for (const double threshold : {0.0, 0.1, 0.9})
      CHECK((s / (1 - threshold) + 1 - s) * (1 - threshold) + (1 - s) * threshold == Approx(1));
}

TEST_CASE("intervals inside (0, 1), points and contradictions", "[favor][reputation]") {
  const Survival certain(Density::survival, 0, 10), fading(Density::survival, 0.5, 10);
  const auto mean = [&](const History& history, const Survival& weight) {
    return posterior_mean_unordered(history, 1, weight);
  };
  CHECK(mean({{0.2, 0.4, 1}}, certain).mean == Approx(0.3));
  CHECK(mean({{0.2, 0.4, 0}}, fading).mean == Approx(0.5 * 0.3 + 0.5 * 0.5));
  CHECK(mean({{0.2, 0.4, 0}, {0.3, 1, 0}}, fading).mean ==
        Approx(*by_definition({{0.2, 0.4, 0}, {0.3, 1, 0}}, 1, 0.5)));
  // A favor that costs nothing and is refused: [0, 0] is a point of weight s.
  CHECK(mean({{0, 0, 1}}, certain).mean == 0);
  CHECK(mean({{0, 0, 0}}, fading).mean == Approx(0.5 * 0 + 0.5 * 0.5));
  // s = 1/2 each: the point at 0 has weight 1/2 * f(0) of the other, the rest 1/2 * f.
  const double at_zero = 0.5 * (0.5 / 0.4 + 0.5), moment = 0.5 * (0.5 * 0.2 + 0.5 * 0.5);
  CHECK(mean({{0, 0, 0}, {0, 0.4, 0}}, fading).mean == Approx(moment / (at_zero + 0.5)));
  CHECK(mean({{0, 0, 0}, {0, 0, 0}}, fading).mean == 0);
  const auto touching = mean({{0.4, 1, 1}, {0, 0.4, 0}}, certain);
  CHECK(touching.status == PosteriorStatus::point);
  CHECK(touching.mean == 0.4);
  const auto contradiction = mean({{0.5, 1, 1}, {0, 0.4, 0}}, certain);
  CHECK(contradiction.status == PosteriorStatus::contradictory);
  CHECK(std::isfinite(contradiction.mean));
  CHECK(mean({{0.5, 1, 1}, {0, 0, 0}}, certain).status == PosteriorStatus::contradictory);
  RegimeFilter filter;
  filter.observe({0.5, 1, 0}, certain);
  CHECK(filter.mean_after({0, 0.4, 1}, certain).status == PosteriorStatus::contradictory);
  filter.observe({0, 0.4, 1}, certain);
  CHECK(filter.mean(2, certain).status == PosteriorStatus::contradictory);
}

TEST_CASE("after strict accommodation all that is kept has a common point", "[favor][reputation]") {
  std::mt19937_64 random(5);
  for (int trial = 0; trial < 300; ++trial) {
    History kept;
    for (const auto& seen : random_history(random, 40, 1000)) {
      accommodate(kept, seen, Accommodation::strict);
      double lower = 0, upper = 1;
      for (const auto& o : kept) {
        lower = std::max(lower, o.lower);
        upper = std::min(upper, o.upper);
      }
      REQUIRE(lower <= upper);
    }
  }
}

TEST_CASE("a ledger sees ahead what it will say", "[favor][reputation]") {
  const auto density = GENERATE(Density::survival, Density::printed, Density::regime);
  const auto rule_name = GENERATE(Accommodation::strict, Accommodation::inclusive);
  const BeliefRule rule({density, rule_name, 0.05}, 50);
  std::mt19937_64 random(9);
  for (int trial = 0; trial < 50; ++trial) {
    Ledger ledger;
    History history;
    for (const auto& seen : random_history(random, 25, 50)) {
      const auto ahead = ledger.mean_after(seen, rule);
      ledger.observe(seen, rule);
      CHECK(ahead.mean == Approx(ledger.mean(seen.time, rule).mean).epsilon(1e-13));
      if (density == Density::regime) continue;
      accommodate(history, seen, rule_name);
      CHECK(ledger.size() == static_cast<int>(history.size()));
      CHECK(ledger.mean(seen.time, rule).mean ==
            posterior_mean_unordered(history, seen.time, rule.weight).mean);
    }
  }
}

TEST_CASE("the regime filter agrees with rejection sampling of lives", "[favor][reputation]") {
  // The truth is drawn and replaced as the model says; runs that show other actions are thrown away.
  const History history{{0.2, 1, 0}, {0, 0.5, 4}, {0.3, 1, 6}, {0.1, 1, 8}};
  constexpr double lambda = 0.05;
  constexpr int now = 12, trials = 400'000;
  solvers::RandomStream random(3);
  double sum = 0, squares = 0;
  long kept = 0;
  for (int trial = 0; trial < trials; ++trial) {
    double gamma = random.uniform();
    bool agrees = true;
    for (int t = 0; t <= now && agrees; ++t) {
      if (t > 0 && random.uniform() < lambda) gamma = random.uniform();
      for (const auto& seen : history)
        agrees = agrees && (seen.time != t || (seen.lower <= gamma && gamma <= seen.upper));
    }
    if (!agrees) continue;
    ++kept;
    sum += gamma;
    squares += gamma * gamma;
  }
  const double n = static_cast<double>(kept), mean = sum / n;
  const double standard_error = std::sqrt((squares / n - mean * mean) / n);
  REQUIRE(kept > 20'000);
  const Survival weight(Density::survival, lambda, 20);
  CHECK(std::abs(filtered(history, now, weight) - mean) < 4 * standard_error);
  CHECK(std::abs(posterior_mean_unordered(history, now, weight).mean - mean) >
        4 * standard_error);  // (9) is not exact
}

TEST_CASE("expected observations since replacement: (5) is half the time average", "[favor][reputation]") {
  // Lives are geometric; with r = 1 one observation a round.
  constexpr double lambda = 0.02, r = 1;
  solvers::RandomStream random(8);
  double age = 0, both = 0, rounds = 0, life_means = 0, lives = 0, observer = 0, target = 0, life = 0;
  for (int t = 0; t < 1'000'000; ++t) {
    if (random.uniform() < lambda) {
      if (life > 0) {
        life_means += (life + 1) / 2;
        ++lives;
      }
      life = target = 0;
    }
    if (random.uniform() < lambda) observer = 0;
    ++life;
    ++target;
    ++observer;
    age += target;
    both += std::min(observer, target);
    ++rounds;
  }
  CHECK(age / rounds == Approx(r / lambda).epsilon(0.03));                      // 50; (5) says 25
  CHECK(life_means / lives == Approx(r * (1 / lambda + 1) / 2).epsilon(0.03));  // 25.5, the mean over lives
  CHECK(both / rounds == Approx(r / (1 - (1 - lambda) * (1 - lambda))).epsilon(0.03));  // 25.25
}

#include "apps/sweep/plan.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "apps/common/arguments.hpp"
#include "apps/sweep/designs.hpp"
#include "models/family.hpp"

using apps::sweep::Axis;
using apps::sweep::Plan;
using apps::sweep::read_axis;
using Strings = std::vector<std::string>;

namespace {

Strings values(const std::string& text) {
  const auto axis = read_axis(text);
  Strings all;
  for (std::size_t i = 0; i < axis.size(); ++i) all.push_back(axis.value(i));
  return all;
}

}  // namespace

TEST_CASE("axes of the command line meet their ends exactly", "[plan]") {
  CHECK(values("a.b=0:1:5") == Strings{"0", "0.25", "0.5", "0.75", "1"});
  CHECK(values("a=0.1:3:64").front() == "0.1");
  CHECK(values("a=0.1:3:64").back() == "3");
  CHECK(values("a=0.1:3:64").size() == 64);
  CHECK(values("a=2:2:1") == Strings{"2"});
  CHECK(values("a=3:1:3") == Strings{"3", "2", "1"});
  CHECK(values("seed=1:40:40")[11] == "12");
  CHECK(values("a=printed,exact") == Strings{"printed", "exact"});
  const auto logarithmic = values("a=0.001:1000:7:log");
  CHECK(logarithmic.front() == "0.001");
  CHECK(logarithmic.back() == "1000");
  CHECK(std::stod(logarithmic[3]) == Approx(1).epsilon(1e-15));
}

TEST_CASE("malformed axes are usage errors", "[plan]") {
  const auto text = GENERATE("a", "=0:1:2", "a=", "a=0:1", "a=0:1:0", "a=0:1:-3", "a=0:1:2.5", "a=0:nan:3",
                             "a=0:1e999:3", "a=0:1:1", "a=0:1:3:log", "a=1:2:3:lin", "a=1:2:3:log:4",
                             "a=1,,2", "a=,", "a=0:1:99999999999");
  CAPTURE(text);
  CHECK_THROWS_AS(read_axis(text), apps::UsageError);
}

TEST_CASE("the first axis varies slowest and every point comes once", "[plan]") {
  const Plan plan({{"a", {"1", "2"}}, {"b", {"x", "y", "z"}}}, 1);
  REQUIRE(plan.size() == 6);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const auto point = plan.point(i);
    REQUIRE(point.size() == 2);
    seen.insert(point[0].key + point[0].value + point[1].key + point[1].value);
  }
  CHECK(seen.size() == 6);
  CHECK(plan.point(1)[0].value == "1");
  CHECK(plan.point(1)[1].value == "y");
  CHECK(plan.point(3)[0].value == "2");
}

TEST_CASE("probes hold every value of every short axis", "[plan]") {
  const Plan plan({{"a", {"1", "2", "3"}}, {"b", {"4"}}, {"c", {"5", "6"}}}, 1);
  std::set<std::string> seen;
  for (const auto index : plan.probes())
    for (const auto& [key, value] : plan.point(index)) seen.insert(key + value);
  CHECK(seen == std::set<std::string>{"a1", "a2", "a3", "b4", "c5", "c6"});
}

TEST_CASE("a grid that does not fit is refused before it is made", "[plan]") {
  const std::vector<Axis> twelve = [] {
    std::vector<Axis> axes;
    for (int i = 0; i < 12; ++i) axes.push_back({"k" + std::to_string(i), {"1", "2", "3", "4", "5"}});
    return axes;
  }();
  CHECK_THROWS_AS(Plan(twelve, 2048), models::TooLarge);
  auto forty = twelve;  // 5^40 overflows 64 bits
  for (int i = 12; i < 40; ++i) forty.push_back({"k" + std::to_string(i), {"1", "2", "3", "4", "5"}});
  CHECK_THROWS_AS(Plan(forty, 2048), models::TooLarge);
  CHECK_THROWS_AS(Plan({}, 1), std::invalid_argument);
  CHECK_THROWS_AS(Plan({{"a", {"1"}}, {"a", {"2"}}}, 1), std::invalid_argument);
}

TEST_CASE("axes that go together", "[plan]") {
  using apps::sweep::PlanKind;
  const auto plan = Plan::of_kind(PlanKind::zip, {{"a", {"1", "2", "3"}}, {"b", {"x", "y", "z"}}}, 1);
  REQUIRE(plan.size() == 3);
  CHECK(plan.point(1)[0].value == "2");
  CHECK(plan.point(1)[1].value == "y");
  CHECK_THROWS_WITH(Plan::of_kind(PlanKind::zip, {{"a", {"1", "2"}}, {"b", {"x"}}}, 1),
                    Catch::Contains("a has 2 values but b has 1"));
  CHECK_THROWS_AS(Plan::of_kind(PlanKind::zip, {{"a", {"1"}}, {"a", {"2"}}}, 1), std::invalid_argument);
  CHECK_THROWS_AS(Plan::of_kind(PlanKind::sobol, {{"a", {"x", "y"}}}, 1), apps::UsageError);
}

TEST_CASE("a plan comes back from its text", "[plan]") {
  using apps::sweep::PlanKind;
  const auto kind = GENERATE(PlanKind::grid, PlanKind::zip, PlanKind::latin_hypercube, PlanKind::sobol);
  const auto plan = Plan::of_kind(kind, {read_axis("a=1:3:8"), read_axis("b=0.01:100:8:log")}, 3);
  const auto again = Plan::from_json(plan.to_json());
  REQUIRE(again.size() == plan.size());
  CHECK(again.to_json() == plan.to_json());
  for (std::size_t i = 0; i < plan.size(); ++i)
    for (std::size_t k = 0; k < 2; ++k) CHECK(again.point(i)[k].value == plan.point(i)[k].value);
}

TEST_CASE("Sobol's points are those of SciPy", "[plan]") {  // qmc.Sobol(10, scramble=False).random(100)
  const std::vector<std::pair<std::size_t, std::vector<double>>> expected = {
      {0, std::vector<double>(10, 0.0)},
      {6, {0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375}},
      {31, {0.03125, 0.53125, 0.90625, 0.96875, 0.96875, 0.78125, 0.34375, 0.53125, 0.15625, 0.59375}},
      {97,
       {0.5390625, 0.6328125, 0.8984375, 0.8515625, 0.0078125, 0.1171875, 0.8984375, 0.1015625, 0.7578125,
        0.5703125}}};
  for (const auto& [index, point] : expected)
    for (std::size_t d = 0; d < 10; ++d) CHECK(apps::sweep::sobol(d, index) == point[d]);
  std::vector<Axis> eleven;
  for (int i = 0; i < 11; ++i) eleven.push_back(read_axis("k" + std::to_string(i) + "=0:1:4"));
  CHECK_THROWS_AS(Plan::of_kind(apps::sweep::PlanKind::sobol, eleven, 1), std::invalid_argument);
}

TEST_CASE("a Latin hypercube has one point in each layer of each axis", "[plan]") {
  const std::size_t points = GENERATE(2, 3, 7, 50, 1000);
  const auto column = [&](std::size_t dimension, std::uint64_t seed) {
    std::vector<double> values;
    for (std::size_t i = 0; i < points; ++i)
      values.push_back(apps::sweep::latin_hypercube(dimension, i, points, seed));
    return values;
  };
  for (std::size_t d = 0; d < 3; ++d) {
    std::set<int> layers;
    for (const double x : column(d, 5)) layers.insert(static_cast<int>(x * static_cast<double>(points)));
    CHECK(layers.size() == points);
    CHECK(*layers.begin() == 0);
    CHECK(*layers.rbegin() == static_cast<int>(points) - 1);
  }
  CHECK(column(0, 5) == column(0, 5));
  CHECK(column(0, 5) != column(1, 5));
  CHECK(column(0, 5) != column(0, 6));
}

TEST_CASE("the order of a Latin hypercube is random: each layer first equally often", "[plan]") {
  constexpr std::size_t points = 5, seeds = 5000;
  std::vector<int> first(points), second(points);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    ++first[static_cast<std::size_t>(apps::sweep::latin_hypercube(0, 0, points, seed) * points)];
    ++second[static_cast<std::size_t>(apps::sweep::latin_hypercube(1, 3, points, seed) * points)];
  }
  for (const auto* counts : {&first, &second}) {  // chi-squared, 4 degrees of freedom: 23.5 has p = 1e-4
    double sum = 0;
    for (const int n : *counts) sum += (n - 1000.0) * (n - 1000.0) / 1000.0;
    CHECK(sum < 23.5);
  }
}

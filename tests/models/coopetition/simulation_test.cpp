// Trust over time: scripts, cycles, and the closed loop of myopic equilibria.
#include "models/coopetition/simulation.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/trust_dynamics.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models;
using namespace models::coopetition;

const Series& series(const Trajectory& trajectory, const std::string& quantity, const std::string& entity) {
  for (const auto& s : trajectory.series)
    if (s.quantity == quantity && s.entity == entity) return s;
  throw std::runtime_error("no series " + quantity + " " + entity);
}

double summary(const Trajectory& trajectory, const std::string& name) {
  for (const auto& q : trajectory.summary)
    if (q.name == name) return std::get<double>(q.value);
  throw std::runtime_error("no summary " + name);
}

Parameters scripted(std::vector<Phase> phases, bool repeat, int rounds) {
  auto p = tests::samsung_sony();
  p.simulation = {.scripted = true, .phases = std::move(phases), .repeat = repeat, .rounds = rounds};
  return p;
}

Phase deviation(double x, int rounds = 1) { return {"", rounds, Vector::Constant(2, 30 + x)}; }

Parameters closed_loop(double b, double rho, Selection selection) {
  auto p = tests::with_trust(b, rho, 0.5);
  p.trust.law.building = Building::gap;
  p.simulation = {.rounds = 600, .selection = selection};
  return p;
}

}  // namespace

TEST_CASE("a script plays phase after phase, and anew", "[coopetition][simulation]") {
  const auto p = scripted({deviation(1, 2), deviation(-1, 3)}, true, 12);
  const auto trajectory = simulate(p, {});
  CHECK(trajectory.status == Status::certified);
  REQUIRE(trajectory.steps.size() == 13);
  const auto& actions = series(trajectory, "action", "Sony").values;
  CHECK(actions == std::vector<double>{30, 31, 31, 29, 29, 29, 31, 31, 29, 29, 29, 31, 31});
  CHECK(series(trajectory, "signal", "Sony").values[3] == std::tanh(-1.0));
}

TEST_CASE("the trajectories of a script are those of the law", "[coopetition][simulation][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "trajectory_TR")) {
    CAPTURE(item.name());
    auto p = tests::samsung_sony();
    p.dependence = Matrix{{0, 0.5}, {0.5, 0}};
    p.trust.law.building = item.text("input.building") == "gap" ? Building::gap : Building::product;
    p.trust.law.decay = item.text("input.decay") == "always" ? Decay::always : Decay::regime;
    p.trust.initial.trust.setConstant(item.number("input.T0"));
    const Vector x = item.vector("input.deviations");
    p.simulation = {.scripted = true, .rounds = static_cast<int>(x.size())};
    for (const double d : x) p.simulation.phases.push_back(deviation(d));
    const auto trajectory = simulate(p, {});
    const Matrix expected = item.matrix("value");
    for (Eigen::Index t = 0; t < expected.rows(); ++t) {
      CHECK(std::abs(series(trajectory, "trust", "Samsung->Sony").values[static_cast<std::size_t>(t)] -
                     expected(t, 0)) <= 1e-12);
      CHECK(std::abs(series(trajectory, "damage", "Sony->Samsung").values[static_cast<std::size_t>(t)] -
                     expected(t, 1)) <= 1e-12);
    }
  }
}

TEST_CASE("alternating +1, -0.5 settles in a cycle of two periods", "[coopetition][simulation]") {
  struct Cycle {
    Building building;
    double low, high;
  };
  for (const auto& [building, low, high] :
       {Cycle{Building::product, 0.026, 0.031}, Cycle{Building::gap, 0.019, 0.023}}) {
    auto p = scripted({deviation(1), deviation(-0.5)}, true, 4000);
    p.dependence = Matrix{{0, 0.5}, {0.5, 0}};
    p.trust.law.building = building;
    const auto trajectory = simulate(p, {});
    CHECK(summary(trajectory, "cycle_period") == 2);
    CHECK(summary(trajectory, "cycle_trust_lowest Samsung->Sony") == Approx(low).margin(6e-4));
    CHECK(summary(trajectory, "cycle_trust_highest Samsung->Sony") == Approx(high).margin(6e-4));
    CHECK(summary(trajectory, "cycle_damage_lowest Sony->Samsung") == Approx(0.900).margin(6e-4));
    CHECK(summary(trajectory, "cycle_damage_highest Sony->Samsung") == Approx(0.927).margin(6e-4));
  }
}

TEST_CASE("closed loop: mutual trust, one-sided collapse, and selection", "[coopetition][simulation]") {
  const auto ends = [](double b, double rho, Selection selection, double T0 = 0.5) {
    auto p = closed_loop(b, rho, selection);
    p.trust.initial.trust.setConstant(T0);
    const auto trajectory = simulate(p, {});
    CHECK(trajectory.status == Status::certified);
    return trajectory;
  };
  const auto check = [](const Trajectory& trajectory, double a1, double a2) {
    CHECK(std::abs(summary(trajectory, "final_equilibrium Samsung") - a1) <= 5e-6 * (a1 < 100));
    CHECK(std::abs(summary(trajectory, "final_equilibrium Sony") - a2) <= 5e-6 * (a2 < 100));
  };
  const auto mutual = ends(25, 0.005, Selection::smallest);
  check(mutual, 27.173422, 27.864211);
  CHECK(summary(mutual, "final_trust Samsung->Sony") == Approx(1).margin(1e-12));
  for (const double T0 : {0.2, 0.5, 0.9}) {
    const auto collapse = ends(27, 0.005, Selection::smallest, T0);
    CHECK(summary(collapse, "final_equilibrium Samsung") == Approx(26.7011).margin(5e-5));
    CHECK(summary(collapse, "final_equilibrium Sony") == Approx(27.4116).margin(5e-5));
    CHECK(summary(collapse, "final_trust Samsung->Sony") == Approx(1).margin(1e-9));
    CHECK(summary(collapse, "final_trust Sony->Samsung") == Approx(0).margin(1e-9));
    CHECK(summary(collapse, "final_damage Sony->Samsung") == Approx(1).margin(1e-9));
  }
  check(ends(25, 0.01, Selection::smallest), 28.10876, 28.748823);
  check(ends(25, 0.01, Selection::largest), 100, 100);
  check(ends(25, 0.01, Selection::nearest), 28.10876, 28.748823);
}

TEST_CASE("a record that does not fit is refused before it is made", "[coopetition][simulation][faults]") {
  auto p = scripted({deviation(1)}, true, 2'000'000'000);
  CHECK_THROWS_AS(simulate(p, {}), TooLarge);
}

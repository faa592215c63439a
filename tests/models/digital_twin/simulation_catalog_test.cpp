// tests/models/digital_twin/simulation_catalog_test.cpp
// The catalog's simulations do what their descriptions say.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "models/catalog.hpp"
#include "models/read_model.hpp"

namespace {

models::Trajectory simulated(const std::string& name, std::vector<models::Override> overrides = {}) {
  const auto text = models::find_catalog_text("digital-twin/" + name);
  REQUIRE(text.has_value());
  const auto loaded =
      models::read_model(models::parse_document(name, *text, {}), {.overrides = std::move(overrides)});
  auto trajectory = loaded.model->simulate(loaded.wishes);
  CAPTURE(name);
  CHECK(trajectory.status == models::Status::certified);
  for (const auto& invariant : trajectory.invariants) {
    CAPTURE(invariant.name, invariant.detail);
    CHECK(invariant.holds);
  }
  return trajectory;
}

std::vector<double> series(const models::Trajectory& trajectory, const std::string& quantity,
                           const std::string& entity) {
  for (const auto& s : trajectory.series)
    if (s.quantity == quantity && s.entity == entity) return s.values;
  FAIL("no series " << quantity << " of " << entity);
  throw 0;
}

double total_at_end(const models::Trajectory& trajectory, const std::string& quantity) {
  double total = 0;
  for (int i = 1; i <= 5; ++i) total += series(trajectory, quantity, "player" + std::to_string(i)).back();
  return total;
}

double largest(const std::vector<double>& values) { return *std::max_element(values.begin(), values.end()); }

}  // namespace

TEST_CASE("figures 1 to 3: fifty rounds, trust from zero, deception only falls", "[simulation][catalog]") {
  const auto run = simulated("figures-1-3");
  CHECK(run.steps.size() == 50);
  CHECK(series(run, "trust", "player1->player2").front() == 0);
  for (int i = 1; i <= 5; ++i) {
    const auto deception = series(run, "deception", "player" + std::to_string(i));
    CHECK(deception.front() > 0);
    CHECK(std::is_sorted(deception.rbegin(), deception.rend()));
  }
  // one round's mean: (6) is the joint estimate
  const auto joint = simulated("figures-1-3", {{"simulate.honesty", "joint"}});
  CHECK(series(joint, "sharing", "player3") == series(run, "sharing", "player3"));
}

TEST_CASE("five players come near an equilibrium of their stage game in fifty rounds",
          "[simulation][catalog]") {
  const auto regret = series(simulated("five-players"), "regret", "all");
  CHECK(regret.front() > 0.1);
  CHECK(regret.back() < 1e-3);
}

TEST_CASE("foresight lowers sharing, and under the printed gradient changes nothing",
          "[simulation][catalog]") {
  const std::vector<models::Override> myopic{{"horizon.length", "1"}};
  CHECK(total_at_end(simulated("foresight"), "sharing") <
        total_at_end(simulated("foresight", myopic), "sharing"));
  const models::Override printed{"game.gradient", "printed"};
  const auto ahead = simulated("foresight", {printed}), now = simulated("foresight", {printed, myopic[0]});
  CHECK(series(ahead, "sharing", "player1") == series(now, "sharing", "player1"));
}

TEST_CASE("product beliefs with memory bring deception, joint beliefs do not", "[simulation][catalog]") {
  const auto product = simulated("deceive-while-silent");
  CHECK(series(product, "sharing", "player1")[1] == 0);
  CHECK(series(product, "deception", "player1")[1] == 0);
  CHECK(series(product, "deception", "player1")[2] > 0.01);
  const auto joint = simulated("deceive-while-silent", {{"simulate.honesty", "joint"}});
  CHECK(largest(series(joint, "deception", "player1")) == 0);
}

TEST_CASE("a hundred thousand players without a matrix", "[simulation][catalog][.slow]") {
  const auto run = simulated("hundred-thousand-players");
  CHECK(run.steps.size() == 50);
  CHECK(run.series.size() < 60);
}

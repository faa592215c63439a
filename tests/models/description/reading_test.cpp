// Overrides, draws, seeds and sweeps: what stands between the text and the model.
#include "tests/models/description/reading.hpp"

#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "models/digital_twin/schema.hpp"

namespace {

using namespace models;
using tests::faults;
using tests::first_line;
using tests::head;
using tests::read;

ReadOptions set(std::vector<Override> overrides) {
  return {.overrides = std::move(overrides), .seed = {}, .read_text = {}};
}

std::vector<double> numbers(const LoadedModel& loaded, const char* key) {
  std::vector<double> result;
  for (const auto& value : *loaded.resolved.find_path(key)->array()) result.push_back(value.number());
  return result;
}

}  // namespace

TEST_CASE("an override replaces, adds and merges", "[description][override]") {
  const auto text = head + "reward = [1, 2, 3]\n";
  const auto loaded = read(text, set({{"players.sharing_cost", "2.5"},
                                      {"players.reward[2]", "7"},
                                      {"solve.concept", "nash"},
                                      {"game.trust", "[[0, 1, 1], [1, 0, 1], [1, 1, 0]]"},
                                      {"title", "\"a b\""},
                                      {"simulate", "{ rounds = 9, belief = \"window\" }"},
                                      {"seed", "4"}}));
  const auto p = digital_twin::parameters(loaded.resolved);
  CHECK(p.players.sharing_cost(1) == 2.5);
  CHECK(p.players.reward(0) == 1);
  CHECK(p.players.reward(1) == 7);
  CHECK(p.trust.matrix(0, 2) == 1);
  CHECK(p.simulation.rounds == 9);
  CHECK(p.simulation.belief.rule == digital_twin::BeliefRule::window);
  CHECK(loaded.title == "a b");
  CHECK(loaded.seed == 4);
}

TEST_CASE("an override replaces the value of a key whole, be it a table", "[description][override]") {
  const auto text = head + "reward = { draw = { uniform = [1, 2] } }\n";
  const auto drawn =
      numbers(read(text, set({{"players.reward", "{ draw = { uniform = [5, 6] } }"}})), "players.reward");
  const auto other =
      numbers(read(text, set({{"players", "{ reward = { draw = { lognormal = { mean = 3, sigma = 1 } } } }"}})),
              "players.reward");
  const auto inner = numbers(read(text, set({{"players.reward.draw.uniform[2]", "1.5"}})), "players.reward");
  for (const double x : drawn) CHECK((x >= 5 && x <= 6));
  CHECK(other.size() == 3);
  for (const double x : inner) CHECK(x <= 1.5);
}

TEST_CASE("faults of --set name the option", "[description][override]") {
  const auto report = [](const char* key, const char* value) {
    return first_line(faults(head, set({{key, value}})));
  };
  CHECK(report("players.reward", "-1") ==
        "--set players.reward=-1: error: players.reward = -1 violates R > 0");
  CHECK(report("players.rewrad", "1") ==
        "--set players.rewrad=1: error: unknown key 'rewrad' in [players]; did you mean 'reward'?");
  CHECK(report("players.reward", "1,5") ==
        "--set players.reward=1,5: error: players.reward: 1,5 has a decimal comma; write 1.5");
  CHECK(report("players.reward", "nan") ==
        "--set players.reward=nan: error: players.reward: nan is not a finite number");
  CHECK(report("players.reward", "1e400") ==
        "--set players.reward=1e400: error: players.reward: 1e400 is beyond the largest double, 1.8e308");
  CHECK(report("players.reward", "") == "--set players.reward=: error: players.reward: 'value' has no value");
  CHECK(report("players.reward", "five") ==
        "--set players.reward=five: error: players.reward is text; give a number, an array of 3 numbers or a "
        "draw");
  CHECK(report("solve.concept", "nsah").ends_with("did you mean 'nash'?"));
  CHECK(report("players.reward[4]", "1").find("leads to no place") != std::string::npos);
  CHECK(report("players..reward", "1").find("leads to no place") != std::string::npos);
  CHECK(report("", "1").find("leads to no place") != std::string::npos);
  CHECK(report("players.count.x", "1").find("leads to no place") != std::string::npos);
  CHECK(report("extends", "\"x\"").find("extends belongs into the description") != std::string::npos);
  CHECK(report("title", "1\nfamily = 2").find("a value stands on one line") != std::string::npos);
}

TEST_CASE("faults of --set come after those of the text", "[description][override]") {
  const auto report = faults(head + "reward = -1\n", set({{"game.trust", "2"}}));
  CHECK(report.starts_with("t.toml:5:10: error: players.reward"));
  CHECK(report.find("\n--set game.trust=2: error: game.trust = 2 violates 0 <= tau <= 1\n2 errors;") !=
        std::string::npos);
}

TEST_CASE("draws: same seed, same numbers; other keys and more players change nothing",
          "[description][draw]") {
  const std::string draw = "{ draw = { uniform = [0.5, 2.0] } }";
  const auto one = numbers(read(head + "reward = " + draw + "\n"), "players.reward");
  REQUIRE(one.size() == 3);
  CHECK(one[0] != one[1]);
  for (const double x : one) CHECK((x >= 0.5 && x < 2));
  const auto with_others =
      read(head + "information_sensitivity = " + draw + "\nreward = " + draw + "\n[game]\ntrust = 0\n");
  CHECK(numbers(with_others, "players.reward") == one);
  CHECK(numbers(with_others, "players.information_sensitivity") != one);

  const auto more =
      numbers(read(head + "reward = " + draw + "\n", set({{"players.count", "5"}})), "players.reward");
  REQUIRE(more.size() == 5);
  CHECK(std::vector<double>(more.begin(), more.begin() + 3) == one);

  ReadOptions seeded;
  seeded.seed = 2;
  CHECK(numbers(read(head + "reward = " + draw + "\n", seeded), "players.reward") != one);
  CHECK(numbers(read("seed = 2\n" + head + "reward = " + draw + "\n"), "players.reward") ==
        numbers(read(head + "reward = " + draw + "\n", seeded), "players.reward"));
  CHECK(numbers(read(head + "reward = [3, " + draw + ", 4]\n"), "players.reward")[0] == 3);
}

TEST_CASE("draws follow their laws", "[description][draw]") {
  struct Case {
    const char* law;
    double mean, deviation;
  };
  const Case cases[] = {{"uniform = [1, 3]", 2, 1 / std::sqrt(3.0)},
                        {"exponential = { mean = 2 }", 2, 2},
                        {"normal = { mean = 50, deviation = 3 }", 50, 3},
                        {"lognormal = { mean = 2, sigma = 0.5 }", 2, 2 * std::sqrt(std::exp(0.25) - 1)}};
  for (const auto& [law, mean, deviation] : cases) {
    CAPTURE(law);
    const auto values =
        numbers(read(head + "reward = { draw = { " + law + " } }\n", set({{"players.count", "20000"}})),
                "players.reward");
    double sum = 0, squares = 0;
    for (const double x : values) sum += x;
    const double average = sum / static_cast<double>(values.size());
    for (const double x : values) squares += (x - average) * (x - average);
    const double spread = std::sqrt(squares / static_cast<double>(values.size()));
    CHECK(std::abs(average - mean) < 5 * deviation / std::sqrt(20000.0));  // five standard errors
    CHECK(spread == Approx(deviation).epsilon(0.05));  // the heaviest tail here varies by 2 %
  }
}

TEST_CASE("resolved values are recorded: reading them again draws nothing new", "[description][draw]") {
  const auto loaded = read(head + "reward = { draw = { uniform = [1, 2] } }\n");
  std::string again;
  for (const auto& [key, value, where] : loaded.resolved.entries())
    again += key + " = " + description::to_toml(value) + "\n";
  INFO(again);
  CHECK(description::to_toml(description::Value(read(again).resolved)) ==
        description::to_toml(description::Value(loaded.resolved)));
}

TEST_CASE("the seed: the command line's, else the file's, else 1", "[description][seed]") {
  CHECK(read(head).seed == 1);
  CHECK(read("seed = 7\n" + head).seed == 7);
  ReadOptions options;
  options.seed = 9;
  const auto loaded = read("seed = 7\n" + head, options);
  CHECK(loaded.seed == 9);
  CHECK(loaded.wishes.seed == 9);
  CHECK(loaded.resolved.find("seed")->number() == 9);
  CHECK(first_line(faults("seed = -1\n" + head)).find("violates 0 <= seed") != std::string::npos);
}

TEST_CASE("sweep axes: values, equal differences, equal ratios", "[description][sweep]") {
  const auto loaded = read(head + R"(
[[sweep]]
key = "players.reward"
from = 1
to = 3
points = 5
[[sweep]]
key = "players.sharing_cost"
from = 0.001
to = 1000
points = 7
spacing = "log"
[[sweep]]
key = "players.count"
values = [2, 5, 20]
)");
  REQUIRE(loaded.axes.size() == 3);
  CHECK(loaded.axes[0].key == "players.reward");
  CHECK(loaded.axes[0].values == std::vector<double>{1, 1.5, 2, 2.5, 3});
  REQUIRE(loaded.axes[1].values.size() == 7);
  CHECK(loaded.axes[1].values.front() == 0.001);
  CHECK(loaded.axes[1].values.back() == 1000);
  CHECK(loaded.axes[1].values[3] == Approx(1).epsilon(1e-14));
  CHECK(loaded.axes[2].values == std::vector<double>{2, 5, 20});
  CHECK(loaded.resolved.find("sweep") == nullptr);
  const auto one_entry =
      read(head + "reward = [1, 2, 3]\n[[sweep]]\nkey = \"players.reward[2]\"\nvalues = [4]\n");
  CHECK(one_entry.axes[0].key == "players.reward[2]");
  CHECK(first_line(faults(head + "[[sweep]]\nkey = \"players.reward[2]\"\nvalues = [4]\n"))
            .find("names an entry") != std::string::npos);
}

TEST_CASE("published numbers pass through as written", "[description][published]") {
  const auto loaded = read(head + "[published]\nalpha = [0.1, 0.2]\n[published.figure]\nname = \"4\"\n");
  REQUIRE(loaded.published);
  CHECK((*loaded.published->find_path("alpha")->array())[1].number() == 0.2);
  CHECK(*loaded.published->find_path("figure.name")->text() == "4");
  CHECK(loaded.resolved.find("published") == nullptr);
  CHECK_FALSE(read(head).published);
}

TEST_CASE("thousands of faults are counted, a hundred listed", "[description]") {
  std::string text = head;
  for (int i = 0; i < 3000; ++i) text += "unknown" + std::to_string(i) + " = 1\n";
  const auto report = faults(text);
  CHECK(report.ends_with("\n... and 2900 more\n3000 errors; nothing was solved."));
  CHECK(report.size() < 60'000);
}

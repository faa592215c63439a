// Sweeps of the program: equal bytes on any number of threads, statuses row by row, refusals.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
seed = 1
[players]
count = 3
information_sensitivity = { draw = { uniform = [0.5, 2.0] } }
reward = 2.0
[game]
trust = 0.1
[[sweep]]
key = "players.reward"
from = 1.0
to = 3.0
points = 4
[[sweep]]
key = "game.trust"
values = [0.0, 0.5]
)";

// kappa = 16 > 15.0958 with two players: no pure equilibrium (section 4 of the family's page).
const std::string trap = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 2
information_sensitivity = 4.0
reward = 1.0
[game]
trust = 0.0
)";

tests::RunOptions in(const tests::TemporaryFolder& folder, const std::string& text = game) {
  return {.folder = folder.path(), .input = text};
}

}  // namespace

TEST_CASE("the same bytes on 1, 2 and 8 threads", "[program][sweep]") {
  const auto format = GENERATE("csv", "jsonl", "json");
  const tests::TemporaryFolder folder;
  for (const auto* threads : {"1", "2", "8"}) {
    const auto run =
        entente({"sweep", "-", "--threads", threads, "-o", std::string("t") + threads + "." + format,
                 "--sweep", "players.reward=1:3:5", "--sweep", "game.trust=0,0.9"},
                in(folder));
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
  }
  const auto file = [&](const char* threads) {
    return tests::read_text(folder / (std::string("t") + threads + "." + format));
  };
  CHECK(file("1").size() > 1000);
  CHECK(file("1") == file("2"));
  CHECK(file("1") == file("8"));
  CHECK_THAT(tests::read_text(folder / "t1.run.json"), Contains("\"threads\": 1") && Contains("seconds"));
}

TEST_CASE("the description's grid in plan order", "[program][sweep]") {
  const tests::TemporaryFolder folder;
  const auto run = entente({"sweep", "-", "--format", "csv"}, in(folder));
  CHECK(run.code == 0);
  CHECK(std::count(run.out.begin(), run.out.end(), '\n') == 1 + 8 * 3);
  CHECK_THAT(run.out, Catch::StartsWith("point,players.reward,game.trust,status,"));
  CHECK_THAT(run.out, Contains("\n2,1,0.5,certified,"));
  CHECK_THAT(run.out, Contains("\n8,3,0.5,certified,"));
}

TEST_CASE("a larger grid changes no point that both have", "[program][sweep]") {
  const tests::TemporaryFolder folder;
  const auto small = entente({"sweep", "-", "--sweep", "players.reward=1,2", "--format", "csv"}, in(folder));
  const auto large =
      entente({"sweep", "-", "--sweep", "players.reward=0.5,1,1.5,2", "--format", "csv"}, in(folder));
  const auto row = [](const std::string& csv, const std::string& value) {
    const auto at = csv.find("," + value + ",certified,1,player1");
    const auto found = at == std::string::npos ? csv.find("," + value + ",certified") : at;
    REQUIRE(found != std::string::npos);
    return csv.substr(found, csv.find('\n', found) - found);
  };
  CHECK(row(small.out, "2") == row(large.out, "2"));
}

TEST_CASE("a row that is not certified makes exit 4, counted", "[program][sweep]") {
  const tests::TemporaryFolder folder;
  const auto run = entente(
      {"sweep", "-", "--sweep", "players.information_sensitivity=1,4", "--format", "csv"}, in(folder, trap));
  CHECK(run.code == 4);
  CHECK_THAT(run.out, Contains("\n1,1,certified,"));
  CHECK_THAT(run.out, Contains("\n2,4,not-nash,") && Contains(",refuted,"));
  CHECK_THAT(run.err, Contains("1 not certified"));
}

TEST_CASE("a point whose parameters do not fit together is a row that says so", "[program][sweep]") {
  const tests::TemporaryFolder folder;  // `stationary` needs trust that follows honesty
  const auto run = entente({"sweep", "-", "--sweep", "game.trust=steady-state,0.1", "--sweep",
                            "game.gradient=exact,stationary", "--format", "csv"},
                           in(folder));
  CHECK(run.code == 4);
  CHECK_THAT(run.out, Contains("\n3,0.1,exact,certified,") && Contains("\n4,0.1,stationary,failed,"));
  CHECK_THAT(run.out, Contains("steady-state"));
  CHECK_THAT(run.err, Contains("1 failed") && Contains("1 not certified"));
}

TEST_CASE("sweeps that cannot be are refused", "[program][sweep]") {
  const tests::TemporaryFolder folder;
  std::vector<std::string> huge{"sweep", "-"};
  for (const auto* key :
       {"reward", "sharing_cost", "probing_cost", "deception_cost", "information_sensitivity",
        "sharing_value", "probing_value", "trust_rate", "learning_rate"})
    huge.insert(huge.end(), {"--sweep", std::string("players.") + key + "=0.1:0.9:25"});
  const auto run = entente(huge, in(folder));
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("points") && Contains("GiB"));
  CHECK(entente({"sweep", "-", "--sweep", "players.reward=-1:1:3"}, in(folder)).code == 3);
  CHECK_THAT(entente({"sweep", "-", "--sweep", "players.rewrad=1:2:3"}, in(folder)).err,
             Contains("did you mean"));
  CHECK(entente({"sweep", "-", "--sweep", "players.reward=1:2"}, in(folder)).code == 2);
  CHECK(entente({"sweep", "-"}, in(folder, trap)).code == 3);
}

// Sweeps along branches: warm and cold agree, what following misses is noticed, nothing depends on the
// machine.
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;

namespace {

using Words = std::vector<std::string>;
using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result;
  std::istringstream stream(line + ",");
  for (std::string cell; std::getline(stream, cell, ',');) result.push_back(cell);
  return result;
}

/// Rows of a CSV without quotes.
std::vector<Row> rows_of(const std::string& csv) {
  std::istringstream stream(csv);
  std::string line;
  std::getline(stream, line);
  const auto names = cells(line);
  std::vector<Row> rows;
  while (std::getline(stream, line)) {
    const auto values = cells(line);
    REQUIRE(values.size() == names.size());
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = values[i];
    rows.push_back(row);
  }
  return rows;
}

Words operator+(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<Row> sweep(const Words& words) {
  const auto run = entente(Words{"sweep"} + words + Words{"--format", "csv", "-q"});
  CAPTURE(run.err);
  REQUIRE(run.code == 0);
  return rows_of(run.out);
}

/// Seven equilibria from information_sensitivity 4.8 on, one below; a search proves nothing about others.
const Words fold = {
    "digital-twin/multiplicity-3",           "--method", "semismooth-newton", "--starts", "16", "--sweep",
    "players.information_sensitivity=1:5:21"};
const Words along_fold = fold + Words{"--continue", "players.information_sensitivity"};

std::map<std::string, std::size_t> equilibria_by_point(const std::vector<Row>& rows) {
  std::map<std::string, std::size_t> count;
  for (auto row : rows) count[row["point"]] += row["player"] == "player1" ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("warm and cold agree on every point", "[program][continuation]") {
  const auto [model, axis] = GENERATE(
      std::pair<Words, std::string>{{"digital-twin/figure4"}, "players.deception_cost"},
      std::pair<Words, std::string>{{"digital-twin/five-players", "--sweep", "game.trust=0:0.9:4", "--sweep",
                                     "players.information_sensitivity=0.5:2:11"},
                                    "players.information_sensitivity"},
      std::pair<Words, std::string>{{"declared/cournot-duopoly", "--sweep", "parameters.demand=20:30:6"},
                                    "parameters.demand"});
  const auto cold = sweep(model), warm = sweep(model + Words{"--continue", axis, "--cold-check", "0"});
  CAPTURE(model.front());
  REQUIRE(warm.size() == cold.size());
  REQUIRE(cold.size() > 5);
  std::size_t followed = 0;
  for (std::size_t i = 0; i < cold.size(); ++i) {
    auto row = warm[i];
    followed += row["start"] == "neighbor" ? 1 : 0;
    CHECK(row["branch"] == "1");
    CHECK(row["branch_event"] == "");
    for (const auto& [name, cell] : cold[i]) {
      if (name == "residual" || name == "regret" || name == "epsilon" || row[name] == cell) continue;
      CAPTURE(i, name, cell, row[name]);
      CHECK(std::stod(row[name]) == Approx(std::stod(cell)).epsilon(1e-8).margin(1e-10));
    }
  }
  CHECK(followed > cold.size() / 2);
}

TEST_CASE("a fold: following alone misses equilibria, the check from scratch finds them",
          "[program][continuation]") {
  const auto cold = equilibria_by_point(sweep(fold));
  REQUIRE(cold.at("21") > 1);
  const auto blind = equilibria_by_point(sweep(along_fold + Words{"--cold-check", "0"}));
  CHECK(blind.at("21") == 1);  // why there is a check
  const auto rows = sweep(along_fold);
  const auto checked = equilibria_by_point(rows);
  for (const auto& [point, count] : cold) {
    CAPTURE(point);
    CHECK(checked.at(point) >= count);  // following may also find what 16 starts miss
  }
  bool is_born = false;
  for (auto row : rows) {
    if (row["point"] == "1") CHECK(row["start"] == "anchor");
    if (checked.at(row["point"]) > 1 && row["branch"] != "1")
      is_born = is_born || row["branch_event"] == "begins";
    CHECK(row["status"] == "certified");
  }
  CHECK(is_born);
  const auto run = entente(Words{"sweep"} + along_fold + Words{"--format", "jsonl"});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, Contains("following had missed an equilibrium"));
  CHECK_THAT(run.out, Contains("\"start\":\"corrected\"") && Contains("\"begins\":true"));
}

TEST_CASE("a branch that ends is marked at its last point", "[program][continuation]") {
  const auto rows =
      sweep({"digital-twin/multiplicity-3", "--sweep", "players.information_sensitivity=5,4.9,4.8,4.5,4",
             "--continue", "players.information_sensitivity"});
  std::map<std::string, std::string> last;  // event of the last point of each branch
  std::set<std::string> at_end;
  for (auto row : rows) {
    if (row["player"] == "player1") last[row["branch"]] = row["branch_event"];
    if (row["point"] == "5") at_end.insert(row["branch"]);
  }
  REQUIRE(last.size() >= 7);
  REQUIRE(at_end.size() == 1);
  for (const auto& [branch, event] : last) CHECK(event == (at_end.count(branch) ? "" : "ends"));
}

TEST_CASE("rows in any shards, on any threads, interrupted or not: the same bytes",
          "[program][continuation]") {
  const tests::TemporaryFolder folder;
  const tests::RunOptions here{.folder = folder.path()};
  const auto words = Words{"sweep"} + fold +
                     Words{"--sweep", "players.reward=0.3,0.36,0.38,0.4", "--continue",
                           "players.information_sensitivity", "-q"};
  REQUIRE(entente(words + Words{"--threads", "1", "-o", "one.csv"}, here).code == 0);
  REQUIRE(entente(words + Words{"--threads", "8", "-o", "eight.csv"}, here).code == 0);
  Words parts;
  for (int i = 0; i < 7; ++i) {  // of four rows
    parts.push_back("part" + std::to_string(i));
    REQUIRE(entente(words + Words{"--shard", std::to_string(i) + "/7", "--format", "csv", "-o", parts.back()},
                    here)
                .code == 0);
  }
  REQUIRE(entente(Words{"merge"} + parts + Words{"-q", "-o", "merged.csv"}, here).code == 0);
  CHECK(entente(words + Words{"--time-limit", "0.05", "-o", "stopped.csv"}, here).code <= 6);
  entente(words + Words{"--resume", "-o", "stopped.csv"}, here);
  const auto one = tests::read_text(folder / "one.csv");
  CHECK(one == tests::read_text(folder / "eight.csv"));
  CHECK(one == tests::read_text(folder / "merged.csv"));
  CHECK(one == tests::read_text(folder / "stopped.csv"));
  const auto refused = entente(Words{"merge", "part0"} + Words{"-o", "x.csv"}, here);
  CHECK(refused.code == 3);
}

TEST_CASE("what cannot be continued is refused with the reason", "[program][continuation]") {
  const auto refusal = [](const Words& words) {
    const auto run = entente(Words{"sweep", "digital-twin/five-players"} + words);
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    return run.err;
  };
  const Words axes = {"--sweep", "players.reward=1:3:3", "--sweep", "seed=1,2"};
  CHECK_THAT(refusal(axes + Words{"--continue", "players.rewrad"}),
             Contains("did you mean 'players.reward'"));
  CHECK_THAT(refusal(axes + Words{"--continue", "seed"}), Contains("no neighbours"));
  CHECK_THAT(refusal({"--sweep", "players.reward=1:3:4", "--plan", "zip", "--continue", "players.reward"}),
             Contains("--plan grid"));
  CHECK_THAT(refusal(axes + Words{"--cold-check", "5%"}), Contains("--continue"));
  CHECK_THAT(refusal(axes + Words{"--continue", "players.reward", "--cold-check", "101%"}),
             Contains("percentage"));
  CHECK_THAT(refusal(axes + Words{"--continue", "players.reward", "--cold-check", "nan"}),
             Contains("--cold-check"));
}

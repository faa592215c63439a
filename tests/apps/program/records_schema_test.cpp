// Real output of every verb against the published schemas, by an independent validator (python3-jsonschema).
#include <catch2/catch.hpp>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

using Strings = std::vector<std::string>;
using tests::entente;

namespace {

// kappa = 16 with two players: no pure equilibrium, so that the record has refuted candidates.
const std::string trap = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 2
information_sensitivity = 4.0
reward = 1.0
[game]
trust = 0.0
)";

const std::string claims = trap + R"([[claim]]
id = "nobody-shares"
forall = ["players.reward in [0.1, 1]"]
assert = "player1.sharing < 0"
[[claim]]
id = "rewards-are-small"
forall = ["players.reward in [0.1, 1]"]
assert = "players.reward <= 1"
recorded = "proved"
)";

struct Case {
  Strings words;
  int code;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {{"check", "digital-twin/five-players"}, 0},
      {{"show", "digital-twin/five-players"}, 0},
      {{"models"}, 0},
      {{"models", "digital-twin"}, 0},
      {{"solve", "digital-twin/five-players"}, 0},
      {{"solve", "trap.toml"}, 4},
      {{"solve", "digital-twin/five-players", "--time-limit", "1e-9"}, 6},
      {{"certify", "digital-twin/five-players", "--profile", "profile.json"}, 4},
      {{"simulate", "digital-twin/five-players", "--set", "simulate.rounds=5"}, 0},
      {{"simulate", "digital-twin/five-players", "--set", "simulate.rounds=5", "--seeds", "3"}, 0},
      {{"bound", "digital-twin/five-players"}, 0},
      {{"sweep", "trap.toml", "--sweep", "players.information_sensitivity=1,4"}, 4},
      {{"verify", "digital-twin/rat-race"}, 0},
      {{"verify", "claims.toml"}, 5},  // one refuted, one proved
      {{"reproduce"}, 0},
      {{"reproduce", "digital-twin/figure2"}, 0},
  };
  return all;
}

std::string profile() {
  const std::string strategy = R"({"sharing": 0.1, "probing": 0.1, "deception": 0})";
  std::string text;
  for (int i = 1; i <= 5; ++i)
    text += (i == 1 ? "{" : ", ") + ("\"player" + std::to_string(i) + "\": ") + strategy;
  return text + "}";
}

tests::Run validate(const tests::TemporaryFolder& folder, const Strings& files) {
  Strings command{"python3", (tests::source_dir() / "tests/apps/program/validate_records.py").string(),
                  (tests::source_dir() / "docs/schema").string()};
  for (const auto& file : files) command.push_back(folder / file);
  return tests::execute(command);
}

}  // namespace

TEST_CASE("every record of every verb is as its schema says", "[program][schema]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "trap.toml", trap);
  tests::write_text(folder / "profile.json", profile());
  tests::write_text(folder / "claims.toml", claims);
  Strings files;
  for (std::size_t i = 0; i < cases().size(); ++i) {
    for (const auto* suffix : {"json", "jsonl", "csv"}) {
      auto words = cases()[i].words;
      files.push_back(std::to_string(i) + words.front() + "." + suffix);
      words.insert(words.end(), {"-o", files.back()});
      const auto run = entente(words, {.folder = folder.path()});
      CAPTURE(words, run.err);
      REQUIRE(run.code == cases()[i].code);
    }
  }
  files.push_back("8simulate.run.json");
  files.push_back("9simulate.run.json");
  files.push_back("11sweep.run.json");
  const auto run = validate(folder, files);
  CAPTURE(run.out, run.err);
  CHECK(run.code == 0);
}

TEST_CASE("the validator sees what is wrong", "[program][schema]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "nan.json", R"({"schema": "entente-bounds/1", "x": NaN})");
  tests::write_text(folder / "lacks.json", R"({"schema": "entente-result/1", "status": "certified"})");
  tests::write_text(folder / "word.json",
                    R"({"schema": "entente-result/1", "status": "fine", "point": {"index": 1,
    "values": {}}, "notes": []})");
  tests::write_text(folder / "uneven.csv", "a,b\n1\n");
  for (const auto* file : {"nan.json", "lacks.json", "word.json", "uneven.csv"}) {
    CAPTURE(file);
    CHECK(validate(folder, {file}).code == 1);
  }
}

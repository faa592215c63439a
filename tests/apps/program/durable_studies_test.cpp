// tests/apps/program/durable_studies_test.cpp
// Simulations of many seeds, claims and reproductions that are killed and resumed: the same bytes.
#include <csignal>

#include "solvers/core/random.hpp"
#include "tests/apps/program/durable_sweep.hpp"

namespace fs = std::filesystem;
using Catch::Contains;
using Words = std::vector<std::string>;
using tests::entente;
using tests::game;
using tests::journal;
using tests::out;
using tests::Sweep;

TEST_CASE("a simulation of many seeds that is killed and resumed gives the same bytes",
          "[program][resume][seeds]") {
  const auto format = GENERATE("csv", "json", "jsonl");
  const Sweep sweep;
  tests::write_text(sweep.folder / "game.toml",
                    game + "information_sensitivity = { draw = { uniform = [0.5, 2.0] } }\n");
  const Words words{"simulate", "game.toml", "--seeds", "60"};
  const auto run = [&](const Words& more, const Words& environment = {}) {
    auto all = words;
    all.insert(all.end(), more.begin(), more.end());
    return entente(all, {.folder = sweep.folder.path(), .environment = environment});
  };
  const auto whole = std::string("whole.") + format, name = std::string("out.") + format;
  REQUIRE(run({"-o", whole}).code == 0);
  const auto library = (tests::binary_dir() / "killing_writes.so").string();
  solvers::RandomStream random(7);
  int kills = 0, torn = 0;
  for (; kills < 8; ++kills) {
    const auto bytes = std::to_string(1 + random.below(60'000));
    const auto killed =
        run({"--resume", "-o", name}, {"LD_PRELOAD=" + library, "KILL_AFTER=" + bytes,
                                       "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0"});
    torn += killed.err.find("torn") != std::string::npos;
    if (killed.code == 0) break;
    REQUIRE(killed.code == 128 + SIGKILL);
  }
  CHECK(kills >= 2);
  const auto last = run({"--resume", "-o", name});
  CHECK(last.code == 0);
  CHECK(sweep.text(name) == sweep.text(whole));
  CHECK_FALSE(sweep.has(name + ".journal"));
  CHECK_THAT(run({"--resume", "-o", name}).err, Contains("nothing to do"));
  CHECK(run({"--resume"}).code == 2);
}

TEST_CASE("verify and reproduce are resumed from their journals", "[program][resume]") {
  const Sweep sweep;
  const std::string no_networks = "ENTENTE_DATA=" + sweep.folder.path().string();  // whatever the caller has
  const auto run = [&](const Words& words) {
    return entente(words, {.folder = sweep.folder.path(), .environment = {no_networks}});
  };
  const Words claims{"verify", "digital-twin/gradient-of-utility", "digital-twin/deception-dominated", "-o",
                     "claims.csv"};
  auto stopped = claims;
  stopped.insert(stopped.end(), {"--time-limit", "1e-9"});
  CHECK(run(stopped).code == 6);
  CHECK(sweep.has("claims.csv.journal"));
  CHECK(run(claims).code == 3);  // it is not overwritten
  auto resumed = claims;
  resumed.push_back("--resume");
  CHECK_THAT(run(resumed).err, Contains("resumed: 0 of 2"));
  CHECK_FALSE(sweep.has("claims.csv.journal"));
  CHECK(run({"reproduce", "all", "-o", "made", "--time-limit", "1e-9"}).code == 6);
  CHECK(sweep.has("made/reproduce.journal"));
  REQUIRE(run({"reproduce", "all", "-q", "-o", "whole"}).code == 3);  // networks are not shipped
  const auto library = (tests::binary_dir() / "killing_writes.so").string();
  const auto killed = entente({"reproduce", "all", "--resume", "-q", "-o", "made"},
                              {.folder = sweep.folder.path(),
                               .environment = {no_networks, "LD_PRELOAD=" + library, "KILL_AFTER=20000",
                                               "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0"}});
  CHECK(killed.code == 128 + SIGKILL);
  const auto rest = run({"reproduce", "all", "--resume", "-o", "made"});
  CHECK(rest.code == 3);
  CHECK_THAT(rest.err, Contains("reproductions stand in 'made/reproduce.journal'"));
  CHECK(sweep.text("made/index.csv") == sweep.text("whole/index.csv"));
  CHECK(sweep.text("made/limited-trust-table1.csv") == sweep.text("whole/limited-trust-table1.csv"));
  CHECK(run({"reproduce", "all", "--resume"}).code == 2);
}

// tests/apps/program/durable_sweep.hpp
// A sweep whose runs are killed, stopped and resumed in the tests.
#pragma once

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace tests {

inline const std::string game = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 2
reward = 2.0
)";

inline const std::string out = "out.csv", journal = "out.csv.journal";

/// A sweep of 40 points in a folder of its own.
struct Sweep {
  TemporaryFolder folder;
  int points = 40;

  Run run(const std::vector<std::string>& more, std::vector<std::string> environment = {}) const {
    write_text(folder / "game.toml", game);
    std::vector<std::string> words{"sweep", "game.toml", "--sweep",
                                   "players.reward=1:3:" + std::to_string(points)};
    words.insert(words.end(), more.begin(), more.end());
    return entente(words, {.folder = folder.path(), .environment = std::move(environment)});
  }
  std::string text(const std::string& name) const { return read_text(folder / name); }
  bool has(const std::string& name) const { return std::filesystem::exists(folder / name); }
  std::string whole(const std::string& name = "whole.csv") const {
    REQUIRE(run({"-o", name}).code == 0);
    return text(name);
  }
};

/// The first records of a run that was killed when it had written that many bytes.
inline Run killed(const Sweep& sweep, long after_bytes,
                  std::vector<std::string> words = {"--resume", "-o", out}) {
  const auto library = (binary_dir() / "killing_writes.so").string();
  return sweep.run(words, {"LD_PRELOAD=" + library, "KILL_AFTER=" + std::to_string(after_bytes),
                           "ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0"});
}

/// How many points a resumed run says that it found.
inline int points_kept(const std::string& err) {
  std::smatch match;
  return std::regex_search(err, match, std::regex("resumed: (\\d+) of")) ? std::stoi(match[1]) : 0;
}

}  // namespace tests

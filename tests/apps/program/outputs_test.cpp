// Where output goes, what happens when it cannot, and when work is cut short.
#include <csignal>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;
namespace fs = std::filesystem;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
seed = 1
[players]
count = 3
information_sensitivity = { draw = { uniform = [0.5, 2.0] } }
reward = 2.0
)";

tests::RunOptions in(const tests::TemporaryFolder& folder) {
  return {.folder = folder.path(), .input = game};
}

}  // namespace

TEST_CASE("an output that cannot be written exits 7 and leaves the old file", "[program][output]") {
  const tests::TemporaryFolder folder;
  const auto full = entente({"solve", "-", "-o", "/dev/full"}, in(folder));
  CHECK(full.code == 7);
  CHECK_THAT(full.err, Contains("/dev/full"));
  CHECK(fs::is_character_file("/dev/full"));
  CHECK(entente({"solve", "-", "-o", "missing/out.json"}, in(folder)).code == 7);
  CHECK(entente({"solve", "-", "-o", "/proc/out.json"}, in(folder)).code == 7);
  CHECK(entente({"solve", "-", "-o", "."}, in(folder)).code == 7);
  auto to_full = in(folder);
  to_full.standard_output = "/dev/full";
  CHECK(entente({"solve", "-"}, to_full).code == 7);
  CHECK(entente({"--help"}, to_full).code == 7);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("where nobody hears standard error, exit codes are as ever", "[program][output]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "game.toml", game);
  const auto deaf = [&](const std::string& words) {
    return tests::execute({"bash", "-c", "\"$ENTENTE\" " + words + " 2> /dev/full"},
                          {.folder = folder.path()});
  };
  CHECK(deaf("solve missing.toml").code == 3);
  CHECK(deaf("solv game.toml").code == 2);
  CHECK(deaf("solve game.toml -v -o out.json").code == 0);
  CHECK(deaf("solve game.toml --seed random").code == 0);
}

TEST_CASE("a full disk leaves the old file", "[program][output]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "out.json", "old");
  tests::write_text(folder / "game.toml", game);
  // The limit on the size of files stands in for a disk that fills up in the middle of the record.
  const auto run =
      tests::execute({"bash", "-c", "trap '' XFSZ; ulimit -f 1; \"$ENTENTE\" solve game.toml -o out.json"},
                     {.folder = folder.path()});
  CHECK(run.code == 7);
  CHECK(tests::read_text(folder / "out.json") == "old");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator{}) == 2);
}

TEST_CASE("a reader that leaves ends the program quietly", "[program][output]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "game.toml", game);
  const auto run = tests::execute(
      {"bash", "-c", "\"$ENTENTE\" simulate game.toml --set simulate.rounds=2000 --format csv | head -n 1"},
      {.folder = folder.path()});
  CHECK(run.out == "step,entity,quantity,value\n");
  CHECK(run.err.empty());
}

TEST_CASE("the old file is replaced as a whole", "[program][output]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "out.json", std::string(100'000, 'x'));
  CHECK(entente({"solve", "-", "-o", "out.json"}, in(folder)).code == 0);
  const auto text = tests::read_text(folder / "out.json");
  CHECK_THAT(text, Catch::StartsWith("{\n") && Catch::EndsWith("}\n") && !Contains("xxx"));
}

TEST_CASE("a time limit gives partial results and exit 6", "[program][stop]") {
  const tests::TemporaryFolder folder;
  const auto solve = entente({"solve", "-", "--time-limit", "1e-9", "-o", "out.json"}, in(folder));
  CHECK(solve.code == 6);
  CHECK_THAT(tests::read_text(folder / "out.json"), Contains("time_limit"));
  const auto sweep =
      entente({"sweep", "-", "--time-limit", "0.2", "--sweep", "players.reward=1:3:100000", "-o", "out.csv"},
              in(folder));
  CHECK(sweep.code == 6);
  CHECK_THAT(sweep.err, Contains("not reached"));
  CHECK_THAT(tests::read_text(folder / "out.csv"), Catch::StartsWith("point,players.reward,status"));
}

TEST_CASE("an interrupt keeps what is done and exits 6", "[program][stop]") {
  const auto signal = GENERATE(SIGINT, SIGTERM);
  const tests::TemporaryFolder folder;
  auto options = in(folder);
  options.signal = signal;
  options.signal_when = "of 100000 (";
  const auto run =
      entente({"sweep", "-", "--sweep", "players.reward=1:3:100000", "--progress", "always", "-o", "out.csv"},
              options);
  CHECK(run.code == 6);
  const auto rows = tests::read_text(folder / "out.csv");
  CHECK_THAT(rows, Contains("certified"));
  CHECK(rows.back() == '\n');
}

TEST_CASE("an interrupted simulation keeps the rounds that are done", "[program][stop]") {
  const tests::TemporaryFolder folder;
  const auto run =
      entente({"simulate", "-", "--set", "simulate.rounds=1000000", "--time-limit", "0.3", "-o", "s.csv"},
              in(folder));
  CHECK(run.code == 6);
  CHECK_THAT(tests::read_text(folder / "s.csv"), Catch::StartsWith("step,entity,quantity,value\n0,"));
}

TEST_CASE("a terminal gets colours, unless NO_COLOR is set", "[program][output]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "game.toml", game);
  const std::vector<std::string> command{"script", "-qec", "\"$ENTENTE\" solve game.toml", "/dev/null"};
  CHECK_THAT(tests::execute(command, in(folder)).out, Contains("\x1b[32mcertified"));
  auto without = in(folder);
  without.environment = {"NO_COLOR=1"};
  const auto plain = tests::execute(command, without);
  CHECK_THAT(plain.out, Contains("certified") && !Contains("\x1b["));
}

TEST_CASE("no colours or progress outside a terminal", "[program][output]") {
  const tests::TemporaryFolder folder;
  const auto run = entente({"sweep", "-", "--sweep", "players.reward=1:3:3", "-q"}, in(folder));
  CHECK(run.code == 0);
  CHECK(run.err.empty());
  CHECK_THAT(run.out, !Contains("\x1b["));
  const auto always =
      entente({"sweep", "-", "--sweep", "players.reward=1:3:9", "--progress", "always"}, in(folder));
  CHECK_THAT(always.err, Contains("of 9 ("));
  CHECK_THAT(always.out, !Contains("of 9 ("));
}

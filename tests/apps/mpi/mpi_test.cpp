// The program on many ranks: the same bytes for any number, ends that --resume continues.
#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "solvers/core/random.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 2
reward = 2.0
)";

/// False, aloud, where there is nothing to test with.
bool can_run() {
  const auto program = tests::binary_dir() / "entente-mpi";
  const bool can = fs::exists(program) && tests::execute({"bash", "-c", "command -v mpirun"}).code == 0;
  if (!can) WARN("Open MPI (libopenmpi-dev, openmpi-bin) is not installed: ranks are not tested");
  return can;
}

struct Ranks {
  tests::TemporaryFolder folder;

  Ranks() { tests::write_text(folder / "game.toml", game); }

  static std::string mpirun(int ranks, const std::string& more = "") {
    return fmt::format("mpirun --allow-run-as-root --oversubscribe --bind-to none -n {} {} '{}'", ranks, more,
                       (tests::binary_dir() / "entente-mpi").string());
  }
  tests::Run bash(const std::string& command) const {
    return tests::execute({"bash", "-c", command}, {.folder = folder.path()});
  }
  tests::Run run(int ranks, const std::string& words) const { return bash(mpirun(ranks) + " " + words); }
  std::string text(const std::string& name) const { return tests::read_text(folder / name); }
  bool has(const std::string& name) const { return fs::exists(folder / name); }
  std::string alone(const Words& words, const std::string& name) const {
    auto all = words;
    all.insert(all.end(), {"-o", name});
    REQUIRE(entente(all, {.folder = folder.path()}).code == 0);
    return text(name);
  }

  /// Starts `words` on that many ranks, sends `signal` to rank `victim` once the journal has lines, and gives
  /// the exit code of mpirun.
  tests::Run struck(int ranks, int victim, const std::string& signal, const std::string& words,
                    const std::string& environment = "") const {
    return bash(fmt::format("{}{} {} & run=$!\nvictim={} signal={}", environment, mpirun(ranks), words,
                            victim, signal) +
                R"sh(
until [ "$struck" ]; do
  kill -0 $run || exit 99
  for p in $(pgrep -P $run); do
    tr '\0' '\n' < /proc/$p/environ 2>/dev/null | grep -qx OMPI_COMM_WORLD_RANK=$victim && struck=$p
  done
done
until [ -s out.csv.journal ] && [ "$(head -n 20 out.csv.journal | wc -l)" -eq 20 ]; do kill -0 $run || exit 99; done
kill -$signal $struck
wait $run)sh");
  }
};

const std::string long_sweep = "sweep game.toml --sweep players.reward=1:3:6000 -q -o out.csv";

}  // namespace

TEST_CASE("ranks 1, 2, 3 and 5 write the bytes of one process", "[mpi]") {
  if (!can_run()) return;
  const Ranks ranks;
  const Words words{"sweep", "game.toml", "--sweep", "players.reward=1:3:60"};
  const std::string all = "sweep game.toml --sweep players.reward=1:3:60 -q -o ";
  const auto csv = ranks.alone(words, "one.csv"), jsonl = ranks.alone(words, "one.jsonl");
  const auto without =
      ranks.bash(fmt::format("'{}' {} none.csv", (tests::binary_dir() / "entente-mpi").string(), all));
  CHECK(without.code == 0);  // without mpirun it is complete, too
  CHECK(ranks.text("none.csv") == csv);
  for (const int count : {1, 2, 3, 5}) {
    const auto run = ranks.run(count, all + "ranks.csv");
    CAPTURE(count, run.err);
    REQUIRE(run.code == 0);
    CHECK(ranks.text("ranks.csv") == csv);
    CHECK_FALSE(ranks.has("ranks.csv.journal"));
    if (count > 1) CHECK_THAT(ranks.text("ranks.run.json"), Contains(fmt::format("\"ranks\": {}", count)));
  }
  CHECK(ranks.run(3, all + "ranks.jsonl").code == 0);
  CHECK(ranks.text("ranks.jsonl") == jsonl);
}

TEST_CASE("standard input, a drawn seed, seeds and claims on ranks", "[mpi]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto seeds = ranks.alone({"simulate", "game.toml", "--seeds", "12"}, "one.csv");
  CHECK(ranks.run(3, "simulate - --seeds 12 -o ranks.csv < game.toml").code == 0);
  CHECK(ranks.text("ranks.csv") == seeds);
  const auto drawn = ranks.run(2, "sweep game.toml --sweep players.reward=1:2:8 --seed random -o drawn.csv");
  CHECK(drawn.code == 0);
  CHECK_THAT(drawn.err, Contains("seed: ") && Contains("8 certified"));
  const auto claims = ranks.run(
      2, "verify digital-twin/deception-dominated digital-twin/gradient-of-utility --format csv -q");
  CHECK(claims.code == 0);
  CHECK_THAT(claims.out, Contains("gradient-of-utility"));
}

TEST_CASE("ranks: faults of input are told once, with their code", "[mpi]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto wrong = ranks.run(3, "sweep game.toml --sweep players.rewrad=1:2:3 -o out.csv");
  CHECK(wrong.code == 3);
  const auto at = wrong.err.find("did you mean");
  REQUIRE(at != std::string::npos);
  CHECK(wrong.err.find("did you mean", at + 1) == std::string::npos);
  CHECK(ranks.run(2, "sweep").code == 2);
  CHECK(ranks.run(2, "sweep game.toml --sweep players.reward=1:2:3 -o missing/out.csv").code == 7);
  const auto solved = ranks.run(2, "solve game.toml");  // by rank 0 alone
  CHECK_THAT(solved.out, Contains("certified") && !Contains("\x1b"));
  CHECK(ranks.bash("ENTENTE_RANK_SILENCE=x " + Ranks::mpirun(2) + " --version").code == 2);
  const auto version = ranks.run(2, "--version");
  CHECK(version.code == 0);
  CHECK(std::count(version.out.begin(), version.out.end(), '\n') == 1);
}

TEST_CASE("a rank that dies ends the run, and the same command resumes it", "[mpi][resume]") {
  if (!can_run()) return;
  const int victim = GENERATE(0, 2);
  const Ranks ranks;
  const auto whole =
      ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:6000", "-q"}, "whole.csv");
  const auto struck = ranks.struck(3, victim, "KILL", long_sweep);
  CAPTURE(victim, struck.err);
  CHECK(struck.code != 0);
  CHECK(struck.code != 99);
  CHECK_FALSE(ranks.has("out.csv"));
  const auto resumed = ranks.run(2, "sweep game.toml --sweep players.reward=1:3:6000 --resume -o out.csv");
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.err, Contains("resumed: ") && !Contains("resumed: 0 of"));
  CHECK(ranks.text("out.csv") == whole);
}

TEST_CASE("a hung rank is given up with exit 6, and the same command resumes", "[mpi][resume]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto whole =
      ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:6000", "-q"}, "whole.csv");
  const auto hung = ranks.struck(3, 1, "STOP", long_sweep, "ENTENTE_RANK_SILENCE=2 ");
  CAPTURE(hung.err);
  CHECK(hung.code == 6);
  CHECK_THAT(hung.err, Contains("rank 1") && Contains("given up"));
  CHECK(ranks.has("out.csv"));  // what is done
  CHECK(ranks.run(3, "sweep game.toml --sweep players.reward=1:3:6000 --resume -q -o out.csv").code == 0);
  CHECK(ranks.text("out.csv") == whole);
}

TEST_CASE("rank 0 asked to end stops all ranks, writes what is done and ends with 6", "[mpi][resume]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto whole =
      ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:6000", "-q"}, "whole.csv");
  const auto asked = ranks.struck(3, 0, "TERM", long_sweep);
  CAPTURE(asked.err);
  CHECK(asked.code == 6);
  CHECK(ranks.text("out.csv").size() < whole.size());
  CHECK(ranks.run(2, "sweep game.toml --sweep players.reward=1:3:6000 --resume -q -o out.csv").code == 0);
  CHECK(ranks.text("out.csv") == whole);
}

TEST_CASE("a time limit on ranks leaves a journal that --resume finishes", "[mpi][resume]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto whole =
      ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:6000", "-q"}, "whole.csv");
  const auto stopped =
      ranks.run(2, "sweep game.toml --sweep players.reward=1:3:6000 --time-limit 0.2 -o out.csv");
  CHECK(stopped.code == 6);
  CHECK_THAT(stopped.err, Contains("--resume"));
  CHECK(ranks.run(2, "sweep game.toml --sweep players.reward=1:3:6000 --resume -q -o out.csv").code == 0);
  CHECK(ranks.text("out.csv") == whole);
}

TEST_CASE("ranks killed 50 times and more at random bytes, on changing numbers of ranks",
          "[.slow][mpi][resume]") {
  if (!can_run()) return;
  const std::string sweep = "sweep game.toml --sweep players.reward=1:3:300 --resume -o out.csv";
  solvers::RandomStream random(5);
  int kills = 0, torn = 0;
  for (int round = 0; kills < 50; ++round) {
    const Ranks ranks;
    const auto whole =
        ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:300", "-q"}, "whole.csv");
    const auto resume = [&](const std::string& environment) {
      const auto command = Ranks::mpirun(1 + static_cast<int>(random.below(4)), environment);
      const auto run = ranks.bash(command + " " + sweep);
      torn += run.err.find("torn") != std::string::npos;
      return run.code;
    };
    for (int i = 0; i < 12; ++i) {
      const auto library = (tests::binary_dir() / "killing_writes.so").string();
      if (resume(fmt::format("-x LD_PRELOAD={} -x KILL_AFTER={}", library, 1 + random.below(60'000))) == 0)
        break;
      ++kills;
    }
    REQUIRE(resume("") == 0);
    CHECK(ranks.text("out.csv") == whole);
  }
  WARN(kills << " kills, " << torn << " torn records");
  CHECK(torn >= 10);
}

TEST_CASE("a full disk ends all ranks with 7 and keeps what was done", "[mpi][resume]") {
  if (!can_run()) return;
  const Ranks ranks;
  const auto whole =
      ranks.alone({"sweep", "game.toml", "--sweep", "players.reward=1:3:300", "-q"}, "whole.csv");
  // The limit on the size of files (KiB) stands in for a disk that fills up; only ranks write that much.
  const auto program = fmt::format(
      "bash -c \"trap '' XFSZ; ulimit -f 40; exec '{}' sweep game.toml --sweep "
      "players.reward=1:3:300 -o out.csv\"",
      (tests::binary_dir() / "entente-mpi").string());
  const auto full = ranks.bash("mpirun --allow-run-as-root --oversubscribe --bind-to none -n 2 " + program);
  CAPTURE(full.err);
  CHECK(full.code == 7);
  CHECK_FALSE(ranks.has("out.csv"));
  const auto resumed = ranks.run(3, "sweep game.toml --sweep players.reward=1:3:300 --resume -o out.csv");
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.err, Contains("resumed: ") && !Contains("resumed: 0 of") && !Contains("torn"));
  CHECK(ranks.text("out.csv") == whole);
}

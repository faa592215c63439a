// tests/apps/program/durable_sweep_test.cpp
// Sweeps that are killed, resumed, sharded and merged: the same bytes, and nothing lost that was done.
#include "tests/apps/program/durable_sweep.hpp"

#include <csignal>
#include <cstdlib>
#include <regex>

#include "apps/sweep/journal_file.hpp"
#include "solvers/core/random.hpp"

using apps::sweep::JournalFile;
namespace fs = std::filesystem;
using Catch::Contains;
using Words = std::vector<std::string>;
using tests::entente;
using tests::game;
using tests::journal;
using tests::killed;
using tests::out;
using tests::points_kept;
using tests::Sweep;

namespace {

struct Kills {
  int kills = 0, torn = 0;
};

/// Kills at random bytes of the stream of writes, resuming each time, then a run to the end.
Kills kill_and_resume(const Sweep& sweep, int most, std::uint64_t seed, std::uint64_t most_bytes) {
  solvers::RandomStream random(seed);
  Kills seen;
  int kept = 0;
  for (int i = 0; i < most; ++i) {
    const auto run = killed(sweep, 1 + static_cast<long>(random.below(most_bytes)));
    seen.torn += run.err.find("torn") != std::string::npos;
    if (run.code == 0) break;
    CAPTURE(run.err);
    REQUIRE(run.code == 128 + SIGKILL);
    ++seen.kills;
    CHECK(points_kept(run.err) >= kept);
    kept = points_kept(run.err);
  }
  const auto last = sweep.run({"--resume", "-o", out});
  seen.torn += last.err.find("torn") != std::string::npos;
  REQUIRE(last.code == 0);
  return seen;
}

}  // namespace

TEST_CASE("shards merged are the whole, byte for byte", "[program][shard]") {
  const auto format = GENERATE("csv", "jsonl", "json");
  Sweep sweep;
  sweep.points = 10;
  const auto whole = sweep.whole(std::string("whole.") + format);
  const auto count = GENERATE(1, 2, 7);
  Words merge{"merge"};
  for (int i = count - 1; i >= 0; --i) {  // in any order
    const auto name = "part" + std::to_string(i);
    CHECK(
        sweep
            .run({"--shard", std::to_string(i) + "/" + std::to_string(count), "--format", format, "-o", name})
            .code == 0);
    merge.push_back(name);
  }
  merge.insert(merge.end(), {"-o", std::string("merged.") + format});
  CHECK(entente(merge, {.folder = sweep.folder.path()}).code == 0);
  CHECK(sweep.text(std::string("merged.") + format) == whole);
  CHECK(sweep.has("merged.run.json"));
  CHECK_FALSE(sweep.has("part0.journal"));
}

TEST_CASE("shards that do not make a whole are refused by name", "[program][shard]") {
  Sweep sweep;
  sweep.points = 10;
  for (const auto* i : {"0", "1", "2"})
    REQUIRE(
        sweep.run({"--shard", std::string(i) + "/3", "--format", "csv", "-o", std::string("p") + i}).code ==
        0);
  REQUIRE(sweep.run({"--shard", "1/3", "--tolerance", "1e-6", "--format", "csv", "-o", "foreign"}).code == 0);
  REQUIRE(sweep.run({"--shard", "1/2", "--format", "csv", "-o", "half"}).code == 0);
  REQUIRE(killed(sweep, 2000, {"--shard", "1/3", "--format", "csv", "-o", "torn"}).code == 128 + SIGKILL);
  tests::write_text(sweep.folder / "junk", "junk\n");
  const auto merge = [&](const Words& files, const Words& more = {}) {
    Words words{"merge"};
    words.insert(words.end(), files.begin(), files.end());
    words.insert(words.end(), more.begin(), more.end());
    const auto run = entente(words, {.folder = sweep.folder.path()});
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK_THAT(merge({"p0", "p2"}), Contains("missing: 1/3"));
  CHECK_THAT(merge({"p0", "p1", "p2", "p1"}), Contains("'p1' and 'p1'"));
  CHECK_THAT(merge({"p0", "foreign", "p2"}), Contains("'foreign'") && Contains("options.tolerance"));
  CHECK_THAT(merge({"p0", "half", "p2"}), Contains("'half'") && Contains("one of 2"));
  CHECK_THAT(merge({"p0", "torn.journal", "p2"}), Contains("'torn.journal'") && Contains("--resume"));
  CHECK_THAT(merge({"p0", "junk", "p2"}), Contains("'junk'"));
  CHECK_THAT(merge({"p0", "none", "p2"}), Contains("'none'"));
  CHECK_THAT(merge({"p0", "p1", "p2"}, {"--format", "json"}), Contains("csv"));
  for (const auto* wrong : {"3/3", "-1/3", "0/0", "1", "a/3"})
    CHECK(sweep.run({"--shard", wrong, "-o", "x"}).code == 2);
  CHECK(sweep.run({"--shard", "0/3"}).code == 2);
}

TEST_CASE("killed at random bytes and resumed: the same file", "[program][resume]") {
  Sweep sweep;
  const auto whole = sweep.whole();
  const auto seen = kill_and_resume(sweep, 12, 1, 12'000);
  CHECK(seen.kills >= 5);
  CHECK(seen.torn >= 2);
  CHECK(sweep.text(out) == whole);
  CHECK_FALSE(sweep.has(journal));
}

TEST_CASE("killed 100 times and more, on several threads, in every format", "[.slow][resume]") {
  Kills all;
  for (const auto* format : {"csv", "jsonl", "json"})
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      Sweep sweep;
      sweep.points = 120;
      const auto whole = sweep.whole(std::string("whole.") + format);
      tests::write_text(sweep.folder / "game.toml", game);
      solvers::RandomStream random(seed);
      const auto name = std::string("out.") + format;
      int kills = 0;
      for (; kills < 20; ++kills) {
        const auto run = killed(sweep, 1 + static_cast<long>(random.below(20'000)), {"--resume", "-o", name});
        all.torn += run.err.find("torn") != std::string::npos;
        if (run.code == 0) break;
        REQUIRE(run.code == 128 + SIGKILL);
      }
      all.kills += kills;
      const auto last = sweep.run({"--resume", "-o", name});
      all.torn += last.err.find("torn") != std::string::npos;
      CHECK(last.code == 0);
      CHECK(sweep.text(name) == whole);
    }
  WARN(all.kills << " kills, " << all.torn << " torn records");
  CHECK(all.kills >= 100);
  CHECK(all.torn >= 10);
}

TEST_CASE("a journal is continued only by what began it", "[program][resume]") {
  const Sweep sweep;
  const auto whole = sweep.whole();
  REQUIRE(killed(sweep, 20'000).code == 128 + SIGKILL);
  CHECK_FALSE(sweep.has(out));
  const auto kept = sweep.text(journal);
  const auto refused = [&](const Words& more) {
    auto words = more;
    words.insert(words.end(), {"-o", out});
    const auto run = sweep.run(words);
    CHECK(run.code == 3);
    CHECK(sweep.text(journal) == kept);
    return run.err;
  };
  CHECK_THAT(refused({}), Contains("--resume") && Contains("remove"));
  CHECK_THAT(refused({"--resume", "--tolerance", "1e-6"}),
             Contains("options.tolerance: 1e-09 there, 1e-06 here"));
  CHECK_THAT(refused({"--resume", "--set", "players.sharing_cost=2"}), Contains("players.sharing_cost"));
  CHECK_THAT(refused({"--resume", "--sweep", "players.probing_cost=1,2"}), Contains("plan.axes"));
  CHECK_THAT(refused({"--resume", "--seed", "7"}), Contains("seed"));
  CHECK(sweep.run({"--resume"}).code == 2);
  CHECK(sweep.run({"--retry", "failed", "-o", out}).code == 2);
  CHECK(sweep.run({"--resume", "-o", out}).code == 0);
  CHECK(sweep.text(out) == whole);
}

TEST_CASE("journals of another version, or of none, are refused", "[program][resume]") {
  const Sweep sweep;
  JournalFile::for_writing(sweep.folder / journal)->append(R"({"journal":1,"points":40})");
  CHECK_THAT(sweep.run({"--resume", "-o", out}).err, Contains("version 1") && Contains("remove"));
  tests::write_text(sweep.folder / journal, "a text of somebody\n");
  const auto run = sweep.run({"--resume", "-o", out});
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("no journal"));
  CHECK(sweep.text(journal) == "a text of somebody\n");
}

TEST_CASE("a changed record is computed again", "[program][resume]") {
  const Sweep sweep;
  const auto whole = sweep.whole();
  REQUIRE(killed(sweep, 20'000).code == 128 + SIGKILL);
  auto text = sweep.text(journal);
  const auto second = text.find('\n', text.find('\n') + 1) + 1;
  text[second + 200] ^= 1;
  tests::write_text(sweep.folder / journal, text);
  const auto run = sweep.run({"--resume", "-o", out});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, Contains("1 damaged"));
  CHECK(sweep.text(out) == whole);
}

TEST_CASE("failed points are computed again where asked", "[program][resume]") {
  Sweep sweep;  // `stationary` needs trust that follows honesty
  sweep.points = 2;
  Words words{"--sweep", "game.trust=steady-state,0.1", "--sweep", "game.gradient=exact,stationary"};
  words.insert(words.end(), {"--format", "csv", "--shard", "1/2", "-o", "part"});
  CHECK(sweep.run(words).code == 4);
  words.push_back("--resume");
  CHECK_THAT(sweep.run(words).err, Contains("resumed: 4 of 4") && !Contains("failed points"));
  words.insert(words.end(), {"--retry", "failed"});
  const auto run = sweep.run(words);
  CHECK(run.code == 4);
  CHECK_THAT(run.err, Contains("2 that failed are computed again"));
  CHECK_FALSE(sweep.has("part.journal"));
}

TEST_CASE("two writers on one output: the second is refused", "[program][resume]") {
  const Sweep sweep;
  const auto writer = JournalFile::for_writing(sweep.folder / journal);
  for (const auto& words : {Words{"-o", out}, Words{"--resume", "-o", out}}) {
    const auto run = sweep.run(words);
    CHECK(run.code == 7);
    CHECK_THAT(run.err, Contains(journal) && Contains("another run"));
  }
  CHECK_FALSE(sweep.has(out));
}

TEST_CASE("a resume where nothing stands begins anew and says so; where all stands it has nothing to do",
          "[program][resume]") {
  const Sweep sweep;
  const auto first = sweep.run({"--resume", "-o", out});
  CHECK(first.code == 0);
  CHECK_THAT(first.err, Contains("there is no 'out.csv.journal' to resume: begun anew"));
  const auto second = sweep.run({"--resume", "-o", out});
  CHECK(second.code == 0);
  CHECK_THAT(second.err, Contains("complete: nothing to do") && Contains("40 certified"));
  CHECK_THAT(sweep.run({"--resume", "--tolerance", "1e-6", "-o", out}).err, Contains("begun anew"));
  tests::write_text(sweep.folder / out, "edited");
  CHECK_THAT(sweep.run({"--resume", "-o", out}).err, Contains("begun anew"));
}

TEST_CASE("a finished sweep with failed points keeps its journal for --retry failed", "[program][resume]") {
  Sweep sweep;  // `stationary` needs trust that follows honesty
  const Words words{
      "--sweep", "game.trust=steady-state,0.1", "--sweep", "game.gradient=exact,stationary", "-o", out};
  const auto with = [&](Words more) {
    auto all = words;
    all.insert(all.end(), more.begin(), more.end());
    return sweep.run(all);
  };
  sweep.points = 2;
  const auto first = with({});
  CHECK(first.code == 4);
  CHECK_THAT(first.err, Contains("2 failed") && Contains("is kept for --resume --retry failed"));
  const auto table = sweep.text(out);
  const auto again = with({"--resume", "--retry", "failed"});
  CHECK(again.code == 4);
  CHECK_THAT(again.err, Contains("resumed: 6 of 8") && Contains("2 that failed are computed again"));
  CHECK(sweep.text(out) == table);
  CHECK(with({}).code == 4);  // a finished one stands in nobody's way
  CHECK(sweep.text(out) == table);
}

TEST_CASE("a reader that leaves ends a sweep quietly", "[program][output]") {
  const Sweep sweep;
  tests::write_text(sweep.folder / "game.toml", game);
  const auto run = tests::execute({"bash", "-c",
                                   "\"$ENTENTE\" sweep game.toml --sweep players.reward=1:3:400 --format csv "
                                   "-q | head -n 1 | cut -c 1-6"},
                                  {.folder = sweep.folder.path()});
  CHECK(run.out == "point,\n");
  CHECK(run.err.empty());
}

TEST_CASE("a time limit leaves a journal that --resume finishes", "[program][resume]") {
  const Sweep sweep;
  const auto whole = sweep.whole();
  const auto run = sweep.run({"--time-limit", "1e-9", "-o", out});
  CHECK(run.code == 6);
  CHECK_THAT(run.err, Contains(journal) && Contains("--resume"));
  CHECK(sweep.run({"--resume", "-o", out}).code == 0);
  CHECK(sweep.text(out) == whole);
}

TEST_CASE("the recipe for GNU parallel", "[program][shard]") {
  if (tests::execute({"bash", "-c", "command -v parallel"}).code != 0) {
    WARN("GNU parallel is not installed: its recipe is not tested");
    return;
  }
  Sweep sweep;
  sweep.points = 10;
  const auto whole = sweep.whole();
  const auto run = tests::execute(
      {"bash", "-c",
       "parallel -j 2 '\"$ENTENTE\"' sweep game.toml --sweep players.reward=1:3:10 --shard {}/7 --resume "
       "--threads 1 "
       "--format csv -q -o part{} ::: {0..6} && \"$ENTENTE\" merge part{0..6} -q -o merged.csv"},
      {.folder = sweep.folder.path()});
  CAPTURE(run.err);
  CHECK(run.code == 0);
  CHECK(sweep.text("merged.csv") == whole);
}

TEST_CASE("a dry run tells what a sweep takes and writes nothing", "[program][sweep]") {
  const Sweep sweep;
  const auto run = sweep.run({"--dry-run", "-o", out});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::StartsWith("40 points; from 3 of them: about ") && Contains("GiB of disk"));
  CHECK_FALSE(sweep.has(out));
  CHECK_FALSE(sweep.has(journal));
}

TEST_CASE("designs are sharded and merged like grids", "[program][sweep][shard]") {
  const std::string kind = GENERATE("zip", "latin-hypercube", "sobol");
  Sweep sweep;
  const auto with = [&](const Words& more) {
    Words words{"--plan", kind, "--sweep", "players.sharing_cost=0.5:2:40", "--format", "csv"};
    if (kind == "zip") words.insert(words.end(), {"--sweep", "seed=1:40:40"});  // seeds are an axis
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  CHECK(sweep.run(with({"-o", "whole"})).code == 0);
  CHECK(sweep.run(with({"--shard", "0/2", "-o", "p0"})).code == 0);
  CHECK(sweep.run(with({"--shard", "1/2", "-o", "p1"})).code == 0);
  CHECK(entente({"merge", "p0", "p1", "--format", "csv", "-o", "m"}, {.folder = sweep.folder.path()}).code ==
        0);
  CHECK(sweep.text("whole") == sweep.text("m"));
  CHECK_THAT(sweep.text("whole"), Contains("\n40,"));
  CHECK_THAT(sweep.text("whole"), !Contains("\n41,"));
}

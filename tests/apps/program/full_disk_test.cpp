// tests/apps/program/full_disk_test.cpp
// Disks that fill up, are too small or cannot be written: nothing that was acknowledged is lost.
#include <catch2/catch.hpp>

#include "apps/sweep/journal_file.hpp"
#include "tests/apps/program/durable_sweep.hpp"

using apps::sweep::JournalFile;
namespace fs = std::filesystem;
using Catch::Contains;
using Words = std::vector<std::string>;
using tests::entente;
using tests::game;
using tests::journal;
using tests::out;
using tests::points_kept;
using tests::Sweep;

TEST_CASE("a disk that fills up keeps what was done", "[program][resume]") {
  const Sweep sweep;
  const auto whole = sweep.whole();
  tests::write_text(sweep.folder / out, "old");
  // The limit on the size of files (KiB) stands in for a disk that fills up.
  const auto run = tests::execute(
      {"bash", "-c",
       "trap '' XFSZ; ulimit -f 12; \"$ENTENTE\" sweep game.toml --sweep players.reward=1:3:40 -o out.csv"},
      {.folder = sweep.folder.path()});
  CHECK(run.code == 7);
  CHECK_THAT(run.err, Contains(journal));
  CHECK(sweep.text(out) == "old");
  const auto resumed = sweep.run({"--resume", "-o", out});
  CHECK(resumed.code == 0);
  CHECK(points_kept(resumed.err) > 0);
  CHECK_THAT(resumed.err, !Contains("torn") && !Contains("damaged"));
  CHECK(sweep.text(out) == whole);
  CHECK(sweep.run({"-o", "/dev/full"}).code == 7);
  CHECK(sweep.run({"-o", "/proc/out.csv"}).code == 7);
  CHECK(sweep.run({"-o", "missing/out.csv"}).code == 7);
}

namespace {

/// A small disk, where the user may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    made_ = tests::execute({"mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.path()}).code == 0;
    if (!made_) WARN("no file system can be mounted here: a small disk is not tested");
  }
  ~SmallDisk() {
    if (made_) tests::execute({"umount", folder.path()});
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  explicit operator bool() const { return made_; }
  void grow(const std::string& size) const {
    REQUIRE(tests::execute({"mount", "-o", "remount,size=" + size, folder.path()}).code == 0);
  }

  tests::TemporaryFolder folder;

 private:
  bool made_ = false;
};

}  // namespace

TEST_CASE("a real disk that fills up: what was acknowledged is kept", "[program][resume][disk]") {
  const SmallDisk disk("64k");
  if (!disk) return;
  tests::write_text(disk.folder / "game.toml", game);
  const Words words{"sweep", "game.toml", "--sweep", "players.reward=1:3:400", "-o", out};
  const auto full = entente(words, {.folder = disk.folder.path()});
  CHECK(full.code == 7);
  CHECK_THAT(full.err, Contains("No space left on device"));
  CHECK_FALSE(fs::exists(disk.folder / out));
  const auto kept = JournalFile::for_reading(disk.folder / journal);
  std::size_t lines = 0;
  CHECK(kept->scan([&](apps::sweep::Place, const std::string* payload) {
    lines += payload != nullptr;
    return true;
  }) == 0);  // no torn line
  disk.grow("4m");
  auto again = words;
  again.push_back("--resume");
  const auto resumed = entente(again, {.folder = disk.folder.path()});
  CHECK(resumed.code == 0);
  CHECK(points_kept(resumed.err) == static_cast<int>(lines) - 1);
  Sweep sweep;
  sweep.points = 400;
  CHECK(tests::read_text(disk.folder / out) == sweep.whole());
}

TEST_CASE("a sweep that the disk has no room for is refused before it begins", "[program][disk]") {
  const SmallDisk disk("1m");
  if (!disk) return;
  tests::write_text(disk.folder / "game.toml", game);
  const auto run = entente({"sweep", "game.toml", "--sweep", "players.reward=1:3:10000", "-o", out},
                           {.folder = disk.folder.path()});
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("GiB are free") && Contains("shards"));
  CHECK_FALSE(fs::exists(disk.folder / out));
  CHECK_FALSE(fs::exists(disk.folder / journal));
}

TEST_CASE("a folder that cannot be written is found out before the work", "[program][resume][disk]") {
  const Sweep sweep;
  const auto run = sweep.run({"-o", "/sys/kernel/out.csv"});  // read-only to root, too
  CHECK(run.code == 7);
  CHECK_THAT(run.err, Contains("/sys/kernel/out.csv"));
}

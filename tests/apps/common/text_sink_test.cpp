#include "apps/common/text_sink.hpp"

#include <filesystem>
#include <system_error>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/run_program.hpp"

namespace fs = std::filesystem;
using apps::TextSink;

namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("a file appears whole at commit", "[text_sink]") {
  const tests::TemporaryFolder folder;
  const auto path = folder / "out.csv";
  TextSink sink(path);
  sink.write("a,b\n");
  sink.flush();
  CHECK_FALSE(fs::exists(path));
  sink.write(std::string(200'000, 'x'));
  sink.write("\nend\n");
  sink.commit();
  CHECK(tests::read_text(path) == "a,b\n" + std::string(200'000, 'x') + "\nend\n");
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("without commit the earlier file stays and nothing is left", "[text_sink]") {
  const tests::TemporaryFolder folder;
  const auto path = folder / "out.csv";
  tests::write_text(path, "old");
  {
    TextSink sink(path);
    sink.write("half");
    sink.flush();
  }
  CHECK(tests::read_text(path) == "old");
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a replaced file keeps its permissions, a link stays a link", "[text_sink]") {
  const tests::TemporaryFolder folder;
  const auto path = folder / "out.csv", link = folder / "link.csv";
  tests::write_text(path, "old");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_symlink("out.csv", link);
  TextSink sink(link);
  sink.write("new");
  sink.commit();
  CHECK(fs::is_symlink(link));
  CHECK(tests::read_text(path) == "new");
  CHECK((fs::status(path).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("a new file has the permissions of the user's mask", "[text_sink]") {
  const tests::TemporaryFolder folder;
  const auto mask = ::umask(027);
  TextSink sink(folder / "out");
  sink.commit();
  ::umask(mask);
  CHECK((fs::status(folder / "out").permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("what cannot be written is an error of the system", "[text_sink]") {
  const tests::TemporaryFolder folder;
  CHECK_THROWS_AS(TextSink((folder.path() / "missing" / "out").string()), std::system_error);
  CHECK_THROWS_AS(TextSink(folder.path().string()), std::system_error);
  CHECK_THROWS_AS(TextSink("/proc/entente.csv"), std::system_error);
  TextSink full("/dev/full");
  full.write("x");
  CHECK_THROWS_AS(full.commit(), std::system_error);
  CHECK(fs::is_character_file("/dev/full"));  // a device is written to, never replaced
}

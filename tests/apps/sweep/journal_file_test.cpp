#include "apps/sweep/journal_file.hpp"

#include <fstream>
#include <system_error>

#include <catch2/catch.hpp>

#include "apps/common/text_files.hpp"
#include "tests/support/run_program.hpp"

using apps::sweep::JournalFile;
using apps::sweep::Place;
using Strings = std::vector<std::string>;

namespace {

/// Payloads in order, "?" where damaged.
Strings lines(const JournalFile& file, std::uint64_t* torn = nullptr) {
  Strings found;
  const auto rest = file.scan([&](Place, const std::string* payload) {
    found.push_back(payload ? *payload : "?");
    return true;
  });
  if (torn) *torn = rest;
  return found;
}

void append_raw(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::app) << bytes;
}

}  // namespace

TEST_CASE("lines come back at their places and in order", "[journal]") {
  const tests::TemporaryFolder folder;
  const std::string long_line(3'000'000, 'x');  // longer than a block of the scan
  {
    const auto file = JournalFile::for_writing(folder / "j");
    const auto first = file->append("one");
    const auto second = file->append(long_line);
    CHECK(file->append("").length > 0);
    file->sync();
    CHECK(file->read(first) == "one");
    CHECK(file->read(second) == long_line);
  }
  CHECK(lines(*JournalFile::for_reading(folder / "j")) == Strings{"one", long_line, ""});
}

TEST_CASE("a torn line is counted and cut, the lines before it stay", "[journal]") {
  const tests::TemporaryFolder folder;
  JournalFile::for_writing(folder / "j")->append("one");
  append_raw(folder / "j", "0123456789abcdef tw");
  const auto file = JournalFile::for_writing(folder / "j");
  std::uint64_t torn = 0;
  CHECK(lines(*file, &torn) == Strings{"one"});
  CHECK(torn == 19);
  file->cut(torn);
  file->append("two");
  CHECK(lines(*file, &torn) == Strings{"one", "two"});
  CHECK(torn == 0);
}

TEST_CASE("any changed byte is noticed, and only its lines are lost", "[journal]") {
  const tests::TemporaryFolder folder;
  {
    const auto file = JournalFile::for_writing(folder / "j");
    for (const auto* line : {"alpha", "beta", "gamma"}) file->append(line);
  }
  const auto whole = tests::read_text(folder / "j");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto changed = whole;
    changed[at] = changed[at] == '7' ? '8' : '7';
    tests::write_text(folder / "c", changed);
    std::uint64_t torn = 0;
    const auto found = lines(*JournalFile::for_reading(folder / "c"), &torn);
    CAPTURE(at);
    const auto good = std::count_if(found.begin(), found.end(), [](const auto& line) { return line != "?"; });
    const bool was_break = whole[at] == '\n';
    CHECK(good == (was_break && torn == 0 ? 1 : 2));  // a lost break damages the lines on both sides of it
  }
}

TEST_CASE("bytes that changed under a reader are an error, not an answer", "[journal]") {
  const tests::TemporaryFolder folder;
  const auto file = JournalFile::for_writing(folder / "j");
  const auto place = file->append("one");
  auto text = tests::read_text(folder / "j");
  text[18] = 'x';
  tests::write_text(folder / "j", text);
  CHECK_THROWS_AS(file->read(place), std::runtime_error);
}

TEST_CASE("one writer at a time", "[journal]") {
  const tests::TemporaryFolder folder;
  auto first = JournalFile::for_writing(folder / "j");
  CHECK_THROWS_WITH(JournalFile::for_writing(folder / "j"), Catch::Contains("being written by another run"));
  first.reset();
  CHECK_NOTHROW(JournalFile::for_writing(folder / "j"));
  CHECK_THROWS_AS(JournalFile::for_reading(folder / "none"), apps::InputError);
  CHECK_THROWS_AS(JournalFile::for_writing(folder / "none/j"), std::system_error);
}

TEST_CASE("a journal without a name works the same", "[journal]") {
  const auto file = JournalFile::temporary();
  const auto place = file->append("one");
  file->sync();
  CHECK(file->read(place) == "one");
}

// tests/golden/golden_test.cpp
// Every tests/golden/CASE.cmd is run from an empty folder and must give CASE.out: the exit code, then
// standard output. Text is compared exactly, numbers by tolerance; what varies from run to run (seconds,
// host, versions, counts of iterations) is left out on both sides. `regenerate` writes the .out files anew.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/golden.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(tests::source_dir() / "tests/golden"))
    if (entry.path().extension() == ".cmd") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// The words of a command; GOLDEN stands for this folder.
std::vector<std::string> words_of(std::string line) {
  const std::string folder = (tests::source_dir() / "tests/golden").string();
  if (const auto at = line.find("GOLDEN"); at != std::string::npos) line.replace(at, 6, folder);
  std::istringstream stream(line);
  return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace

TEST_CASE("golden output", "[golden]") {
  const auto command_file = GENERATE(from_range(cases()));
  CAPTURE(command_file.filename().string());
  const auto run = tests::entente(words_of(tests::read_text(command_file)));
  CAPTURE(run.err);
  auto expected_file = command_file;
  const auto expected = tests::read_text(expected_file.replace_extension(".out"));
  CHECK(tests::difference("exit " + std::to_string(run.code) + "\n" + run.out, expected) == "");
}

TEST_CASE("a golden comparison sees a changed number, a changed word and a missing line", "[golden]") {
  using tests::difference;
  CHECK(difference("payoff 1.0 of player1\n", "payoff 1.000000000001 of player1\n") == "");
  CHECK(difference("payoff 1.0\n", "payoff 1.00000001\n") != "");
  CHECK(difference("residual 3e-16\n", "residual 2e-13\n") == "");
  CHECK(difference("payoff 1.5\n", "payof 1.5\n") != "");
  CHECK(difference("0.1,0.2,x3\n", "0.1,0.2,x4\n") != "");
  CHECK(difference("one\ntwo\n", "one\n") != "");
}

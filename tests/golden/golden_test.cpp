// tests/golden/golden_test.cpp
// Every tests/golden/CASE.cmd is run from an empty folder and must give CASE.out: the exit code, then
// standard output. Text is compared exactly, numbers by tolerance; what varies from run to run (seconds,
// host, versions, counts of iterations) is left out on both sides. `regenerate` writes the .out files anew.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <regex>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace {

namespace fs = std::filesystem;

// Numbers agree to nine digits: the printed ones are certified to 1e-9 of the payoff range. Below 1e-9 only
// the statement "negligible" is compared: rounding errors, regrets and residuals depend on the mathematical
// library.
constexpr double relative_tolerance = 1e-9;
constexpr double negligible = 1e-9;

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

/// The lines that every run prints alike: without provenance and counts of iterations, as `regenerate` writes
/// them.
std::vector<std::string> lasting_lines(const std::string& text) {
  static const std::regex varies(R"re(^ *"(iterations|evaluations)":)re");
  static const std::regex count(R"re(\d+ iterations)re");
  std::vector<std::string> lines;
  std::istringstream stream(text);
  bool in_provenance = false;
  for (std::string line; std::getline(stream, line);) {
    in_provenance |= line == "  \"provenance\": {";
    if (!in_provenance && !std::regex_search(line, varies))
      lines.push_back(std::regex_replace(line, count, "some iterations"));
    in_provenance &= !line.starts_with("  }");
  }
  return lines;
}

/// A line as text without its numbers, and the numbers. Hexadecimal digests and names such as figure4 are
/// text.
struct Line {
  std::string text;
  std::vector<double> numbers;
};

Line parsed(const std::string& line) {
  static const std::regex number(R"re((^|[^\w.])([-+]?\d+\.?\d*(e[-+]?\d+)?)(?=$|[^\w.]))re");
  Line result;
  auto begin = line.cbegin();
  for (std::smatch match; std::regex_search(begin, line.cend(), match, number);
       begin = match.suffix().first) {
    result.text += match.prefix().str() + match[1].str() + "#";
    result.numbers.push_back(std::strtod(match[2].str().c_str(), nullptr));
  }
  result.text += std::string(begin, line.cend());
  return result;
}

bool agree(double a, double b) {
  return std::abs(a - b) <= std::max(negligible, relative_tolerance * std::max(std::abs(a), std::abs(b)));
}

void compare(const std::string& got, const std::string& expected) {
  if (got == expected) return;
  const auto g = parsed(got), e = parsed(expected);
  INFO("got      " << got << "\nexpected " << expected);
  REQUIRE(g.text == e.text);
  REQUIRE(g.numbers.size() == e.numbers.size());
  for (std::size_t i = 0; i < g.numbers.size(); ++i) {
    CAPTURE(g.numbers[i], e.numbers[i]);
    REQUIRE(agree(g.numbers[i], e.numbers[i]));
  }
}

}  // namespace

TEST_CASE("golden output", "[golden]") {
  const auto command_file = GENERATE(from_range(cases()));
  CAPTURE(command_file.filename().string());
  const auto run = tests::entente(words_of(tests::read_text(command_file)));
  CAPTURE(run.err);
  const auto got = lasting_lines("exit " + std::to_string(run.code) + "\n" + run.out);
  auto expected_file = command_file;
  const auto expected = lasting_lines(tests::read_text(expected_file.replace_extension(".out")));
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) compare(got[i], expected[i]);
  CHECK(got.size() == expected.size());
}

TEST_CASE("a golden comparison sees a changed number and a changed word", "[golden]") {
  CHECK(agree(1.0, 1.0 + 1e-12));
  CHECK_FALSE(agree(1.0, 1.0 + 1e-8));
  CHECK(agree(3e-16, 2e-13));
  CHECK(parsed("payoff 1.5 of player1").text == "payoff # of player1");
  CHECK(parsed("payoff 1.5").text != parsed("payof 1.5").text);
  CHECK(parsed("0.1,0.2,x3").numbers == std::vector<double>{0.1, 0.2});
}

#include "tests/support/golden.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <regex>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace tests {
namespace {

// Numbers agree to nine digits: the printed ones are certified to 1e-9 of the payoff range. Below 1e-9 only
// the statement "negligible" is compared: rounding errors, regrets and residuals depend on the mathematical
// library.
constexpr double relative_tolerance = 1e-9;
constexpr double negligible = 1e-9;

/// The lines that every run prints alike.
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
  static const std::regex blanks(" +");  // tables are as wide as their numbers
  Line result;
  auto begin = line.cbegin();
  for (std::smatch match; std::regex_search(begin, line.cend(), match, number);
       begin = match.suffix().first) {
    result.text += match.prefix().str() + match[1].str() + "#";
    result.numbers.push_back(std::strtod(match[2].str().c_str(), nullptr));
  }
  result.text = std::regex_replace(result.text + std::string(begin, line.cend()), blanks, " ");
  return result;
}

bool agree(double a, double b) {
  return std::abs(a - b) <= std::max(negligible, relative_tolerance * std::max(std::abs(a), std::abs(b)));
}

bool agree(const std::string& got, const std::string& expected) {
  if (got == expected) return true;
  const auto g = parsed(got), e = parsed(expected);
  return g.text == e.text &&
         std::equal(g.numbers.begin(), g.numbers.end(), e.numbers.begin(), e.numbers.end(),
                    [](double a, double b) { return agree(a, b); });
}

}  // namespace

std::string difference(const std::string& got, const std::string& expected) {
  const auto g = lasting_lines(got), e = lasting_lines(expected);
  for (std::size_t i = 0; i < std::min(g.size(), e.size()); ++i)
    if (!agree(g[i], e[i])) return fmt::format("got      {}\nexpected {}", g[i], e[i]);
  if (g.size() != e.size()) return fmt::format("got {} lines, expected {}", g.size(), e.size());
  return "";
}

}  // namespace tests

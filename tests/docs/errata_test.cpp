// tests/docs/errata_test.cpp
// The errata tables of the pages name the checks that show them: every erratum of a family's ledger has a row
// with its claims, and a row without a claim names a test that exists.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/support/paths.hpp"

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// Errata and their claims as the ledger says: lines id = "..." and errata = ["...", ...].
std::map<std::string, std::set<std::string>> errata_of_ledger(const std::string& ledger) {
  std::map<std::string, std::set<std::string>> errata;
  std::istringstream lines(ledger);
  std::string line, id;
  const std::regex word("\"([^\"]+)\"");
  while (std::getline(lines, line)) {
    std::smatch match;
    if (line.starts_with("id = ") && std::regex_search(line, match, word)) id = match[1];
    if (!line.starts_with("errata = ")) continue;
    for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at)
      errata[(*at)[1]].insert(id);
  }
  return errata;
}

/// Rows "| E1 | ... | shown by |" of a page: the last cell.
std::map<std::string, std::string> errata_of_page(const std::string& page) {
  std::map<std::string, std::string> rows;
  std::istringstream lines(page);
  std::string line;
  const std::regex row(R"(^\| ([EFL]\d+) \|.*\| ([^|]*) \|$)");
  std::smatch match;
  while (std::getline(lines, line))
    if (std::regex_match(line, match, row)) rows[match[1]] = match[2];
  return rows;
}

std::set<std::string> test_files() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::source_dir() / "tests"))
    if (entry.path().extension() == ".cpp") names.insert(entry.path().stem().string());
  return names;
}

}  // namespace

TEST_CASE("errata of the pages name the checks that show them", "[docs]") {
  const std::string family = GENERATE("digital_twin", "favor", "limited_trust", "coopetition");
  CAPTURE(family);
  const auto root = tests::source_dir();
  const auto ledger = errata_of_ledger(text_of(root / "models" / family / "claims" / "ledger.toml"));
  const auto page = errata_of_page(text_of(root / "docs" / "models" / (family + ".md")));
  REQUIRE(ledger.size() > 10);
  for (const auto& [erratum, claims] : ledger) {
    CAPTURE(erratum);
    REQUIRE(page.count(erratum) == 1);
    for (const auto& claim : claims) {
      CAPTURE(claim);
      CHECK(page.at(erratum).find('`' + claim + '`') != std::string::npos);
    }
  }
  const auto files = test_files();
  const std::regex named_test("`([a-z0-9_]+_test)(\\.cpp)?`");
  for (const auto& [erratum, shown_by] : page) {
    CAPTURE(erratum, shown_by);
    const std::sregex_iterator first(shown_by.begin(), shown_by.end(), named_test), end;
    CHECK((ledger.count(erratum) == 1 || first != end));
    for (auto at = first; at != end; ++at) CHECK(files.count((*at)[1]) == 1);
  }
}

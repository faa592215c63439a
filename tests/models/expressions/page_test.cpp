// Every formula of docs/expressions.md has the value that stands beside it.
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/read_model.hpp"
#include "tests/support/paths.hpp"

namespace {

std::string page() {
  std::ifstream in(tests::source_dir() / "docs/expressions.md");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What stands between ```KIND and ```, one text for each block.
std::vector<std::string> blocks(const std::string& text, const std::string& kind) {
  std::vector<std::string> found;
  const std::string open = "\n```" + kind + "\n";
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    found.push_back(text.substr(at, text.find("\n```", at) - at));
  }
  return found;
}

std::string trimmed(std::string text) { return text.erase(text.find_last_not_of(' ') + 1); }

}  // namespace

TEST_CASE("the page on formulas computes what it says", "[expressions][docs]") {
  const auto text = page();
  const auto descriptions = blocks(text, "toml");
  REQUIRE(descriptions.size() == 1);
  int formulas = 0;
  for (const auto& block : blocks(text, "formulas")) {
    std::istringstream lines(block);
    for (std::string line; std::getline(lines, line);) {
      const auto hash = line.rfind('#');
      REQUIRE(hash != std::string::npos);
      const auto formula = trimmed(line.substr(0, hash));
      CAPTURE(formula);
      auto description = descriptions.front();
      description.replace(description.find("q - q^2"), 7, formula);
      const auto loaded = models::read_model(models::parse_document("page.toml", description, {}));
      const auto& game = dynamic_cast<const models::declared::Declared&>(*loaded.model).parameters();
      const double value = game.players[0].payoff->value(solvers::Vector{{2, 1, 3, 5, 4, 0.5}});
      CHECK(value == Approx(std::stod(line.substr(hash + 1))).epsilon(1e-13));
      ++formulas;
    }
  }
  CHECK(formulas > 40);
}

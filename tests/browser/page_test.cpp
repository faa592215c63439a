// tests/browser/page_test.cpp
// What a reader of the page sees: the numbers of the record, whatever the device, and nothing that a text slipped in.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/browser/browser.hpp"
#include "tests/support/run_program.hpp"

namespace {

using Json = nlohmann::json;

Json evaluate(const std::string& expression) { return {{"evaluate", expression}}; }

void require_clean(const Json& answer) {
  INFO(answer.dump().substr(0, 2000));
  CHECK(answer["ready"] == true);
  CHECK(answer["console"].empty());
  CHECK(answer["requests"].empty());
}

/// Cells of the table whose caption is given, row by row; where a number is shortened, all of its digits.
std::string cells_of(const std::string& caption) {
  return "[...document.querySelectorAll('table')].filter(t => t.caption.textContent === '" + caption +
         "').flatMap(t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => "
         "(c.querySelector('[title]') || {title: c.textContent}).title)))";
}

}  // namespace

TEST_CASE("a page shows the numbers of its record on any device, light and dark, by keyboard alone", "[browser]") {
  if (!tests::has_browser()) return;
  const tests::TemporaryFolder folder;
  const auto record_file = folder / "result.json", page = folder / "page.html";
  REQUIRE(tests::entente({"solve", "digital-twin/five-players", "-o", record_file}).code == 0);
  REQUIRE(tests::entente({"report", record_file, "-o", page}).code == 0);
  const auto answers = tests::browse({{{"page", page},
                                       {"steps",
                                        {evaluate("document.title"),
                                         evaluate(cells_of("Equilibrium 1 of 1")),
                                         evaluate("document.querySelectorAll('.badge').length"),
                                         {{"key", "Tab"}},
                                         evaluate("document.activeElement.className"),
                                         {{"size", {390, 800}}},
                                         evaluate("document.documentElement.scrollWidth"),
                                         {{"dark", true}},
                                         evaluate("getComputedStyle(document.body).backgroundColor"),
                                         evaluate("document.getElementById('theme').click()"),
                                         evaluate("getComputedStyle(document.body).backgroundColor")}}}});
  const auto& answer = answers[0];
  require_clean(answer);
  const auto& steps = answer["steps"];
  CHECK(steps[0] == "Five heterogeneous players");
  const auto record = Json::parse(tests::read_text(record_file));
  const auto& equilibrium = record["equilibria"][0];
  REQUIRE(steps[1].size() == 5);
  for (const auto& row : steps[1]) {
    const std::string player = row[0];
    CAPTURE(player);
    CHECK(std::stod(row[1].get<std::string>()) == equilibrium["profile"][player]["sharing"].get<double>());
    CHECK(std::stod(row[2].get<std::string>()) == equilibrium["profile"][player]["probing"].get<double>());
    CHECK(std::stod(row[4].get<std::string>()) == equilibrium["payoff"][player].get<double>());
  }
  CHECK(steps[2] > 2);
  CHECK(steps[4] == "skip");
  CHECK(steps[6] == 390);
  CHECK(steps[8] == "rgb(18, 22, 28)");
  CHECK(steps[10] == "rgb(255, 255, 255)");
}

TEST_CASE("no text of a description becomes part of the page", "[browser]") {
  if (!tests::has_browser()) return;
  const tests::TemporaryFolder folder;
  const std::string title = "</script><b>bold</b><script>document.title='caught'</script> & \"quotes\"";
  tests::write_text(folder / "hostile.toml",
                    "format = \"entente/1\"\nfamily = \"declared\"\ntitle = '''" + title +
                        "'''\n[[players]]\nname = \"one\"\nvariables = [{ name = \"q\", lower = 0, upper = 9 }]\n"
                        "maximize = \"q * (9 - total)\"\n[[players]]\nname = \"two\"\n"
                        "variables = [{ name = \"q\", lower = 0, upper = 9 }]\nmaximize = \"q * (9 - total)\"\n");
  const auto page = folder / "page.html";
  const auto run = tests::entente({"report", folder / "hostile.toml", "-o", page});
  CAPTURE(run.err);
  REQUIRE(run.code == 0);
  const auto answers = tests::browse({{{"page", page},
                                       {"steps",
                                        {evaluate("document.title"),
                                         evaluate("document.querySelector('h1').textContent"),
                                         evaluate("document.querySelectorAll('body b').length")}}}});
  require_clean(answers[0]);
  CHECK(answers[0]["steps"][0] == title);
  CHECK(answers[0]["steps"][1] == title);
  CHECK(answers[0]["steps"][2] == 1);  // the family's name
}

TEST_CASE("a candidate that is no equilibrium is marked by more than a colour", "[browser]") {
  if (!tests::has_browser()) return;
  const tests::TemporaryFolder folder;
  const auto page = folder / "page.html";
  REQUIRE(tests::entente({"report", "digital-twin/no-equilibrium", "-o", page}).code == 4);
  const auto answers = tests::browse(
      {{{"page", page},
        {"steps",
         {evaluate("document.querySelector('h3 .badge').textContent"),
          evaluate("document.querySelector('h3 .badge').className"),
          evaluate("document.querySelector('main').textContent.includes('player1 gains 0.0216075 by')")}}}});
  require_clean(answers[0]);
  CHECK(answers[0]["steps"][0].get<std::string>().find("not-nash") != std::string::npos);
  CHECK(answers[0]["steps"][1] == "badge bad");
  CHECK(answers[0]["steps"][2] == true);
}

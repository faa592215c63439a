// iStar 2.0 drawings: the game that they stand for, and faults located in the JSON.
#include "models/coopetition/diagram.hpp"

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "models/coopetition/coopetition.hpp"
#include "models/read_model.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models;

std::string drawing(const std::string& dependencies) {
  return R"({"actors": [
  {"id": "a", "text": "A", "type": "istar.Actor", "nodes": [{"id": "a1", "text": "goal", "type": "istar.Goal"}]},
  {"id": "b", "text": "B", "type": "istar.Role"},
  {"id": "c", "text": "The\n third", "type": "istar.Agent", "customProperties": {"Endowment": 50}}],
"dependencies": [
)" + dependencies +
         "\n], \"links\": [{\"type\": \"istar.AndRefinementLink\"}], \"orphans\": []}\n";
}

std::string from_a(const std::string& text, const std::string& target, const std::string& properties) {
  return R"({"id": ")" + text + target + R"(", "text": ")" + text + R"(", "source": "a1", "target": ")" +
         target + R"(", "customProperties": {)" + properties + "}}";
}

coopetition::Parameters read(const std::string& json, const std::string& more = "") {
  const TextReader files = [&](const std::string& path) {
    return path == "d.json" ? std::optional(json) : std::nullopt;
  };
  const std::string text =
      "format = \"entente/1\"\nfamily = \"coopetition\"\n[diagram]\nfile = \"d.json\"\n" + more;
  const auto loaded = read_model(parse_document("t.toml", text, files), {.read_text = files});
  return dynamic_cast<const coopetition::Coopetition&>(*loaded.model).parameters();
}

std::string faults(const std::string& json, const std::string& more = "") {
  try {
    read(json, more);
  } catch (const DescriptionError& error) {
    return error.what();
  }
  return "none";
}

bool says(const std::string& report, const std::string& part) {
  return report.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a drawing becomes a game", "[coopetition][diagram]") {
  const auto p = read(drawing(from_a("parts", "b", "\"weight\": \"3\"") + ",\n" + from_a("parts", "c", "") +
                              ",\n" + from_a("brand", "b", "\"weight\": 1, \"Criticality\": \"0.8\"")));
  REQUIRE(p.count() == 3);
  CHECK(p.actors[2].name == "The third");
  CHECK(p.actors[2].endowment == 50);
  CHECK(p.actors[0].endowment == 100);
  CHECK(p.actors[0].share == Approx(1.0 / 3));
  CHECK(p.dependence(0, 1) == Approx((3 * 0.5 + 1 * 0.8) / 4));  // two alternatives: 1/2 each, one weight
  CHECK(p.dependence(0, 2) == Approx(3 * 0.5 / 4));
  CHECK(p.dependence.bottomRows(2).isZero(0));
  REQUIRE(p.notes.size() == 1);
  CHECK(says(p.notes[0], "1 refinements"));
}

TEST_CASE("the description completes what the drawing leaves open", "[coopetition][diagram]") {
  const auto p =
      read(drawing(from_a("parts", "b", "")),
           "[[actors]]\nname = \"B\"\nshare = 0.5\n[[actors]]\nname = \"A\"\nshare = 0.3\nendowment = 70\n"
           "[[actors]]\nname = \"The third\"\nshare = 0.2\n");
  CHECK(p.actors[0].name == "A");
  CHECK(p.actors[0].share == 0.3);
  CHECK(p.actors[0].endowment == 70);
  CHECK(p.actors[1].share == 0.5);
  CHECK(p.actors[2].endowment == 50);
  CHECK(p.dependence(0, 1) == 1);
}

TEST_CASE("the shipped drawing gives the matrix of the source", "[coopetition][diagram][catalog]") {
  const auto text = "format = \"entente/1\"\nfamily = \"coopetition\"\n[diagram]\nfile = \"s-lcd\"\n";
  const auto none = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  const auto loaded = read_model(parse_document("t.toml", text, none), {.read_text = none});
  const auto& p = dynamic_cast<const coopetition::Coopetition&>(*loaded.model).parameters();
  CHECK(p.dependence(0, 1) == Approx(0.64).epsilon(1e-15));
  CHECK(p.dependence(1, 0) == Approx(0.86).epsilon(1e-15));
  CHECK(p.actors[0].share == 0.55);
}

TEST_CASE("faults of a drawing are located in the JSON, all at once", "[coopetition][diagram][faults]") {
  const auto report =
      faults(drawing(from_a("parts", "b", "\"criticality\": 1.5") + ",\n" + from_a("brand", "zz", "") +
                     ",\n" + from_a("self", "a", "") + ",\n" + from_a("w", "b", "\"weight\": \"1,5\"") +
                     ",\n" + from_a("v", "b", "\"weight\": 0")));
  CHECK(says(report, "d.json:6:"));
  CHECK(says(report, "criticality of 'parts' = 1.5 violates 0 <= criticality <= 1"));
  CHECK(says(report, "d.json:7:"));
  CHECK(says(report, "target of 'brand' names 'zz', which is no actor and in none"));
  CHECK(says(report, "'self': 'A' depends on itself"));
  CHECK(says(report, "weight of 'w': "));
  CHECK(says(report, "weight of 'v' = 0 violates 0 < weight"));
  CHECK(says(faults("{}"), "d.json:1:1: error: diagram: is no iStar 2.0 drawing as piStar saves it"));
  CHECK(says(faults("[]"), "d.json:1:1"));
  CHECK(says(faults("{\"actors\": ["), "d.json:1:13: error: JSON"));
  CHECK(says(faults("{\"actors\": []}"), "t.toml:4:8: error: 0 [[actors]] given, at least 2 needed"));
  const auto good = drawing(from_a("parts", "b", ""));
  CHECK(says(faults(good, "[[actors]]\nname = \"D\"\n"),
             "t.toml:6:8: error: actors[1].name = \"D\" is no actor of the drawing"));
  CHECK(says(faults(good, "[[actors]]\nname = \"B\"\nshare = 0.5\n"), "share is missing"));
  CHECK(says(faults(good, "[dependence]\nmatrix = [[0]]\n"), "dependence.matrix"));
  CHECK(says(faults(good, "[trust]\nbaseline = [1, 2]\n"),
             "t.toml:6:12: error: trust.baseline has 2 entries but there are 3"));
}

TEST_CASE("a damaged drawing is read or refused with a place, never anything else",
          "[coopetition][diagram][faults]") {
  const std::string whole(coopetition::shipped_diagrams().front().text);
  const std::string letters = "{}[]\":,0-eE\\n\x01\xFF";
  int refused = 0, taken = 0;
  for (std::uint64_t k = 0; k < 3000; ++k) {
    solvers::RandomStream stream(29, k);
    auto text = whole;
    const auto below = [&](std::size_t n) {
      return static_cast<std::size_t>(stream.uniform(0, 1) * static_cast<double>(n));
    };
    for (std::uint64_t change = 0; change <= k % 3; ++change) {
      const double kind = stream.uniform(0, 1);
      const auto place = below(text.size() - 1);
      if (kind < 0.4)
        text[place] = letters[below(letters.size() - 1)];
      else if (kind < 0.7)
        text.erase(place, 1 + k % 40);
      else if (kind < 0.95)
        text.insert(place, text.substr(below(text.size() - 1), 1 + k % 25));
      else
        text.resize(place + 1);
      if (text.size() < 2) break;
    }
    try {
      for (const auto& d : coopetition::read_diagram("d.json", text).dependencies) REQUIRE(d.weight > 0);
      ++taken;
    } catch (const DescriptionError& error) {
      REQUIRE(!error.diagnostics().empty());
      for (const auto& diagnostic : error.diagnostics()) REQUIRE(diagnostic.where.line >= 1);
      ++refused;
    }
  }
  CHECK(refused > 500);
  CHECK(taken > 100);
}

TEST_CASE("a drawing that is not there is said to be missing", "[coopetition][diagram][faults]") {
  const auto none = [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  const auto text = "format = \"entente/1\"\nfamily = \"coopetition\"\n[diagram]\nfile = \"nowhere.json\"\n";
  CHECK_THROWS_WITH(
      read_model(parse_document("t.toml", text, none), {.read_text = none}),
      Catch::Contains("t.toml:4:8: error: diagram.file: 'nowhere.json' is no file that can be read"));
}

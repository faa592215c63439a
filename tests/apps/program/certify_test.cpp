// `certify` on profiles from records, from elsewhere, and on files that it must refuse.
#include <regex>

#include <catch2/catch.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 2
reward = 2.0
[game]
trust = 0.0
gradient = "exact"
)";

/// A folder with game.toml and its record.
struct Solved {
  tests::TemporaryFolder folder;
  Solved(const std::string& format = "json") {
    tests::write_text(folder / "game.toml", game);
    REQUIRE(entente({"solve", "game.toml", "-o", "r." + format}, in()).code == 0);
  }
  tests::RunOptions in() const { return {.folder = folder.path()}; }
  tests::Run certify(const std::string& profile, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"certify", "game.toml", "--profile", profile};
    words.insert(words.end(), more.begin(), more.end());
    return entente(words, in());
  }
  tests::Run certify_text(const std::string& text) const {
    tests::write_text(folder / "p.json", text);
    return certify("p.json");
  }
};

}  // namespace

TEST_CASE("what solve finds, certify confirms", "[program][certify]") {
  const auto format = GENERATE("json", "jsonl");
  const Solved solved(format);
  const auto run = solved.certify(std::string("r.") + format);
  CAPTURE(run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("[proved]"));
}

TEST_CASE("a coordinate moved by 1e-3 is refuted with the profitable deviation", "[program][certify]") {
  const Solved solved;
  const std::regex sharing(R"re("sharing": (0\.\d+))re");
  auto text = tests::read_text(solved.folder / "r.json");
  std::smatch match;
  REQUIRE(std::regex_search(text, match, sharing));
  const auto moved = std::to_string(std::stod(match[1].str()) + 1e-3);
  text.replace(static_cast<std::size_t>(match.position(1)), match[1].str().size(), moved);
  const auto run = solved.certify_text(text);
  CHECK(run.code == 4);
  CHECK_THAT(run.out, Contains("not-nash") && Contains("[refuted]") && Contains("player1 gains"));
}

TEST_CASE("a plain profile is judged, whoever made it", "[program][certify]") {
  const Solved solved;
  const std::string quarter = R"({"sharing": 0.25, "probing": 0.25, "deception": 0})";
  const std::string half = R"({"sharing": 0.5, "probing": 0.25, "deception": 0})";
  const auto run = solved.certify_text("{\"player1\": " + quarter + ", \"player2\": " + quarter + "}");
  CAPTURE(run.err);
  CHECK(run.code == 0);  // theta = lambda R (N - 1) / N^2 = 1/2: alpha = theta a / (2 c1) = beta = 1/4
  CHECK(solved.certify_text("{\"player1\": " + half + ", \"player2\": " + quarter + "}").code == 4);
}

TEST_CASE("a record of another model is refused, saying what differs", "[program][certify]") {
  const Solved solved;
  const auto run = solved.certify("r.json", {"--set", "players.reward=3"});
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("players.reward is 2.0 there and 3.0 here") && Contains("--set"));
}

TEST_CASE("records and profiles that are wrong are refused", "[program][certify]") {
  const Solved solved;
  const std::vector<std::string> texts{
      "",
      "{",
      "[]",
      "{}",
      "null",
      R"({"player1": 1})",
      R"({"player1": {"sharing": null}})",
      R"({"player1": {PLAIN}})",
      R"({"player1": {PLAIN}, "player3": {PLAIN}})",
      R"({"player1": {"sharing": 0.1, "sharing": 0.2, "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": 0.9, "probing": 0.9, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": 1e999, "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": 1e-999, "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": NaN, "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": -0.1, "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"player1": {"sharing": "x", "probing": 0.1, "deception": 0}, "player2": {PLAIN}})",
      R"({"schema": "entente-result/2", "model": {}})",
      R"({"schema": "entente-bounds/1"})",
      R"({"schema": 7})",
      R"({"schema": "entente-result/1"})",
      R"({"schema": "entente-result/1", "model": 5})",
      R"({"schema": "entente-result/1", "model": {"sha256": "00"}, "equilibria": 3})",
  };
  const std::regex plain("PLAIN");
  for (const auto& pattern : texts) {
    const auto text = std::regex_replace(pattern, plain, R"("sharing": 0.1, "probing": 0.1, "deception": 0)");
    const auto run = solved.certify_text(text);
    CAPTURE(text, run.err);
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Catch::StartsWith("entente: "));
  }
}

TEST_CASE("several records in one file are not guessed at", "[program][certify]") {
  const Solved solved("jsonl");
  const auto line = tests::read_text(solved.folder / "r.jsonl");
  const auto run = solved.certify_text(line + line);
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("several records"));
}

// Finite games in descriptions, and Gambit files as the descriptions that say the same.
#include "models/finite/finite_keys.hpp"

#include <catch2/catch.hpp>

#include "models/read_model.hpp"

using namespace models;
using models::finite::description_of;
using models::finite::NamedFiniteGame;
using models::finite::nfg_of;
using models::finite::read_nfg;

namespace {

LoadedModel load(const std::string& text, const std::string& file = "") {
  const TextReader reader = [file](const std::string&) { return std::optional<std::string>(file); };
  return read_model(parse_document("game.toml", text, reader),
                    {.overrides = {}, .seed = {}, .read_text = reader});
}

std::string first_line(const std::string& finite) {
  try {
    load("format = \"entente/1\"\nfamily = \"declared\"\n[finite]\n" + finite);
  } catch (const DescriptionError& e) {
    const std::string what = e.what();
    return what.substr(0, what.find('\n'));
  }
  return "accepted";
}

const char* thirds =
    "NFG 1 R \"Thirds, \\\"so\\\"\" { \"A\" \"B\" \"C\" } { 2 1 2 }\n\"Said\nin \\\"two\\\" lines\" "
    "1/3 0 -2 1e-3 1 1 0 0 0 7 "
    "123456789012345678901 1/7";

}  // namespace

TEST_CASE("a Gambit file becomes a description and comes back exactly", "[finite]") {
  const auto named = read_nfg("a.nfg", thirds);
  const auto loaded = load(description_of(named));
  const auto written = nfg_of(loaded.resolved, {});
  REQUIRE(written);
  const auto again = read_nfg("b.nfg", *written);
  CHECK(again.title == named.title);
  CHECK(named.comment == "Said\nin \"two\" lines");
  CHECK(again.comment == named.comment);
  CHECK(again.players == named.players);
  CHECK(again.actions == named.actions);
  CHECK(again.game.payoff == named.game.payoff);
}

TEST_CASE("payoff tables are nested player by player: payoffs[i][a1][a2]", "[finite]") {
  const auto loaded = load(
      "format = \"entente/1\"\nfamily = \"declared\"\n[finite]\n"
      "payoffs = [[[1, 2, 3], [4, 5, 6]], [[0, 0, \"1/3\"], [0, 0, 0]]]\n");
  const auto named = read_nfg("x", *nfg_of(loaded.resolved, {}));
  CHECK(named.game.actions == std::vector<int>{2, 3});
  CHECK(named.game.payoff[0][static_cast<std::size_t>(named.game.index_of({1, 2}))] == solvers::Rational(6));
  CHECK(named.game.payoff[1][static_cast<std::size_t>(named.game.index_of({0, 2}))].text() == "1/3");
}

TEST_CASE("a description may name a Gambit file", "[finite]") {
  const auto loaded =
      load("format = \"entente/1\"\nfamily = \"declared\"\n[finite]\ngambit = \"g.nfg\"\n", thirds);
  CHECK(certified(*loaded.model, loaded.model->solve({}), {}).status == Status::certified);
}

TEST_CASE("wrong tables are located", "[finite][faults]") {
  CHECK(first_line("payofs = 3") ==
        "game.toml:4:1: error: unknown key 'payofs' in [finite]; did you mean 'payoffs'?");
  CHECK(first_line("payoffs = 3") ==
        "game.toml:4:11: error: finite.payoffs needs one nest of arrays for each player");
  CHECK(first_line("payoffs = [[[1, 2], [3]], [[1, 2], [3, 4]]]") ==
        "game.toml:4:21: error: payoffs of player 1: 2 entries are needed here, one for each action of "
        "player 2");
  CHECK(first_line("payoffs = [[1, \"x\"]]").find("game.toml:4:16: error: 'x' is no rational number") == 0);
  CHECK(first_line("payoffs = [[[1, 2]]]").find("has tables for 1 players, and arrays nested for 2") !=
        std::string::npos);
  CHECK(first_line("payoffs = [[1, 2]]\nactions = [[\"a\"]]").find("finite.actions[1] needs 2 names") !=
        std::string::npos);
  CHECK(first_line("payoffs = [[1, 2]]\ncomment = 3") ==
        "game.toml:5:11: error: finite.comment is a number; give text");
  CHECK(first_line("players = [\"a\"]").find("[finite] needs payoffs, or gambit") != std::string::npos);
}

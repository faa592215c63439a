// Gambit's strategic games: both forms, exact numbers, located faults.
#include "models/finite/nfg.hpp"

#include <catch2/catch.hpp>

#include "models/description/diagnostic.hpp"
#include "solvers/core/random.hpp"
#include "solvers/games/bimatrix.hpp"

using models::description::DescriptionError;
using models::finite::read_nfg;
using models::finite::write_nfg;
using solvers::Rational;

namespace {

const char* payoff_form =
    "NFG 1 R \"Selten (IJGT, 75), Figure 2, normal form\"\n{ \"Player 1\" \"Player 2\" } { 3 2 }\n\n"
    "1 1 0 2 0 2 1 1 0 3 2 0\n";

const char* outcome_form =
    "NFG 1 R \"A game\" { \"Row \\\"R\\\"\" \"Column\" }\n\n{ { \"T\" \"M\" \"B\" }\n{ \"L\" \"R\" }\n}\n\"a "
    "comment\"\n\n"
    "{\n{ \"win\" 1/3, -0.25 }\n{ \"\" 2e-3 4 }\n}\n1 2 0 0 2 1\n";

std::string first_line(const char* text) {
  try {
    read_nfg("game.nfg", text);
  } catch (const DescriptionError& e) {
    const std::string what = e.what();
    return what.substr(0, what.find('\n'));
  }
  return "accepted";
}

}  // namespace

TEST_CASE("the payoff form: player 1's strategy runs fastest", "[nfg]") {
  const auto named = read_nfg("game.nfg", payoff_form);
  CHECK(named.title == "Selten (IJGT, 75), Figure 2, normal form");
  CHECK(named.game.actions == std::vector<int>{3, 2});
  CHECK(named.game.payoff[0][static_cast<std::size_t>(named.game.index_of({1, 0}))] == Rational(0));
  CHECK(named.game.payoff[1][static_cast<std::size_t>(named.game.index_of({1, 0}))] == Rational(2));
  CHECK(named.game.payoff[0][static_cast<std::size_t>(named.game.index_of({2, 1}))] == Rational(2));
  CHECK(named.actions[1] == std::vector<std::string>{"1", "2"});
}

TEST_CASE("the outcome form: exact fractions, outcome 0 pays nothing", "[nfg]") {
  const auto named = read_nfg("game.nfg", outcome_form);
  CHECK(named.players[0] == "Row \"R\"");
  CHECK(named.comment == "a comment");
  CHECK(named.game.payoff[0][0] == Rational::from_text("1/3"));
  CHECK(named.game.payoff[1][0] == Rational::from_text("-1/4"));
  CHECK(named.game.payoff[0][1] == Rational::from_text("1/500"));
  CHECK(named.game.payoff[1][2] == Rational(0));
  CHECK(named.game.payoff[0][5] == Rational::from_text("1/3"));
}

TEST_CASE("what is written is read back exactly", "[nfg][property]") {
  for (const char* text : {payoff_form, outcome_form}) {
    const auto named = read_nfg("a", text), again = read_nfg("b", write_nfg(named));
    CHECK(again.title == named.title);
    CHECK(again.comment == named.comment);
    CHECK(again.players == named.players);
    CHECK(again.actions == named.actions);
    CHECK(again.game.payoff == named.game.payoff);
  }
}

TEST_CASE("faults are located", "[nfg][faults]") {
  CHECK(first_line("EFG 2 R \"x\" {") ==
        "game.nfg:1:1: error: a Gambit strategic game begins with 'NFG 1 R'");
  CHECK(first_line("NFG 1 R \"x\" { \"a\" } { 2 }\n1 2 3") ==
        "game.nfg:2:5: error: nothing may follow the last payoff; are there too many numbers?");
  CHECK(first_line("NFG 1 R \"x\" { \"a\" } { 2 }\n1") ==
        "game.nfg:2:2: error: the file ends before its last payoff");
  CHECK(first_line("NFG 1 R \"x\" { \"a\" \"b\" } { 2 0 }\n1") ==
        "game.nfg:1:29: error: player \"b\" has no strategy");
  CHECK(first_line("NFG 1 R \"x\" { \"a\" } { 1 }\nnan")
            .find("game.nfg:2:1: error: 'nan' is no rational number") == 0);
  CHECK(first_line("NFG 1 R \"x\" { \"a\" } { { \"T\" } } { { \"\" 1 } } 2") ==
        "game.nfg:1:46: error: outcome 2 is not listed; there are 1");
  CHECK(first_line("NFG 1 R \"x") == "game.nfg:1:9: error: this label is not closed; end it with '\"'");
  CHECK(first_line("NFG 1 R \"x\" { \"a\" \"b\" } { 99999 99999 }").find("more than 1000000 pure profiles") !=
        std::string::npos);
  CHECK(first_line("").find("game.nfg:1:1: error") == 0);
}

TEST_CASE("torn and twisted files never do harm", "[nfg][faults]") {
  solvers::RandomStream stream(5);
  for (const char* text : {payoff_form, outcome_form}) {
    const std::string whole = text;
    for (std::size_t n = 0; n < whole.size(); ++n) {
      std::string torn = whole.substr(0, n), twisted = whole;
      twisted[n] = static_cast<char>(stream.below(256));
      for (const auto& t : {torn, twisted}) try {
          read_nfg("x", t);
        } catch (const DescriptionError&) {
        }
    }
  }
  SUCCEED();
}

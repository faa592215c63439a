// Wrong descriptions, each with the first line of what is said of it.
#include <string>

#include <catch2/catch.hpp>

#include "models/read_model.hpp"

namespace {

struct Wrong {
  const char* what;
  std::string text;
  std::string first_line;
};

std::string first_line_of(const std::string& text) {
  try {
    models::read_model(models::parse_document("game.toml", text, {}));
  } catch (const models::DescriptionError& error) {
    const std::string report = error.what();
    return report.substr(0, report.find('\n'));
  }
  return "nothing is wrong";
}

std::string report_of(const std::string& text) {
  try {
    models::read_model(models::parse_document("game.toml", text, {}));
  } catch (const models::DescriptionError& error) {
    return error.what();
  }
  return "nothing is wrong";
}

/// Line 1 and 2 are format and family; what follows begins on line 3.
std::string declared(const std::string& rest) {
  return "format = \"entente/1\"\nfamily = \"declared\"\n" + rest;
}

std::string one_player(const std::string& rest, const std::string& maximize = "q - q^2") {
  return declared(rest +
                  "[[players]]\nname = \"ada\"\nvariables = [{ name = \"q\", lower = 0 }]\nmaximize = \"" +
                  maximize + "\"\n");
}

}  // namespace

TEST_CASE("wrong descriptions are refused with the place and the remedy", "[declared][messages]") {
  const Wrong cases[] = {
      {"no players", declared("title = \"t\"\n"),
       "game.toml:1:1: error: there are no players: write [[players]] with variables and maximize or "
       "minimize, or [[unknowns]]"},
      {"unknown key", one_player("") + "maximise = \"q\"\n",
       "game.toml:7:1: error: unknown key 'maximise' in [[players]]; did you mean 'maximize'?"},
      {"unknown name", one_player("[parameters]\ngamma = 1\n", "q * gama - q^2"),
       "game.toml:8:17: error: unknown name 'gama' in the payoff of player 'ada'"},
      {"no payoff", declared("[[players]]\nname = \"ada\"\nvariables = [{ name = \"q\" }]\n"),
       "game.toml:4:8: error: players[1]: player 'ada' has neither maximize nor minimize"},
      {"two payoffs", one_player("") + "minimize = \"q\"\n",
       "game.toml:7:12: error: players[1]: maximize and minimize are both given"},
      {"no variables", declared("[[players]]\nname = \"ada\"\nmaximize = \"1\"\n"),
       "game.toml:3:1: error: 0 [[players[1].variables]] given, at least 1 needed"},
      {"bounds in the wrong order",
       declared("[[players]]\nvariables = [{ name = \"q\", lower = 2, upper = 1 }]\nmaximize = \"q\"\n"),
       "game.toml:4:47: error: players[1].variables[1]: lower = 2 is above upper = 1"},
      {"initial outside",
       declared("[[players]]\nvariables = [{ name = \"q\", lower = 2, initial = 1 }]\nmaximize = \"q\"\n"),
       "game.toml:4:49: error: players[1].variables[1].initial = 1 is outside [2, inf]"},
      {"a variable twice",
       declared("[[players]]\nvariables = [{ name = \"q\" }, { name = \"q\" }]\nmaximize = \"q\"\n"),
       "game.toml:4:39: error: 'q' stands twice among the variables"},
      {"a reserved name", one_player("[parameters]\ntotal = 1\n"),
       "game.toml:4:1: error: parameter 'total' has the name of a word of formulas; choose another"},
      {"a name twice", one_player("[parameters]\nq = 1\n"),
       "game.toml:4:1: error: parameter 'q' has the name of a variable"},
      {"no name for formulas", one_player("[parameters]\n\"a-b\" = 1\n"),
       "game.toml:4:1: error: parameter 'a-b' needs a name of letters, digits and '_', no digit first"},
      {"a ragged matrix", one_player("[parameters]\ntau = [[1, 2], [3]]\n"),
       "game.toml:4:16: error: parameters.tau: a row has 1 entries and the first has 2"},
      {"text for a parameter", one_player("[parameters]\na = \"2\"\n"),
       "game.toml:4:5: error: parameters.a is text; give a number, an array, a matrix or a law"},
      {"shapes that disagree", one_player("[parameters]\nc = [1, 2, 3]\n", "c[self] * q"),
       "game.toml:8:15: error: shapes disagree in the payoff of player 'ada': 'c' has 3 numbers along its "
       "first index, and players has 1 element"},
      {"an index outside", one_player("[parameters]\nc = [1, 2, 3]\n", "c[4] * q"),
       "game.toml:8:15: error: index 4 of 'c' is outside 1 to 3 in the payoff of player 'ada'"},
      {"an array for a number", one_player("[parameters]\nc = [1, 2, 3]\n", "c * q"),
       "game.toml:8:13: error: 'c' is an array of 3 numbers, not a number, in the payoff of player 'ada'"},
      {"a law for a number", one_player("[parameters]\nW = { uniform = [0, 1] }\n", "W * q"),
       "game.toml:8:13: error: 'W' is a law, not a number, in the payoff of player 'ada'"},
      {"a bracket left open", one_player("", "(q + 1"),
       "game.toml:6:19: error: the formula ends where ')' is expected"},
      {"a strict constraint", one_player("") + "[[shared_constraints]]\nexpression = \"total < 2\"\n",
       "game.toml:8:21: error: a shared constraint needs '<=', '>=' or '==' between two formulas"},
      {"self in a shared constraint",
       one_player("") + "[[shared_constraints]]\nexpression = \"q[self] <= 2\"\n",
       "game.toml:8:17: error: 'self' has no meaning in a shared constraint: it belongs to no player"},
      {"a function that calls itself", one_player("[functions]\nf = \"x -> f(x)\"\n", "f(q)"),
       "game.toml:4:11: error: function 'f' calls itself"},
      {"a function without an arrow", one_player("[functions]\nf = \"x^2\"\n"),
       "game.toml:4:7: error: '->', as in \"x -> x^2\" is expected, not '^'"},
      {"a set unknown",
       declared("[[players]]\nvariables = [{ name = \"q\", over = \"goods\" }]\nmaximize = \"1\"\n"),
       "game.toml:4:35: error: players[1].variables[1].over: 'goods' is no set; known: players"},
      {"a bound of variables",
       declared("[[players]]\nvariables = [{ name = \"q\", lower = \"q - 1\" }]\nmaximize = \"q\"\n"),
       "game.toml:4:37: error: players[1].variables[1].lower must not depend on variables"},
      {"a range that is empty", one_player("", "sum(k, 5..1, k * q)"),
       "game.toml:6:20: error: the range 5..1 is empty in the payoff of player 'ada'"},
      {"an expectation that is infinite",
       one_player("[parameters]\nW = { pareto = { scale = 1, shape = 0.5 } }\n", "q * expectation(W, W)"),
       "game.toml:8:17: error: the expectation over 'W' is infinite in the payoff of player 'ada'"},
      {"a law misspelt", one_player("[parameters]\nDemand = { uniform = [0, 1] }\n", "expectation(Demnd, q)"),
       "game.toml:8:25: error: 'Demnd' is no law in the payoff of player 'ada'"},
      {"a player misspelt", one_player("", "q - ada_.q"),
       "game.toml:6:17: error: unknown name 'ada_' in the payoff of player 'ada'"},
      {"a variable misspelt", one_player("", "q - ada.p"),
       "game.toml:6:21: error: unknown variable 'p' in the payoff of player 'ada'"},
      {"a set misspelt", one_player("[sets]\ngoods = [\"pen\"]\n", "sum(g, good, q)"),
       "game.toml:8:20: error: unknown name 'good' in the payoff of player 'ada'"},
      {"a function misspelt", one_player("[functions]\nsquare = \"t -> t^2\"\n", "sqare(q)"),
       "game.toml:8:13: error: unknown function 'sqare' in the payoff of player 'ada'"},
      {"players and unknowns", one_player("") + "[[unknowns]]\nname = \"x\"\nmap = \"x\"\n",
       "game.toml:1:1: error: a description has players or unknowns, not both"},
  };
  for (const auto& wrong : cases) {
    CAPTURE(wrong.what);
    CHECK(first_line_of(wrong.text) == wrong.first_line);
  }
}

TEST_CASE("the caret stands under the name, with advice behind it", "[declared][messages]") {
  const auto report =
      report_of(one_player("[parameters]\nT = 1\ngamma = 1\ntheta = 1\n", "q * gama - T * theta * q^2"));
  CHECK(report ==
        "game.toml:10:17: error: unknown name 'gama' in the payoff of player 'ada'\n"
        "   10 | maximize = \"q * gama - T * theta * q^2\"\n"
        "      |                 ^~~~ did you mean 'gamma'? parameters: T, gamma, theta\n"
        "1 error; nothing was solved.");
}

TEST_CASE("places inside long and escaped texts are right", "[declared][messages]") {
  const std::string head =
      "format = \"entente/1\"\nfamily = \"declared\"\n[[players]]\nvariables = [{ name = \"q\" }]\n";
  CHECK(first_line_of(head + "maximize = \"\"\"\nq\n  + gama\"\"\"\n")
            .starts_with("game.toml:7:5: error: unknown name 'gama'"));
  CHECK(first_line_of(head + "maximize = '''q +\n gama'''\n")
            .starts_with("game.toml:6:2: error: unknown name 'gama'"));
  CHECK(first_line_of(head + "maximize = \"q\\t+ \\u0067ama\"\n")
            .starts_with("game.toml:5:18: error: unknown name 'gama'"));
  CHECK(first_line_of(head + "maximize = \"\"\"q + \\\n    gama\"\"\"\n")
            .starts_with("game.toml:6:5: error: unknown name 'gama'"));
  CHECK(first_line_of(head + "maximize = 'q + gama'\n")
            .starts_with("game.toml:5:17: error: unknown name 'gama'"));
}

TEST_CASE("faults of several formulas are all reported, those of many equal players once",
          "[declared][messages]") {
  const auto report =
      report_of(declared("[[players]]\nname = \"firm\"\ncount = 50\nvariables = [{ name = \"q\" }]\nmaximize "
                         "= \"q + a + b\"\n"));
  CHECK(report.find("unknown name 'a'") != std::string::npos);
  CHECK(report.find("unknown name 'b'") != std::string::npos);
  CHECK(report.find("2 errors; nothing was solved.") != std::string::npos);
}

TEST_CASE("faults of formulas and of keys are reported together", "[declared][messages]") {
  const std::string second = "[[players]]\nname = \"bob\"\nvariables = [{ name = \"r\" }]\n";
  const auto report =
      report_of(one_player("[parameters]\ngamma = 1\n", "q * gama - q^2") + second + "maximise = \"r\"\n");
  CHECK(report ==
        "game.toml:8:17: error: unknown name 'gama' in the payoff of player 'ada'\n"
        "    8 | maximize = \"q * gama - q^2\"\n"
        "      |                 ^~~~ did you mean 'gamma'? parameters: gamma\n"
        "game.toml:12:1: error: unknown key 'maximise' in [[players]]; did you mean 'maximize'?\n"
        "   12 | maximise = \"r\"\n"
        "      | ^~~~~~~~\n"
        "2 errors; nothing was solved.");

  const auto of_kinds = report_of(one_player("") + second + "maximize = 5\n[[shared_constraints]]\n" +
                                  "expression = \"sum(p, players, z[p]) <= 1\"\n");
  CHECK(of_kinds.find("players[2].maximize is a number; give text") != std::string::npos);
  CHECK(of_kinds.find("unknown name 'z'") != std::string::npos);
  CHECK(of_kinds.find("2 errors") != std::string::npos);

  const auto of_parameters = report_of(one_player("[parameters]\na = \"2\"\n", "a * q + b"));
  CHECK(of_parameters.find("parameters.a is text") != std::string::npos);
  CHECK(of_parameters.find("unknown name 'b'") != std::string::npos);
  CHECK(of_parameters.find("unknown name 'a'") == std::string::npos);
  CHECK(of_parameters.find("2 errors") != std::string::npos);
}

TEST_CASE("consequences of a fault are not reported", "[declared][messages]") {
  CHECK(report_of(one_player("[paramaters]\na = 2\n", "a * q")).find("1 error") != std::string::npos);
  CHECK(report_of(one_player("a = 2\n", "a * q")).find("1 error") != std::string::npos);
  CHECK(report_of(one_player("[parameters]\na = \"2\"\n", "a[1] * q + a")).find("1 error") !=
        std::string::npos);
  CHECK(report_of(one_player("[functions]\nf = \"x -> \"\n", "f(q)")).find("1 error") != std::string::npos);
  CHECK(report_of(one_player("[sets]\ngoods = []\n", "sum(g, goods, q)")).find("1 error") !=
        std::string::npos);
}

TEST_CASE("games too large to be written out are refused at once", "[declared][messages]") {
  const auto report = first_line_of(
      declared("[[players]]\ncount = 100000\nvariables = [{ name = \"q\", lower = 0 }]\nmaximize = \"q * (9 "
               "- total^2 - prod(j, 1..9, total - q + j) - max(j, players, q[j]))\"\n"));
  CHECK(report.find("error: the sums of all players' payoffs together have more than 50000000 terms") !=
        std::string::npos);
}

// Malformed descriptions: each gives the message that says what, where and how to mend.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/models/description/reading.hpp"

namespace {

struct Malformed {
  const char* name;
  std::string text;                ///< below [players] and count = 3, on line 5
  std::vector<const char*> lines;  ///< of the report that begin with "t.toml:"
};

std::vector<std::string> located_lines(const std::string& report) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < report.size();) {
    const auto end = std::min(report.find('\n', begin), report.size());
    const auto line = report.substr(begin, end - begin);
    if (line.starts_with("t.toml:")) lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

void check(const Malformed& malformed, const std::string& text) {
  CAPTURE(malformed.name);
  const auto report = tests::faults(text);
  const auto lines = located_lines(report);
  CAPTURE(report);
  REQUIRE(lines.size() == malformed.lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i] == malformed.lines[i]);
  const auto count = std::to_string(lines.size()) + (lines.size() == 1 ? " error" : " errors");
  CHECK(report.ends_with("\n" + count + "; nothing was solved."));
}

}  // namespace

TEST_CASE("faults of syntax: the first one is located and says how to mend it", "[description][malformed]") {
  const std::vector<Malformed> cases = {
      {"decimal comma", "reward = 1,5", {"t.toml:5:10: error: reward: 1,5 has a decimal comma; write 1.5"}},
      {"decimal comma, negative",
       "reward = -1,5 # five",
       {"t.toml:5:10: error: reward: -1,5 has a decimal comma; write -1.5"}},
      {"unquoted word",
       "[solve]\nconcept = nash",
       {"t.toml:6:11: error: concept: text stands in quotes; write concept = \"nash\""}},
      {"capital truth", "reward = TRUE", {"t.toml:5:10: error: reward: write true in small letters"}},
      {"no value", "reward =", {"t.toml:5:1: error: 'reward' has no value"}},
      {"no value, more below", "reward = \nprobing_cost = 1", {"t.toml:5:1: error: 'reward' has no value"}},
      {"colon",
       "reward: 5",
       {"t.toml:5:7: error: expected '=', found ':'; keys and values are joined by '='"}},
      {"key alone", "reward", {"t.toml:5:7: error: the text ends too early"}},
      {"value alone", "= 5", {"t.toml:5:1: error: expected a key, a [section] or a comment, found '='"}},
      {"open string", "title = \"five", {"t.toml:5:14: error: in this string: the text ends too early"}},
      {"open array at the end",
       "reward = [1, 2,\n",
       {"t.toml:5:16: error: in this array: the text ends too early"}},
      {"missing comma",
       "reward = [1 2 3]",
       {"t.toml:5:13: error: in this array: expected comma or closing ']', found '2'"}},
      {"open header",
       "[game\ntrust = 0",
       {"t.toml:5:6: error: in this section name: expected ']', found the end of the line"}},
      {"empty header", "[]\n", {"t.toml:5:2: error: in this section name: a section needs a name"}},
      {"two keys on a line",
       "reward = 5 probing_cost = 1",
       {"t.toml:5:12: error: expected a comment or whitespace, found 'p'"}},
      {"leading point",
       "reward = .5",
       {"t.toml:5:10: error: reward: a digit must stand on both sides of the point in .5"}},
      {"trailing point",
       "reward = 5.",
       {"t.toml:5:10: error: reward: a digit must stand on both sides of the point in 5."}},
      {"leading zero",
       "reward = 05",
       {"t.toml:5:12: error: in this decimal integer: leave out the leading zeros"}},
      {"duplicate key",
       "reward = 5\nprobing_cost = 1\nreward = 6",
       {"t.toml:7:1: error: duplicate key 'reward'; write each key once"}},
      {"duplicate section",
       "[game]\ntrust = 0\n[game]\ngradient = \"exact\"",
       {"t.toml:7:1: error: [game] is defined a second time; write each section once"}},
      {"section over a key",
       "[game]\ntrust = 0\n[game.trust]\nx = 1",
       {"t.toml:7:1: error: [game.trust] is defined a second time; write each section once"}},
      {"unknown escape",
       "title = \"\\q\"",
       {"t.toml:5:11: error: in this string: unknown escape sequence '\\q'"}},
      {"broken inline table",
       "reward = { draw = { uniform = [1, 2] }",
       {"t.toml:5:39: error: in this table { }: the text ends too early"}},
      {"quote within a value",
       "reward = 3'x'",
       {"t.toml:5:11: error: in this decimal integer: expected digit, found '''"}},
      {"letter within a value",
       "reward = 3['\xC3\xA9'",
       {"t.toml:5:13: error: '\xC3\xA9' stands outside quotes; put text, and keys with such letters, in "
        "quotes"}},
      {"escaped letter",
       "title = \"\"\"a\\\n \xC3\xA9\"\"\"",
       {"t.toml:6:2: error: a backslash stands before a letter that is not ASCII; write the backslash twice, "
        "or the "
        "line unbroken"}},
      {"hexadecimal float",
       "reward = 0x1p3",
       {"t.toml:5:10: error: in this hexadecimal floating-point: write the number in decimals"}},
      {"bare carriage return",
       "reward = 5\rprobing_cost = 1",
       {"t.toml:5:12: error: expected '\\n' after '\\r', found 'p'"}},
      {"non-ASCII key",
       "r\xC3\xA9ward = 5",
       {"t.toml:5:2: error: '\xC3\xA9' stands outside quotes; put text, and keys with such letters, in "
        "quotes"}},
      {"control character",
       std::string("reward = \x01"),
       {"t.toml:5:10: error: control character 0x01; a description is plain text"}},
      {"NUL",
       std::string("reward = 5\0\n", 12),
       {"t.toml:5:11: error: control character 0x00; a description is plain text"}},
      {"not UTF-8",
       "title = \"\xFF\xFE\"",
       {"t.toml:5:10: error: byte 0xff is not UTF-8; save the description as UTF-8"}},
      {"overlong UTF-8",
       "title = \"\xC0\xAF\"",
       {"t.toml:5:10: error: byte 0xc0 is not UTF-8; save the description as UTF-8"}},
      {"deep brackets",
       "reward = " + std::string(100, '['),
       {"t.toml:5:42: error: brackets nested more than 32 deep"}},
      {"deep key",
       "a" +
           [] {
             std::string s;
             for (int i = 0; i < 100; ++i) s += ".a";
             return s;
           }() +
           " = 1",
       {"t.toml:5:64: error: a dotted key of more than 32 parts"}},
  };
  for (const auto& malformed : cases) check(malformed, tests::head + malformed.text);
}

TEST_CASE("faults of meaning: all of them, in the order of the text", "[description][malformed]") {
  const std::vector<Malformed> cases = {
      {"unknown key",
       "rewrad = 5",
       {"t.toml:5:1: error: unknown key 'rewrad' in [players]; did you mean 'reward'?"}},
      {"unknown key, nothing near",
       "zzzzzz = 5",
       {"t.toml:5:1: error: unknown key 'zzzzzz' in [players]; known: count, sharing_cost, probing_cost, "
        "deception_cost, information_sensitivity, reward, sharing_value, probing_value, trust_rate, "
        "learning_rate"}},
      {"key of another section",
       "trust = 0.5",
       {"t.toml:5:1: error: unknown key 'trust' in [players]; it belongs to [game]"}},
      {"unknown section",
       "[gmae]\ntrust = 0",
       {"t.toml:5:2: error: unknown section 'gmae' in the description; did you mean 'game'?"}},
      {"section as a value",
       "[x]\n",
       {"t.toml:5:2: error: unknown section 'x' in the description; known: players, game, solve, horizon, "
        "simulate, sweep, claim"}},
      {"negative cost",
       "sharing_cost = -1",
       {"t.toml:5:16: error: players.sharing_cost = -1 violates c1 > 0"}},
      {"zero cost", "sharing_cost = 0", {"t.toml:5:16: error: players.sharing_cost = 0 violates c1 > 0"}},
      {"rate at the end of its range",
       "trust_rate = 1.0",
       {"t.toml:5:14: error: players.trust_rate = 1 violates 0 < eta < 1"}},
      {"nan", "reward = nan", {"t.toml:5:10: error: players.reward: nan is not a finite number"}},
      {"infinity", "reward = -inf", {"t.toml:5:10: error: players.reward: -inf is not a finite number"}},
      {"nan in an array",
       "reward = [1, nan, 3]",
       {"t.toml:5:14: error: players.reward[2]: nan is not a finite number"}},
      {"subnormal",
       "reward = 1e-320",
       {"t.toml:5:10: error: players.reward: 1e-320 is nearer to 0 than the smallest normal double, "
        "2.2e-308; write 0 or rescale"}},
      {"underflow",
       "reward = 1e-400",
       {"t.toml:5:10: error: players.reward: 1e-400 is nearer to 0 than the smallest normal double, "
        "2.2e-308; write 0 or rescale"}},
      {"overflow",
       "reward = 1e400",
       {"t.toml:5:10: error: players.reward: 1e400 is beyond the largest double, 1.8e308"}},
      {"overflow, negative, within an array",
       "reward = [1, -1_0e4_00, 3]",
       {"t.toml:5:14: error: players.reward[2]: -10e400 is beyond the largest double, 1.8e308"}},
      {"integer beyond 64 bits",
       "[simulate]\nrounds = 123456789012345678901234567890",
       {"t.toml:6:10: error: simulate.rounds = 1.2345678901234568e+29 violates 1 <= T <= 1000000"}},
      {"date",
       "reward = 1979-05-27",
       {"t.toml:5:10: error: players.reward is a date or time; descriptions hold numbers and text"}},
      {"quoted number",
       "reward = \"5\"",
       {"t.toml:5:10: error: players.reward is text; give a number, an array of 3 numbers or a draw, without "
        "quotes and with a point"}},
      {"quoted decimal comma",
       "reward = \"1,5\"",
       {"t.toml:5:10: error: players.reward is text; give a number, an array of 3 numbers or a draw, without "
        "quotes and with a point"}},
      {"text for a number",
       "reward = \"high\"",
       {"t.toml:5:10: error: players.reward is text; give a number, an array of 3 numbers or a draw"}},
      {"truth for a number",
       "reward = true",
       {"t.toml:5:10: error: players.reward is a truth value; give a number, an array of 3 numbers or a "
        "draw"}},
      {"table for a number",
       "reward = { x = 1 }",
       {"t.toml:5:10: error: players.reward is a table; give a number, an array of 3 numbers or a draw"}},
      {"array too short",
       "reward = [1, 2]",
       {"t.toml:5:10: error: players.reward has 2 entries but players.count is 3"}},
      {"array too long",
       "reward = [1, 2, 3, 4]",
       {"t.toml:5:10: error: players.reward has 4 entries but players.count is 3"}},
      {"empty array",
       "reward = []",
       {"t.toml:5:10: error: players.reward has 0 entries but players.count is 3"}},
      {"array of texts",
       "reward = [1, \"2\", 3]",
       {"t.toml:5:14: error: players.reward[2] is text; give a number"}},
      {"two bad elements",
       "reward = [-1, 5, -2]",
       {"t.toml:5:11: error: players.reward[1] = -1 violates R > 0",
        "t.toml:5:18: error: players.reward[3] = -2 violates R > 0"}},
      {"fraction for a count",
       "[simulate]\nrounds = 2.5",
       {"t.toml:6:10: error: simulate.rounds = 2.5 is not a whole number"}},
      {"zero rounds",
       "[simulate]\nrounds = 0",
       {"t.toml:6:10: error: simulate.rounds = 0 violates 1 <= T <= 1000000"}},
      {"unknown choice",
       "[game]\ngradient = \"exat\"",
       {"t.toml:6:12: error: game.gradient = \"exat\" is not \"printed\", \"exact\" or \"stationary\"; did "
        "you mean 'exact'?"}},
      {"number for a choice",
       "[game]\ngradient = 1",
       {"t.toml:6:12: error: game.gradient is a number; give \"printed\", \"exact\" or \"stationary\""}},
      {"trust word",
       "[game]\ntrust = \"steady\"",
       {"t.toml:6:9: error: game.trust = \"steady\" is not \"steady-state\", a number or an array of N rows "
        "of N numbers"}},
      {"trust too large",
       "[game]\ntrust = 1.5",
       {"t.toml:6:9: error: game.trust = 1.5 violates 0 <= tau <= 1"}},
      {"trust matrix of wrong size",
       "[game]\ntrust = [[0, 1], [1, 0]]",
       {"t.toml:6:9: error: game.trust has 2 rows but players.count is 3"}},
      {"trust matrix ragged",
       "[game]\ntrust = [[0, 1, 1], [1, 0], [1, 1, 0]]",
       {"t.toml:6:21: error: game.trust[2] has 2 entries; a row needs 3"}},
      {"trust matrix diagonal",
       "[game]\ntrust = [[0, 1, 1], [1, 0.5, 1], [1, 1, 0]]",
       {"t.toml:6:25: error: game.trust[2][2] = 0.5 stands on the diagonal, which must be 0"}},
      {"trust matrix range",
       "[game]\ntrust = [[0, 1, 1], [1, 0, -0.1], [1, 1, 0]]",
       {"t.toml:6:28: error: game.trust[2][3] = -0.1 violates 0 <= tau <= 1"}},
      {"trust matrix of texts",
       "[game]\ntrust = [[0, 1, 1], [1, 0, \"x\"], [1, 1, 0]]",
       {"t.toml:6:28: error: game.trust[2][3] is text; give a number"}},
      {"strategies",
       "[simulate]\ninitial_strategies = [[0.5, 0.5, 0.5], [0, 0, 0], [0, 0]]",
       {"t.toml:6:51: error: simulate.initial_strategies[3] has 2 entries; a row needs 3"}},
      {"strategies beyond the budget",
       "[simulate]\ninitial_strategies = [[0.5, 0.5, 0.5], [0, 0, 0], [0, 0, 0]]",
       {"t.toml:6:23: error: simulate.initial_strategies[1] adds up to 1.5, which violates alpha + beta + "
        "delta <= 1"}},
      {"draw of an unknown law",
       "reward = { draw = { unifrom = [1, 2] } }",
       {"t.toml:5:21: error: unknown law 'unifrom' in players.reward; did you mean 'uniform'?"}},
      {"draw with ends swapped",
       "reward = { draw = { uniform = [2, 1] } }",
       {"t.toml:5:31: error: players.reward: uniform = [2, 1] violates lower < upper"}},
      {"draw with one end",
       "reward = { draw = { uniform = [2] } }",
       {"t.toml:5:31: error: players.reward: a uniform law needs its two ends, uniform = [lower, upper]"}},
      {"draw without a law",
       "reward = { draw = 5 }",
       {"t.toml:5:19: error: players.reward needs exactly one law, such as uniform = [0, 1]"}},
      {"draw with company",
       "reward = { draw = { uniform = [1, 2] }, x = 1 }",
       {"t.toml:5:10: error: players.reward: nothing may stand beside 'draw'"}},
      {"draw of a law with a bad argument",
       "reward = { draw = { exponential = { mean = -1 } } }",
       {"t.toml:5:44: error: players.reward: mean = -1 violates mean > 0"}},
      {"draw of a law with an unknown argument",
       "reward = { draw = { normal = { mean = 1, sd = 1 } } }",
       {"t.toml:5:42: error: unknown argument 'sd' of normal in players.reward; write normal = { mean = 0, "
        "deviation = 1 }"}},
      {"draw outside the range",
       "trust_rate = { draw = { uniform = [2, 3] } }",
       {"t.toml:5:14: error: players.trust_rate[1] = 2.9236057160505116 violates 0 < eta < 1; the value was "
        "drawn: narrow the law, or choose one that stays inside"}},
      {"negative seed",
       "[solve]\nstarts = -1",
       {"t.toml:6:10: error: solve.starts = -1 violates 0 <= starts <= 1000000000"}},
      {"zero tolerance",
       "[solve]\ntolerance = 0",
       {"t.toml:6:13: error: solve.tolerance = 0 violates tolerance > 0"}},
      {"symmetric concept with different players",
       "reward = [1, 2, 2]\n[solve]\nconcept = \"symmetric-nash\"",
       {"t.toml:5:10: error: concept = \"symmetric-nash\" needs identical players, but players.reward is 1 "
        "for player 1 and 2 for player 2; give one number, or concept = \"nash\""}},
      {"symmetric concept with a trust matrix",
       "[game]\ntrust = [[0,1,1],[1,0,1],[1,1,0]]\n[solve]\nconcept = \"printed-symmetric\"",
       {"t.toml:6:9: error: concept = \"printed-symmetric\" needs one trust for all pairs, but game.trust is "
        "a matrix; give a number or \"steady-state\", or concept = \"nash\""}},
      {"S-kappa with discount factor 1",
       "[solve]\nconcept = \"symmetric-nash\"\n[horizon]\ndiscount_factor = 1",
       {"t.toml:8:19: error: horizon.discount_factor = 1 violates gamma < 1, which concept = "
        "\"symmetric-nash\" needs (S-kappa); its limit is gradient = \"stationary\" without a discount "
        "factor"}},
      {"S-kappa with another gradient",
       "[game]\ngradient = \"printed\"\n[solve]\nconcept = \"symmetric-nash\"\n[horizon]\ndiscount_factor = "
       "0.5",
       {"t.toml:6:12: error: a discount factor goes with gradient = \"exact\" only (S-kappa): under "
        "\"printed\" the future derivative is 0, and \"stationary\" already holds the play for ever"}},
      {"stationary gradient beside fixed trust",
       "[game]\ngradient = \"stationary\"\ntrust = 0.5",
       {"t.toml:7:9: error: gradient = \"stationary\" lets inbound trust follow honesty, so it needs trust = "
        "\"steady-state\""}},
      {"discount factor 0",
       "[horizon]\ndiscount_factor = 0",
       {"t.toml:6:19: error: horizon.discount_factor = 0 violates 0 < gamma <= 1"}},
      {"sweep of an unknown key",
       "[[sweep]]\nkey = \"players.rewrad\"\nfrom = 1\nto = 2\npoints = 3",
       {"t.toml:6:7: error: sweep[1].key = \"players.rewrad\" is no key of this family; did you mean "
        "'players.reward'?"}},
      {"sweep of a word",
       "[[sweep]]\nkey = \"solve.concept\"\nvalues = [1]",
       {"t.toml:6:7: error: sweep[1].key = \"solve.concept\" does not hold a number, so it cannot be "
        "varied"}},
      {"sweep half given",
       "[[sweep]]\nkey = \"players.reward\"\nfrom = 1",
       {"t.toml:5:1: error: sweep[1] needs either values, or from, to and points"}},
      {"sweep outside the range",
       "[[sweep]]\nkey = \"players.reward\"\nvalues = [1, 0]",
       {"t.toml:7:10: error: sweep[1]: reward = 0 violates R > 0"}},
      {"sweep of a count between whole numbers",
       "[[sweep]]\nkey = \"players.count\"\nfrom = 2\nto = 3\npoints = 3",
       {"t.toml:5:1: error: sweep[1]: count = 2.5 is not a whole number; give values, or other points"}},
      {"logarithmic sweep from 0",
       "[[sweep]]\nkey = \"players.sharing_value\"\nfrom = 0\nto = 3\npoints = 3\nspacing = \"log\"",
       {"t.toml:10:11: error: sweep[1]: spacing = \"log\" needs from > 0 and to > 0, not 0 and 3"}},
      {"sweep without a key",
       "[[sweep]]\nvalues = [1]",
       {"t.toml:5:1: error: sweep[1].key is missing: dotted key that is varied"}},
      {"sweep as a section",
       "[sweep]\nkey = \"players.reward\"",
       {"t.toml:5:2: error: sweep is a table; write each entry under [[sweep]]"}},
      {"many at once",
       "reward = -1\nprobing_csot = 1\n[game]\ntrust = 2\n[simulate]\nrounds = 0",
       {"t.toml:5:10: error: players.reward = -1 violates R > 0",
        "t.toml:6:1: error: unknown key 'probing_csot' in [players]; did you mean 'probing_cost'?",
        "t.toml:8:9: error: game.trust = 2 violates 0 <= tau <= 1",
        "t.toml:10:10: error: simulate.rounds = 0 violates 1 <= T <= 1000000"}},
  };
  for (const auto& malformed : cases) check(malformed, tests::head + malformed.text);
}

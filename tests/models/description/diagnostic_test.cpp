#include "models/description/diagnostic.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "models/description/numbers.hpp"
#include "models/description/utf8.hpp"

using namespace models::description;

namespace {

Diagnostic at(int column, int length, std::string line, std::string note = {}) {
  return {{23, column, length, std::make_shared<const std::string>("f.toml")},
          "message",
          std::move(line),
          std::move(note)};
}

std::string caret_line(const Diagnostic& diagnostic) {
  const auto text = to_text(diagnostic);
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

TEST_CASE("a diagnostic looks as the interface says", "[diagnostic]") {
  auto diagnostic = at(36, 4, "maximize = \"e - a + f(a) + alpha * gama * sqrt(a * other.a)\"",
                       "did you mean 'gamma'? parameters: T, gamma, theta");
  diagnostic.message = "unknown name 'gama' in the payoff of player 'samsung'";
  CHECK(to_text(diagnostic) ==
        "f.toml:23:36: error: unknown name 'gama' in the payoff of player 'samsung'\n"
        "   23 | maximize = \"e - a + f(a) + alpha * gama * sqrt(a * other.a)\"\n"
        "      |                                    ^~~~ did you mean 'gamma'? parameters: T, gamma, theta");
}

TEST_CASE("the caret stands below its character", "[diagnostic]") {
  CHECK(caret_line(at(1, 1, "x")) == "      | ^");
  CHECK(caret_line(at(3, 1, "\tx=1")) == "      | \t ^");
  CHECK(caret_line(at(3, 1, "\xC3\xA9=1")) == "      |   ^");       // two bytes, one column
  CHECK(caret_line(at(3, 1, "\xE4\xB8\xAD=1")) == "      |    ^");  // one wide character
  CHECK(caret_line(at(1, 1, "\xE4\xB8\xAD=1")) == "      | ^~");    // underlined over its width
  CHECK(caret_line(at(4, 1, "e\xCC\x81=1")) == "      |   ^");      // a combining accent takes no column
  CHECK(caret_line(at(4, 1, "x=1")) == "      |    ^");             // behind the end
  CHECK(caret_line(at(2, 50, "x=1")) == "      |  ^~");             // no longer than the line
}

TEST_CASE("a long line is cut around the caret", "[diagnostic]") {
  const auto text = to_text(at(5001, 3, std::string(5000, 'a') + "bcd" + std::string(5000, 'e')));
  CHECK(text.size() < 400);
  CHECK(text.find("aaabcdee") != std::string::npos);
  const auto line = text.substr(text.find('\n') + 1);
  CHECK(line.substr(0, line.find('\n')).find("bcd") == line.substr(line.find('\n') + 1).find("^~~"));
}

TEST_CASE("nothing in a report can command a terminal", "[diagnostic]") {
  auto diagnostic = at(1, 1, "\x1B[31mred\x07");
  diagnostic.message = "unknown key '\x1B]0;title\x07'";
  const auto text = to_text(diagnostic);
  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(text.find('\x07') == std::string::npos);
  CHECK(text.find("\\x1b]0;title\\x07") != std::string::npos);
}

TEST_CASE("a place without a line is named alone", "[diagnostic]") {
  const Diagnostic diagnostic{{0, 0, 1, std::make_shared<const std::string>("--set a=1")}, "message", {}, {}};
  CHECK(to_text(diagnostic) == "--set a=1: error: message");
}

TEST_CASE("did you mean: slips are near, other words are not", "[diagnostic]") {
  const std::vector<std::string_view> words = {"count", "reward", "trust_rate", "learning_rate", "maximize"};
  CHECK(did_you_mean("rewrad", words) == "reward");
  CHECK(did_you_mean("Reward", words) == "reward");
  CHECK(did_you_mean("trust-rate", words) == "trust_rate");
  CHECK(did_you_mean("maximise", words) == "maximize");
  CHECK(did_you_mean("learnign_rate", words) == "learning_rate");
  CHECK(did_you_mean("payoff", words).empty());
  CHECK(did_you_mean("", words).empty());
  CHECK(did_you_mean(std::string(100'000, 'x'), words).empty());
}

TEST_CASE("numbers: strict, finite, normal", "[numbers]") {
  const auto value = [](const char* text) {
    const auto [number, fault] = read_number(text);
    CHECK(fault == NumberFault::none);
    return number;
  };
  CHECK(value("0.1") == 0.1);
  CHECK(value("+3") == 3);
  CHECK(value("-1e-3") == -1e-3);
  CHECK(value("0") == 0);
  CHECK(value("0e-999") == 0);
  CHECK(value("1.7976931348623157e308") == 1.7976931348623157e308);
  CHECK(value("2.2250738585072014e-308") == 2.2250738585072014e-308);
  const auto fault = [](const char* text) { return read_number(text).fault; };
  for (const char* text : {"", " 1", "1 ", "abc", "1x", "--1", "+-1", "0x10", "1.5.2", "e5", "."})
    CHECK(fault(text) == NumberFault::no_number);
  for (const char* text : {"nan", "-NaN", "inf", "+Infinity"}) CHECK(fault(text) == NumberFault::not_finite);
  for (const char* text : {"1e309", "-1e400", "1e99999999999999999999", "1000e306"})
    CHECK(fault(text) == NumberFault::too_large);
  for (const char* text : {"2.2250738585072011e-308", "4.9e-324", "-1e-400", "1e-99999999999999999999"})
    CHECK(fault(text) == NumberFault::too_small);
  for (const char* text : {"1,5", "-1,5", "0,001"}) CHECK(fault(text) == NumberFault::decimal_comma);
}

TEST_CASE("UTF-8: only shortest forms of scalar values", "[utf8]") {
  const auto valid = [](std::string_view text) {
    const auto point = code_point(text, 0);
    return point.valid && static_cast<std::size_t>(point.size) == text.size();
  };
  for (const auto* text :
       {"a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(valid(text));
  for (const auto* text : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xC3"})
    CHECK_FALSE(valid(text));
}

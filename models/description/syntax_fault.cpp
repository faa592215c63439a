#include "models/description/syntax_fault.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "models/description/numbers.hpp"
#include "models/description/text_checks.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "KEY = VALUE # comment" of one line, for a look at what was meant.
struct Assignment {
  std::string_view key, value;
  int key_column = 1, value_column = 1;
};

Assignment assignment_of(std::string_view line) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  Assignment result;
  result.key = trimmed(line.substr(0, equals));
  const auto rest = line.substr(equals + 1);
  result.value = trimmed(rest.substr(0, rest.find('#')));
  result.key_column =
      1 + count_code_points(line.substr(0, static_cast<std::size_t>(result.key.data() - line.data())));
  if (!result.value.empty())
    result.value_column =
        1 + count_code_points(line.substr(0, static_cast<std::size_t>(result.value.data() - line.data())));
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// What the value was meant to be, if that can be told.
std::string remedy_for(const Assignment& given) {
  const auto [number, fault] = read_number(given.value);
  if (fault == NumberFault::decimal_comma || fault == NumberFault::too_large)
    return fmt::format("{}: {}", given.key, explain(fault, given.value));
  if (const auto word = lower(given.value); word == "true" || word == "false")
    return fmt::format("{}: write {} in small letters", given.key, word);
  if (is_bare_word(given.value))
    return fmt::format("{}: text stands in quotes; write {} = \"{}\"", given.key, given.key, given.value);
  if (fault == NumberFault::none && (given.value.front() == '.' || given.value.back() == '.'))
    return fmt::format("{}: a digit must stand on both sides of the point in {}", given.key, given.value);
  return {};
}

/// The parser's words in plain ones.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> plain_words{{
    {"encountered end-of-file", "the text ends too early"},
    {"encountered unexpected EOF", "the text ends too early"},
    {"saw '\\n'", "found the end of the line"},
    {"saw '\\r'", "found the end of the line"},
    {", saw ", ", found "},
    {"tables with blank bare keys are explicitly prohibited", "a section needs a name"},
    {"expected keys, tables, whitespace or comments", "expected a key, a [section] or a comment"},
    {"hexadecimal floating-point values are not supported in TOML 1.0.0 and earlier",
     "write the number in decimals"},
    {"leading zeroes are prohibited", "leave out the leading zeros"},
}};

/// What the parser calls the thing it was reading, as users know it; empty where the words add nothing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> plain_things{{
    {"root table", ""},
    {"key-value pair", ""},
    {"table header", "in this section name: "},
    {"inline table", "in this table { }: "},
}};

/// "Error while parsing table header: expected ']', saw '\n'" as a user would say it.
std::string plain(std::string_view complaint) {
  constexpr std::string_view opening = "Error while parsing ";
  std::string prefix;
  if (complaint.starts_with(opening)) {
    complaint.remove_prefix(opening.size());
    const auto colon = std::min(complaint.find(": "), complaint.size());
    prefix = fmt::format("in this {}: ", complaint.substr(0, colon));
    for (const auto& [theirs, ours] : plain_things)
      if (complaint.substr(0, colon) == theirs) prefix = ours;
    complaint.remove_prefix(std::min(colon + 2, complaint.size()));
  }
  std::string text(complaint);
  for (const auto& [theirs, ours] : plain_words)
    if (const auto at = text.find(theirs); at != std::string::npos) text.replace(at, theirs.size(), ours);
  return prefix + text;
}

/// A key or table that stands twice: the caret belongs under the name.
SyntaxFault duplicate(std::string_view line, int number, const Assignment& given,
                      std::string_view complaint) {
  const bool header = trimmed(line).starts_with('[');
  const auto name = header ? trimmed(line) : given.key;
  if (name.empty()) return {number, 1, 1, plain(complaint)};
  const auto before = line.substr(0, static_cast<std::size_t>(name.data() - line.data()));
  return {number, 1 + count_code_points(before), count_code_points(name),
          header ? fmt::format("{} is defined a second time; write each section once", printable(name, 60))
                 : fmt::format("duplicate key '{}'; write each key once", printable(name, 60))};
}

}  // namespace

bool is_bare_word(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
         });
}

SyntaxFault explain_syntax(std::string_view text, int line, int column, std::string_view complaint) {
  auto shown = line_of(text, line);
  if (complaint.find("end-of-file") != std::string_view::npos && trimmed(shown).empty() && line > 1) {
    shown = line_of(text, --line);  // the fault is where the text ends, not on the empty line behind it
    column = 1 + count_code_points(shown);
  }
  const auto given = assignment_of(shown);
  if (complaint.find("redefine") != std::string_view::npos) return duplicate(shown, line, given, complaint);
  if (!given.key.empty() && given.value.empty() && column > given.key_column)
    return {line, given.key_column, count_code_points(given.key),
            fmt::format("'{}' has no value", given.key)};
  if (!given.value.empty() && column >= given.value_column)
    if (const auto remedy = remedy_for(given); !remedy.empty())
      return {line, given.value_column, std::max(1, count_code_points(given.value)), remedy};
  auto message = plain(complaint);
  if (complaint.find("saw ':'") != std::string_view::npos) message += "; keys and values are joined by '='";
  return {line, std::min(column, 1 + count_code_points(shown)), 1, std::move(message)};
}

}  // namespace models::description

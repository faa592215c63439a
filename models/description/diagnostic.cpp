#include "models/description/diagnostic.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/description/utf8.hpp"

namespace models::description {
namespace {

constexpr int context = 60;  // columns shown on each side of a caret in a long line

/// A line of text and the caret below it, of the same width on a terminal.
struct Excerpt {
  std::string line, caret;
};

Excerpt excerpt(std::string_view line, int column, int length) {
  Excerpt result;
  const bool cut = count_code_points(line) > 2 * context;
  const int first = cut ? std::max(1, column - context) : 1;
  if (first > 1) result = {"...", "   "};
  int at_column = 1, underline = 0;
  for (std::size_t at = 0; at < line.size(); ++at_column) {
    const auto point = code_point(line, at);
    const auto bytes = line.substr(at, static_cast<std::size_t>(point.size));
    at += bytes.size();
    if (at_column < first) continue;
    if (cut && at_column > column + context) {
      result.line += "...";
      break;
    }
    const bool tab = point.value == '\t';
    const bool hidden = !point.valid || (!tab && printable(bytes) != bytes);
    const auto width = static_cast<std::size_t>(hidden || tab ? 1 : display_width(point.value));
    result.line += hidden ? std::string_view("\xEF\xBF\xBD") : bytes;  // U+FFFD
    if (at_column < column) result.caret += tab ? std::string("\t") : std::string(width, ' ');
    if (at_column >= column && at_column < column + length) underline += static_cast<int>(width);
  }
  if (at_column < column) result.caret += ' ';  // behind the last character
  result.caret += '^' + std::string(static_cast<std::size_t>(std::max(0, underline - 1)), '~');
  return result;
}

std::string position(const Location& where) {
  const auto file = printable(where.file_name());
  return where.line == 0 ? file : fmt::format("{}:{}:{}", file, where.line, where.column);
}

std::string report(const std::vector<Diagnostic>& diagnostics, std::size_t unlisted) {
  std::string text;
  for (const auto& diagnostic : diagnostics) text += to_text(diagnostic) + '\n';
  if (unlisted > 0) text += fmt::format("... and {} more\n", unlisted);
  const auto count = diagnostics.size() + unlisted;
  return text + fmt::format("{} error{}; nothing was solved.", count, count == 1 ? "" : "s");
}

/// Restricted Damerau-Levenshtein distance: insertions, deletions, substitutions, neighbours swapped.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return previous[b.size()];
}

/// As a slip of the finger would leave it: case and the choice of dash do not count.
std::string folded(std::string_view word) {
  std::string result(word);
  for (auto& c : result) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  auto text = fmt::format("{}: error: {}", position(diagnostic.where), printable(diagnostic.message));
  if (diagnostic.source_line.empty() || diagnostic.where.line == 0) {
    if (!diagnostic.note.empty()) text += "; " + printable(diagnostic.note);
    return text;
  }
  const auto [line, caret] =
      excerpt(diagnostic.source_line, diagnostic.where.column, diagnostic.where.length);
  text += fmt::format("\n{:5} | {}\n      | {}", diagnostic.where.line, line, caret);
  if (!diagnostic.note.empty()) text += ' ' + printable(diagnostic.note);
  return text;
}

DescriptionError::DescriptionError(std::vector<Diagnostic> diagnostics, std::size_t unlisted)
    : std::runtime_error(report(diagnostics, unlisted)), diagnostics_(std::move(diagnostics)) {}

std::string_view did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.size() > 64) return {};  // no slip of a name, and the distance is quadratic
  const auto sought = folded(word);
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const auto candidate : candidates)
    if (const auto distance = edit_distance(sought, folded(candidate)); distance < least) {
      least = distance;
      best = candidate;
    }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (const auto near = did_you_mean(word, candidates); !near.empty())
    return fmt::format("; did you mean '{}'?", near);
  return candidates.empty() ? std::string() : fmt::format("; known: {}", fmt::join(candidates, ", "));
}

}  // namespace models::description

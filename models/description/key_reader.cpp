#include "models/description/key_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/description/law.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

constexpr double exact_integers = 9007199254740992.0;  // 2^53: beyond it not every whole number is a double

/// "a, b or c"
std::string listed(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return parts.empty() ? std::string() : parts.front();
  return fmt::format("{} or {}", fmt::join(parts.begin(), parts.end() - 1, ", "), parts.back());
}

std::vector<std::string> quoted(const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (const auto& word : words) result.push_back('"' + word + '"');
  return result;
}

std::string times(std::optional<long> count, const char* unknown) {
  return count ? fmt::format("{}", *count) : std::string(unknown);
}

std::string entry(const std::string& path, std::size_t i) { return fmt::format("{}[{}]", path, i + 1); }

}  // namespace

std::string KeyReader::allowed(const Key& key, std::optional<long> length) {
  std::vector<std::string> parts = quoted(key.words);
  if (key.accepts(form_truth)) parts.emplace_back("true or false");
  if (key.accepts(form_integer)) parts.emplace_back("a whole number");
  if (key.accepts(form_number)) parts.emplace_back("a number");
  if (key.accepts(form_numbers))
    parts.push_back(length ? fmt::format("an array of {} numbers", *length) : "an array of numbers");
  if (key.accepts(form_matrix))
    parts.push_back(key.columns < 0
                        ? "an array of equally long rows of numbers"
                        : fmt::format("an array of {} rows of {} numbers", times(length, "N"),
                                      key.columns > 0 ? std::to_string(key.columns) : times(length, "N")));
  if (key.accepts(form_draw)) parts.emplace_back("a draw");
  if (key.accepts(form_text)) parts.emplace_back("text");
  if (key.accepts(form_texts)) parts.emplace_back("an array of texts");
  if (key.accepts(form_law)) parts.emplace_back("a law, such as uniform = [0, 1]");
  if (key.accepts(form_table)) parts.emplace_back("a table");
  return listed(parts);
}

std::optional<Value> KeyReader::read(const Key& key, const Value& given, const std::string& path,
                                     std::optional<long> length) {
  if (given.is_number() && key.accepts(form_integer)) return integer(key, given, path);
  if (given.is_number() && key.accepts(form_number)) return number(key, given, path);
  if (given.text() && key.accepts(form_word)) return word(key, given, path);
  if (given.text() && key.accepts(form_text)) return given;
  if (std::holds_alternative<bool>(given.data()) && key.accepts(form_truth)) return given;
  if (is_draw(given) && key.accepts(form_draw)) return drawn(key, given, path, length);
  if (given.table() && key.accepts(form_law))
    return read_law(given, path, faults_) ? std::optional<Value>(given) : std::nullopt;
  if (given.table() && key.accepts(form_table)) return with_draws(given, path);
  if (const auto* array = given.array()) {
    if (key.accepts(form_texts)) return texts(key, given, path);
    const bool rows = !array->empty() && array->front().array();
    if (key.accepts(form_matrix) && (rows || !key.accepts(form_numbers)))
      return matrix(key, given, path, length);
    if (key.accepts(form_numbers)) return numbers(key, given, path, length);
  }
  const bool quoted_number = given.text() && !key.accepts(form_text) && !given.text()->empty() &&
                             given.text()->find_first_not_of("0123456789.,eE+-") == std::string::npos;
  return fail(path, given.location(),
              fmt::format("{} is {}; give {}{}", path, given.kind(), allowed(key, length),
                          quoted_number ? ", without quotes and with a point" : ""));
}

/// A table of the user's own keys with every { draw = ... } in it drawn.
std::optional<Value> KeyReader::with_draws(const Value& given, const std::string& path) {
  if (is_draw(given)) {
    const auto law = read_draw(given, path, faults_);
    if (!law) return std::nullopt;
    solvers::RandomStream stream(seed_, solvers::hash_of(path.data(), path.size()));
    return Value(draw(*law, stream), given.location());
  }
  auto result = given;
  bool good = true;
  if (auto* table = result.table())
    for (auto& [name, value, where] : table->entries()) {
      if (!value.table() && !value.array()) continue;
      auto drawn = with_draws(value, path + '.' + name);
      good = good && drawn;
      if (drawn) value = *std::move(drawn);
    }
  if (auto* array = std::get_if<Array>(&result.data()))
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (!(*array)[i].table() && !(*array)[i].array()) continue;
      auto drawn = with_draws((*array)[i], entry(path, i));
      good = good && drawn;
      if (drawn) (*array)[i] = *std::move(drawn);
    }
  return good ? std::optional<Value>(std::move(result)) : std::nullopt;
}

std::optional<Value> KeyReader::fail(const std::string& path, const Location& where, std::string message) {
  faults_.add(path, where, std::move(message));
  return std::nullopt;
}

bool KeyReader::check_range(const Key& key, double value, const std::string& path, const Location& where,
                            bool was_drawn) {
  if (key.range.contains(value)) return true;
  fail(
      path, where,
      fmt::format("{} = {} violates {}{}", path, value, key.range.text(key.shown_symbol()),
                  was_drawn ? "; the value was drawn: narrow the law, or choose one that stays inside" : ""));
  return false;
}

std::optional<Value> KeyReader::number(const Key& key, const Value& given, const std::string& path) {
  if (!check_range(key, given.number(), path, given.location())) return std::nullopt;
  return Value(given.number(), given.location());
}

std::optional<Value> KeyReader::integer(const Key& key, const Value& given, const std::string& path) {
  const double value = given.number();
  if (!check_range(key, value, path, given.location())) return std::nullopt;
  if (std::holds_alternative<std::int64_t>(given.data())) return given;
  if (value != std::floor(value) || std::abs(value) > exact_integers)
    return fail(path, given.location(), fmt::format("{} = {} is not a whole number", path, value));
  return Value(static_cast<std::int64_t>(value), given.location());
}

std::optional<Value> KeyReader::word(const Key& key, const Value& given, const std::string& path) {
  const auto& text = *given.text();
  if (std::find(key.words.begin(), key.words.end(), text) != key.words.end()) return given;
  const std::vector<std::string_view> words(key.words.begin(), key.words.end());
  const auto near = did_you_mean(text, words);
  return fail(path, given.location(),
              fmt::format("{} = \"{}\" is not {}{}", path, printable(text, 40), allowed(key, std::nullopt),
                          near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
}

std::optional<Value> KeyReader::texts(const Key&, const Value& given, const std::string& path) {
  const auto& entries = *given.array();
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (!entries[i].text())
      return fail(path, entries[i].location(),
                  fmt::format("{} is {}; give text", entry(path, i), entries[i].kind()));
  return given;
}

bool KeyReader::check_length(const Key& key, const Value& given, const std::string& path, long length,
                             const char* what) {
  const auto size = static_cast<long>(given.array()->size());
  if (size == length) return true;
  fail(path, given.location(),
       fmt::format("{} has {} {} but {} is {}", path, size, what, key.length, length));
  return false;
}

std::optional<Value> KeyReader::numbers(const Key& key, const Value& given, const std::string& path,
                                        std::optional<long> length) {
  const auto& entries = *given.array();
  bool good = !length || check_length(key, given, path, *length, entries.size() == 1 ? "entry" : "entries");
  Array result;
  result.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool draws = is_draw(entries[i]) && key.accepts(form_draw);
    std::optional<Value> read;
    if (entries[i].is_number())
      read = key.range.contains(entries[i].number()) ? Value(entries[i].number(), entries[i].location())
                                                     : number(key, entries[i], entry(path, i));
    else if (draws)
      read = drawn(key, entries[i], entry(path, i), std::nullopt);
    else
      fail(path, entries[i].location(),
           fmt::format("{} is {}; give a number", entry(path, i), entries[i].kind()));
    good = good && read;
    if (read) result.push_back(std::move(*read));
  }
  return good ? std::optional<Value>(Value(std::move(result), given.location())) : std::nullopt;
}

std::optional<Value> KeyReader::matrix(const Key& key, const Value& given, const std::string& path,
                                       std::optional<long> length) {
  const auto& rows = *given.array();
  if (length && !check_length(key, given, path, *length, rows.size() == 1 ? "row" : "rows"))
    return std::nullopt;
  const auto* first = rows.empty() ? nullptr : rows.front().array();
  const auto columns = key.columns > 0   ? static_cast<std::size_t>(key.columns)
                       : key.columns < 0 ? (first ? first->size() : 0)
                                         : rows.size();
  bool good = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto name = entry(path, i);
    const auto* row = rows[i].array();
    if (!row || row->size() != columns) {
      good = false;
      fail(path, rows[i].location(),
           row ? fmt::format("{} has {} entries; a row needs {}", name, row->size(), columns)
               : fmt::format("{} is {}; give a row of {} numbers", name, rows[i].kind(), columns));
      continue;
    }
    for (std::size_t j = 0; j < columns; ++j) {
      const auto& value = (*row)[j];
      if (!value.is_number()) {
        good = false;
        fail(path, value.location(), fmt::format("{} is {}; give a number", entry(name, j), value.kind()));
      } else if (!key.range.contains(value.number())) {
        good = check_range(key, value.number(), entry(name, j), value.location());
      } else if (key.zero_diagonal && i == j && value.number() != 0) {
        good = false;
        fail(path, value.location(),
             fmt::format("{} = {} stands on the diagonal, which must be 0", entry(name, j), value.number()));
      }
    }
  }
  return good ? std::optional<Value>(given) : std::nullopt;
}

std::optional<Value> KeyReader::drawn(const Key& key, const Value& given, const std::string& path,
                                      std::optional<long> length) {
  const auto law = read_draw(given, path, faults_);
  if (!law) return std::nullopt;
  solvers::RandomStream stream(seed_, solvers::hash_of(path.data(), path.size()));
  if (!key.accepts(form_numbers) || path.ends_with(']')) {
    const double value = draw(*law, stream);
    if (!check_range(key, value, path, given.location(), true)) return std::nullopt;
    return Value(value, given.location());
  }
  if (!length) return std::nullopt;  // the count is at fault, which is reported there
  Array values;
  values.reserve(static_cast<std::size_t>(*length));
  for (long i = 0; i < *length; ++i) {
    const double value = draw(*law, stream);
    if (!check_range(key, value, entry(path, static_cast<std::size_t>(i)), given.location(), true))
      return std::nullopt;
    values.emplace_back(value, given.location());
  }
  return Value(std::move(values), given.location());
}

}  // namespace models::description

#include "models/description/toml_reader.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <string>

#include <fmt/format.h>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "models/description/numbers.hpp"
#include "models/description/syntax_fault.hpp"
#include "models/description/text_checks.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

/// The bytes of regions, asked for in about the order of the text: each line's columns are counted on from
/// the last place, so that a whole text costs one pass.
class Literals {
 public:
  explicit Literals(std::string_view text) : text_(text) {}

  std::string_view between(const toml::source_region& region) {
    const auto begin = byte_of(region.begin);
    const auto end = byte_of(region.end);
    return begin < end ? text_.substr(begin, end - begin) : std::string_view();
  }

  std::size_t byte_of(const toml::source_position& position) {
    if (position.line < line_ || (position.line == line_ && position.column < column_)) {
      byte_ = line_ == position.line ? line_begin_ : 0;
      line_ = line_ == position.line ? line_ : 1;
      column_ = 1;
    }
    for (; byte_ < text_.size() && line_ < position.line; ++line_, column_ = 1) {
      const auto end = text_.find('\n', byte_);
      line_begin_ = byte_ = end == std::string_view::npos ? text_.size() : end + 1;
    }
    for (; byte_ < text_.size() && column_ < position.column; ++column_)
      byte_ += static_cast<std::size_t>(code_point(text_, byte_).size);
    return byte_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0, line_begin_ = 0;
  toml::source_index line_ = 1, column_ = 1;
};

/// toml++'s nodes -> ours, with faulty numbers noted.
class Conversion {
 public:
  Conversion(const FileName& file, std::string_view text) : file_(file), literals_(text) {}

  Table table(const toml::table& from, const std::string& path) {
    std::vector<std::pair<const toml::key*, const toml::node*>> ordered;
    for (auto&& [key, node] : from) ordered.emplace_back(&key, &node);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
      const auto &x = a.first->source().begin, &y = b.first->source().begin;
      return x.line != y.line ? x.line < y.line : x.column < y.column;
    });
    Table result;
    result.entries().reserve(ordered.size());
    for (const auto& [key, node] : ordered) {
      std::string name(key->str());
      auto converted = value(*node, path.empty() ? name : path + '.' + name);
      result.entries().push_back({std::move(name), std::move(converted), location(key->source())});
    }
    return result;
  }

  std::vector<Diagnostic> take_faults() { return std::move(faults_); }

 private:
  Location location(const toml::source_region& region) const {
    const bool one_line = region.begin.line == region.end.line && region.end.column > region.begin.column;
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column),
            one_line ? static_cast<int>(region.end.column - region.begin.column) : 1, file_};
  }

  Value value(const toml::node& node, const std::string& path) {
    const auto where = location(node.source());
    if (const auto* from = node.as_table()) return {table(*from, path), where};
    if (const auto* from = node.as_array()) return {array(*from, path), where};
    if (const auto* from = node.as_string()) return {from->get(), where};
    if (const auto* from = node.as_boolean()) return {from->get(), where};
    if (const auto* from = node.as_integer()) return {std::int64_t{from->get()}, where};
    if (node.is_floating_point()) return {number(node, path), where};
    return {refuse(node, fmt::format("{} is a date or time; descriptions hold numbers and text", path)),
            where};
  }

  Array array(const toml::array& from, const std::string& path) {
    Array result;
    result.reserve(from.size());
    for (const auto& element : from) {
      // The path is spelt out for elements only where it can matter: most arrays are long and right.
      const bool plain = element.is_integer() || element.is_boolean() || element.is_string();
      result.push_back(
          value(element, plain ? std::string() : fmt::format("{}[{}]", path, result.size() + 1)));
    }
    return result;
  }

  /// Read again by our own reader: toml++ accepts nan and inf, and lets 1e-400 become 0.
  double number(const toml::node& node, const std::string& path) {
    std::string literal(literals_.between(node.source()));
    std::erase(literal, '_');
    const auto [value, fault] = read_number(literal);
    if (fault == NumberFault::none) return value;
    return refuse(node, fmt::format("{}: {}", path, explain(fault, literal)));
  }

  double refuse(const toml::node& node, std::string message) {
    faults_.push_back({location(node.source()), std::move(message), {}, {}});
    return std::numeric_limits<double>::quiet_NaN();
  }

  FileName file_;
  Literals literals_;
  std::vector<Diagnostic> faults_;
};

[[noreturn]] void fail(const FileName& file, std::string_view text, int line, int column, int length,
                       std::string message) {
  throw DescriptionError(
      {{{line, column, length, file}, std::move(message), std::string(line_of(text, line)), {}}});
}

/// A number beyond every double or 64-bit integer stops toml++, though its syntax is right. Where that is the
/// complaint, a harmless float of equal length takes its place in `working`; the conversion reads what stands
/// in the original, and reports it by name.
bool neutralise_overflow(std::string_view text, std::string& working, const toml::parse_error& error) {
  const std::string_view complaint = error.description();
  if (complaint.find("could not be interpreted as a value") == std::string_view::npos &&
      complaint.find("is not representable in 64 bits") == std::string_view::npos)
    return false;
  const auto end = Literals(text).byte_of(error.source().begin);  // toml++ stops just behind the literal
  auto begin = end;
  while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) ||
                       std::string_view("_.+-").find(text[begin - 1]) != std::string_view::npos))
    --begin;
  if (end - begin < 3) return false;
  working.replace(begin, end - begin, "1." + std::string(end - begin - 2, '0'));
  return true;
}

/// Parsed, with up to `budget` overflowing numbers replaced on the way.
toml::table parse(const FileName& file, std::string_view text, int budget = 50) {
  std::string working(text);
  for (;;) try {
      return toml::parse(std::string_view(working));
    } catch (const toml::parse_error& error) {
      if (budget-- > 0 && neutralise_overflow(text, working, error)) continue;
      const auto& at = error.source().begin;
      const auto fault =
          explain_syntax(text, static_cast<int>(at.line), static_cast<int>(at.column), error.description());
      fail(file, text, fault.line, fault.column, fault.length, fault.message);
    }
}

}  // namespace

TomlReading read_toml(const FileName& file, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto fault = find_text_fault(text))
    fail(file, text, fault->line, fault->column, 1, fault->message);
  const auto parsed = parse(file, text);
  Conversion conversion(file, text);
  TomlReading result;
  result.root = conversion.table(parsed, {});
  result.faults = conversion.take_faults();
  return result;
}

}  // namespace models::description

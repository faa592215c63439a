// How a schema explains itself: the table of `entente models FAMILY` and the template.
#include <fmt/format.h>

#include "models/description/key_reader.hpp"
#include "models/description/schema.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + '"';
}

std::string toml_number(double value) {
  auto text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

bool is_bare(std::string_view key) {
  return !key.empty() &&
         key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") ==
             std::string_view::npos;
}

std::string toml_array(const Array& array) {
  std::string text = "[";
  for (const auto& entry : array) text += (text.size() > 1 ? ", " : "") + to_toml(entry);
  return text + ']';
}

std::string toml_table(const Table& table) {
  std::string text;
  for (const auto& [key, value, where] : table.entries())
    text += fmt::format("{} {} = {}", text.empty() ? "" : ",", is_bare(key) ? key : toml_text(key),
                        to_toml(value));
  return text.empty() ? "{}" : '{' + text + " }";
}

std::string default_text(const Key& key) {
  if (key.fallback) return to_toml(*key.fallback);
  return key.required ? "required" : "";
}

KeyDescription describe_key(const std::string& path, const Key& key) {
  return {path,
          key.meaning,
          key.symbol,
          key.unit,
          KeyReader::allowed(key, std::nullopt),
          key.range.text(key.shown_symbol()),
          default_text(key)};
}

/// "# payoff shared out; R; R > 0; unit: payoff; a number, an array of numbers or a draw"
std::string comment(const Key& key) {
  std::string text = "# " + key.meaning;
  if (const auto range = key.range.text(key.shown_symbol()); !range.empty())
    text += "; " + range;
  else if (!key.symbol.empty())
    text += "; " + key.symbol;
  if (!key.unit.empty()) text += "; unit: " + key.unit;
  if (key.forms != form_text) text += "; " + KeyReader::allowed(key, std::nullopt);
  return text;
}

/// What the key means, and below it "key = value"; commented out where there is nothing to write.
std::string template_lines(const Key& key, bool commented) {
  const bool shown = key.in_template || (key.required && !key.example.empty());
  if ((key.accepts(form_table) || key.accepts(form_law)) && !shown)
    return fmt::format("{}\n# [{}]\n", comment(key), key.name);
  const bool given = key.fallback || shown;
  const auto value = key.fallback ? to_toml(*key.fallback) : key.example;
  return fmt::format("{}\n{}{} = {}\n", comment(key), commented || !given ? "# " : "", key.name, value);
}

bool in_template(const Schema& element) {
  for (const auto& section : element.sections())
    for (const auto& key : section.keys)
      if (key.in_template) return true;
  return false;
}

/// The keys of one entry of a list; all are comments unless a template needs some of them.
std::string template_entry(const Schema& element, const std::string& name) {
  std::string text;
  for (const auto& section : element.sections()) {
    const auto below = name + "." + section.name;
    if (section.element)
      text += fmt::format("# {}\n{}[[{}]]\n{}", section.meaning, in_template(*section.element) ? "" : "# ",
                          below, template_entry(*section.element, below));
    for (const auto& key : section.keys) text += template_lines(key, !key.in_template);
  }
  return text;
}

std::string template_section(const Section& section) {
  const bool commented = section.optional || (section.element && !in_template(*section.element));
  std::string text;
  if (!section.name.empty())
    text += fmt::format(
        "\n# {}\n{}{}\n", section.meaning, commented ? "# " : "",
        section.element ? fmt::format("[[{}]]", section.name) : fmt::format("[{}]", section.name));
  for (const auto& key : section.keys) text += template_lines(key, commented);
  return text;
}

}  // namespace

std::string to_toml(const Value& value) {
  struct Writer {
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
    std::string operator()(double number) const { return toml_number(number); }
    std::string operator()(const std::string& text) const { return toml_text(text); }
    std::string operator()(const Array& array) const { return toml_array(array); }
    std::string operator()(const Table& table) const { return toml_table(table); }
  };
  return std::visit(Writer{}, value.data());
}

std::vector<KeyDescription> Schema::describe() const {
  std::vector<KeyDescription> lines;
  for (const auto& section : sections_) {
    for (const auto& key : section.keys)
      lines.push_back(describe_key(section.name.empty() ? key.name : section.name + '.' + key.name, key));
    if (!section.element) continue;
    for (auto line : section.element->describe()) {
      line.key = section.name + "[]." + line.key;
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::string template_text(const Schema& schema, std::string_view family, std::string_view title,
                          std::string_view source) {
  auto text = fmt::format("# {}\n# {}\n", title, source);
  for (const auto& section : schema.sections()) {
    auto part = template_section(section);
    if (section.element) part += template_entry(*section.element, section.name);
    text += part;
  }
  const auto at = text.find("family = \"\"");
  if (at != std::string::npos) text.replace(at, 11, fmt::format("family = {}", toml_text(family)));
  return text;
}

}  // namespace models::description

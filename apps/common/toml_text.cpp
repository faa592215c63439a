#include "apps/common/toml_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/description/schema.hpp"

namespace apps {
namespace {

using models::description::Table;
using models::description::to_toml;
using models::description::Value;

bool is_bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string key_text(const std::string& key) { return is_bare(key) ? key : to_toml(Value(key)); }

bool is_array_of_tables(const Value& value) {
  const auto* array = value.array();
  return array && !array->empty() &&
         std::all_of(array->begin(), array->end(), [](const Value& v) { return v.table() != nullptr; });
}

void write_table(std::string& text, const Table& table, const std::string& prefix) {
  for (const auto& entry : table.entries())
    if (!entry.value.table() && !is_array_of_tables(entry.value))
      text += fmt::format("{} = {}\n", key_text(entry.key), to_toml(entry.value));
  for (const auto& entry : table.entries()) {
    const auto name = prefix + key_text(entry.key);
    if (const auto* inner = entry.value.table()) {
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", name);
      write_table(text, *inner, name + ".");
    } else if (is_array_of_tables(entry.value)) {
      for (const auto& element : *entry.value.array()) {
        text += fmt::format("{}[[{}]]\n", text.empty() ? "" : "\n", name);
        write_table(text, *element.table(), name + ".");
      }
    }
  }
}

}  // namespace

std::string to_toml(const Table& table) {
  std::string text;
  write_table(text, table, "");
  return text;
}

}  // namespace apps

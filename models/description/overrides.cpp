#include "models/description/overrides.hpp"

#include <optional>

#include <fmt/format.h>

#include "models/description/syntax_fault.hpp"
#include "models/description/toml_reader.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

/// Every place within the value becomes the place of the option.
void relocate(Value& value, const Location& where) {
  value = Value(std::move(value.data()), where);
  if (auto* array = std::get_if<Array>(&value.data()))
    for (auto& entry : *array) relocate(entry, where);
  if (auto* table = value.table())
    for (auto& entry : table->entries()) {
      relocate(entry.value, where);
      entry.key_location = where;
    }
}

/// The value as TOML; a fault and nothing where it is none.
std::optional<Value> read_value(const std::string& key, const std::string& text, const Location& where,
                                Faults& faults) {
  constexpr std::string_view name = "value";
  const bool named_number = text.starts_with("nan") || text.starts_with("inf");
  if (is_bare_word(text) && text != "true" && text != "false" && !named_number) return Value(text, where);
  if (text.find_first_of("\r\n") != std::string::npos) {
    faults.add(key, where, fmt::format("{}: a value stands on one line", printable(key, 60)));
    return std::nullopt;
  }
  try {
    auto reading = read_toml(where.file, fmt::format("{} = {}", name, text));
    for (auto& fault : reading.faults) {
      fault.message.replace(0, name.size(), printable(key, 60));
      faults.add(key, where, std::move(fault.message));
    }
    if (!reading.faults.empty()) return std::nullopt;
    auto value = std::move(reading.root.entries().front().value);
    relocate(value, where);
    return value;
  } catch (const DescriptionError& error) {
    auto message = error.diagnostics().front().message;
    if (message.starts_with(name)) message.erase(0, name.size() + 2);
    faults.add(key, where, fmt::format("{}: {}", printable(key, 60), message));
    return std::nullopt;
  }
}

}  // namespace

void apply_override(Table& root, const std::string& key, const std::string& text, Faults& faults) {
  const Location where{0, 0, 1, std::make_shared<const std::string>(fmt::format("--set {}={}", key, text))};
  if (key == "extends") {
    faults.add(key, where, "extends belongs into the description: it decides which texts are read");
    return;
  }
  auto value = read_value(key, text, where, faults);
  if (value && !root.set_path(key, std::move(*value)))
    faults.add(key, where,
               fmt::format("'{}' leads to no place in the description; name a key such as section.key, or "
                           "an entry that an array has, section.key[2]",
                           printable(key, 60)));
}

}  // namespace models::description

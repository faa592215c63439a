#include "models/description/resolve.hpp"

#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "models/description/key_reader.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

std::string below(const std::string& prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : fmt::format("{}.{}", prefix, name);
}

/// "[players]", "[[agents]]", or "the description" at the top.
std::string place_name(const Schema& schema, const std::string& section, bool list) {
  if (section.empty()) return "the description";
  const auto* known = schema.find_section(section);
  return list || (known && known->element) ? fmt::format("[[{}]]", section) : fmt::format("[{}]", section);
}

class Resolution {
 public:
  Resolution(const Schema& schema, std::uint64_t seed, Faults& faults)
      : schema_(schema), faults_(faults), reader_(seed, faults) {}

  /// One table against a schema: the whole description, or one entry of a list whose name is `prefix`.
  Table table(const Schema& schema, const Table& given, const Location& where, const std::string& prefix,
              const std::string& list_name) {
    Table result;
    for (const auto& section : schema.sections()) {
      if (section.name.empty()) {
        keys(section, given, where, prefix, result);
      } else if (section.element) {
        list(section, given, where, prefix, result);
      } else {
        plain(schema, section, given, where, prefix, result);
      }
    }
    report_unknown(schema, given, list_name);
    return result;
  }

 private:
  void keys(const Section& section, const Table& given, const Location& where, const std::string& prefix,
            Table& result) {
    for (const auto& key : section.keys) {
      const auto path = below(prefix, key.name);
      const auto* value = given.find(key.name);
      std::optional<Value> read;
      if (value)
        read = reader_.read(key, *value, path, length_of(key));
      else if (key.counts)
        read = counted(section, key, given, where, path);
      if (!value && !read && key.required)
        faults_.add(path, where, fmt::format("{} is missing: {}", path, what_is(key)));
      if (!read && key.fallback) read = key.fallback;
      if (!read) continue;
      if (std::holds_alternative<std::int64_t>(read->data()))
        lengths_[path] = std::get<std::int64_t>(read->data());
      result.set(key.name, std::move(*read), value ? given.find_entry(key.name)->key_location : Location{});
    }
  }

  static std::string what_is(const Key& key) {
    const auto range = key.range.text(key.shown_symbol());
    return key.meaning + (range.empty() ? range : ", " + range);
  }

  /// A count that is not written is the length of the first array that depends on it.
  std::optional<Value> counted(const Section& section, const Key& count, const Table& given,
                               const Location& where, const std::string& path) {
    for (const auto& key : section.keys)
      if (const auto* value = given.find(key.name); value && key.length == path && value->array())
        return reader_.read(count, Value(static_cast<std::int64_t>(value->array()->size()), where), path,
                            std::nullopt);
    return std::nullopt;
  }

  std::optional<long> length_of(const Key& key) const {
    const auto found = lengths_.find(key.length);
    return found == lengths_.end() ? std::nullopt : std::optional<long>(found->second);
  }

  void plain(const Schema& schema, const Section& section, const Table& given, const Location& where,
             const std::string& prefix, Table& result) {
    static const Table empty;
    const auto* entry = given.find_entry(section.name);
    if (!entry && section.optional) return;
    const auto path = below(prefix, section.name);
    if (entry && !entry->value.table()) {
      faults_.add(path, entry->value.location(),
                  fmt::format("{} is {}; write it as a section, [{}]", path, entry->value.kind(), path));
      return;
    }
    const auto& table = entry ? *entry->value.table() : empty;
    Table keys_of_section;
    keys(section, table, entry ? entry->key_location : where, path, keys_of_section);
    report_unknown_in(schema, section, table);
    result.set(section.name, Value(std::move(keys_of_section), entry ? entry->value.location() : Location{}),
               entry ? entry->key_location : Location{});
  }

  void list(const Section& section, const Table& given, const Location& where, const std::string& prefix,
            Table& result) {
    const auto path = below(prefix, section.name);
    const auto* entry = given.find_entry(section.name);
    const auto* entries = entry ? entry->value.array() : nullptr;
    if (entry && !entries) {
      faults_.add(path, entry->key_location,
                  fmt::format("{} is {}; write each entry under [[{}]]", path, entry->value.kind(), path));
      return;
    }
    const auto count = entries ? entries->size() : 0;
    if (count < static_cast<std::size_t>(section.minimum))
      faults_.add(path, entry ? entry->key_location : where,
                  fmt::format("{} [[{}]] given, at least {} needed", count, path, section.minimum));
    Array resolved;
    lengths_[path] = static_cast<long>(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = fmt::format("{}[{}]", path, i + 1);
      const auto& value = (*entries)[i];
      if (value.table())
        resolved.emplace_back(table(*section.element, *value.table(), value.location(), name, section.name),
                              value.location());
      else
        faults_.add(name, value.location(), fmt::format("{} is {}; give a table", name, value.kind()));
    }
    result.set(section.name, Value(std::move(resolved), entry ? entry->value.location() : Location{}),
               entry ? entry->key_location : Location{});
  }

  void report_unknown(const Schema& schema, const Table& given, const std::string& list_name) {
    const auto* top = schema.find_section("");
    for (const auto& entry : given.entries()) {
      if ((top && top->find(entry.key)) || schema.find_section(entry.key)) continue;
      const bool table = entry.value.table() || (entry.value.array() && !entry.value.array()->empty() &&
                                                 entry.value.array()->front().table());
      std::vector<std::string_view> names;
      for (const auto& section : schema.sections())
        if (!section.name.empty()) names.push_back(section.name);
      if (top && !(table && list_name.empty()))
        for (const auto& key : top->keys) names.push_back(key.name);
      unknown(schema, entry, table && list_name.empty() ? "section" : "key",
              place_name(schema_, list_name, !list_name.empty()), names);
    }
  }

  void report_unknown_in(const Schema& schema, const Section& section, const Table& given) {
    std::vector<std::string_view> names;
    for (const auto& key : section.keys) names.push_back(key.name);
    for (const auto& entry : given.entries())
      if (!section.find(entry.key))
        unknown(schema, entry, "key", place_name(schema, section.name, false), names);
  }

  void unknown(const Schema& schema, const Table::Entry& entry, const char* what, const std::string& place,
               const std::vector<std::string_view>& names) {
    std::string remedy;
    if (!faults_.full()) {
      remedy = home_of(schema, entry.key);
      if (remedy.empty() || !did_you_mean(entry.key, names).empty()) remedy = suggestion(entry.key, names);
    }
    faults_.add(entry.key, entry.key_location,
                fmt::format("unknown {} '{}' in {}{}", what, printable(entry.key, 60), place, remedy));
  }

  /// "; it belongs to [players]" for a key that stands in the wrong place.
  static std::string home_of(const Schema& schema, std::string_view key) {
    for (const auto& section : schema.sections())
      if (section.find(key))
        return section.name.empty() ? "; it belongs to the top, before the first section"
                                    : fmt::format("; it belongs to [{}]", section.name);
    return {};
  }

  const Schema& schema_;
  Faults& faults_;
  KeyReader reader_;
  std::map<std::string, long, std::less<>> lengths_;
};

/// Places the objections of cross-checks at the keys that they name.
class PlacedObjections : public Objections {
 public:
  PlacedObjections(const Table& root, const Location& start, Faults& faults)
      : root_(root), start_(start), faults_(faults) {}

  void at(std::string_view key, std::string message) override {
    faults_.add(key, place(key), std::move(message));
  }
  bool given(std::string_view key) const override { return root_.find_path(key) != nullptr; }

 private:
  Location place(std::string_view key) const {
    if (const auto* value = root_.find_path(key)) return value->location();
    const auto* section = root_.find_entry(key.substr(0, key.find('.')));
    return section ? section->key_location : start_;
  }

  const Table& root_;
  Location start_;
  Faults& faults_;
};

}  // namespace

Table resolve(const Schema& schema, const Table& root, std::uint64_t seed, const Location& start,
              Faults& faults) {
  auto resolved = Resolution(schema, seed, faults).table(schema, root, start, {}, {});
  PlacedObjections objections(root, start, faults);
  std::shared_ptr<void> parameters;
  for (const auto& check : schema.checks()) {
    bool reliable = true;
    for (const auto& key : check.relies_on) reliable = reliable && !faults.concerns(key);
    if (!reliable) continue;
    if (!parameters) {
      parameters = schema.make_parameters();
      schema.fill(parameters.get(), resolved, resolved);
    }
    check.run(parameters.get(), objections);
  }
  return resolved;
}

}  // namespace models::description

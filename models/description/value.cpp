#include "models/description/value.hpp"

#include <charconv>
#include <optional>

namespace models::description {
namespace {

/// One step of a dotted path: a key, or the number of an array's entry.
struct Step {
  std::string_view key;
  std::size_t index = 0;  ///< counting from 1; 0 for a key
};

std::optional<std::size_t> index_of(std::string_view digits) {
  std::size_t index = 0;
  const auto* end = digits.data() + digits.size();
  const auto [rest, fault] = std::from_chars(digits.data(), end, index);
  if (fault != std::errc() || rest != end || index == 0) return std::nullopt;
  return index;
}

/// The steps of "agents[2].discount_factor"; empty where it is no path.
std::vector<Step> steps_of(std::string_view dotted) {
  std::vector<Step> steps;
  for (std::size_t begin = 0; begin <= dotted.size();) {
    const auto end = std::min(dotted.find('.', begin), dotted.size());
    auto part = dotted.substr(begin, end - begin);
    const auto key = part.substr(0, part.find('['));
    if (key.empty()) return {};
    steps.push_back({key});
    for (part.remove_prefix(key.size()); !part.empty();) {
      const auto close = part.find(']');
      if (part.front() != '[' || close == std::string_view::npos) return {};
      const auto index = index_of(part.substr(1, close - 1));
      if (!index) return {};
      steps.push_back({{}, *index});
      part.remove_prefix(close + 1);
    }
    begin = end + 1;
  }
  return steps;
}

const Value* step_into(const Value& value, const Step& step) {
  if (step.index == 0) return value.table() ? value.table()->find(step.key) : nullptr;
  const auto* array = value.array();
  return array && step.index <= array->size() ? &(*array)[step.index - 1] : nullptr;
}

/// Whether the steps can be walked, tables being made where a key is absent.
bool can_walk(const Table& root, const std::vector<Step>& steps) {
  const Value* at = root.find(steps.front().key);
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (!at) {  // from here on everything is new: only keys can be made
      if (steps[i].index != 0) return false;
      continue;
    }
    const auto* next = step_into(*at, steps[i]);
    if (!next && (steps[i].index != 0 || !at->table())) return false;
    at = next;
  }
  return true;
}

/// Every key of `over` with its value, whole.
void set_all(Table& table, Table over) {
  for (auto& entry : over.entries())
    table.set(std::move(entry.key), std::move(entry.value), std::move(entry.key_location));
}

}  // namespace

Table::Table() = default;
Table::Table(const Table&) = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(const Table&) = default;
Table& Table::operator=(Table&&) noexcept = default;
Table::~Table() = default;

const Table::Entry* Table::find_entry(std::string_view key) const {
  for (const auto& entry : entries_)
    if (entry.key == key) return &entry;
  return nullptr;
}

const Value* Table::find(std::string_view key) const {
  const auto* entry = find_entry(key);
  return entry ? &entry->value : nullptr;
}

const Value* Table::find_path(std::string_view dotted) const {
  const auto steps = steps_of(dotted);
  if (steps.empty()) return nullptr;
  const Value* at = find(steps.front().key);
  for (std::size_t i = 1; at && i < steps.size(); ++i) at = step_into(*at, steps[i]);
  return at;
}

Value& Table::set(std::string key, Value value, Location key_location) {
  for (auto& entry : entries_)
    if (entry.key == key) {
      entry.value = std::move(value);
      entry.key_location = std::move(key_location);
      return entry.value;
    }
  entries_.push_back({std::move(key), std::move(value), std::move(key_location)});
  return entries_.back().value;
}

bool Table::set_path(std::string_view dotted, Value value) {
  const auto steps = steps_of(dotted);
  if (steps.empty() || !can_walk(*this, steps)) return false;
  const auto where = value.location();
  Table* table = this;
  Value* at = nullptr;
  for (const auto& step : steps) {
    if (at && step.index == 0) table = at->table();
    if (step.index != 0)
      at = &std::get<Array>(at->data())[step.index - 1];
    else if (const auto* entry = table->find_entry(step.key))
      at = const_cast<Value*>(&entry->value);  // the table itself is ours to change
    else
      at = &table->set(std::string(step.key), Value(Table{}, where), where);
  }
  // [section] = { ... } and agents[2] = { ... } name keys; further in, a table is the value of one key.
  const bool holds_keys = steps.size() == 1 || (steps.size() == 2 && steps.back().index != 0);
  if (holds_keys && at->table() && value.table())
    set_all(*at->table(), std::move(*value.table()));
  else
    *at = std::move(value);
  return true;
}

void Table::merge(Table over) {
  for (auto& entry : over.entries_) {
    auto* old = const_cast<Entry*>(find_entry(entry.key));
    if (old && old->value.table() && entry.value.table()) {
      old->key_location = std::move(entry.key_location);
      set_all(*old->value.table(), std::move(*entry.value.table()));
    } else {
      set(std::move(entry.key), std::move(entry.value), std::move(entry.key_location));
    }
  }
}

bool Value::is_number() const {
  return std::holds_alternative<std::int64_t>(data_) || std::holds_alternative<double>(data_);
}

double Value::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*whole);
  return std::get<double>(data_);
}

const char* Value::kind() const {
  static constexpr const char* kinds[] = {"a truth value", "a number", "a number",
                                          "text",          "an array", "a table"};
  return kinds[data_.index()];
}

}  // namespace models::description

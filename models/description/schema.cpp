#include "models/description/schema.hpp"

#include <algorithm>

#include "models/description/schema_of.hpp"

namespace models::description {
namespace {

/// "agents[2].discount_factor" -> "agents.discount_factor"
std::string without_indices(std::string_view dotted) {
  std::string result;
  int depth = 0;
  for (const char c : dotted) {
    if (c == '[') ++depth;
    if (depth == 0) result += c;
    if (c == ']' && depth > 0) --depth;
  }
  return result;
}

std::string join(std::string_view section, std::string_view name) {
  return section.empty() ? std::string(name) : std::string(section) + '.' + std::string(name);
}

/// The number that a count holds in a resolved table, or the entries of a list; 0 where there is neither.
long length_in(const Table& root, const std::string& key) {
  const auto* value = key.empty() ? nullptr : root.find_path(key);
  if (!value) return 0;
  return value->array() ? static_cast<long>(value->array()->size()) : static_cast<long>(value->number());
}

void fill_key(const Key& key, void* parameters, const Table& here, const Table& root) {
  if (const auto* value = here.find(key.name); value && key.assign)
    key.assign(parameters, *value, length_in(root, key.length));
}

void fill_list(const Section& section, void* parameters, const Value& entries, const Table& root) {
  if (!section.append) return;
  for (const auto& entry : *entries.array())
    section.element->fill(section.append(parameters), *entry.table(), root);
}

}  // namespace

void assign(std::vector<std::string>& field, const Value& value, long) {
  field.clear();
  for (const auto& entry : *value.array()) field.push_back(*entry.text());
}

void assign(solvers::Vector& field, const Value& value, long length) {
  if (value.is_number()) {
    field = solvers::Vector::Constant(length, value.number());
    return;
  }
  field.resize(static_cast<Eigen::Index>(value.array()->size()));
  for (Eigen::Index i = 0; i < field.size(); ++i)
    field(i) = (*value.array())[static_cast<std::size_t>(i)].number();
}

void assign(solvers::Matrix& field, const Value& value, long) {
  const auto& rows = *value.array();
  const auto columns = rows.empty() ? 0 : rows.front().array()->size();
  field.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < columns; ++j)
      field(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = (*rows[i].array())[j].number();
}

void assign(Law& field, const Value& value, long) {
  Faults faults;  // the table was checked when it was resolved
  if (const auto law = read_law(value, "law", faults)) field = *law;
}

const Key* Section::find(std::string_view key) const {
  for (const auto& candidate : keys)
    if (candidate.name == key) return &candidate;
  return nullptr;
}

const Section* Schema::find_section(std::string_view name) const {
  for (const auto& section : sections_)
    if (section.name == name) return &section;
  return nullptr;
}

const Key* Schema::find_key(std::string_view dotted) const {
  const auto path = without_indices(dotted);
  const auto dot = path.find('.');
  const auto* section =
      find_section(dot == std::string::npos ? std::string_view() : std::string_view(path).substr(0, dot));
  if (!section) {  // "parameters.demand": a number in a table of the user's own keys
    static const Key number_of_a_table{.meaning = "number", .name = "number", .forms = form_number};
    const auto* top = find_section("");
    const auto* table = top ? top->find(path.substr(0, dot)) : nullptr;
    return table && table->accepts(form_table) && table->assign ? &number_of_a_table : nullptr;
  }
  const auto rest =
      dot == std::string::npos ? std::string_view(path) : std::string_view(path).substr(dot + 1);
  return section->element ? section->element->find_key(rest) : section->find(rest);
}

std::vector<std::string> Schema::key_names() const {
  std::vector<std::string> names;
  for (const auto& section : sections_) {
    for (const auto& key : section.keys) names.push_back(join(section.name, key.name));
    if (section.element)
      for (const auto& name : section.element->key_names()) names.push_back(section.name + "[]." + name);
  }
  return names;
}

void Schema::fill(void* parameters, const Table& resolved, const Table& root) const {
  for (const auto& section : sections_) {
    const auto* value = section.name.empty() ? nullptr : resolved.find(section.name);
    if (!section.name.empty() && !value) continue;
    if (section.prepare) section.prepare(parameters);
    if (section.element) {
      fill_list(section, parameters, *value, root);
      continue;
    }
    for (const auto& key : section.keys) fill_key(key, parameters, value ? *value->table() : resolved, root);
  }
}

Section& Schema::open_section(std::string name, std::string meaning) {
  if (sections_.empty() && common_)
    for (auto section : common_->sections()) add_common(std::move(section));
  const auto end_of_own = sections_.size() - common_tail_;
  const auto known =
      std::find_if(sections_.begin(), sections_.end(), [&](const Section& s) { return s.name == name; });
  current_ = static_cast<std::size_t>(known - sections_.begin());
  if (known == sections_.end()) {
    current_ = end_of_own;
    sections_.insert(sections_.begin() + static_cast<long>(end_of_own),
                     {.name = std::move(name), .meaning = meaning});
  } else if (current_ >=
             end_of_own) {  // a common section that the family goes on: it moves to the family's own
    std::rotate(sections_.begin() + static_cast<long>(end_of_own), known, known + 1);
    current_ = end_of_own;
    --common_tail_;
  }
  if (!meaning.empty()) sections_[current_].meaning = std::move(meaning);
  return sections_[current_];
}

void Schema::add_common(Section section) {
  for (auto& key : section.keys) key.assign = nullptr;  // bound to the common keys, not to the family's
  section.append = nullptr;
  sections_.push_back(std::move(section));
  common_tail_ = sections_.size() - 1;  // all but the top, which stays first
}

Key& Schema::add_key(std::string name, unsigned forms, Key key) {
  key.name = std::move(name);
  key.forms = forms;
  auto& keys = sections_[current_].keys;
  keys.push_back(std::move(key));
  return keys.back();
}

}  // namespace models::description

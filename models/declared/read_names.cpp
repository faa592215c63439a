// Sets, parameters, laws and functions of a description.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/declared/reading.hpp"
#include "models/description/law.hpp"
#include "models/description/text_places.hpp"
#include "models/description/utf8.hpp"
#include "models/expressions/lexer.hpp"

namespace models::declared {
namespace {

using description::Array;
using expressions::IndexSet;
using expressions::ParameterArray;
using expressions::Scope;

constexpr std::size_t most_numbers = 1'000'000;
constexpr int most_elements = 1'000'000;

class SetReader {
 public:
  SetReader(Scope& scope, Faults& faults) : scope_(scope), faults_(faults) {}

  void read(const std::string& name, const Value& value) {
    path_ = "sets." + name;
    set_ = {.name = name};
    if (value.is_number())
      range(value);
    else if (const auto* array = value.array())
      members(*array, value);
    else if (const auto* table = value.table())
      pairs_between(*table, value);
    else
      fail(value, fmt::format("{} is {}; give names, a number of elements, or pairs", path_, value.kind()));
  }

 private:
  void fail(const Value& at, std::string message) { faults_.add(path_, at.location(), std::move(message)); }

  void keep() { scope_.sets.push_back(std::move(set_)); }

  void range(const Value& value) {
    const double size = value.number();
    if (!(size >= 1 && size <= most_elements && size == std::floor(size)))
      return fail(value,
                  fmt::format("{} = {} is no number of elements from 1 to {}", path_, size, most_elements));
    set_.size = static_cast<int>(size);
    keep();
  }

  void members(const Array& array, const Value& value) {
    if (array.empty()) return fail(value, fmt::format("{} is empty", path_));
    if (array.front().array()) return pairs(array, {0, 0});
    for (const auto& entry : array) {
      const auto* text = entry.text();
      if (!text || !expressions::is_name(*text))
        return fail(entry, fmt::format("{}: an element is a name of letters, digits and '_'", path_));
      if (std::find(set_.elements.begin(), set_.elements.end(), *text) != set_.elements.end())
        return fail(entry, fmt::format("{} has '{}' twice", path_, *text));
      set_.elements.push_back(*text);
    }
    set_.size = static_cast<int>(set_.elements.size());
    keep();
  }

  /// { of = ["players", "goods"], members = [...] }
  void pairs_between(const Table& table, const Value& value) {
    const auto *of = table.find("of"), *all = table.find("members");
    std::array<int, 2> sets{-1, -1};
    const auto* names = of ? of->array() : nullptr;
    const bool fits = names && names->size() == 2 && all && all->array() && table.entries().size() == 2;
    if (!fits)
      return fail(value, fmt::format("{}: write {{ of = [\"players\", \"goods\"], members = [[1, 2], ...] }}",
                                     path_));
    for (std::size_t k = 0; k < 2; ++k) {
      const auto* name = (*names)[k].text();
      sets[k] = name ? expressions::find(scope_.sets, *name) : -1;
      if (sets[k] < 0 || scope_.sets[static_cast<std::size_t>(sets[k])].is_pairs())
        return fail((*names)[k], fmt::format("{}.of: {} is no set that stands before it", path_,
                                             name ? "'" + *name + "'" : std::string((*names)[k].kind())));
    }
    pairs(*all->array(), sets);
  }

  void pairs(const Array& array, std::array<int, 2> of) {
    set_.of = of;
    for (const auto& entry : array) {
      const auto* two = entry.array();
      if (!two || two->size() != 2) return fail(entry, fmt::format("{}: a pair has two elements", path_));
      std::array<int, 2> pair{};
      for (std::size_t k = 0; k < 2; ++k) {
        const auto found = element((*two)[k], scope_.sets[static_cast<std::size_t>(of[k])]);
        if (found < 0)
          return fail((*two)[k], fmt::format("{}: this is no element of {}", path_,
                                             scope_.sets[static_cast<std::size_t>(of[k])].name));
        pair[k] = found;
      }
      set_.pairs.push_back(pair);
    }
    set_.size = static_cast<int>(set_.pairs.size());
    keep();
  }

  static int element(const Value& value, const IndexSet& set) {
    if (const auto* name = value.text()) return expressions::find_element(set, *name);
    if (!value.is_number()) return -1;
    const double number = value.number();
    if (number != std::floor(number) || number < set.first || number > set.first + set.size - 1) return -1;
    return static_cast<int>(number) - set.first;
  }

  Scope& scope_;
  Faults& faults_;
  std::string path_;
  IndexSet set_;
};

class ParameterReader {
 public:
  ParameterReader(Scope& scope, const description::TextReader& read_text, Faults& faults)
      : scope_(scope), read_text_(read_text), faults_(faults) {}

  void read(const std::string& name, const Value& value) {
    path_ = "parameters." + name;
    parameter_ = {.name = name, .first = scope_.parameter_count()};
    failed_ = false;
    if (const auto* table = value.table())
      of_table(*table, value);
    else
      numbers(value, 0);
    keep(value);
  }

 private:
  void fail(const Value& at, std::string message) {
    if (!failed_) faults_.add(path_, at.location(), std::move(message));
    failed_ = true;
  }

  void keep(const Value& value) {
    if (failed_ || is_law_) {
      is_law_ = false;
      return;
    }
    parameter_.sets.resize(parameter_.shape.size(), -1);
    if (parameter_.values.empty()) return fail(value, fmt::format("{} has no numbers", path_));
    scope_.parameters.push_back(std::move(parameter_));
  }

  /// Numbers in rows of equal length, however deep.
  void numbers(const Value& value, std::size_t depth) {
    if (failed_) return;
    if (value.is_number()) {
      if (depth != parameter_.shape.size())
        return fail(value, fmt::format("{}: a number stands where an array is expected", path_));
      if (parameter_.values.size() >= most_numbers)
        return fail(value, fmt::format("{} has more than {} numbers", path_, most_numbers));
      parameter_.values.push_back(value.number());
      return;
    }
    const auto* array = value.array();
    if (!array)
      return fail(value,
                  fmt::format("{} is {}; give a number, an array, a matrix or a law", path_, value.kind()));
    if (array->empty()) return fail(value, fmt::format("{} has an empty array", path_));
    const auto size = static_cast<int>(array->size());
    if (parameter_.values.empty() && depth == parameter_.shape.size()) {
      if (depth >= 4) return fail(value, fmt::format("{} has more than 4 dimensions", path_));
      parameter_.shape.push_back(size);
    }
    if (depth >= parameter_.shape.size())
      return fail(value, fmt::format("{}: an array stands where a number is expected", path_));
    if (parameter_.shape[depth] != size)
      return fail(value, fmt::format("{}: a row has {} entries and the first has {}", path_, size,
                                     parameter_.shape[depth]));
    for (const auto& entry : *array) numbers(entry, depth + 1);
  }

  void of_table(const Table& table, const Value& value) {
    if (const auto* over = table.find("over"), *values = table.find("values"); over && values) {
      numbers(*values, 0);
      return sets_named(*over);
    }
    const auto& first = table.entries();
    if (first.size() == 1 && is_law_word(first.front().key)) {
      const auto law = description::read_law(value, path_, faults_);
      auto made = law ? description::make_law(*law, read_text_, path_, value.location(), faults_) : nullptr;
      if (made) scope_.laws.push_back({parameter_.name, std::move(made)});
      is_law_ = true;
      return;
    }
    by_element(table, value);
  }

  static bool is_law_word(std::string_view word) {
    constexpr std::array words = {"uniform", "exponential", "normal", "lognormal",
                                  "gamma",   "pareto",      "beta",   "samples"};
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  /// over = "goods" or ["players", "goods"]
  void sets_named(const Value& over) {
    if (failed_) return;
    std::vector<const Value*> names;
    if (over.text()) names = {&over};
    if (const auto* array = over.array())
      for (const auto& entry : *array) names.push_back(&entry);
    if (names.size() != parameter_.shape.size())
      return fail(over, fmt::format("{}: over names {} sets and values have {} dimensions", path_,
                                    names.size(), parameter_.shape.size()));
    for (std::size_t d = 0; d < names.size(); ++d) {
      const auto* name = names[d]->text();
      const int set = name ? expressions::find(scope_.sets, *name) : -1;
      if (set < 0)
        return fail(*names[d],
                    fmt::format("{}.over: {} is no set", path_, name ? "'" + *name + "'" : names[d]->kind()));
      const int size = scope_.sets[static_cast<std::size_t>(set)].size;
      if (size != parameter_.shape[d])
        return fail(over, fmt::format("{}: shapes disagree: {} entries for {} elements of {}", path_,
                                      parameter_.shape[d], size, *name));
      parameter_.sets.push_back(set);
    }
  }

  /// { pen = 3, book = 2 }: a number for each element of one set.
  void by_element(const Table& table, const Value& value) {
    for (std::size_t s = 0; s < scope_.sets.size(); ++s) {
      const auto& set = scope_.sets[s];
      if (set.elements.empty() || table.entries().empty() ||
          expressions::find_element(set, table.entries().front().key) < 0)
        continue;
      parameter_.shape = {set.size};
      parameter_.sets = {static_cast<int>(s)};
      for (const auto& element : set.elements) {
        const auto* number = table.find(element);
        if (!number || !number->is_number())
          return fail(number ? *number : value,
                      fmt::format("{}: '{}' of {} has no number", path_, element, set.name));
        parameter_.values.push_back(number->number());
      }
      for (const auto& entry : table.entries())
        if (expressions::find_element(set, entry.key) < 0)
          return fail(entry.value, fmt::format("{}: '{}' is no element of {}", path_, entry.key, set.name));
      return;
    }
    fail(value, fmt::format("{} is no law, and its keys are the elements of no set", path_));
  }

  Scope& scope_;
  const description::TextReader& read_text_;
  Faults& faults_;
  std::string path_;
  ParameterArray parameter_;
  bool failed_ = false, is_law_ = false;
};

}  // namespace

int Texts::add(const Value& value, std::string_view key) {
  entries_.push_back({value.location(), std::string(key), *value.text(), nullptr});
  return static_cast<int>(entries_.size()) - 1;
}

const expressions::Syntax* Texts::parse(const Value& value, std::string_view key) {
  for (const auto& known : entries_)
    if (known.syntax && known.key == key && known.text == *value.text()) return known.syntax.get();
  const int number = add(value, key);
  auto parsed = expressions::parse(*value.text(), number);
  if (auto* problem = std::get_if<expressions::Problem>(&parsed)) {
    report({*problem});
    return nullptr;
  }
  auto& entry = entries_[static_cast<std::size_t>(number)];
  entry.syntax = std::make_unique<expressions::Syntax>(std::get<expressions::Syntax>(std::move(parsed)));
  return entry.syntax.get();
}

std::optional<expressions::FunctionSyntax> Texts::parse_function(const Value& value, std::string_view key) {
  auto parsed = expressions::parse_function(*value.text(), add(value, key));
  if (auto* problem = std::get_if<expressions::Problem>(&parsed)) {
    report({*problem});
    return std::nullopt;
  }
  return std::get<expressions::FunctionSyntax>(std::move(parsed));
}

void Texts::report(const std::vector<expressions::Problem>& problems) {
  for (const auto& problem : problems) {
    const auto& entry = entries_[static_cast<std::size_t>(problem.text)];
    faults_.add(entry.key, description::part_of(entry.where, problem.span.begin, problem.span.length),
                problem.message, problem.note);
  }
}

bool Names::add(const std::string& name, std::string_view what, std::string_view key, const Location& where) {
  const auto shown = description::printable(name, 60);
  if (!expressions::is_name(name))
    return faults_.add(
               key, where,
               fmt::format("{} '{}' needs a name of letters, digits and '_', no digit first", what, shown)),
           false;
  const auto& reserved = expressions::reserved_words();
  if (std::find(reserved.begin(), reserved.end(), name) != reserved.end())
    return faults_.add(
               key, where,
               fmt::format("{} '{}' has the name of a word of formulas; choose another", what, shown)),
           false;
  for (const auto& [other, kind] : taken_)
    if (other == name)
      return faults_.add(key, where, fmt::format("{} '{}' has the name of a {}", what, shown, kind)), false;
  taken_.emplace_back(name, what);
  return true;
}

void read_names(const Keys& keys, const description::TextReader& read_text, Texts& texts,
                expressions::Scope& scope) {
  auto& faults = texts.faults();
  Names names(faults);
  check_names(keys, names);
  SetReader sets(scope, faults);
  for (const auto& [name, value, where] : keys.sets.entries())
    if (names.add(name, "set", "sets." + name, where)) sets.read(name, value);
  ParameterReader parameters(scope, read_text, faults);
  std::vector<std::string_view> written;
  for (const auto& entry : keys.parameters.entries())
    if (entry.key_location.line > 0) written.push_back(entry.key);
  for (const auto& [name, value, where] : keys.parameters.entries())
    if (where.line == 0 && where.file && !written.empty())  // an option must not bring in what nothing reads
      faults.add("parameters." + name, where,
                 fmt::format("the description has no parameter '{}'{}", name,
                             description::suggestion(name, written)));
    else if (names.add(name, "parameter", "parameters." + name, where))
      parameters.read(name, value);
  for (const auto& [name, value, where] : keys.functions.entries()) {
    const auto key = "functions." + name;
    if (!names.add(name, "function", key, where)) continue;
    if (!value.text()) {
      faults.add(key, value.location(), fmt::format("{} is {}; write \"x -> x^2\"", key, value.kind()));
      continue;
    }
    if (auto syntax = texts.parse_function(value, key)) scope.functions.push_back({name, std::move(*syntax)});
  }
}

}  // namespace models::declared

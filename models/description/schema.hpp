// models/description/schema.hpp
// The one source of a family's words: keys, kinds, symbols, units, ranges, defaults and where each value
// goes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/range.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// Ways in which a key may be written; combined with |.
enum Form : unsigned {
  form_truth = 1,
  form_integer = 2,
  form_number = 4,
  form_draw = 8,      ///< { draw = { uniform = [0, 1] } }
  form_numbers = 16,  ///< an array of numbers
  form_matrix = 32,   ///< an array of equally long arrays of numbers
  form_word = 64,     ///< one of `words`
  form_text = 128,
  form_texts = 256,   ///< an array of texts
  form_law = 512,     ///< a table with one law, such as uniform = [0, 200]
  form_table = 1024,  ///< a table of the user's own keys
};

/// All that is to know of one key. The first part is written in a schema, the second by the binding.
struct Key {
  std::string meaning;
  std::string symbol;  ///< in the source, for messages and tables
  std::string unit;
  Range range;                     ///< of each number
  std::optional<Value> fallback;   ///< the default; without one taken from the bound field
  bool required = false;           ///< must be written: there is no default
  std::string example;             ///< what a template shows where there is no default, as TOML
  bool in_template = false;        ///< the example is no comment there: one of the keys that say the same is needed
  std::string length;              ///< dotted key whose number (or whose entries) says how long arrays are
  int columns = 0;                 ///< of a matrix; 0: as many as rows; negative: as many as the first row has
  bool zero_diagonal = false;      ///< of a matrix
  std::vector<std::string> words;  ///< for form_word

  std::string name;
  unsigned forms = 0;
  bool counts = false;  ///< where absent, the length of the arrays that name it in `length`
  std::function<void(void* parameters, const Value&, long length)>
      assign;  ///< none for keys common to all families

  bool accepts(unsigned form) const { return (forms & form) != 0; }
  const std::string& shown_symbol() const { return symbol.empty() ? name : symbol; }
};

class Schema;

/// A table of a description: [players], or [[agents]] with a schema of its own for each entry. The section
/// without a name holds the keys at the top.
struct Section {
  std::string name;
  std::string meaning;
  bool optional = false;  ///< where absent, its keys have no values at all
  std::function<void(void* parameters)>
      prepare;  ///< makes room before the keys of a present section are assigned
  std::vector<Key> keys;

  std::shared_ptr<const Schema> element;          ///< of [[name]]; none for [name]
  int minimum = 0;                                ///< entries of [[name]]
  std::function<void*(void* parameters)> append;  ///< a new entry of the bound list

  const Key* find(std::string_view key) const;
};

/// Names the key that a cross-check finds wrong.
class Objections {
 public:
  virtual ~Objections() = default;
  virtual void at(std::string_view dotted_key, std::string message) = 0;
  virtual bool given(std::string_view dotted_key) const = 0;  ///< written by the user, not a default
};

/// A condition on several keys at once, looked at only where none of the keys that it relies on is faulty.
struct CrossCheck {
  std::vector<std::string> relies_on;  ///< dotted keys, or sections
  std::function<void(const void* parameters, Objections&)> run;
};

/// One line of `entente models FAMILY`.
struct KeyDescription {
  std::string key;  ///< dotted; "agents[].discount_factor" within a list
  std::string meaning, symbol, unit;
  std::string kind;      ///< "number or array", "\"printed\", \"exact\" or \"stationary\""
  std::string range;     ///< "R > 0"; may be empty
  std::string fallback;  ///< as TOML; "required" or "" (may be left out) where there is no default
};

class Schema {
 public:
  const std::vector<Section>& sections() const { return sections_; }
  const std::vector<CrossCheck>& checks() const { return checks_; }
  const Section* find_section(std::string_view name) const;

  /// The key of a dotted path; indices of entries are skipped, "agents[2].x" is "agents[].x". nullptr where
  /// unknown.
  const Key* find_key(std::string_view dotted) const;

  /// Every key in the order of the schema.
  std::vector<KeyDescription> describe() const;

  /// Every dotted key, for completion and suggestions.
  std::vector<std::string> key_names() const;

  /// Hands every value of a resolved table to the field that it is bound to. `root` holds the counts.
  void fill(void* parameters, const Table& resolved, const Table& root) const;

  /// A new family object for cross-checks, type erased.
  std::function<std::shared_ptr<void>()> make_parameters;

 protected:
  Section& open_section(std::string name, std::string meaning);
  Key& add_key(std::string name, unsigned forms, Key key);

  std::vector<Section> sections_;
  std::vector<CrossCheck> checks_;
  const Schema* common_ = nullptr;  ///< keys that every family has; outlives this
  std::size_t current_ = 0;         ///< the section that keys are added to

 private:
  void add_common(Section section);

  std::size_t common_tail_ = 0;  ///< common sections at the end that the family has not opened
};

/// A description with every key at its default and what it means beside it; reads back without a fault.
std::string template_text(const Schema&, std::string_view family, std::string_view title,
                          std::string_view source);

/// A value as TOML on one line.
std::string to_toml(const Value&);

}  // namespace models::description

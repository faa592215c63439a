// models/declared/reading.hpp
// What the readers of a declared game share: formulas with their places, and faults located inside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/declared/parameters.hpp"
#include "models/description/document.hpp"
#include "models/description/faults.hpp"

namespace models::declared {

using description::Faults;
using description::Location;

/// Formulas that were parsed, by number, with their places.
class Texts {
 public:
  explicit Texts(Faults& faults) : faults_(faults) {}

  /// The tree of a formula that stands at `value`; a fault and nothing where it is none. Parsed once.
  const expressions::Syntax* parse(const Value& value, std::string_view key);
  std::optional<expressions::FunctionSyntax> parse_function(const Value& value, std::string_view key);
  void report(const std::vector<expressions::Problem>&);

  Faults& faults() { return faults_; }

 private:
  struct Entry {
    Location where;
    std::string key;
    std::string text;
    std::unique_ptr<expressions::Syntax> syntax;
  };
  int add(const Value& value, std::string_view key);

  Faults& faults_;
  std::vector<Entry> entries_;
};

/// Sets (behind `players`, which stands already), parameters, laws and functions of the description.
void read_names(const Keys&, const description::TextReader&, Texts&, expressions::Scope&);

/// Refuses a name that formulas could not use or that something else has. `taken` grows by it.
class Names {
 public:
  explicit Names(Faults& faults) : faults_(faults) {}
  bool add(const std::string& name, std::string_view what, std::string_view key, const Location& where);

 private:
  Faults& faults_;
  std::vector<std::pair<std::string, std::string>> taken_;
};
void check_names(const Keys&, Names&);

/// Everything of a description, or faults.
/// `start`: where faults of the whole description stand.
std::optional<Parameters> read_game(const Keys&, const Location& start, const description::TextReader&,
                                    Faults&);

}  // namespace models::declared

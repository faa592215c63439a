// models/declared/game_reader.hpp
// The reader behind read_game: variables (read_variables.cpp), then formulas over them (read_formulas.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/declared/reading.hpp"

namespace models::declared {

/// Players as they come out of `count`: which entry of [[players]] each is of.
struct Roster {
  std::vector<std::string> names;
  std::vector<std::size_t> kinds;
};
Roster roster_of(const Keys&, Faults&);

/// Where a value stands; nowhere without one.
inline Location location_of(const std::optional<Value>& value) {
  return value ? value->location() : Location{};
}

/// Reads one description, once.
class GameReader {
 public:
  GameReader(const Keys& keys, Location start, const description::TextReader& read_text, Faults& faults);

  /// The game, or faults and nothing.
  std::optional<Parameters> read();

 private:
  using Place = expressions::Place;
  using VariableName = expressions::VariableName;

  /// A fault of the whole description.
  std::nullopt_t fail(std::string_view key, std::string message);
  /// Whether all names stand as written, so that an unknown one is no consequence of a fault of the schema.
  bool names_are_sure() const;
  /// Names whose meaning is at fault: formulas with them are not blamed. A set has elements besides.
  void note_faulty_names();
  /// The player who moves first: one, with one number between finite bounds.
  void read_leader();
  std::vector<double> parameter_values() const;
  void finish(const expressions::Lowering& lowering);

  // Variables and their bounds.
  const PlayerKeys& kind_of(std::size_t player) const;
  /// Which entry of the vector of all unknowns is whose.
  void read_variables();
  VariableName& variable_named(const std::string& name);
  /// The set that a variable stands over; `repeated`: a player of the same entry has said the faults.
  std::optional<int> set_of(const VariableKeys& keys, const std::string& path, bool repeated);
  void add_variable(const VariableKeys& keys, std::size_t player, const std::string& path, long& next,
                    bool repeated);
  /// x, x[pen] or x[3].
  std::string entry_name(const VariableName& variable, std::size_t player, int k) const;
  void read_bounds();
  void bounds_of(const VariableKeys& keys, std::size_t player, const std::string& path);
  /// A number, one for each entry, or a formula of parameters.
  void fixed_numbers(const Value& value, const std::string& path, const VariableName& variable,
                     std::size_t player, Eigen::Ref<Vector> target);

  // Formulas.
  /// The node of a formula, or faults and nothing.
  std::optional<int> number(const Value& value, const std::string& key, const Place& place);
  /// A formula of the game's store; GraphTooLarge where the game would have too many operations.
  FormulaPtr formula(int node);
  /// GraphTooLarge where the game would be too large were all payoffs like the first.
  void refuse_hopeless(const std::optional<int>& first) const;
  /// Payoffs that know the rivals by their sum alone need no count: their form does not grow with it.
  void form_payoffs(const std::vector<std::optional<int>>& nodes);
  void read_payoffs();
  void add_constraint(const ConstraintKeys& keys, const std::string& path, const Place& place,
                      std::vector<Constraint>& list);
  void read_shared();
  /// F, entry by entry; `index` is handed to a formula for all entries as if it were a function's argument.
  void read_map();

  const Keys& keys_;
  Location start_;
  const description::TextReader& read_text_;
  Faults& faults_;
  Texts texts_;
  Roster roster_;
  Parameters game_;
  expressions::Lowering* lowering_ = nullptr;
  long operations_ = 0;
  bool faulty_before_;     ///< the schema found faults: what is missing may be what they are about
  bool doubtful_ = false;  ///< what sets and variables there are is itself at fault
};

}  // namespace models::declared

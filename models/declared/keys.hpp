// models/declared/keys.hpp
// What a description of a declared game says, before any formula is understood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/description/value.hpp"

namespace models::declared {

using description::Table;
using description::Value;

struct VariableKeys {
  Value name;
  std::optional<Value> lower, upper, initial;  ///< number, array, or formula of parameters
  std::optional<int> size;
  std::optional<Value> over;
};

struct ConstraintKeys {
  Value expression;
  std::string name;
};

struct PlayerKeys {
  std::optional<Value> name;
  std::optional<int> count;
  bool leader = false;
  std::vector<VariableKeys> variables;
  std::optional<Value> maximize, minimize;
  std::vector<ConstraintKeys> constraints;
};

/// An unknown of a complementarity problem with its part of the map.
struct UnknownKeys {
  VariableKeys variable;
  std::optional<Value> map;
  std::string index = "i";
};

enum class Concept { nash, variational };

struct Keys {
  Table parameters, sets, functions;
  Table finite;  ///< instead of players: a game of payoff tables
  std::vector<PlayerKeys> players;
  std::vector<UnknownKeys> unknowns;
  std::vector<ConstraintKeys> shared_constraints;
  Concept concept_ = Concept::nash;
};

}  // namespace models::declared

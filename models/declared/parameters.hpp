// models/declared/parameters.hpp
// A game that a user wrote, understood: who chooses which numbers, and every formula as a function.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/declared/keys.hpp"
#include "models/expressions/formula.hpp"
#include "models/expressions/lowering.hpp"
#include "models/expressions/scope.hpp"
#include "solvers/core/vector.hpp"

namespace models::declared {

using expressions::Formula;
using solvers::Vector;
using FormulaPtr = std::shared_ptr<const Formula>;

struct Constraint {
  std::string name;     ///< as given, else "constraint 2"
  FormulaPtr function;  ///< g <= 0, or g == 0
  bool equality = false;
};

struct Player {
  std::string name;
  int first = 0, count = 0;  ///< entries of the profile
  FormulaPtr payoff;         ///< what the player maximises: minus the cost where one is minimised
  bool minimises = false;
  std::vector<Constraint> constraints;
};

struct AggregateForm;

struct Parameters {
  expressions::Scope scope;
  std::shared_ptr<expressions::FormulaStore> store;
  std::shared_ptr<const AggregateForm> aggregate;  ///< of the payoffs, where they have one
  std::vector<Player> players;  ///< of a complementarity problem: one, "solution", without a payoff
  std::vector<Constraint> shared;
  std::vector<FormulaPtr> map;       ///< of a complementarity problem: one for each entry
  std::vector<std::string> entries;  ///< name of each entry within its player: "q", "x[pen]"
  Vector lower, upper;               ///< infinite where there is none
  Vector initial;                    ///< NaN where none is given
  Concept solution_concept = Concept::nash;
  int leader = -1;  ///< who moves first; -1: nobody
  expressions::Usage usage;

  int dimension() const { return static_cast<int>(lower.size()); }
  bool is_map() const { return !map.empty(); }
  std::vector<std::string> parameter_names() const;  ///< "tau[1][2]", by number
};

}  // namespace models::declared

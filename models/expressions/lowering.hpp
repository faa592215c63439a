// models/expressions/lowering.hpp
// Trees with names and sets -> scalar operations: every sum written out, every index a number.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/expressions/graph.hpp"
#include "models/expressions/scope.hpp"
#include "models/expressions/syntax.hpp"

namespace models::expressions {

/// Whose formula it is.
struct Place {
  int player = -1;         ///< who `self` is; -1 where there is nobody, as in shared constraints
  std::string subject;     ///< for messages: "the payoff of player 'samsung'"
  bool constant = false;   ///< variables must not occur: bounds, initial values
  std::string index = {};  ///< a name that stands for one element, as in maps of arrays; empty: none
  int index_set = -1, index_position = 0;
  std::vector<std::pair<std::string, int>> inputs = {};  ///< names that stand for inputs, by number
};

/// What became known on the way.
struct Usage {
  std::vector<bool> parameters;     ///< by array: some formula reads it
  bool nested_expectation = false;  ///< of which balls know no value
};

/// One formula, or everything wrong with it.
class Lowering {
 public:
  Lowering(Graph& graph, const Scope& scope) : graph_(graph), scope_(scope) {
    usage_.parameters.resize(scope.parameters.size());
  }

  /// The node of a number; nothing, and entries in `problems`, where the formula is wrong.
  std::optional<int> number(const Syntax&, const Place&, std::vector<Problem>& problems);

  /// "left <= right", ">=" or "==" as g <= 0 or g == 0.
  struct Relation {
    int function = -1;  ///< g
    bool equality = false;
  };
  std::optional<Relation> relation(const Syntax&, const Place&, std::vector<Problem>& problems);

  const Usage& usage() const { return usage_; }
  long steps() const { return steps_; }  ///< terms of sums and products so far

 private:
  friend class Walk;
  Graph& graph_;
  const Scope& scope_;
  Usage usage_;
  std::vector<std::shared_ptr<const DrawnLaw>> laws_;  ///< by number; null until needed
  std::unordered_map<int, int> totals_;                ///< of variables without index, by number: nodes
  long steps_ = 0;
};

}  // namespace models::expressions

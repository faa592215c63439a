// models/expressions/scope.hpp
// What the names in formulas mean: sets, parameters, laws, functions, players and their variables.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "models/expressions/parser.hpp"
#include "solvers/laws/law.hpp"

namespace models::expressions {

/// A finite set that indices run through. Elements count from 0 here and from `first` in formulas.
struct IndexSet {
  std::string name;
  std::vector<std::string> elements;  ///< their names; empty where the set is a range of numbers
  int size = 0;
  int first = 1;                          ///< number of the first element
  std::vector<std::array<int, 2>> pairs;  ///< of a set of pairs: elements of `of`
  std::array<int, 2> of{-1, -1};          ///< numbers of sets; -1 for any other set
  bool is_pairs() const { return of[0] >= 0; }
};

/// A number (no dimensions), an array, a matrix, ...; values in rows.
struct ParameterArray {
  std::string name;
  std::vector<int> shape;
  std::vector<int> sets;  ///< by dimension: the set whose elements index it, -1 where only positions do
  std::vector<double> values;
  int first = 0;  ///< number of its first value among all parameters
};

struct LawName {
  std::string name;
  solvers::LawPtr law;
};

struct FunctionName {
  std::string name;
  FunctionSyntax syntax;
};

/// Variables of one name, one block for each player that has it.
struct VariableName {
  std::string name;
  std::vector<int> first;  ///< by player: number of the first entry in the profile; -1: the player has none
  std::vector<int> size;   ///< by player: entries
  std::vector<int> set;    ///< by player: the set that indexes them; -1: positions do
  std::vector<bool> is_vector;
};

struct Scope {
  std::vector<IndexSet> sets;  ///< sets[0] is `players`
  std::vector<ParameterArray> parameters;
  std::vector<LawName> laws;
  std::vector<FunctionName> functions;
  std::vector<VariableName> variables;
  std::vector<std::string> faulty;  ///< names whose meaning is at fault: reported there, not in formulas

  int players() const { return sets.front().size; }
  const std::string& player(int i) const { return sets.front().elements[static_cast<std::size_t>(i)]; }
  int dimension() const;        ///< entries of a profile
  int parameter_count() const;  ///< numbers in all parameters
  bool is_faulty(std::string_view name) const;
};

/// The number of the thing with that name in a list of things with names; -1 where there is none.
template <typename Thing>
int find(const std::vector<Thing>& things, std::string_view name) {
  for (std::size_t i = 0; i < things.size(); ++i)
    if (things[i].name == name) return static_cast<int>(i);
  return -1;
}

/// Number of an element of that name in the set; -1 where there is none.
int find_element(const IndexSet&, std::string_view name);

/// Words that formulas use themselves, so that nothing else may be called so.
const std::vector<std::string_view>& reserved_words();

/// "did you mean 'gamma'? parameters: T, gamma, theta"
std::string advice(const Scope&, std::string_view unknown, const std::vector<std::string_view>& bound);

}  // namespace models::expressions

// models/expressions/walk.hpp
// The walk over one tree: what each part is (number, truth, element, set) and which node stands for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/expressions/lowering.hpp"

namespace models::expressions {

/// What a part of a formula stands for.
struct Meaning {
  enum class Kind { wrong, number, truth, element, set };
  Kind kind = Kind::wrong;
  int node = -1;              ///< of a number or truth
  int set = -1;               ///< of an element or set; -1: plain whole numbers, as of a range
  int position = 0;           ///< of an element, from 0; of a plain whole number its value
  int from = 0, to = -1;      ///< of a set of plain whole numbers
  bool without_self = false;  ///< of the set `others`

  bool is(Kind k) const { return kind == k; }
};

/// A parameter or variable, before its indices are known.
struct Reference {
  enum class Kind { none, parameter, variable, total };
  Kind kind = Kind::none;
  int number = -1;  ///< of the parameter or variable
  int player = -1;  ///< whose variable; -1: the first index says, or it is one's own
};

class Walk {
 public:
  Walk(Lowering& lowering, const Syntax& syntax, const Place& place, std::vector<Problem>& problems);

  Meaning meaning(int node, int expected_set = -1);
  int number(int node);  ///< the node of a number; -1 where it is none (a problem is noted)
  Lowering::Relation relation();

 private:
  using Kind = Meaning::Kind;
  using Bindings = std::vector<std::pair<std::string, Meaning>>;

  Graph& graph() { return lowering_.graph_; }
  const Scope& scope() const { return lowering_.scope_; }
  const Node& at(int node) const { return syntax_->at(node); }

  Meaning wrong(Span, std::string message, std::string note = {});
  Meaning literal(double value) { return of_node(graph().literal(value)); }
  static Meaning of_node(int node, Kind kind = Kind::number) { return {.kind = kind, .node = node}; }
  int as_number(const Meaning&, const Node&);
  int as_truth(int node);
  std::string named(const Meaning&) const;

  // names.cpp: what names, members and indices refer to.
  Meaning name(const Node&, int expected_set);
  Meaning element_named(const Node&, int expected_set);
  Meaning unknown_name(std::string_view name, Span);
  Meaning member(const Node&);
  Meaning index(int node);
  Reference reference(int node);
  Reference reference_of_member(const Node&);
  Meaning resolve(const Reference&, const std::vector<int>& indices, const Node& whole);
  Meaning of_parameter(int parameter, const std::vector<int>& indices, const Node& whole);
  Meaning of_variable(const Reference&, std::vector<int> indices, const Node& whole);
  Meaning of_total(int variable, const std::vector<int>& indices, const Node& whole);
  Meaning entry_of(int variable, int player, const std::vector<int>& indices, const Node& whole);
  std::optional<int> position(int index_node, int set, int size, std::string_view what, int dimension);
  std::optional<int> own_variable();
  const Meaning* bound(std::string_view name) const;

  // reductions.cpp: sum, prod, max, min over sets, and expectation.
  Meaning call(const Node&);
  Meaning builtin(Operation, const Node&);
  Meaning extreme(Operation, const Node&);
  Meaning reduction(const Node&);
  Meaning conditional(const Node&);
  Meaning user_function(int function, const Node&);
  // expectations.cpp
  Meaning expectation(const Node&);
  Meaning over_atoms(const solvers::Law&, const Node&);
  Meaning over_density(int law, const Node&);
  bool binds(const Node& call) const;
  Meaning set_of(int node);
  bool may_bind(const Node& pattern);  ///< a problem is noted where a name of it means something already
  std::optional<std::vector<Bindings>> runs_through(const Node& pattern, const Meaning& set);
  int combined(std::string_view how, int a, int b);
  int folded(std::string_view how, const int* terms, std::size_t count);

  Meaning chain(const Node&);
  Meaning comparison(const Node&);
  Meaning logic(const Node&);
  bool spend(const Node&);

  Lowering& lowering_;
  const Syntax* syntax_;
  Place place_;
  std::vector<Problem>& problems_;
  Bindings bound_;
  std::size_t visible_from_ = 0;  ///< of `bound_`: a function sees its own arguments only
  std::vector<int> within_;       ///< functions that are being written out
  int depth_ = 0;
  int draws_ = 0;  ///< expectations around the part that is read
  long steps_ = 0;
};

}  // namespace models::expressions

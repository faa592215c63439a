// models/expressions/graph.hpp
// Scalar operations on the entries of a profile and the parameters; equal subexpressions are one node.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "models/expressions/drawn_law.hpp"
#include "models/expressions/operation.hpp"

namespace models::expressions {

/// More operations than a graph may hold.
struct GraphTooLarge : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct GraphNode {
  Operation op = Operation::literal;
  int a = -1, b = -1, c = -1;  ///< operands, lower than the node's own number
  /// Of an input or parameter; the exponent of whole_power; of a drawn number how many expectations stand
  /// around its own; of an expectation or density the place in Graph::draws().
  int number = 0;
  unsigned drawn = 0;    ///< bit k: depends on the drawn number k
  double value = 0;      ///< of a literal; of any constant as doubles give it
  bool constant = true;  ///< depends on no input
};

/// What an expectation is over.
struct Draw {
  std::shared_ptr<const DrawnLaw> law;
  int depth = 0;  ///< number of the drawn one
};

/// Nodes are numbered in an order in which operands come first. Only what is exact in doubles is folded into
/// a literal (2 * 3, x + 0, x^1): other constants are computed once in each number type, so that 1 / 1.1
/// stays right in balls.
class Graph {
 public:
  static constexpr int most_nodes = 4'000'000;
  static constexpr int deepest_draw = 3;  ///< expectations within one another

  int literal(double value);
  int parameter(int number, double value);
  int input(int number);

  int unary(Operation op, int a);
  int binary(Operation op, int a, int b);
  int select(int condition, int yes, int no, Operation op = Operation::select);
  int whole_power(int a, int exponent);
  int power(int a, int exponent);  ///< a^b; chooses sqrt, products and whole powers where b is a literal

  int drawn(int depth);
  int draw_of(const std::shared_ptr<const DrawnLaw>&, int depth);  ///< number of the draw, new or known
  int expectation(int integrand, int draw);  ///< the integrand itself where it does not depend on the draw
  int density(int at, int draw);
  /// `node` with `value` for the drawn number: of an integrand, what it is at a point.
  int substituted(int node, int depth, int value);

  int rebuilt(const GraphNode&, int a, int b, int c);  ///< its operation on other operands

  int add(int a, int b) { return binary(Operation::add, a, b); }
  int subtract(int a, int b) { return binary(Operation::subtract, a, b); }
  int multiply(int a, int b) { return binary(Operation::multiply, a, b); }
  int divide(int a, int b) { return binary(Operation::divide, a, b); }
  int negate(int a) { return unary(Operation::negate, a); }

  const GraphNode& at(int node) const { return nodes_[static_cast<std::size_t>(node)]; }
  int size() const { return static_cast<int>(nodes_.size()); }
  bool is_literal(int node) const { return at(node).op == Operation::literal; }
  bool is_literal(int node, double value) const { return is_literal(node) && at(node).value == value; }

  const Draw& draw(int number) const { return draws_[static_cast<std::size_t>(number)]; }
  bool depends_on_draw(int node, int depth) const { return (at(node).drawn >> depth & 1U) != 0; }

  /// Every node that `outputs` need, ascending.
  std::vector<int> needed(const std::vector<int>& outputs) const;
  /// What parts of an expectation read from outside: nodes that depend on no drawn number from `depth` on,
  /// ascending; literals and parameters among them.
  std::vector<int> outside(const std::vector<int>& parts, int depth) const;
  /// Nodes inside of an expectation over the drawn number `depth` that depend on it and on no deeper one,
  /// ascending.
  std::vector<int> inside(int integrand, int depth) const;

 private:
  struct Key {
    Operation op;
    int a, b, c, number;
    std::uint64_t bits;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key&) const;
  };

  int intern(GraphNode node);
  bool folds(double value) const;

  std::vector<GraphNode> nodes_;
  std::vector<Draw> draws_;
  std::vector<int> small_literals_, inputs_;  ///< nodes by value or number, -1 where there is none
  std::unordered_map<Key, int, Hash> known_;
};

}  // namespace models::expressions

// models/expressions/syntax.hpp
// A formula as read: a tree whose nodes know where in the text they stand.
#pragma once

#include <string>
#include <vector>

namespace models::expressions {

/// Bytes of a formula, counted from 0.
struct Span {
  int begin = 0;
  int length = 1;
  int end() const { return begin + length; }
};

/// What is wrong with a formula, and where.
struct Problem {
  int text = 0;  ///< number of the text, as given to `parse`
  Span span;
  std::string message;
  std::string note;  ///< behind the caret, e.g. "did you mean 'gamma'?"
};

/// Kinds of nodes; `children` hold operands in the order of the text.
enum class Form {
  number,      ///< `number`
  name,        ///< `name`
  member,      ///< children[0] . name
  index,       ///< children[0] [ children[1], ... ]
  call,        ///< name ( children )
  pattern,     ///< (name, name): bound by sum over a set of pairs; children are names
  range,       ///< children[0] .. children[1]
  sum,         ///< children[0] op children[1] op ...; `operators` holds '+' or '-' before each but the first
  product,     ///< the same with '*' and '/'
  power,       ///< children[0] ^ children[1]
  negation,    ///< - children[0]
  comparison,  ///< children[0] name children[1]; name is "<", "<=", ">", ">=", "==" or "!="
  conjunction,
  disjunction,
  inversion,  ///< not children[0]
};

struct Node {
  Form form = Form::number;
  Span span;
  double number = 0;
  std::string name;
  Span name_span;  ///< of `name` where it is not the whole node
  std::string operators;
  std::vector<int> children;
};

/// Nodes in the order in which they were finished: children before parents.
struct Syntax {
  int text = 0;
  std::vector<Node> nodes;
  int root = -1;

  const Node& at(int node) const { return nodes[static_cast<std::size_t>(node)]; }
  const Node& top() const { return at(root); }
};

}  // namespace models::expressions

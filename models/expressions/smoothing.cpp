#include "models/expressions/smoothing.hpp"

#include <unordered_map>

namespace models::expressions {
namespace {

int hypotenuse(Graph& g, int a, double width) {
  return g.unary(Operation::sqrt, g.add(g.multiply(a, a), g.literal(width * width)));
}

/// The operation `n` on operands that are smooth already; -1: it needs no rounding off.
int rounded(Graph& g, const GraphNode& n, int a, int b, double width) {
  const int two = g.literal(2);
  switch (n.op) {
    case Operation::abs:
      return hypotenuse(g, a, width);
    case Operation::max:
      return g.divide(g.add(g.add(a, b), hypotenuse(g, g.subtract(a, b), width)), two);
    case Operation::min:
      return g.divide(g.subtract(g.add(a, b), hypotenuse(g, g.subtract(a, b), width)), two);
    case Operation::less:
    case Operation::less_equal:
      return g.unary(Operation::logistic, g.divide(g.subtract(b, a), g.literal(width)));
    default:
      return -1;
  }
}

}  // namespace

int smoothed(Graph& g, int node, double width) {
  std::unordered_map<int, int> made;
  const auto of = [&](int part) { return part >= 0 && made.contains(part) ? made.at(part) : part; };
  for (const int part : g.needed({node})) {
    const GraphNode n = g.at(part);  // a copy: the graph grows
    if (n.constant || operands(n.op) == 0) continue;
    const int a = of(n.a), b = of(n.b), c = of(n.c);
    int replaced = n.drawn == 0 ? rounded(g, n, a, b, width) : -1;
    if (replaced < 0 && n.drawn == 0 && n.op == Operation::select)  // between both, as its truth says
      replaced = g.add(c, g.multiply(a, g.subtract(b, c)));
    if (replaced < 0 && (a != n.a || b != n.b || c != n.c)) replaced = g.rebuilt(n, a, b, c);
    if (replaced >= 0) made[part] = replaced;
  }
  return of(node);
}

std::vector<std::pair<int, int>> kinks_of(const Graph& g, int node) {
  std::vector<std::pair<int, int>> pairs;
  for (const int part : g.needed({node})) {
    const auto& n = g.at(part);
    if (n.constant || n.drawn != 0) continue;
    if (n.op == Operation::abs) pairs.emplace_back(n.a, -1);
    if (n.op == Operation::max || n.op == Operation::min || n.op == Operation::less ||
        n.op == Operation::less_equal)
      pairs.emplace_back(n.a, n.b);
  }
  return pairs;
}

}  // namespace models::expressions

#include "models/expressions/derivative.hpp"

#include <algorithm>
#include <unordered_map>

namespace models::expressions {
namespace {

/// One sweep from the output back to the leaves.
class Accumulation {
 public:
  Accumulation(Graph& graph, const std::vector<int>& leaves) : graph_(graph), leaves_(leaves) {
    std::sort(leaves_.begin(), leaves_.end());
  }

  void run(int output) {
    const auto order = graph_.needed({output});
    for (const int node : order) mark(node);
    if (!varies(output)) return;
    adjoints_[output] = graph_.literal(1);
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
      const auto found = adjoints_.find(*node);
      if (found == adjoints_.end() || std::binary_search(leaves_.begin(), leaves_.end(), *node)) continue;
      const int adjoint = found->second;  // the map may move
      pass_on(*node, adjoint);
    }
  }

  int adjoint(int leaf) {
    const auto found = adjoints_.find(leaf);
    return found == adjoints_.end() ? graph_.literal(0) : found->second;
  }

 private:
  bool varies(int node) const { return node >= 0 && varying_.contains(node); }

  void mark(int node) {
    const auto& n = graph_.at(node);
    const bool leaf = std::binary_search(leaves_.begin(), leaves_.end(), node);
    if (leaf || varies(n.a) || varies(n.b) || varies(n.c)) varying_[node] = true;
  }

  void give(int node, int contribution) {
    if (!varies(node)) return;
    const auto [found, fresh] = adjoints_.try_emplace(node, contribution);
    if (!fresh) found->second = graph_.add(found->second, contribution);
  }

  /// f(a)' = factor a'
  void chain(int operand, int adjoint, int factor) {
    if (varies(operand)) give(operand, graph_.multiply(adjoint, factor));
  }

  void pass_on(int node, int adjoint) {
    const GraphNode n = graph_.at(node);  // a copy: the graph grows
    auto& g = graph_;
    const int one = g.literal(1);
    switch (n.op) {
      case Operation::add:
        give(n.a, adjoint);
        give(n.b, adjoint);
        break;
      case Operation::subtract:
        give(n.a, adjoint);
        if (varies(n.b)) give(n.b, g.negate(adjoint));
        break;
      case Operation::multiply:
        chain(n.a, adjoint, n.b);
        chain(n.b, adjoint, n.a);
        break;
      case Operation::divide: {  // a / b
        const int share = g.divide(adjoint, n.b);
        give(n.a, share);
        if (varies(n.b)) give(n.b, g.negate(g.multiply(share, node)));
        break;
      }
      case Operation::negate:
        give(n.a, g.negate(adjoint));
        break;
      case Operation::whole_power:
        chain(n.a, adjoint, g.multiply(g.literal(n.number), g.whole_power(n.a, n.number - 1)));
        break;
      case Operation::power:
        if (varies(n.a)) chain(n.a, adjoint, g.multiply(n.b, g.power(n.a, g.subtract(n.b, one))));
        if (varies(n.b)) chain(n.b, adjoint, g.multiply(node, g.unary(Operation::log, n.a)));
        break;
      case Operation::exp:
        chain(n.a, adjoint, node);
        break;
      case Operation::log:
        give(n.a, g.divide(adjoint, n.a));
        break;
      case Operation::log1p:
        give(n.a, g.divide(adjoint, g.add(one, n.a)));
        break;
      case Operation::sqrt:
        give(n.a, g.divide(adjoint, g.multiply(g.literal(2), node)));
        break;
      case Operation::tanh:  // (1 - t)(1 + t)
        chain(n.a, adjoint, g.multiply(g.subtract(one, node), g.add(one, node)));
        break;
      case Operation::logistic:
        chain(n.a, adjoint, g.multiply(node, g.unary(Operation::logistic, g.negate(n.a))));
        break;
      case Operation::softplus:
        chain(n.a, adjoint, g.unary(Operation::logistic, n.a));
        break;
      case Operation::abs:
        give(n.a, choose(g.binary(Operation::less, n.a, g.literal(0)), g.negate(adjoint), adjoint));
        break;
      case Operation::max:
        sides(g.binary(Operation::less, n.a, n.b), n.b, n.a, adjoint);
        break;
      case Operation::min:
        sides(g.binary(Operation::less, n.b, n.a), n.b, n.a, adjoint);
        break;
      case Operation::select:
      case Operation::choose:
        sides(n.a, n.b, n.c, adjoint);
        break;
      default:  // comparisons are flat where they have a slope
        break;
    }
  }

  int choose(int condition, int yes, int no) { return graph_.select(condition, yes, no, Operation::choose); }
  void sides(int condition, int yes, int no, int adjoint) {
    const int zero = graph_.literal(0);
    if (varies(yes)) give(yes, choose(condition, adjoint, zero));
    if (varies(no)) give(no, choose(condition, zero, adjoint));
  }

  Graph& graph_;
  std::vector<int> leaves_;
  std::unordered_map<int, bool> varying_;
  std::unordered_map<int, int> adjoints_;
};

}  // namespace

std::vector<int> gradient(Graph& graph, int output, const std::vector<int>& leaves) {
  Accumulation accumulation(graph, leaves);
  accumulation.run(output);
  std::vector<int> result;
  result.reserve(leaves.size());
  for (const int leaf : leaves) result.push_back(accumulation.adjoint(leaf));
  return result;
}

}  // namespace models::expressions

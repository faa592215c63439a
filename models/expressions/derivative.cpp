#include "models/expressions/derivative.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace models::expressions {
namespace {

/// d log density / dx of the law at x.
int relative_slope(Graph& g, const GraphNode& density) {
  const auto& law = *g.draw(density.number).law;
  const int x = density.a, first = g.literal(law.first()), second = g.literal(law.second());
  const int one = g.literal(1);
  switch (law.kind()) {
    case solvers::LawKind::exponential:
      return g.negate(g.divide(one, first));
    case solvers::LawKind::normal:
      return g.divide(g.subtract(first, x), g.multiply(second, second));
    case solvers::LawKind::lognormal: {  // -(1 + (log x - nu) / sigma^2) / x, nu = log mean - sigma^2 / 2
      const int ratio = g.subtract(g.unary(Operation::log, x), g.unary(Operation::log, first));
      const int z = g.add(g.divide(ratio, g.multiply(second, second)), g.divide(one, g.literal(2)));
      return g.negate(g.divide(g.add(one, z), x));
    }
    case solvers::LawKind::pareto:
      return g.negate(g.divide(g.add(second, one), x));
    case solvers::LawKind::gamma:
      return g.subtract(g.divide(g.subtract(first, one), x), g.divide(one, second));
    case solvers::LawKind::beta:
      return g.subtract(g.divide(g.subtract(first, one), x),
                        g.divide(g.subtract(second, one), g.subtract(one, x)));
    default:
      return g.literal(0);
  }
}

/// Inside of the support; 0 outside; unknown to balls that hold an end of it, where a density may jump.
int slope_of_density(Graph& g, int density) {
  const GraphNode n = g.at(density);
  const auto [low, high] = g.draw(n.number).law->law().support();
  int inside = g.literal(1);
  if (std::isfinite(low)) inside = g.binary(Operation::less, g.literal(low), n.a);
  if (std::isfinite(high)) {
    const int below = g.binary(Operation::less, n.a, g.literal(high));
    inside = g.is_literal(inside) ? below : g.binary(Operation::conjunction, inside, below);
  }
  return g.select(inside, g.multiply(density, relative_slope(g, n)), g.literal(0), Operation::choose);
}

/// Whether truths are numbers to be differentiated by: only what jumps of an integrand weigh asks for that.
enum class Truths { flat, vary };

/// One sweep from the output back to the leaves.
class Accumulation {
 public:
  Accumulation(Graph& graph, const std::vector<int>& leaves, Truths truths = Truths::flat)
      : graph_(graph), leaves_(leaves), truths_(truths) {
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
        if (truths_ == Truths::vary) chain(n.a, adjoint, g.subtract(n.b, n.c));
        break;
      case Operation::conjunction:
        if (truths_ == Truths::flat) break;
        chain(n.a, adjoint, n.b);
        chain(n.b, adjoint, n.a);
        break;
      case Operation::disjunction:  // a + b - a b
        if (truths_ == Truths::flat) break;
        chain(n.a, adjoint, g.subtract(one, n.b));
        chain(n.b, adjoint, g.subtract(one, n.a));
        break;
      case Operation::inversion:
        if (truths_ == Truths::vary) give(n.a, g.negate(adjoint));
        break;
      case Operation::unproved:
        if (varies(n.a)) give(n.a, g.unary(Operation::unproved, adjoint));
        break;
      case Operation::density:
        if (varies(n.a)) chain(n.a, adjoint, slope_of_density(g, node));
        break;
      case Operation::expectation:
        through_expectation(n, adjoint);
        break;
      default:  // comparisons are flat where they have a slope
        break;
    }
  }

  /// d E[f] = E[df], and at jumps of f the height times the density times how fast the jump moves.
  void through_expectation(const GraphNode& n, int adjoint) {
    const int depth = graph_.draw(n.number).depth;
    std::vector<int> read;
    for (const int part : graph_.outside({n.a}, depth))
      if (varies(part)) read.push_back(part);
    Accumulation within(graph_, read, truths_);
    within.run(n.a);
    std::vector<int> slopes;
    for (const int part : read) slopes.push_back(graph_.expectation(within.adjoint(part), n.number));
    for (const int truth : graph_.inside(n.a, depth)) add_jump(n, truth, read, slopes);
    for (std::size_t k = 0; k < read.size(); ++k) chain(read[k], adjoint, slopes[k]);
  }

  /// The truth a < b of an integrand f is a step of D = b - a at W* where D = 0: dE[f] gains
  /// (df / dtruth) D' / |dD/dW| times the density, all at W*. Known where D is affine in W.
  void add_jump(const GraphNode& n, int truth, const std::vector<int>& read, std::vector<int>& slopes) {
    const GraphNode t = graph_.at(truth);
    if (t.op != Operation::less && t.op != Operation::less_equal) return;
    auto& g = graph_;
    const int depth = g.draw(n.number).depth;
    Accumulation height(g, {truth}, Truths::vary);
    height.run(n.a);
    const int step = height.adjoint(truth);
    if (g.is_literal(step, 0)) return;
    const int difference = g.subtract(t.b, t.a);
    const int slope = gradient(g, difference, {g.drawn(depth)}).front();
    const auto moves = gradient(g, difference, read);
    const bool affine = !g.depends_on_draw(slope, depth);
    const int zero = g.literal(0);
    const int at = affine ? g.negate(g.divide(g.substituted(difference, depth, zero), slope)) : zero;
    for (std::size_t k = 0; k < read.size(); ++k) {
      if (g.is_literal(moves[k], 0)) continue;
      if (!affine) {
        slopes[k] = g.unary(Operation::unproved, slopes[k]);
        continue;
      }
      const int weight = g.divide(g.density(at, n.number), g.unary(Operation::abs, slope));
      const int gain = g.multiply(g.substituted(g.multiply(step, moves[k]), depth, at), weight);
      const int there = g.select(g.binary(Operation::equal, slope, zero), zero, gain);
      slopes[k] = g.add(slopes[k], there);
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
  Truths truths_;
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

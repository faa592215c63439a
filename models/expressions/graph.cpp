#include "models/expressions/graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/integral.hpp"

namespace models::expressions {
namespace {

constexpr double exact = 9007199254740992.0;  // 2^53: whole numbers up to it add and multiply exactly

bool is_small_whole(double x) { return std::abs(x) < exact && x == std::floor(x); }

bool commutes(Operation op) {
  return op == Operation::add || op == Operation::multiply || op == Operation::equal ||
         op == Operation::conjunction || op == Operation::disjunction;
}

/// The entry of a list that grows as it must; -1 where nothing stood.
int& entry_of(std::vector<int>& list, std::size_t k) {
  if (k >= list.size()) list.resize(k + 1, -1);
  return list[k];
}

}  // namespace

std::size_t Graph::Hash::operator()(const Key& key) const {
  std::uint64_t h = static_cast<std::uint64_t>(key.op);
  for (const auto part : {static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.a)),
                          static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.b)),
                          static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.c)),
                          static_cast<std::uint64_t>(static_cast<std::uint32_t>(key.number)), key.bits}) {
    h = (h ^ part) * 0x9E3779B97F4A7C15U;
    h ^= h >> 29U;
  }
  return static_cast<std::size_t>(h);
}

int Graph::intern(GraphNode node) {
  const bool named = node.op == Operation::literal;
  const Key key{node.op, node.a,      node.b,
                node.c,  node.number, named ? std::bit_cast<std::uint64_t>(node.value) : 0};
  const auto [found, fresh] = known_.try_emplace(key, size());
  if (!fresh) return found->second;
  if (size() >= most_nodes) {
    known_.erase(found);
    throw GraphTooLarge(fmt::format("the formulas need more than {} operations", most_nodes));
  }
  for (const int operand : {node.a, node.b, node.c}) {
    if (operand < 0 || node.op == Operation::expectation) continue;
    node.constant = node.constant && at(operand).constant;
    node.drawn |= at(operand).drawn;
  }
  if (node.constant && operands(node.op) > 0 && !is_about_a_law(node.op)) {
    const auto value = [&](int operand) { return operand >= 0 ? at(operand).value : 0.0; };
    node.value = apply<double>(node.op, value(node.a), value(node.b), value(node.c), node.number);
  }
  nodes_.push_back(node);
  return size() - 1;
}

int Graph::literal(double value) {
  constexpr double most = 65536;
  if (!(value >= 0 && value < most && value == std::floor(value)) || std::signbit(value))
    return intern({.op = Operation::literal, .value = value});
  auto& known = entry_of(small_literals_, static_cast<std::size_t>(value));
  if (known < 0) known = intern({.op = Operation::literal, .value = value});
  return known;
}
int Graph::parameter(int number, double value) {
  return intern({.op = Operation::parameter, .number = number, .value = value});
}
int Graph::input(int number) {
  auto& known = entry_of(inputs_, static_cast<std::size_t>(number));
  if (known < 0) known = intern({.op = Operation::input, .number = number, .constant = false});
  return known;
}

int Graph::drawn(int depth) {
  return intern({.op = Operation::drawn, .number = depth, .drawn = 1U << depth, .constant = false});
}

int Graph::draw_of(const std::shared_ptr<const DrawnLaw>& law, int depth) {
  for (std::size_t k = 0; k < draws_.size(); ++k)
    if (draws_[k].law == law && draws_[k].depth == depth) return static_cast<int>(k);
  draws_.push_back({law, depth});
  return static_cast<int>(draws_.size()) - 1;
}

int Graph::expectation(int integrand, int draw) {
  const int depth = this->draw(draw).depth;
  if (!depends_on_draw(integrand, depth)) return integrand;
  GraphNode node{.op = Operation::expectation, .a = integrand, .number = draw};
  node.drawn = at(integrand).drawn & ~(1U << depth);
  const auto read = outside({integrand}, depth);
  node.constant = std::all_of(read.begin(), read.end(), [&](int part) { return at(part).constant; });
  if (node.constant) node.value = expected_constant(*this, integrand, draw);
  return intern(node);
}

int Graph::density(int point, int draw) {
  GraphNode node{.op = Operation::density, .a = point, .number = draw};
  if (at(point).constant) node.value = density_at(*this->draw(draw).law, at(point).value);
  return intern(node);
}

int Graph::rebuilt(const GraphNode& node, int a, int b, int c) {
  switch (node.op) {
    case Operation::select:
    case Operation::choose:
      return select(a, b, c, node.op);
    case Operation::whole_power:
      return whole_power(a, node.number);
    case Operation::power:
      return power(a, b);
    case Operation::expectation:
      return expectation(a, node.number);
    case Operation::density:
      return density(a, node.number);
    default:
      return operands(node.op) == 1 ? unary(node.op, a) : binary(node.op, a, b);
  }
}

int Graph::substituted(int node, int depth, int value) {
  std::unordered_map<int, int> made;
  const auto of = [&](int part) { return part >= 0 && made.contains(part) ? made.at(part) : part; };
  for (const int part : needed({node})) {
    if (!depends_on_draw(part, depth)) continue;
    const GraphNode n = at(part);  // a copy: the graph grows
    made[part] = n.op == Operation::drawn ? value : rebuilt(n, of(n.a), of(n.b), of(n.c));
  }
  return of(node);
}

/// Whether the double result of exact operands is the exact result.
bool Graph::folds(double value) const { return is_small_whole(value); }

int Graph::unary(Operation op, int a) {
  if (op == Operation::negate) {
    if (is_literal(a)) return literal(-at(a).value);
    if (at(a).op == Operation::negate) return at(a).a;
  }
  if (op == Operation::inversion && is_literal(a)) return literal(at(a).value == 0 ? 1 : 0);
  if (op == Operation::abs && is_literal(a)) return literal(std::abs(at(a).value));
  return intern({.op = op, .a = a});
}

int Graph::binary(Operation op, int a, int b) {
  if (is_literal(a) && is_literal(b)) {
    const double x = at(a).value, y = at(b).value, value = apply<double>(op, x, y, 0.0, 0);
    const bool compares = op == Operation::less || op == Operation::less_equal || op == Operation::equal ||
                          op == Operation::conjunction || op == Operation::disjunction ||
                          op == Operation::max || op == Operation::min;
    if (compares) return literal(value);
    if (is_small_whole(x) && is_small_whole(y) && folds(value) && (op != Operation::divide || value * y == x))
      if (op != Operation::power) return literal(value);
  }
  switch (op) {
    case Operation::add:
      if (is_literal(a, 0)) return b;
      if (is_literal(b, 0)) return a;
      if (at(b).op == Operation::negate) return subtract(a, at(b).a);
      if (at(a).op == Operation::negate) return subtract(b, at(a).a);
      break;
    case Operation::subtract:
      if (is_literal(b, 0)) return a;
      if (is_literal(a, 0)) return negate(b);
      if (at(b).op == Operation::negate) return add(a, at(b).a);
      break;
    case Operation::multiply:
      if (is_literal(a, 1)) return b;
      if (is_literal(b, 1)) return a;
      if (is_literal(a, -1)) return negate(b);
      if (is_literal(b, -1)) return negate(a);
      break;
    case Operation::divide:
      if (is_literal(b, 1)) return a;
      break;
    default:
      break;
  }
  if (commutes(op) && a > b) std::swap(a, b);
  return intern({.op = op, .a = a, .b = b});
}

int Graph::select(int condition, int yes, int no, Operation op) {
  if (is_literal(condition)) return at(condition).value != 0 ? yes : no;
  if (yes == no) return yes;
  return intern({.op = op, .a = condition, .b = yes, .c = no});
}

int Graph::whole_power(int a, int exponent) {
  if (exponent == 0) return literal(1);
  if (exponent == 1) return a;
  if (exponent == -1) return divide(literal(1), a);
  if (exponent == 2) return multiply(a, a);
  if (is_literal(a) && is_small_whole(at(a).value) && folds(std::pow(at(a).value, exponent)) && exponent > 0)
    return literal(std::pow(at(a).value, exponent));
  return intern({.op = Operation::whole_power, .a = a, .number = exponent});
}

int Graph::power(int a, int exponent) {
  if (is_literal(exponent)) {
    const double p = at(exponent).value;
    if (p == 0.5) return unary(Operation::sqrt, a);
    if (is_small_whole(p) && std::abs(p) <= 1024) return whole_power(a, static_cast<int>(p));
  }
  return intern({.op = Operation::power, .a = a, .b = exponent});
}

std::vector<int> Graph::outside(const std::vector<int>& parts, int depth) const {
  std::unordered_set<int> met(parts.begin(), parts.end());
  std::vector<int> waiting(met.begin(), met.end()), result;
  while (!waiting.empty()) {
    const int node = waiting.back();
    waiting.pop_back();
    if (at(node).drawn >> depth == 0) {
      result.push_back(node);
      continue;
    }
    for (const int operand : {at(node).a, at(node).b, at(node).c})
      if (operand >= 0 && met.insert(operand).second) waiting.push_back(operand);
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<int> Graph::inside(int integrand, int depth) const {
  auto nodes = needed({integrand});
  std::erase_if(nodes, [&](int node) { return at(node).drawn >> depth != 1; });
  return nodes;
}

std::vector<int> Graph::needed(const std::vector<int>& outputs) const {
  if (outputs.empty()) return {};
  const int last = *std::max_element(outputs.begin(), outputs.end());
  std::vector<bool> marked(static_cast<std::size_t>(last) + 1, false);
  std::vector<int> waiting(outputs), result;
  while (!waiting.empty()) {
    const int node = waiting.back();
    waiting.pop_back();
    if (marked[static_cast<std::size_t>(node)]) continue;
    marked[static_cast<std::size_t>(node)] = true;
    result.push_back(node);
    for (const int operand : {at(node).a, at(node).b, at(node).c})
      if (operand >= 0) waiting.push_back(operand);
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace models::expressions

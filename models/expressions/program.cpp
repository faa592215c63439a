// From the nodes of a graph to instructions: what is constant, which slots, in which order.
#include "models/expressions/program.hpp"

#include <algorithm>
#include <unordered_map>

#include "models/expressions/arithmetic.hpp"

namespace models::expressions {
namespace {

using Slots = std::unordered_map<int, int>;

Instruction instruction_of(const GraphNode& node, int target, const Slots& slots) {
  const auto slot = [&](int operand) { return operand < 0 ? 0 : slots.at(operand); };
  return {node.op, target, slot(node.a), slot(node.b), slot(node.c), node.number};
}

/// Temporaries that are free again are given out first.
class SlotPool {
 public:
  explicit SlotPool(int first) : next_(first) {}
  int take() {
    if (free_.empty()) return next_++;
    const int slot = free_.back();
    free_.pop_back();
    return slot;
  }
  void give_back(int slot) { free_.push_back(slot); }
  int size() const { return next_; }

 private:
  int next_;
  std::vector<int> free_;
};

}  // namespace

Program::Program(const Graph& graph, const std::vector<int>& outputs, int first_parameter) {
  const auto nodes = graph.needed(outputs);
  const bool varied = first_parameter >= 0;
  std::unordered_map<int, bool> fixed;  // constant, where parameters may vary
  const auto is_fixed = [&](int node) { return node < 0 || fixed.at(node); };
  for (const int node : nodes) {
    const auto& n = graph.at(node);
    fixed[node] = n.op != Operation::input && !(varied && n.op == Operation::parameter) && is_fixed(n.a) &&
                  is_fixed(n.b) && is_fixed(n.c);
  }

  // Constants: those that the body or the outputs read.
  Slots prologue, slots;
  for (const int node : nodes) {
    const auto op = graph.at(node).op;
    if (fixed[node] && (op == Operation::literal || op == Operation::parameter)) {
      prologue[node] = static_cast<int>(literals_.size());
      literals_.push_back(graph.at(node).value);
    }
  }
  int next = static_cast<int>(literals_.size());
  for (const int node : nodes)
    if (fixed[node] && operands(graph.at(node).op) > 0) {
      prologue_.push_back(instruction_of(graph.at(node), next, prologue));
      prologue[node] = next++;
    }
  const auto read_constant = [&](int node) {
    if (node < 0 || !fixed.at(node) || slots.contains(node)) return;
    slots[node] = static_cast<int>(constant_slots_.size());
    constant_slots_.push_back(prologue.at(node));
    constants_.push_back(graph.at(node).value);
  };
  std::unordered_map<int, int> last_reader;
  for (const int node : nodes) {
    const auto& n = graph.at(node);
    if (fixed[node] || operands(n.op) == 0) continue;
    for (const int operand : {n.a, n.b, n.c}) {
      read_constant(operand);
      if (operand >= 0) last_reader[operand] = node;
    }
  }
  for (const int output : outputs) {
    read_constant(output);
    last_reader[output] = graph.size();  // never free
  }

  // Inputs.
  const auto number_of = [&](const GraphNode& n) {
    return n.op == Operation::input ? n.number : first_parameter + n.number;
  };
  std::vector<std::pair<int, int>> leaves;  // number, node
  for (const int node : nodes)
    if (!fixed[node] && operands(graph.at(node).op) == 0)
      leaves.emplace_back(number_of(graph.at(node)), node);
  std::sort(leaves.begin(), leaves.end());
  for (const auto& [number, node] : leaves) {
    slots[node] = static_cast<int>(constants_.size() + inputs_.size());
    inputs_.push_back(number);
  }

  // Body.
  SlotPool pool(static_cast<int>(constants_.size() + inputs_.size()));
  const int first_temporary = pool.size();
  for (const int node : nodes) {
    const auto& n = graph.at(node);
    if (fixed[node] || operands(n.op) == 0) continue;
    auto instruction = instruction_of(n, 0, slots);
    int freed[3] = {-1, -1, -1};
    int count = 0;
    for (const int operand : {n.a, n.b, n.c}) {
      if (operand < 0 || slots[operand] < first_temporary || last_reader[operand] != node) continue;
      if (std::find(freed, freed + count, slots[operand]) == freed + count) freed[count++] = slots[operand];
    }
    for (int k = 0; k < count; ++k) pool.give_back(freed[k]);
    instruction.target = slots[node] = pool.take();
    body_.push_back(instruction);
    has_kinks_ = has_kinks_ || has_kink(n.op);
  }
  slots_ = pool.size();
  for (const int output : outputs) outputs_.push_back(slots.at(output));
  std::vector<solvers::Ball> own;
  constant_balls_ = constants<solvers::Ball>(own);
}

}  // namespace models::expressions

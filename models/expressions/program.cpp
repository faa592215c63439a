// From the nodes of a graph to instructions: what is constant, which slots, in which order.
#include "models/expressions/program.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "models/expressions/arithmetic.hpp"

namespace models::expressions {
namespace {

using Slots = std::unordered_map<int, int>;

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

/// What is constant, what is read, and in which order.
class Program::Compilation {
 public:
  Compilation(Program& program, const Graph& graph, const std::vector<int>& outputs, int first_parameter)
      : program_(program), graph_(graph), outputs_(outputs), first_parameter_(first_parameter) {}

  /// Nodes that are inputs, by their numbers.
  void take_leaves(const std::vector<int>& leaves, int depth) {
    inside_ = true;
    depth_ = depth;
    for (std::size_t k = 0; k < leaves.size(); ++k) numbers_[leaves[k]] = static_cast<int>(k);
    drawn_number_ = static_cast<int>(leaves.size());
  }

  void run() {
    order();
    classify();
    lay_out_constants();
    lay_out_inputs();
    lay_out_body();
  }

 private:
  bool is_leaf(int node) const { return number_of(node) >= 0; }

  /// As an input; -1: it is none.
  int number_of(int node) const {
    if (const auto found = numbers_.find(node); found != numbers_.end()) return found->second;
    const auto& n = graph_.at(node);
    if (inside_) return n.op == Operation::drawn && n.number == depth_ ? drawn_number_ : -1;
    if (n.op == Operation::input) return n.number;
    return first_parameter_ >= 0 && n.op == Operation::parameter ? first_parameter_ + n.number : -1;
  }

  /// What the operation reads: of an expectation all that its formula reads from outside.
  std::vector<int> read_by(const GraphNode& n) const {
    if (n.op == Operation::expectation) return graph_.outside({n.a}, graph_.draw(n.number).depth);
    std::vector<int> all;
    for (const int operand : {n.a, n.b, n.c})
      if (operand >= 0) all.push_back(operand);
    return all;
  }

  void order() {
    std::unordered_set<int> met(outputs_.begin(), outputs_.end());
    std::vector<int> waiting(met.begin(), met.end());
    while (!waiting.empty()) {
      const int node = waiting.back();
      waiting.pop_back();
      nodes_.push_back(node);
      auto& read = read_[node];
      if (is_leaf(node)) continue;
      read = read_by(graph_.at(node));
      for (const int operand : read)
        if (met.insert(operand).second) waiting.push_back(operand);
    }
    std::sort(nodes_.begin(), nodes_.end());
  }

  /// Constant, where parameters may vary.
  void classify() {
    for (const int node : nodes_) {
      const auto& read = read_.at(node);
      fixed_[node] = !is_leaf(node) &&
                     std::all_of(read.begin(), read.end(), [&](int operand) { return fixed_.at(operand); });
    }
  }

  bool is_computed(int node) const { return !is_leaf(node) && operands(graph_.at(node).op) > 0; }

  Instruction instruction_of(int node, int target, const Slots& slots) {
    const auto& n = graph_.at(node);
    if (!is_about_a_law(n.op)) {
      const auto slot = [&](int operand) { return operand < 0 ? 0 : slots.at(operand); };
      return {n.op, target, slot(n.a), slot(n.b), slot(n.c), n.number};
    }
    AboutLaw about{graph_.draw(n.number).law, nullptr, {}};
    std::vector<int> read = read_.at(node);
    if (n.op == Operation::expectation) {
      std::erase_if(read, [&](int operand) { return fixed_.at(operand); });
      about.integral = std::make_unique<const Integral>(graph_, n, read, first_parameter_);
    }
    for (const int operand : read) about.slots.push_back(slots.at(operand));
    program_.integrals_.push_back(std::move(about));
    return {n.op, target, 0, 0, 0, static_cast<int>(program_.integrals_.size()) - 1};
  }

  void lay_out_constants() {
    Slots prologue;
    auto& literals = program_.literals_;
    for (const int node : nodes_)
      if (fixed_[node] && !is_computed(node)) {
        prologue[node] = static_cast<int>(literals.size());
        literals.push_back(graph_.at(node).value);
      }
    int next = static_cast<int>(literals.size());
    for (const int node : nodes_)
      if (fixed_[node] && is_computed(node)) {
        program_.prologue_.push_back(instruction_of(node, next, prologue));
        prologue[node] = next++;
      }
    const auto read_constant = [&](int node) {
      if (!fixed_.at(node) || slots_.contains(node)) return;
      slots_[node] = static_cast<int>(program_.constant_slots_.size());
      program_.constant_slots_.push_back(prologue.at(node));
      program_.constants_.push_back(graph_.at(node).value);
    };
    for (const int node : nodes_)
      if (!fixed_[node])
        for (const int operand : read_.at(node)) read_constant(operand);
    for (const int output : outputs_) read_constant(output);
  }

  void lay_out_inputs() {
    std::vector<Leaf> leaves;
    for (const int node : nodes_)
      if (is_leaf(node)) leaves.push_back({number_of(node), node});
    std::sort(leaves.begin(), leaves.end(), [](const Leaf& x, const Leaf& y) { return x.number < y.number; });
    for (const auto& [number, node] : leaves) {
      slots_[node] = static_cast<int>(program_.constants_.size() + program_.inputs_.size());
      program_.inputs_.push_back(number);
    }
  }

  void lay_out_body() {
    std::unordered_map<int, int> last_reader;
    for (const int node : nodes_)
      if (!fixed_[node])
        for (const int operand : read_.at(node)) last_reader[operand] = node;
    for (const int output : outputs_) last_reader[output] = graph_.size();  // never free
    SlotPool pool(static_cast<int>(program_.constants_.size() + program_.inputs_.size()));
    const int first_temporary = pool.size();
    for (const int node : nodes_) {
      if (fixed_[node] || !is_computed(node)) continue;
      auto instruction = instruction_of(node, 0, slots_);
      std::vector<int> freed;
      for (const int operand : read_.at(node)) {
        const int slot = slots_.at(operand);
        if (slot < first_temporary || last_reader[operand] != node) continue;
        if (std::find(freed.begin(), freed.end(), slot) == freed.end()) freed.push_back(slot);
      }
      for (const int slot : freed) pool.give_back(slot);
      instruction.target = slots_[node] = pool.take();
      program_.body_.push_back(instruction);
      program_.has_kinks_ = program_.has_kinks_ || has_kink(graph_.at(node).op);
    }
    program_.slots_ = pool.size();
    for (const int output : outputs_) program_.outputs_.push_back(slots_.at(output));
  }

  Program& program_;
  const Graph& graph_;
  const std::vector<int>& outputs_;
  int first_parameter_;
  bool inside_ = false;
  int depth_ = 0, drawn_number_ = -1;
  std::unordered_map<int, int> numbers_;
  std::vector<int> nodes_;  ///< ascending: operands come first
  std::unordered_map<int, std::vector<int>> read_;
  std::unordered_map<int, bool> fixed_;
  Slots slots_;
};

Program::Program(const Graph& graph, const std::vector<int>& outputs, int first_parameter) {
  Compilation(*this, graph, outputs, first_parameter).run();
  keep_constants();
}

Program::Program(const Graph& graph, const std::vector<int>& outputs, int first_parameter,
                 const std::vector<int>& leaves, int depth) {
  Compilation compilation(*this, graph, outputs, first_parameter);
  compilation.take_leaves(leaves, depth);
  compilation.run();
  keep_constants();
}

}  // namespace models::expressions

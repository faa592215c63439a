#include "models/declared/aggregate.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "models/declared/parameters.hpp"
#include "models/expressions/derivative.hpp"
#include "models/expressions/signomial.hpp"
#include "solvers/core/random.hpp"

namespace models::declared {
namespace {

using expressions::Graph;
using expressions::GraphNode;
using expressions::Operation;

/// Which nodes are additions of entries of the profile and nothing else.
class PureSums {
 public:
  PureSums(const Graph& graph, int entries) : graph_(graph), sums_(static_cast<std::size_t>(graph.size())) {
    for (int k = 0; k < entries; ++k) {
      marks_.push_back(solvers::mix(static_cast<std::uint64_t>(k) + 1));
      all_ += marks_.back();
    }
    for (int node = 0; node < graph.size(); ++node) {
      const auto& n = graph.at(node);
      auto& sum = sums_[static_cast<std::size_t>(node)];
      if (n.op == Operation::input && n.number < entries) {
        sum = {1, marks_[static_cast<std::size_t>(n.number)]};
      } else if (n.op == Operation::add && of(n.a).count > 0 && of(n.b).count > 0) {
        sum = {of(n.a).count + of(n.b).count, of(n.a).mark + of(n.b).mark};
      }
    }
  }

  /// Every entry once, but for `without` where that is not negative.
  bool is_sum_of_all(int node, int without) {
    const auto& sum = of(node);
    const long wanted = static_cast<long>(marks_.size()) - (without >= 0 ? 1 : 0);
    const auto mark = all_ - (without >= 0 ? marks_[static_cast<std::size_t>(without)] : 0);
    if (sum.count != wanted || wanted == 0 || sum.mark != mark) return false;
    if (without < 0 && node == whole_) return true;
    if (!is_exactly(node, without)) return false;
    if (without < 0) whole_ = node;
    return true;
  }

 private:
  struct Sum {
    long count = 0;  ///< of entries; 0: something else
    std::uint64_t mark = 0;
  };
  const Sum& of(int node) const { return sums_[static_cast<std::size_t>(node)]; }

  /// Marks may agree by chance: the entries themselves, one by one.
  bool is_exactly(int node, int without) const {
    std::vector<char> met(marks_.size(), 0);
    std::vector<int> waiting{node};
    while (!waiting.empty()) {
      const auto& n = graph_.at(waiting.back());
      waiting.pop_back();
      if (n.op == Operation::input) {
        if (met[static_cast<std::size_t>(n.number)]++ > 0 || n.number == without) return false;
      } else {
        waiting.push_back(n.a);
        waiting.push_back(n.b);
      }
    }
    return true;  // as many as wanted, no two alike
  }

  const Graph& graph_;
  std::vector<Sum> sums_;
  std::vector<std::uint64_t> marks_;
  std::uint64_t all_ = 0;
  int whole_ = -1;  ///< a node that is the sum of all
};

/// One payoff rewritten in a graph of its own, whose inputs are the own number and S.
class Rewriting {
 public:
  Rewriting(const Graph& from, PureSums& sums, Graph& into) : from_(from), sums_(sums), into_(into) {}

  /// The node in the new graph; -1 where the payoff is of another kind.
  int run(int output, int player) {
    known_.clear();
    std::vector<int> waiting{output}, rest;
    while (!waiting.empty()) {
      const int node = waiting.back();
      waiting.pop_back();
      if (known_.contains(node)) continue;
      known_[node] = leaf(node, player);
      if (known_[node] >= 0) continue;
      const auto& n = from_.at(node);
      if (n.op == Operation::input || n.op > Operation::choose) return -1;
      rest.push_back(node);
      for (const int operand : {n.a, n.b, n.c})
        if (operand >= 0) waiting.push_back(operand);
    }
    std::sort(rest.begin(), rest.end());
    for (const int node : rest) known_[node] = copied(from_.at(node));
    return known_.at(output);
  }

 private:
  int leaf(int node, int player) {
    const auto& n = from_.at(node);
    if (n.op == Operation::literal) return into_.literal(n.value);
    if (n.op == Operation::parameter) return into_.parameter(n.number, n.value);
    if (n.op == Operation::input && n.number == player) return into_.input(0);
    if (n.constant) return -1;
    if (sums_.is_sum_of_all(node, -1)) return into_.input(1);
    if (sums_.is_sum_of_all(node, player)) return into_.subtract(into_.input(1), into_.input(0));
    return -1;
  }

  int copied(const GraphNode& n) {
    const auto of = [&](int operand) { return known_.at(operand); };
    if (n.op == Operation::whole_power) return into_.whole_power(of(n.a), n.number);
    switch (operands(n.op)) {
      case 1:
        return into_.unary(n.op, of(n.a));
      case 2:
        return into_.binary(n.op, of(n.a), of(n.b));
      default:
        return into_.select(of(n.a), of(n.b), of(n.c), n.op);
    }
  }

  const Graph& from_;
  PureSums& sums_;
  Graph& into_;
  std::unordered_map<int, int> known_;
};

}  // namespace

solvers::Vector AggregateForm::values(const solvers::Vector& x) const {
  solvers::Vector result(x.size()), z(2);
  z(1) = x.sum();
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    z(0) = x(i);
    result(i) = payoffs[static_cast<std::size_t>(i)]->value(z);
  }
  return result;
}

AggregateForm::NearZero AggregateForm::near_zero() const {
  NearZero result;
  std::unordered_map<const expressions::Formula*, NearZero::value_type> known;
  for (const auto& payoff : payoffs) {
    auto& marginal = known[payoff.get()];
    if (!marginal) {
      const std::lock_guard lock(store->mutex);
      auto& graph = store->graph;
      const auto slopes = gradient(graph, payoff->output(), {graph.input(0), graph.input(1)});
      const auto sum = signomial(graph, graph.add(slopes[0], slopes[1]));
      const auto shares = sum ? expressions::ShareForm::of(graph, *sum) : std::nullopt;
      if (!shares) return {};
      marginal = [form = *shares](const solvers::Interval& share, const solvers::Interval& total) {
        return form.over(share, total);
      };
    }
    result.push_back(marginal);
  }
  return result;
}

std::shared_ptr<const AggregateForm> aggregate_form(const Graph& graph, const std::vector<int>& payoffs,
                                                    const std::vector<double>& parameters) {
  const int n = static_cast<int>(payoffs.size());
  if (n < 2) return nullptr;
  PureSums sums(graph, n);
  auto store = std::make_shared<expressions::FormulaStore>();
  store->variables = 2;
  store->parameters = parameters;
  Rewriting rewriting(graph, sums, store->graph);
  auto form = std::make_shared<AggregateForm>();
  form->store = store;
  std::unordered_map<int, std::shared_ptr<const expressions::Formula>> formulas;
  for (int i = 0; i < n; ++i) {
    const int node = rewriting.run(payoffs[static_cast<std::size_t>(i)], i);
    if (node < 0) return nullptr;
    auto& formula = formulas[node];
    if (!formula) formula = std::make_shared<const expressions::Formula>(store, node);
    form->payoffs.push_back(formula);
  }
  return form;
}

bool is_of_total(const Graph& graph, int payoff, int player, int entries) {
  PureSums sums(graph, entries);
  Graph scratch;
  return Rewriting(graph, sums, scratch).run(payoff, player) >= 0;
}

std::optional<double> cap_on_total(const Parameters& p) {
  if (p.shared.empty()) return std::numeric_limits<double>::infinity();
  const auto& g = p.shared.front();
  if (p.shared.size() > 1 || g.equality) return std::nullopt;
  {
    const std::lock_guard lock(p.store->mutex);
    auto& graph = p.store->graph;
    std::vector<int> leaves;
    for (int k = 0; k < p.dimension(); ++k) leaves.push_back(graph.input(k));
    for (const int slope : gradient(graph, g.function->output(), leaves))
      if (!graph.is_literal(slope, 1)) return std::nullopt;
  }
  const double cap = -g.function->value(Vector(Vector::Zero(p.dimension())));
  const auto exact = g.function->value(
      solvers::BallVector(solvers::BallVector::Constant(p.dimension(), solvers::Ball(0.0))));
  if (!(exact == solvers::Ball(-cap))) return std::nullopt;  // a cap that no double is
  return cap;
}

std::optional<solvers::AggregativeGame> aggregative_game(const Parameters& p) {
  if (!p.aggregate || !p.lower.allFinite()) return std::nullopt;
  const auto cap = cap_on_total(p);
  if (!cap) return std::nullopt;
  solvers::AggregativeGame game{{}, p.lower, p.upper, *cap, {}};
  game.payoff.assign(p.aggregate->payoffs.begin(), p.aggregate->payoffs.end());
  if ((p.lower.array() == 0).all()) game.near_zero = p.aggregate->near_zero();
  return game;
}

std::optional<solvers::AggregativeGame> large_aggregative_game(const Parameters& p) {
  constexpr int small = 60;  // players: all n^2 derivatives and n^3 steps of elimination take no time
  if (p.dimension() <= small) return std::nullopt;
  return aggregative_game(p);
}

solvers::Vector payoffs_at(const Parameters& p, const solvers::Vector& x) {
  if (p.aggregate) return p.aggregate->values(x);
  solvers::Vector values(static_cast<Eigen::Index>(p.players.size()));
  for (std::size_t i = 0; i < p.players.size(); ++i)
    values(static_cast<Eigen::Index>(i)) = p.players[i].payoff->value(x);
  return values;
}

}  // namespace models::declared

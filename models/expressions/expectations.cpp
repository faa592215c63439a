// expectation(law, formula): a sum over atoms, or an integral that stands in the graph as one operation.
#include <cmath>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/expressions/program.hpp"
#include "models/expressions/walk.hpp"
#include "solvers/laws/law_parameters.hpp"

namespace models::expressions {
namespace {

/// Infinite at every profile that was tried, so surely not meant.
bool is_infinite(const Graph& graph, int node, int variables) {
  if (graph.at(node).constant) return std::isinf(graph.at(node).value);
  const Program program(graph, {node});
  for (const double entry : {0.1, 0.6, 1.7}) {
    const solvers::Vector x = solvers::Vector::Constant(variables, entry);
    if (!std::isinf(program.value(x))) return false;
  }
  return true;
}

std::string moments_of(const solvers::Law& law) {
  if (law.kind() != solvers::LawKind::pareto) return "it grows too fast in the tail of the law";
  return fmt::format("a pareto law of shape {0} has moments of order below {0} only",
                     solvers::law_parameters(law)[1]);
}

}  // namespace

/// Within the formula the law's name is the number that is drawn.
Meaning Walk::expectation(const Node& node) {
  if (node.children.size() != 2 || at(node.children[0]).form != Form::name)
    return wrong(node.span, fmt::format("expectation needs a law and a formula in {}", place_.subject),
                 "as in expectation(W, max(W - x, 0))");
  const auto& name = at(node.children[0]).name;
  const int number_of_law = find(scope().laws, name);
  if (number_of_law < 0) {
    if (scope().is_faulty(name)) return {};
    std::vector<std::string_view> names;
    for (const auto& law : scope().laws) names.push_back(law.name);
    const auto near = description::did_you_mean(name, names);
    return wrong(at(node.children[0]).span, fmt::format("'{}' is no law in {}", name, place_.subject),
                 near.empty() ? std::string("laws stand in [parameters], as W = { uniform = [0, 1] }")
                              : fmt::format("did you mean '{}'?", near));
  }
  const auto& law = *scope().laws[static_cast<std::size_t>(number_of_law)].law;
  return law.has_density() ? over_density(number_of_law, node) : over_atoms(law, node);
}

/// Exact: each atom counts as often as it stands among the samples.
Meaning Walk::over_atoms(const solvers::Law& law, const Node& node) {
  const auto& name = at(node.children[0]).name;
  const auto before = problems_.size();
  auto& g = graph();
  const double samples = solvers::law_parameters(law)[0];
  int result = -1;
  for (const double atom : law.kinks()) {
    bound_.emplace_back(name, literal(atom));
    const int value = number(node.children[1]);
    bound_.pop_back();
    if (problems_.size() > before || value < 0) return {};
    const double count = std::round((law.cumulative(atom) - law.cumulative_below(atom)) * samples);
    const int term = g.multiply(g.literal(count), value);
    result = result < 0 ? term : g.add(result, term);
  }
  return of_node(g.divide(result, g.literal(samples)));
}

Meaning Walk::over_density(int number_of_law, const Node& node) {
  const auto& name = at(node.children[0]).name;
  if (draws_ == Graph::deepest_draw)
    return wrong(node.span, fmt::format("more than {} expectations within one another in {}",
                                        Graph::deepest_draw, place_.subject));
  auto& g = graph();
  const auto& given = scope().laws[static_cast<std::size_t>(number_of_law)];
  auto& known = lowering_.laws_;
  known.resize(scope().laws.size());
  auto& law = known[static_cast<std::size_t>(number_of_law)];
  if (!law) law = std::make_shared<const DrawnLaw>(given.law);
  const auto before = problems_.size();
  bound_.emplace_back(name, of_node(g.drawn(draws_)));
  ++draws_;
  const int value = number(node.children[1]);
  --draws_;
  bound_.pop_back();
  if (problems_.size() > before || value < 0) return {};
  const int result = g.expectation(value, g.draw_of(law, draws_));
  if (g.at(result).drawn != 0) lowering_.usage_.nested_expectation = true;
  if (g.at(result).drawn == 0 && is_infinite(g, result, scope().dimension()))
    return wrong(node.span, fmt::format("the expectation over '{}' is infinite in {}", name, place_.subject),
                 moments_of(*given.law));
  return of_node(result);
}

}  // namespace models::expressions

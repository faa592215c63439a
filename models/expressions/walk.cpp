#include "models/expressions/walk.hpp"

#include <cmath>

#include <fmt/format.h>

namespace models::expressions {
namespace {

constexpr int deepest = 300;            // parts within one another, functions written out
constexpr long most_steps = 1'000'000;  // of all sums written out
constexpr std::size_t most_problems = 20;

}  // namespace

Walk::Walk(Lowering& lowering, const Syntax& syntax, const Place& place, std::vector<Problem>& problems)
    : lowering_(lowering), syntax_(&syntax), place_(place), problems_(problems) {
  for (const auto& [name, input] : place.inputs)
    bound_.emplace_back(name, Meaning{.kind = Kind::number, .node = graph().input(input)});
  if (place.index.empty()) return;
  const int position = place.index_position + (place.index_set < 0 ? 1 : 0);  // plain numbers count from 1
  bound_.emplace_back(place.index,
                      Meaning{.kind = Kind::element, .set = place.index_set, .position = position});
}

Meaning Walk::wrong(Span span, std::string message, std::string note) {
  const auto same = [&](const Problem& p) {
    return p.text == syntax_->text && p.span.begin == span.begin && p.message == message;
  };
  for (const auto& problem : problems_)
    if (same(problem)) return {};
  if (problems_.size() < most_problems)
    problems_.push_back({syntax_->text, span, std::move(message), std::move(note)});
  return {};
}

bool Walk::spend(const Node& node) {
  if (++steps_ <= most_steps && problems_.size() < most_problems) return true;
  if (problems_.empty())
    wrong(node.span, fmt::format("{} needs more than {} steps once its sums are written out", place_.subject,
                                 most_steps));
  return false;
}

/// "an element of players", "a comparison", ...
std::string Walk::named(const Meaning& m) const {
  switch (m.kind) {
    case Kind::truth:
      return "a comparison";
    case Kind::element:
      return m.set < 0 ? "a whole number"
                       : fmt::format("an element of {}", scope().sets[static_cast<std::size_t>(m.set)].name);
    case Kind::set:
      return m.set < 0 ? "a range"
                       : fmt::format("the set '{}'", scope().sets[static_cast<std::size_t>(m.set)].name);
    default:
      return "a number";
  }
}

int Walk::as_number(const Meaning& m, const Node& node) {
  switch (m.kind) {
    case Kind::number:
      return m.node;
    case Kind::element: {
      const int first = m.set < 0 ? 0 : scope().sets[static_cast<std::size_t>(m.set)].first;
      return graph().literal(m.position + first);
    }
    case Kind::wrong:
      return -1;
    default:
      wrong(node.span, fmt::format("{} stands where a number is expected in {}", named(m), place_.subject),
            m.kind == Kind::truth ? "write if(condition, 1, 0)" : "");
      return -1;
  }
}

int Walk::number(int node) { return as_number(meaning(node), at(node)); }

int Walk::as_truth(int node) {
  const auto m = meaning(node);
  if (m.is(Kind::truth)) return m.node;
  if (!m.is(Kind::wrong))
    wrong(at(node).span,
          fmt::format("{} stands where a comparison is expected in {}", named(m), place_.subject));
  return -1;
}

Meaning Walk::meaning(int index_of_node, int expected_set) {
  const auto& node = at(index_of_node);
  if (!spend(node)) return {};
  struct Deeper {
    int& depth;
    explicit Deeper(int& d) : depth(d) { ++depth; }
    ~Deeper() { --depth; }
  } deeper(depth_);
  if (depth_ > deepest)
    return wrong(node.span, fmt::format("more than {} parts within one another", deepest));
  switch (node.form) {
    case Form::number:
      return literal(node.number);
    case Form::name:
      return name(node, expected_set);
    case Form::member:
      return member(node);
    case Form::index:
      return index(index_of_node);
    case Form::call:
      return call(node);
    case Form::sum:
    case Form::product:
      return chain(node);
    case Form::power: {
      const int base = number(node.children[0]), exponent = number(node.children[1]);
      return base < 0 || exponent < 0 ? Meaning{} : of_node(graph().power(base, exponent));
    }
    case Form::negation: {
      const int inner = number(node.children[0]);
      return inner < 0 ? Meaning{} : of_node(graph().negate(inner));
    }
    case Form::comparison:
      return comparison(node);
    case Form::conjunction:
    case Form::disjunction:
    case Form::inversion:
      return logic(node);
    case Form::range:
      return wrong(node.span, "a range stands only where a set is expected, as in sum(k, 1..4, ...)");
    case Form::pattern:
      return wrong(node.span, "a pair stands only as the first argument of sum, prod, max or min");
  }
  return {};
}

Meaning Walk::chain(const Node& node) {
  int result = number(node.children[0]);
  for (std::size_t k = 1; k < node.children.size(); ++k) {
    const int next = number(node.children[k]);
    if (result < 0 || next < 0) {
      result = -1;
      continue;
    }
    switch (node.operators[k - 1]) {
      case '+':
        result = graph().add(result, next);
        break;
      case '-':
        result = graph().subtract(result, next);
        break;
      case '*':
        result = graph().multiply(result, next);
        break;
      default:
        result = graph().divide(result, next);
    }
  }
  return result < 0 ? Meaning{} : of_node(result);
}

Meaning Walk::comparison(const Node& node) {
  auto left = meaning(node.children[0]);
  auto right = meaning(node.children[1], left.is(Kind::element) ? left.set : -1);
  if (left.is(Kind::wrong) || right.is(Kind::wrong)) return {};
  if (left.is(Kind::element) && right.is(Kind::element) && left.set >= 0 && right.set >= 0 &&
      left.set != right.set)
    return wrong(node.span,
                 fmt::format("{} is compared with {} in {}", named(left), named(right), place_.subject));
  const int a = as_number(left, at(node.children[0])), b = as_number(right, at(node.children[1]));
  if (a < 0 || b < 0) return {};
  const auto& sign = node.name;
  auto& g = graph();
  const auto truth = [](int n) { return of_node(n, Kind::truth); };
  if (sign == "<") return truth(g.binary(Operation::less, a, b));
  if (sign == ">") return truth(g.binary(Operation::less, b, a));
  if (sign == "<=") return truth(g.binary(Operation::less_equal, a, b));
  if (sign == ">=") return truth(g.binary(Operation::less_equal, b, a));
  const int same = g.binary(Operation::equal, a, b);
  return truth(sign == "==" ? same : g.unary(Operation::inversion, same));
}

Meaning Walk::logic(const Node& node) {
  int result = as_truth(node.children[0]);
  if (node.form == Form::inversion)
    return result < 0 ? Meaning{} : of_node(graph().unary(Operation::inversion, result), Kind::truth);
  const bool both = node.form == Form::conjunction;
  for (std::size_t k = 1; k < node.children.size() && result >= 0; ++k) {
    if (graph().is_literal(result, both ? 0 : 1)) break;  // what follows may have no value then
    const int next = as_truth(node.children[k]);
    if (next < 0) return {};
    result = graph().is_literal(result)
                 ? next
                 : graph().binary(both ? Operation::conjunction : Operation::disjunction, result, next);
  }
  return result < 0 ? Meaning{} : of_node(result, Kind::truth);
}

Lowering::Relation Walk::relation() {
  const auto& top = syntax_->top();
  const bool equality = top.form == Form::comparison && top.name == "==";
  const bool fits = top.form == Form::comparison && (top.name == "<=" || top.name == ">=" || equality);
  if (!fits) {
    const bool strict = top.form == Form::comparison && top.name != "!=";
    wrong(top.form == Form::comparison ? top.name_span : top.span,
          fmt::format("{} needs '<=', '>=' or '==' between two formulas", place_.subject),
          strict ? fmt::format("write '{}='", top.name) : "as in sum(p, players, q[p]) <= 100");
    return {};
  }
  int left = number(top.children[0]), right = number(top.children[1]);
  if (left < 0 || right < 0) return {};
  if (top.name == ">=") std::swap(left, right);
  return {graph().subtract(left, right), equality};
}

std::optional<int> Lowering::number(const Syntax& syntax, const Place& place,
                                    std::vector<Problem>& problems) {
  const auto before = problems.size();
  const int node = Walk(*this, syntax, place, problems).number(syntax.root);
  if (problems.size() > before || node < 0) return std::nullopt;
  return node;
}

std::optional<Lowering::Relation> Lowering::relation(const Syntax& syntax, const Place& place,
                                                     std::vector<Problem>& problems) {
  const auto before = problems.size();
  const auto found = Walk(*this, syntax, place, problems).relation();
  if (problems.size() > before || found.function < 0) return std::nullopt;
  return found;
}

}  // namespace models::expressions

// Calls: sums and products over sets, built-in functions, functions of the description, expectations.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/expressions/walk.hpp"

namespace models::expressions {
namespace {

constexpr int longest_range = 100'000;
constexpr std::size_t deepest_call = 32;

struct Builtin {
  std::string_view name;
  Operation op;
};
constexpr std::array builtins = {
    Builtin{"exp", Operation::exp},           Builtin{"log", Operation::log},
    Builtin{"log1p", Operation::log1p},       Builtin{"sqrt", Operation::sqrt},
    Builtin{"tanh", Operation::tanh},         Builtin{"logistic", Operation::logistic},
    Builtin{"softplus", Operation::softplus}, Builtin{"abs", Operation::abs}};

std::string arguments(std::size_t n) { return fmt::format("{} argument{}", n, n == 1 ? "" : "s"); }

}  // namespace

Meaning Walk::call(const Node& node) {
  if (const int f = find(scope().functions, node.name); f >= 0) return user_function(f, node);
  for (const auto& [name, op] : builtins)
    if (node.name == name) return builtin(op, node);
  if (node.name == "pow") {
    if (node.children.size() != 2)
      return wrong(node.span, fmt::format("pow takes 2 arguments, {} given in {}", node.children.size(),
                                          place_.subject));
    const int base = number(node.children[0]), exponent = number(node.children[1]);
    return base < 0 || exponent < 0 ? Meaning{} : of_node(graph().power(base, exponent));
  }
  if (node.name == "if") return conditional(node);
  if (node.name == "expectation") return expectation(node);
  if (node.name == "sum" || node.name == "prod") return reduction(node);
  if (node.name == "max" || node.name == "min")
    return binds(node) ? reduction(node)
                       : extreme(node.name == "max" ? Operation::max : Operation::min, node);
  if (bound(node.name) || find(scope().parameters, node.name) >= 0 || find(scope().variables, node.name) >= 0)
    return wrong(node.name_span, fmt::format("'{}' is no function in {}", node.name, place_.subject),
                 fmt::format("write {0}[...] for an entry, {0} * (...) for a product", node.name));
  std::vector<std::string_view> names = {"sum", "prod", "max", "min", "if", "pow", "expectation"};
  for (const auto& builtin : builtins) names.push_back(builtin.name);
  for (const auto& f : scope().functions) names.push_back(f.name);
  const auto near = description::did_you_mean(node.name, names);
  if (scope().is_faulty(node.name)) return {};
  return wrong(node.name_span, fmt::format("unknown function '{}' in {}", node.name, place_.subject),
               near.empty() ? std::string() : fmt::format("did you mean '{}'?", near));
}

Meaning Walk::builtin(Operation op, const Node& node) {
  if (node.children.size() != 1)
    return wrong(node.span, fmt::format("{} takes 1 argument, {} given in {}", node.name,
                                        node.children.size(), place_.subject));
  const int inner = number(node.children[0]);
  return inner < 0 ? Meaning{} : of_node(graph().unary(op, inner));
}

Meaning Walk::extreme(Operation op, const Node& node) {
  if (node.children.empty())
    return wrong(node.span, fmt::format("{} of nothing in {}", node.name, place_.subject));
  int result = number(node.children[0]);
  for (std::size_t k = 1; k < node.children.size(); ++k) {
    const int next = number(node.children[k]);
    result = result < 0 || next < 0 ? -1 : graph().binary(op, result, next);
  }
  return result < 0 ? Meaning{} : of_node(result);
}

Meaning Walk::conditional(const Node& node) {
  if (node.children.size() != 3)
    return wrong(node.span,
                 fmt::format("if takes 3 arguments, {} given in {}", node.children.size(), place_.subject),
                 "write if(condition, value, otherwise)");
  const int condition = as_truth(node.children[0]);
  if (condition < 0) return {};
  if (graph().is_literal(condition)) {
    const int taken = number(node.children[graph().at(condition).value != 0 ? 1 : 2]);
    return taken < 0 ? Meaning{} : of_node(taken);
  }
  const int yes = number(node.children[1]), no = number(node.children[2]);
  return yes < 0 || no < 0 ? Meaning{} : of_node(graph().select(condition, yes, no));
}

/// Written out in place: arguments by what they mean, so that elements of sets may be handed over.
Meaning Walk::user_function(int number_of_function, const Node& node) {
  const auto& function = scope().functions[static_cast<std::size_t>(number_of_function)];
  const auto& names = function.syntax.arguments;
  if (node.children.size() != names.size())
    return wrong(node.span, fmt::format("function '{}' takes {}, {} given in {}", function.name,
                                        arguments(names.size()), node.children.size(), place_.subject));
  const bool again = std::find(within_.begin(), within_.end(), number_of_function) != within_.end();
  if (again || within_.size() >= deepest_call)
    return wrong(node.name_span, fmt::format("function '{}' calls itself", function.name));
  Bindings given;
  for (std::size_t k = 0; k < names.size(); ++k) {
    given.emplace_back(names[k], meaning(node.children[k]));
    if (given.back().second.is(Kind::wrong)) return {};
  }
  const auto* caller = std::exchange(syntax_, &function.syntax.body);
  const auto visible = std::exchange(visible_from_, bound_.size());
  const auto subject = place_.subject;
  if (within_.empty()) place_.subject = fmt::format("function '{}', called in {}", function.name, subject);
  bound_.insert(bound_.end(), given.begin(), given.end());
  within_.push_back(number_of_function);
  const auto result = meaning(syntax_->root);
  within_.pop_back();
  bound_.resize(visible_from_);
  visible_from_ = visible;
  place_.subject = subject;
  syntax_ = caller;
  return result;
}

/// max(j, players, ...) binds j; max(a, b) does not.
bool Walk::binds(const Node& node) const {
  if (node.children.size() < 3) return false;
  const auto& first = at(node.children[0]);
  const auto& second = at(node.children[1]);
  if (first.form == Form::pattern || second.form == Form::range) return true;
  if (first.form != Form::name || second.form != Form::name) return false;
  return second.name == "others" || find(scope().sets, second.name) >= 0;
}

bool Walk::may_bind(const Node& pattern) {
  if (pattern.form == Form::pattern)
    return std::all_of(pattern.children.begin(), pattern.children.end(),
                       [&](int child) { return may_bind(at(child)); });
  if (pattern.form != Form::name) return true;
  const auto& name = pattern.name;
  const auto& words = reserved_words();
  const char* what = find(scope().variables, name) >= 0                           ? "variable"
                     : find(scope().parameters, name) >= 0                        ? "parameter"
                     : find(scope().sets, name) >= 0                              ? "set"
                     : find(scope().laws, name) >= 0                              ? "law"
                     : find(scope().functions, name) >= 0                         ? "function"
                     : std::find(words.begin(), words.end(), name) != words.end() ? "word of formulas"
                                                                                  : nullptr;
  if (!what) return true;
  wrong(pattern.span, fmt::format("'{}' is a {} already, in {}", name, what, place_.subject),
        "bind a name that means nothing else, as in sum(j, players, q[j])");
  return false;
}

/// What the names of the pattern stand for, once for each element of the set; empty for one left out.
std::optional<std::vector<Walk::Bindings>> Walk::runs_through(const Node& pattern, const Meaning& set) {
  std::vector<Bindings> all;
  const auto* named_set = set.set >= 0 ? &scope().sets[static_cast<std::size_t>(set.set)] : nullptr;
  if (named_set && named_set->is_pairs()) {
    const bool two = pattern.form == Form::pattern && pattern.children.size() == 2 &&
                     at(pattern.children[0]).form == Form::name && at(pattern.children[1]).form == Form::name;
    if (!two) {
      wrong(pattern.span, fmt::format("the elements of {} are pairs", named_set->name),
            fmt::format("write sum((i, j), {}, ...)", named_set->name));
      return std::nullopt;
    }
    for (const auto& pair : named_set->pairs) {
      Bindings names;
      for (std::size_t k = 0; k < 2; ++k)
        names.emplace_back(at(pattern.children[k]).name,
                           Meaning{.kind = Kind::element, .set = named_set->of[k], .position = pair[k]});
      all.push_back(std::move(names));
    }
    return all;
  }
  if (pattern.form != Form::name) {
    wrong(pattern.span, fmt::format("a name is expected here in {}", place_.subject),
          "as in sum(j, players, q[j])");
    return std::nullopt;
  }
  const int from = named_set ? 0 : set.from, to = named_set ? named_set->size - 1 : set.to;
  for (int k = from; k <= to; ++k) {
    if (set.without_self && k == place_.player)
      all.emplace_back();  // its place stays, empty
    else
      all.push_back({{pattern.name, Meaning{.kind = Kind::element, .set = set.set, .position = k}}});
  }
  return all;
}

int Walk::combined(std::string_view how, int a, int b) {
  auto& g = graph();
  if (how == "sum") return g.add(a, b);
  if (how == "prod") return g.multiply(a, b);
  return g.binary(how == "max" ? Operation::max : Operation::min, a, b);
}

/// Terms by their place in the set, -1 where one is left out. Many are combined as a tree over the places,
/// not one by one: sums that leave out one element each then share all but log2(n) of their nodes.
int Walk::folded(std::string_view how, const int* terms, std::size_t count) {
  constexpr std::size_t few = 16;
  int result = -1;
  const auto take = [&](int next) {
    if (next >= 0) result = result < 0 ? next : combined(how, result, next);
  };
  if (count <= few) {
    for (std::size_t k = 0; k < count; ++k) take(terms[k]);
  } else {
    take(folded(how, terms, count / 2));
    take(folded(how, terms + count / 2, count - count / 2));
  }
  return result;
}

/// The set that a reduction runs through: a name, or a range of fixed whole numbers.
Meaning Walk::set_of(int index_of_node) {
  const auto& node = at(index_of_node);
  if (node.form != Form::range) {
    const auto m = meaning(index_of_node);
    if (m.is(Kind::wrong) || m.is(Kind::set)) return m;
    return wrong(node.span, fmt::format("{} stands where a set is expected in {}", named(m), place_.subject),
                 "as in sum(j, players, q[j]) or sum(k, 1..4, k)");
  }
  const int from = number(node.children[0]), to = number(node.children[1]);
  if (from < 0 || to < 0) return {};
  const auto &a = graph().at(from), &b = graph().at(to);
  const auto whole = [](const GraphNode& n) {
    return n.constant && std::abs(n.value) < 1e9 && n.value == std::floor(n.value);
  };
  if (!whole(a) || !whole(b) || b.value - a.value >= longest_range)
    return wrong(node.span, fmt::format("a range needs fixed whole numbers, at most {} of them, in {}",
                                        longest_range, place_.subject));
  if (b.value < a.value - 1 && at(node.children[0]).form == Form::number &&
      at(node.children[1]).form == Form::number)
    return wrong(node.span, fmt::format("the range {}..{} is empty in {}", a.value, b.value, place_.subject),
                 fmt::format("write {}..{}", b.value, a.value));
  return {.kind = Kind::set, .from = static_cast<int>(a.value), .to = static_cast<int>(b.value)};
}

/// sum(j, set, formula) or sum(j, set, condition, formula)
Meaning Walk::reduction(const Node& node) {
  const auto count = node.children.size();
  const auto& how = node.name;
  if (count != 3 && count != 4)
    return wrong(node.span, fmt::format("{} needs a name, a set and a formula in {}", how, place_.subject),
                 fmt::format("as in {}(j, players, q[j])", how));
  const auto set = set_of(node.children[1]);
  if (set.is(Kind::wrong) || !may_bind(at(node.children[0]))) return {};
  const auto all = runs_through(at(node.children[0]), set);
  if (!all) return {};
  lowering_.steps_ += static_cast<long>(all->size());
  const auto before = problems_.size();
  auto& g = graph();
  std::vector<int> terms;
  for (const auto& names : *all) {
    if (names.empty()) {
      terms.push_back(-1);
      continue;
    }
    bound_.insert(bound_.end(), names.begin(), names.end());
    int condition = g.literal(1);
    if (count == 4) condition = as_truth(node.children[2]);
    const bool fixed = condition >= 0 && g.at(condition).constant;
    const bool skipped = fixed && g.at(condition).value == 0;
    int term = condition < 0 ? -1 : skipped ? 0 : number(node.children.back());
    bound_.resize(bound_.size() - names.size());
    if (problems_.size() > before) return {};
    terms.push_back(skipped ? -1 : term);
    if (!fixed && !skipped) {
      if (how == "max" || how == "min")
        return wrong(
            at(node.children[2]).span,
            fmt::format("the condition of {} must not depend on variables in {}", how, place_.subject));
      terms.back() = g.select(condition, term, g.literal(how == "sum" ? 0 : 1));
    }
  }
  const int result = folded(how, terms.data(), terms.size());
  if (result >= 0) return of_node(result);
  if (how == "max" || how == "min")
    return wrong(node.span, fmt::format("{} of nothing in {}", how, place_.subject));
  return literal(how == "sum" ? 0 : 1);
}

}  // namespace models::expressions

// What names, members and indices of a formula refer to.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/description/diagnostic.hpp"
#include "models/expressions/walk.hpp"

namespace models::expressions {
namespace {

std::string plural(int n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string shape_text(const std::vector<int>& shape) {
  if (shape.size() == 1) return fmt::format("an array of {}", plural(shape[0], "number"));
  return fmt::format("an array of {} numbers", fmt::join(shape, " x "));
}

std::string_view ordinal(int dimension) {
  constexpr std::string_view words[] = {"first", "second", "third", "fourth"};
  return dimension < 4 ? words[dimension] : "last";
}

}  // namespace

const Meaning* Walk::bound(std::string_view name) const {
  for (std::size_t k = bound_.size(); k > visible_from_; --k)
    if (bound_[k - 1].first == name) return &bound_[k - 1].second;
  return nullptr;
}

Meaning Walk::unknown_name(std::string_view name, Span span) {
  if (scope().is_faulty(name)) return {};
  std::vector<std::string_view> local;
  for (std::size_t k = visible_from_; k < bound_.size(); ++k) local.push_back(bound_[k].first);
  return wrong(span, fmt::format("unknown name '{}' in {}", name, place_.subject),
               advice(scope(), name, local));
}

/// An element called so: of the expected set, else of the only set that has one.
Meaning Walk::element_named(const Node& node, int expected_set) {
  const auto element = [](int set, int position) {
    return Meaning{.kind = Kind::element, .set = set, .position = position};
  };
  if (expected_set >= 0) {
    const int position = find_element(scope().sets[static_cast<std::size_t>(expected_set)], node.name);
    if (position >= 0) return element(expected_set, position);
  }
  Meaning found;
  for (std::size_t s = 0; s < scope().sets.size(); ++s) {
    const int position = find_element(scope().sets[s], node.name);
    if (position < 0) continue;
    if (found.is(Kind::element))
      return wrong(node.span, fmt::format("'{}' is an element of {} and of {} in {}", node.name,
                                          scope().sets[static_cast<std::size_t>(found.set)].name,
                                          scope().sets[s].name, place_.subject));
    found = element(static_cast<int>(s), position);
  }
  return found;
}

Meaning Walk::name(const Node& node, int expected_set) {
  if (const auto* m = bound(node.name)) return *m;
  const auto element = [](int position) {
    return Meaning{.kind = Kind::element, .set = 0, .position = position};
  };
  if (node.name == "self" || node.name == "other" || node.name == "others") {
    if (place_.player < 0)
      return wrong(node.span, fmt::format("'{}' has no meaning in {}: it belongs to no player", node.name,
                                          place_.subject));
    if (node.name == "self") return element(place_.player);
    if (node.name == "others") return {.kind = Kind::set, .set = 0, .without_self = true};
    if (scope().players() != 2)
      return wrong(node.span,
                   fmt::format("'other' needs exactly two players, and there {} {}",
                               scope().players() == 1 ? "is" : "are", scope().players()),
                   "write sum(j, others, ...) or name a player");
    return element(1 - place_.player);
  }
  if (const auto reference = this->reference(static_cast<int>(&node - syntax_->nodes.data()));
      reference.kind != Reference::Kind::none)
    return resolve(reference, {}, node);
  if (const int set = find(scope().sets, node.name); set >= 0) return {.kind = Kind::set, .set = set};
  if (const auto found = element_named(node, expected_set); found.is(Kind::element)) return found;
  if (find(scope().laws, node.name) >= 0)
    return wrong(node.span, fmt::format("'{}' is a law, not a number, in {}", node.name, place_.subject),
                 fmt::format("write expectation({}, ...)", node.name));
  if (find(scope().functions, node.name) >= 0 ||
      std::find(reserved_words().begin(), reserved_words().end(), node.name) != reserved_words().end())
    return wrong(node.span, fmt::format("'{}' is a function in {}", node.name, place_.subject),
                 fmt::format("write {}(...)", node.name));
  for (const auto& problem : problems_)
    if (problem.text == syntax_->text && problem.span.begin == node.span.begin) return {};
  return unknown_name(node.name, node.span);
}

/// The parameter or variable that a name, a member or an indexed one begins with.
Reference Walk::reference(int index_of_node) {
  const auto& node = at(index_of_node);
  if (node.form == Form::member) return reference_of_member(node);
  if (node.form != Form::name || bound(node.name)) return {};
  if (node.name == "total") {
    const auto own = own_variable();
    return own ? Reference{Reference::Kind::total, *own, -1} : Reference{Reference::Kind::total, -1, -1};
  }
  if (const int p = find(scope().parameters, node.name); p >= 0) return {Reference::Kind::parameter, p, -1};
  if (const int v = find(scope().variables, node.name); v >= 0) return {Reference::Kind::variable, v, -1};
  return {};
}

/// player.variable and total.variable
Reference Walk::reference_of_member(const Node& node) {
  const auto& base = at(node.children[0]);
  const int variable = find(scope().variables, node.name);
  if (base.form == Form::name && base.name == "total" && !bound("total"))
    return variable < 0 ? Reference{} : Reference{Reference::Kind::total, variable, -1};
  if (base.form != Form::name || variable < 0) return {};
  const auto owner = name(base, 0);
  if (!owner.is(Kind::element) || owner.set != 0) return {};
  return {Reference::Kind::variable, variable, owner.position};
}

Meaning Walk::member(const Node& node) {
  const auto reference = reference_of_member(node);
  if (reference.kind != Reference::Kind::none) return resolve(reference, {}, node);
  const auto before = problems_.size();
  const auto& base = at(node.children[0]);
  if (base.form != Form::name)
    return wrong(base.span,
                 fmt::format("'.{}' follows something that is no player in {}", node.name, place_.subject));
  if (base.name != "total") {
    const auto owner = name(base, 0);
    if (problems_.size() > before || owner.is(Kind::wrong)) return {};
    if (!owner.is(Kind::element) || owner.set != 0)
      return wrong(base.span, fmt::format("'{}' is no player in {}", base.name, place_.subject));
  }
  std::vector<std::string_view> names;
  std::string list;
  for (const auto& v : scope().variables) {
    names.push_back(v.name);
    list += (list.empty() ? "variables: " : ", ") + v.name;
  }
  const auto near = description::did_you_mean(node.name, names);
  return wrong(node.name_span, fmt::format("unknown variable '{}' in {}", node.name, place_.subject),
               near.empty() ? list : fmt::format("did you mean '{}'? {}", near, list));
}

Meaning Walk::index(int index_of_node) {
  std::vector<int> indices;  // of x[p][g] as of x[p, g]
  int base = index_of_node;
  for (; at(base).form == Form::index; base = at(base).children[0])
    indices.insert(indices.begin(), at(base).children.begin() + 1, at(base).children.end());
  const auto before = problems_.size();
  const auto found = reference(base);
  if (problems_.size() > before) return {};
  if (found.kind != Reference::Kind::none) return resolve(found, indices, at(index_of_node));
  const auto m = meaning(base);
  if (m.is(Kind::wrong)) return m;
  return wrong(at(base).span, fmt::format("{} has no entries to index in {}", named(m), place_.subject));
}

Meaning Walk::resolve(const Reference& reference, const std::vector<int>& indices, const Node& whole) {
  if (reference.kind == Reference::Kind::parameter) return of_parameter(reference.number, indices, whole);
  if (place_.constant)
    return wrong(whole.span, fmt::format("{} must not depend on variables", place_.subject));
  if (reference.kind == Reference::Kind::total) {
    if (reference.number < 0)
      return wrong(
          whole.span, fmt::format("'total' is ambiguous in {}: there are several variables", place_.subject),
          fmt::format("write total.{}", scope().variables.empty() ? "q" : scope().variables.front().name));
    return of_total(reference.number, indices, whole);
  }
  return of_variable(reference, indices, whole);
}

/// The position that an index names in a dimension, from 0.
std::optional<int> Walk::position(int index_node, int set, int size, std::string_view what, int dimension) {
  const auto& node = at(index_node);
  const auto m = meaning(index_node, set);
  if (m.is(Kind::wrong)) return std::nullopt;
  if (m.is(Kind::element) && m.set >= 0) {
    const auto& given = scope().sets[static_cast<std::size_t>(m.set)];
    const bool fits = set >= 0 ? m.set == set : given.size == size;
    if (fits) return m.position;
    wrong(node.span,
          set >= 0 ? fmt::format("shapes disagree in {}: the {} index of '{}' is an element of {}, not of {}",
                                 place_.subject, ordinal(dimension), what,
                                 scope().sets[static_cast<std::size_t>(set)].name, given.name)
                   : fmt::format("shapes disagree in {}: '{}' has {} along its {} index, and {} has {}",
                                 place_.subject, what, plural(size, "number"), ordinal(dimension), given.name,
                                 plural(given.size, "element")));
    return std::nullopt;
  }
  const int whole = as_number(m, node);
  if (whole < 0) return std::nullopt;
  const auto& value = graph().at(whole);
  if (!value.constant || value.value != std::floor(value.value)) {
    wrong(node.span,
          fmt::format("an index of '{}' is no whole number that is fixed, in {}", what, place_.subject));
    return std::nullopt;
  }
  const int first = set >= 0 ? scope().sets[static_cast<std::size_t>(set)].first : 1;
  if (!(value.value >= first) || !(value.value <= first + size - 1)) {
    wrong(node.span, fmt::format("index {} of '{}' is outside {} to {} in {}", value.value, what, first,
                                 first + size - 1, place_.subject));
    return std::nullopt;
  }
  return static_cast<int>(value.value) - first;
}

Meaning Walk::of_parameter(int number, const std::vector<int>& indices, const Node& whole) {
  const auto& parameter = scope().parameters[static_cast<std::size_t>(number)];
  lowering_.usage_.parameters[static_cast<std::size_t>(number)] = true;
  if (indices.size() != parameter.shape.size()) {
    if (indices.empty())
      return wrong(whole.span,
                   fmt::format("'{}' is {}, not a number, in {}", parameter.name, shape_text(parameter.shape),
                               place_.subject),
                   fmt::format("write {}[{}]", parameter.name,
                               parameter.shape.size() == 1 ? (place_.player >= 0 ? "self" : "j") : "i, j"));
    if (parameter.shape.empty())
      return wrong(whole.span,
                   fmt::format("'{}' is a number and has no entries in {}", parameter.name, place_.subject));
    return wrong(
        whole.span,
        fmt::format(
            "'{}' takes {}, and {} given in {}", parameter.name,
            parameter.shape.size() == 1 ? "1 index" : fmt::format("{} indices", parameter.shape.size()),
            indices.size() == 1 ? "1 is" : fmt::format("{} are", indices.size()), place_.subject));
  }
  int flat = 0;
  for (std::size_t d = 0; d < indices.size(); ++d) {
    const auto at_d =
        position(indices[d], parameter.sets[d], parameter.shape[d], parameter.name, static_cast<int>(d));
    if (!at_d) return {};
    flat = flat * parameter.shape[d] + *at_d;
  }
  return of_node(graph().parameter(parameter.first + flat, parameter.values[static_cast<std::size_t>(flat)]));
}

Meaning Walk::entry_of(int number, int player, const std::vector<int>& indices, const Node& whole) {
  const auto& variable = scope().variables[static_cast<std::size_t>(number)];
  const auto p = static_cast<std::size_t>(player);
  if (variable.first[p] < 0)
    return wrong(whole.span, fmt::format("player '{}' has no variable '{}', which {} reads",
                                         scope().player(player), variable.name, place_.subject));
  const std::size_t rank = variable.is_vector[p] ? 1 : 0;
  if (indices.size() != rank)
    return wrong(whole.span, rank == 1
                                 ? fmt::format("'{}' has {}: an index is needed in {}", variable.name,
                                               fmt::format("{} entries", variable.size[p]), place_.subject)
                                 : fmt::format("'{}' is one number and has no entries in {}", variable.name,
                                               place_.subject));
  int entry = 0;
  if (rank == 1) {
    const auto found = position(indices.front(), variable.set[p], variable.size[p], variable.name, 0);
    if (!found) return {};
    entry = *found;
  }
  return of_node(graph().input(variable.first[p] + entry));
}

Meaning Walk::of_variable(const Reference& reference, std::vector<int> indices, const Node& whole) {
  const auto& variable = scope().variables[static_cast<std::size_t>(reference.number)];
  if (reference.player >= 0) return entry_of(reference.number, reference.player, indices, whole);
  const int self = place_.player;
  const bool own = self >= 0 && variable.first[static_cast<std::size_t>(self)] >= 0;
  const std::size_t rank = own && variable.is_vector[static_cast<std::size_t>(self)] ? 1 : 0;
  if (own && indices.size() == rank) return entry_of(reference.number, self, indices, whole);
  if (indices.empty()) {
    if (self >= 0)
      return wrong(
          whole.span,
          own ? fmt::format("'{}' is an array of variables in {}: an index is needed", variable.name,
                            place_.subject)
              : fmt::format("'{}' is no variable of the player in {}", variable.name, place_.subject),
          own ? fmt::format("write {}[1]", variable.name)
              : fmt::format("write other.{0} or {0}[j]", variable.name));
    return wrong(whole.span, fmt::format("'{}' needs a player in {}", variable.name, place_.subject),
                 fmt::format("as in sum(p, players, {}[p])", variable.name));
  }
  const auto owner = position(indices.front(), 0, scope().players(), variable.name, 0);
  if (!owner) return {};
  indices.erase(indices.begin());
  return entry_of(reference.number, *owner, indices, whole);
}

/// The sum over all players that have the variable, one's own included.
Meaning Walk::of_total(int number, const std::vector<int>& indices, const Node& whole) {
  const auto& variable = scope().variables[static_cast<std::size_t>(number)];
  auto& known = lowering_.totals_;  // of variables that are one number each: the same for everybody
  if (indices.empty())
    if (const auto found = known.find(number); found != known.end()) return of_node(found->second);
  std::vector<int> terms;
  for (int player = 0; player < scope().players(); ++player) {
    terms.push_back(-1);
    if (variable.first[static_cast<std::size_t>(player)] < 0) continue;
    const auto entry = entry_of(number, player, indices, whole);
    if (entry.is(Kind::wrong)) return {};
    terms.back() = entry.node;
  }
  const int sum = folded("sum", terms.data(), terms.size()), result = sum < 0 ? graph().literal(0) : sum;
  if (indices.empty()) known[number] = result;
  return of_node(result);
}

/// The variable that a bare `total` sums: the player's only one; without a player the only one of the game.
std::optional<int> Walk::own_variable() {
  std::optional<int> only;
  for (std::size_t v = 0; v < scope().variables.size(); ++v) {
    const auto& variable = scope().variables[v];
    if (place_.player >= 0 && variable.first[static_cast<std::size_t>(place_.player)] < 0) continue;
    if (only) return std::nullopt;
    only = static_cast<int>(v);
  }
  return only;
}

}  // namespace models::expressions

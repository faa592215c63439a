#include "models/user_claims/names_of_claims.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace models::user_claims {
namespace {

using expressions::Form;
using expressions::Node;
using expressions::Problem;
using expressions::Span;
using expressions::Syntax;
using Kind = ClaimQuantity::Kind;

class Naming {
 public:
  Naming(Syntax& syntax, const std::string& subject, Quantities& quantities, std::vector<Problem>& problems)
      : syntax_(syntax), subject_(subject), quantities_(quantities), problems_(problems) {}

  void visit(int index) {
    if (index < 0) return;
    const auto node = at(index);  // a copy: what follows changes the tree
    switch (node.form) {
      case Form::name:
      case Form::member:
      case Form::index:
        return visit_path(index, node);
      case Form::call:
        return node.name == "derivative" ? visit_derivative(index, node) : visit_call(node);
      default:
        for (const int child : node.children) visit(child);
    }
  }

 private:
  const Node& at(int index) const { return syntax_.at(index); }
  void wrong(Span span, std::string message, std::string note = {}) {
    problems_.push_back({syntax_.text, span, std::move(message), std::move(note)});
  }

  /// "agents[2].discount_factor"; empty where the tree is no such path.
  std::string path(int index) const {
    const auto& node = at(index);
    if (node.form == Form::name) return node.name;
    if (node.form != Form::member && node.form != Form::index) return {};
    auto text = path(node.children[0]);
    if (text.empty()) return {};
    if (node.form == Form::member) return text + "." + node.name;
    for (std::size_t k = 1; k < node.children.size(); ++k) {
      const auto& entry = at(node.children[k]);
      if (entry.form == Form::number && entry.number == std::floor(entry.number))
        text += fmt::format("[{:.0f}]", entry.number);
      else if (entry.form == Form::name)
        text += "[" + entry.name + "]";
      else
        return {};
    }
    return text;
  }

  bool is_bound(const std::string& name) const {
    return std::find(bound_.begin(), bound_.end(), name) != bound_.end();
  }
  bool begins_bound(int index) const {
    const auto& node = at(index);
    return node.form == Form::name ? is_bound(node.name)
                                   : !node.children.empty() && begins_bound(node.children[0]);
  }

  void become_name(int index, const std::string& name) {
    auto& node = syntax_.nodes[static_cast<std::size_t>(index)];
    node = {.form = Form::name, .span = node.span, .name = name, .name_span = node.span};
  }
  void become_number(int index, double value) {
    auto& node = syntax_.nodes[static_cast<std::size_t>(index)];
    node = {.form = Form::number, .span = node.span, .number = value};
  }

  /// Whether formulas know the name by themselves: bound by a sum, a player, a set, a word of formulas.
  bool is_known(const std::string& name) const {
    const auto& scope = quantities_.scope();
    const auto& words = expressions::reserved_words();
    return is_bound(name) || expressions::find(scope.sets, name) >= 0 ||
           std::any_of(scope.sets.begin(), scope.sets.end(),
                       [&](const auto& set) { return expressions::find_element(set, name) >= 0; }) ||
           expressions::find(scope.parameters, name) >= 0 ||
           std::find(words.begin(), words.end(), name) != words.end();
  }

  void visit_path(int index, const Node& node) {
    if (begins_bound(index)) return visit_indices(node);
    const auto text = path(index);
    if (!text.empty()) {
      if (const int k = quantities_.find(text); k >= 0) return become_name(index, input_name(k));
      if (const auto value = quantities_.constant(text)) return become_number(index, *value);
    }
    const auto stem = stem_of(index);
    const bool variable = expressions::find(quantities_.scope().variables, stem) >= 0;
    if (node.form == Form::index && (variable || is_known(stem))) return visit_indices(node);
    if (node.form == Form::member && stem == "total") return;
    if (node.form == Form::name && is_known(node.name)) return;
    if (node.form == Form::name && variable)
      return wrong(node.span, fmt::format("'{}' needs a player in {}", node.name, subject_),
                   fmt::format("as in {}[1], or sum(p, players, {}[p])", node.name, node.name));
    const auto shown = text.empty() ? stem : text;
    wrong(node.span, fmt::format("unknown name '{}' in {}", shown, subject_), quantities_.advice(shown));
  }
  void visit_indices(const Node& node) {
    if (node.form != Form::index) return;
    for (std::size_t k = 1; k < node.children.size(); ++k) visit(node.children[k]);
    if (at(node.children[0]).form == Form::index) visit_indices(at(node.children[0]));
  }
  std::string stem_of(int index) const {
    const auto& node = at(index);
    return node.form == Form::name ? node.name : node.children.empty() ? "" : stem_of(node.children[0]);
  }

  /// sum(p, players, ...) binds p for what follows in the call.
  void visit_call(const Node& node) {
    const bool reduces =
        (node.name == "sum" || node.name == "prod" || node.name == "max" || node.name == "min") &&
        node.children.size() >= 3 && at(node.children[0]).form == Form::name &&
        binds_over(at(node.children[1]));
    if (reduces && at(node.children[1]).name == "players" && quantities_.scope().players() == 0)
      return wrong(node.span, fmt::format("nothing is known of players in {}", subject_));
    const auto before = bound_.size();
    if (reduces) bound_.push_back(at(node.children[0]).name);
    for (std::size_t k = reduces ? 2 : 0; k < node.children.size(); ++k) visit(node.children[k]);
    bound_.resize(before);
  }
  bool binds_over(const Node& set) const {
    return set.form == Form::range ||
           (set.form == Form::name && expressions::find(quantities_.scope().sets, set.name) >= 0);
  }

  void visit_derivative(int index, const Node& node) {
    if (node.children.size() != 2)
      return wrong(node.span,
                   fmt::format("derivative takes a payoff or choice and a parameter in {}", subject_),
                   "as in derivative(payoff.player1, T)");
    const auto by = path(node.children[1]);
    const auto key = quantities_.parameter_key(by);
    if (key.empty())
      return wrong(at(node.children[1]).span, fmt::format("'{}' is no parameter, in {}", by, subject_),
                   quantities_.advice(by, true));
    if (begins_bound(node.children[0])) return visit_bound_derivative(index, node, key);
    const auto of = path(node.children[0]);
    const int k = quantities_.find(of);
    if (k < 0 || quantities_.all()[static_cast<std::size_t>(k)].kind == Kind::parameter)
      return wrong(at(node.children[0]).span, fmt::format("'{}' is no payoff or choice, in {}", of, subject_),
                   quantities_.advice(of));
    become_name(index, input_name(quantities_.derivative(k, key)));
  }

  /// derivative(p.action, T) and derivative(payoff[p], T) under sum(p, players, ...).
  void visit_bound_derivative(int index, const Node& node, const std::string& key) {
    const auto of = at(node.children[0]);
    wrong_unless_simple(of);
    if (of.form != Form::member) return;
    const auto name = quantities_.derivative_variable(of.name, key);
    if (name.empty())
      return wrong(of.span,
                   fmt::format("'{}' is no payoff or choice of one number, in {}", of.name, subject_),
                   quantities_.advice(of.name));
    const int player = of.children[0];
    become_name(node.children[1], name);
    auto& itself = syntax_.nodes[static_cast<std::size_t>(index)];
    itself.form = Form::index;
    itself.children = {node.children[1], player};
  }
  void wrong_unless_simple(const Node& of) {
    if (of.form != Form::member)
      wrong(of.span,
            fmt::format("derivatives of a bound player's quantity are written by a dot in {}", subject_),
            "as in derivative(p.payoff, T)");
  }

  Syntax& syntax_;
  const std::string& subject_;
  Quantities& quantities_;
  std::vector<Problem>& problems_;
  std::vector<std::string> bound_;
};

}  // namespace

std::string input_name(int quantity) { return fmt::format("#{}", quantity); }

void name_quantities(Syntax& syntax, const std::string& subject, Quantities& quantities,
                     std::vector<Problem>& problems) {
  Naming(syntax, subject, quantities, problems).visit(syntax.root);
}

}  // namespace models::user_claims

#include "models/user_claims/assertion.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/expressions/lowering.hpp"
#include "models/expressions/parser.hpp"
#include "models/user_claims/names_of_claims.hpp"

namespace models::user_claims {
namespace {

using expressions::Form;
using expressions::Problem;
using expressions::Syntax;

expressions::Place place_of(const std::string& subject, const Quantities& quantities) {
  expressions::Place place{.subject = subject};
  for (std::size_t k = 0; k < quantities.all().size(); ++k)
    place.inputs.emplace_back(input_name(static_cast<int>(k)), static_cast<int>(k));
  return place;
}

std::optional<Syntax> named_syntax(const std::string& formula, const std::string& subject,
                                   Quantities& quantities, std::vector<Problem>& problems, int text) {
  auto parsed = expressions::parse(formula, text);
  if (auto* problem = std::get_if<Problem>(&parsed)) {
    problems.push_back(std::move(*problem));
    return std::nullopt;
  }
  auto syntax = std::get<Syntax>(std::move(parsed));
  const auto before = problems.size();
  name_quantities(syntax, subject, quantities, problems);
  if (problems.size() > before) return std::nullopt;
  return syntax;
}

Truth negated(Truth truth) {
  return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

/// left >= right by their difference.
Truth at_least_zero(const Ball& difference, Touching touching) {
  if (!difference.is_finite()) return Truth::unknown;
  if (certainly_nonnegative(difference)) return Truth::yes;
  if (certainly_negative(difference)) return Truth::no;
  return touching == Touching::equal ? Truth::yes : Truth::unknown;
}
Truth above_zero(const Ball& difference) {
  if (!difference.is_finite()) return Truth::unknown;
  if (certainly_positive(difference)) return Truth::yes;
  return certainly_nonpositive(difference) ? Truth::no : Truth::unknown;
}
Truth zero(const Ball& difference, Touching touching) {
  if (!difference.is_finite()) return Truth::unknown;
  if (certainly_nonzero(difference)) return Truth::no;
  return difference.is_exact() || touching == Touching::equal ? Truth::yes : Truth::unknown;
}

Truth unequal(const Ball& difference) {
  if (certainly_nonzero(difference)) return Truth::yes;
  return difference.is_exact() ? Truth::no : Truth::unknown;
}

Judgement compared(const std::string& sign, const Ball& left, const Ball& right, Touching touching) {
  const Ball difference = left - right;
  if (sign == ">=") return {at_least_zero(difference, touching), difference};
  if (sign == "<=") return {at_least_zero(-difference, touching), -difference};
  if (sign == ">") return {above_zero(difference), difference};
  if (sign == "<") return {above_zero(-difference), -difference};
  if (sign == "!=") return {unequal(difference), abs(difference)};
  const auto same = zero(difference, touching);
  return {same, same == Truth::yes ? Ball(0) : -abs(difference)};
}

}  // namespace

/// Splits the tree at and, or, not and comparisons; the sides of comparisons become outputs of one program.
class Assertion::Builder {
 public:
  Builder(Assertion& assertion, const std::string& subject, const Quantities& quantities,
          std::vector<Problem>& problems)
      : assertion_(assertion),
        subject_(subject),
        place_(place_of(subject, quantities)),
        lowering_(graph_, quantities.scope()),
        problems_(problems) {}

  void build(const Syntax& syntax) {
    const auto before = problems_.size();
    assertion_.root_ = part(syntax, syntax.root);
    if (problems_.size() > before) return;
    assertion_.sides_ = std::make_shared<const expressions::Program>(graph_, outputs_);
    assertion_.reads_ = assertion_.sides_->inputs();
  }

 private:
  int part(const Syntax& syntax, int index) {
    const auto& node = syntax.at(index);
    Part made{node.form, node.name, static_cast<int>(outputs_.size()), {}};
    switch (node.form) {
      case Form::comparison:
        for (const int child : node.children) outputs_.push_back(number(syntax, child));
        break;
      case Form::conjunction:
      case Form::disjunction:
      case Form::inversion:
        for (const int child : node.children) made.children.push_back(part(syntax, child));
        break;
      default:
        problems_.push_back({syntax.text, node.span, fmt::format("a comparison is expected in {}", subject_),
                             "as in payoff.player1 >= payoff.player2"});
        return -1;
    }
    assertion_.parts_.push_back(std::move(made));
    return static_cast<int>(assertion_.parts_.size()) - 1;
  }

  int number(Syntax syntax, int root) {
    syntax.root = root;
    return lowering_.number(syntax, place_, problems_).value_or(-1);
  }

  Assertion& assertion_;
  const std::string& subject_;
  expressions::Place place_;
  expressions::Graph graph_;
  expressions::Lowering lowering_;
  std::vector<Problem>& problems_;
  std::vector<int> outputs_;
};

Assertion::Assertion(const std::string& formula, const std::string& subject, Quantities& quantities,
                     std::vector<Problem>& problems, int text) {
  if (const auto syntax = named_syntax(formula, subject, quantities, problems, text))
    Builder(*this, subject, quantities, problems).build(*syntax);
}

Judgement Assertion::at(const BallValues& values, Touching touching) const {
  return judge(root_, sides_->evaluate<Ball>(values), touching);
}

Judgement Assertion::judge(int number, const BallValues& sides, Touching touching) const {
  const auto& part = parts_[static_cast<std::size_t>(number)];
  if (part.form == Form::comparison)
    return compared(part.sign, sides(part.first), sides(part.first + 1), touching);
  auto result = judge(part.children.front(), sides, touching);
  if (part.form == Form::inversion) return {negated(result.truth), -result.slack};
  const bool both = part.form == Form::conjunction;
  for (std::size_t k = 1; k < part.children.size(); ++k) {
    const auto next = judge(part.children[k], sides, touching);
    result.truth = both ? std::min(result.truth, next.truth) : std::max(result.truth, next.truth);
    result.slack = both ? min(result.slack, next.slack) : max(result.slack, next.slack);
  }
  return result;
}

ParameterFormula::ParameterFormula(const std::string& formula, const std::string& subject,
                                   Quantities& quantities, std::vector<Problem>& problems, int text) {
  const auto syntax = named_syntax(formula, subject, quantities, problems, text);
  if (!syntax) return;
  expressions::Graph graph;
  expressions::Lowering lowering(graph, quantities.scope());
  if (const auto node = lowering.number(*syntax, place_of(subject, quantities), problems))
    program_ = std::make_shared<const expressions::Program>(graph, std::vector<int>{*node});
}

Ball ParameterFormula::at(const BallValues& values) const { return program_->value<Ball>(values); }

}  // namespace models::user_claims

#include "models/expressions/signomial.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "models/expressions/program.hpp"

namespace models::expressions {
namespace {

using solvers::Ball;
using Sum = std::vector<Monomial>;

constexpr std::size_t most_terms = 64;

/// Sums and products of such numbers are exact for as long as they stay such numbers.
bool is_simple(double x) {
  return std::abs(x) < 0x1p20 && std::ldexp(x, 10) == std::floor(std::ldexp(x, 10));
}

Ball value_of(const Graph& graph, int node) {
  return Program(graph, {node}).value(solvers::VectorOf<Ball>(0));
}

std::optional<Exponent> combined(const Exponent& a, const Exponent& b, double sign = 1) {
  Exponent result = a;
  result.constant += sign * b.constant;
  for (const auto& [node, factor] : b.symbols)
    if ((result.symbols[node] += sign * factor) == 0) result.symbols.erase(node);
  bool simple = is_simple(result.constant);
  for (const auto& [node, factor] : result.symbols) simple = simple && is_simple(factor);
  return simple ? std::optional(result) : std::nullopt;
}

std::optional<Exponent> scaled(const Exponent& a, double factor) {
  if (!is_simple(factor)) return std::nullopt;
  Exponent result{a.constant * factor, {}};
  bool simple = is_simple(result.constant);
  for (const auto& [node, own] : a.symbols) {
    if (factor != 0) result.symbols[node] = own * factor;
    simple = simple && is_simple(own * factor);
  }
  return simple ? std::optional(result) : std::nullopt;
}

/// A constant node as an exponent.
Exponent exponent_of(const Graph& graph, int node) {
  const auto& n = graph.at(node);
  const Exponent itself{0, {{node, 1}}};
  std::optional<Exponent> result;
  if (n.op == Operation::literal && is_simple(n.value)) return {n.value, {}};
  if (n.op == Operation::add)
    result = combined(exponent_of(graph, n.a), exponent_of(graph, n.b));
  else if (n.op == Operation::subtract)
    result = combined(exponent_of(graph, n.a), exponent_of(graph, n.b), -1);
  else if (n.op == Operation::negate)
    result = scaled(exponent_of(graph, n.a), -1);
  else if (n.op == Operation::multiply && graph.is_literal(n.a))
    result = scaled(exponent_of(graph, n.b), graph.at(n.a).value);
  else if (n.op == Operation::multiply && graph.is_literal(n.b))
    result = scaled(exponent_of(graph, n.a), graph.at(n.b).value);
  return result.value_or(itself);
}

class Expansion {
 public:
  explicit Expansion(const Graph& graph) : graph_(graph) {}

  std::optional<Sum> run(int output) {
    for (const int node : graph_.needed({output})) {
      auto sum = expanded(node);
      if (sum && (sum->size() > most_terms || !all_finite(*sum))) sum.reset();
      known_.emplace(node, std::move(sum));
    }
    return known_.at(output);
  }

 private:
  static bool all_finite(const Sum& sum) {
    return std::all_of(sum.begin(), sum.end(), [](const Monomial& m) { return m.coefficient.is_finite(); });
  }

  const std::optional<Sum>& of(int node) const { return known_.at(node); }

  std::optional<Sum> expanded(int node) const {
    const auto& n = graph_.at(node);
    if (n.op > Operation::choose) return std::nullopt;
    if (n.constant) return Sum{{value_of(graph_, node), {}, {}}};
    if (n.op == Operation::input)
      return n.number > 1 ? std::nullopt
                          : std::optional(Sum{
                                {Ball(1), {n.number == 0 ? 1.0 : 0.0, {}}, {n.number == 1 ? 1.0 : 0.0, {}}}});
    if (n.a >= 0 && !of(n.a)) return std::nullopt;
    if (n.b >= 0 && !of(n.b)) return std::nullopt;
    switch (n.op) {
      case Operation::add:
        return added(*of(n.a), *of(n.b), Ball(1));
      case Operation::subtract:
        return added(*of(n.a), *of(n.b), Ball(-1));
      case Operation::negate:
        return added({}, *of(n.a), Ball(-1));
      case Operation::multiply:
        return multiplied(*of(n.a), *of(n.b));
      case Operation::divide: {
        const auto inverse = raised(*of(n.b), {-1, {}}, Ball(-1));
        return inverse ? multiplied(*of(n.a), *inverse) : std::nullopt;
      }
      case Operation::whole_power:
        return whole_power(*of(n.a), n.number);
      case Operation::sqrt:
        return raised(*of(n.a), {0.5, {}}, Ball(0.5));
      case Operation::power:
        if (!graph_.at(n.b).constant) return std::nullopt;
        return raised(*of(n.a), exponent_of(graph_, n.b), value_of(graph_, n.b));
      default:
        return std::nullopt;
    }
  }

  static std::optional<Sum> added(const Sum& a, const Sum& b, const Ball& weight) {
    Sum result = a;
    for (const auto& term : b) {
      const auto same = std::find_if(result.begin(), result.end(), [&](const Monomial& m) {
        return m.first == term.first && m.second == term.second;
      });
      if (same != result.end())
        same->coefficient += weight * term.coefficient;
      else
        result.push_back({weight * term.coefficient, term.first, term.second});
    }
    std::erase_if(result, [](const Monomial& m) { return m.coefficient == Ball(0); });
    return result;
  }

  static std::optional<Sum> multiplied(const Sum& a, const Sum& b) {
    std::optional<Sum> result = Sum{};
    if (a.size() * b.size() > most_terms) return std::nullopt;
    for (const auto& s : a)
      for (const auto& t : b) {
        const auto first = combined(s.first, t.first), second = combined(s.second, t.second);
        if (!first || !second) return std::nullopt;
        result = added(*result, {{s.coefficient * t.coefficient, *first, *second}}, Ball(1));
      }
    return result;
  }

  static std::optional<Sum> whole_power(const Sum& a, int exponent) {
    if (a.size() == 1 || exponent < 0) return raised(a, {static_cast<double>(exponent), {}}, Ball(exponent));
    if (exponent > 8) return std::nullopt;
    std::optional<Sum> result = Sum{{Ball(1), {}, {}}};
    for (int k = 0; k < exponent && result; ++k) result = multiplied(*result, a);
    return result;
  }

  /// A single monomial to a power; of an exponent of its own and one with symbols one must be a plain number.
  static std::optional<Sum> raised(const Sum& a, const Exponent& by, const Ball& value) {
    if (a.size() != 1) return std::nullopt;
    const auto product = [&](const Exponent& own) -> std::optional<Exponent> {
      if (by.symbols.empty()) return scaled(own, by.constant);
      if (own.symbols.empty()) return scaled(by, own.constant);
      return std::nullopt;
    };
    const auto first = product(a.front().first), second = product(a.front().second);
    if (!first || !second) return std::nullopt;
    const Ball& base = a.front().coefficient;
    const bool whole = by.symbols.empty() && by.constant == std::floor(by.constant);
    if (!whole && !certainly_positive(base)) return std::nullopt;
    Ball coefficient = whole && by.constant == -1 ? Ball(1) / base
                       : base == Ball(1)          ? Ball(1)
                       : whole                    ? pow(base, static_cast<int>(by.constant))
                                                  : exp(value * log(base));
    return Sum{{coefficient, *first, *second}};
  }

  const Graph& graph_;
  std::unordered_map<int, std::optional<Sum>> known_;
};

Ball value_of(const Graph& graph, const Exponent& exponent) {
  Ball value(exponent.constant);
  for (const auto& [node, factor] : exponent.symbols) value += Ball(factor) * value_of(graph, node);
  return value;
}

/// The least of them, with every difference from it; nothing where balls do not tell.
std::optional<std::vector<Ball>> above_least(const Graph& graph, const std::vector<Exponent>& all) {
  for (const auto& least : all) {
    std::vector<Ball> above;
    bool is_least = true;
    for (const auto& other : all) {
      const auto difference = combined(other, least, -1);
      if (!difference) return std::nullopt;
      above.push_back(*difference == Exponent{} ? Ball(0) : value_of(graph, *difference));
      is_least = is_least && (*difference == Exponent{} || certainly_positive(above.back()));
    }
    if (is_least) return above;
  }
  return std::nullopt;
}

/// x^e for x in an interval of nonnegative numbers, e > 0 or exactly 0.
Ball power_of(const solvers::Interval& x, const Ball& e) {
  if (e == Ball(0)) return Ball(1);
  const auto at = [&](double end) { return end == 0 ? Ball(0) : exp(e * log(Ball(end))); };
  return hull(at(x.lower), at(x.upper));
}

}  // namespace

std::optional<std::vector<Monomial>> signomial(const Graph& graph, int node) {
  return Expansion(graph).run(node);
}

std::optional<ShareForm> ShareForm::of(const Graph& graph, const std::vector<Monomial>& sum) {
  if (sum.empty()) return std::nullopt;
  std::vector<Exponent> shares{{}}, totals;  // a power of w is taken out only where it is infinite at 0
  for (const auto& term : sum) {
    const auto total = combined(term.first, term.second);
    if (!total) return std::nullopt;
    shares.push_back(term.first);
    totals.push_back(*total);
  }
  const auto by_share = above_least(graph, shares), by_total = above_least(graph, totals);
  if (!by_share || !by_total) return std::nullopt;
  ShareForm form;
  for (std::size_t k = 0; k < sum.size(); ++k)
    form.terms_.push_back({sum[k].coefficient, (*by_share)[k + 1], (*by_total)[k]});
  return form;
}

Ball ShareForm::over(const solvers::Interval& share, const solvers::Interval& total) const {
  Ball sum(0);
  for (const auto& term : terms_)
    sum += term.coefficient * power_of(share, term.by_share) * power_of(total, term.by_total);
  return sum;
}

}  // namespace models::expressions

#include "models/declared/domain.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "models/declared/aggregate.hpp"
#include "models/declared/profile.hpp"
#include "models/expressions/program.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/random.hpp"

namespace models::declared {
namespace {

using expressions::Operation;
using solvers::Ball;
using solvers::Derivatives;
using solvers::IntervalBox;
using solvers::Verdict;

constexpr double far = 1000;      // an infinite bound, for questions about the whole box
constexpr int entries_shown = 6;  // of a point in a message
constexpr int points_tried = 40;

struct Ends {
  Vector lower, upper;
  bool cut = false;
};

Ends ends_of(const Parameters& p) {
  Ends ends{p.lower, p.upper};
  for (Eigen::Index k = 0; k < ends.lower.size(); ++k) {
    if (std::isfinite(ends.lower(k)) && std::isfinite(ends.upper(k))) continue;
    ends.cut = true;
    if (!std::isfinite(ends.lower(k)))
      ends.lower(k) = (std::isfinite(ends.upper(k)) ? ends.upper(k) : 0) - far;
    if (!std::isfinite(ends.upper(k))) ends.upper(k) = ends.lower(k) + far;
  }
  return ends;
}

/// Finite on all of the box, with the domains of all its parts respected.
bool finite_on(const Formula& formula, const IntervalBox& box) {
  Derivatives<Ball> out;
  formula.differentiate(solvers::to_balls(box), {}, out);
  return out.value.is_finite();
}

/// The widest side among those that the formula reads.
std::size_t widest(const Formula& formula, const IntervalBox& box) {
  std::size_t best = 0;
  double width = -1;
  for (const int k : formula.program().inputs()) {
    const auto& side = box[static_cast<std::size_t>(k)];
    if (side.upper - side.lower > width) {
      width = side.upper - side.lower;
      best = static_cast<std::size_t>(k);
    }
  }
  return best;
}

/// Corners and middles: where formulas of economics fail, they fail there.
std::optional<Vector> bad_point(const Formula& formula, const Ends& ends) {
  const auto bad = [&](const Vector& x) { return !std::isfinite(formula.value(x)); };
  const Vector middle = (ends.lower + ends.upper) / 2;
  for (const auto& base : {middle, ends.lower, ends.upper}) {
    if (bad(base)) return base;
    if (formula.program().inputs().size() > 64) continue;
    for (const int k : formula.program().inputs())
      for (const double end : {ends.lower(k), ends.upper(k)}) {
        Vector x = base;
        x(k) = end;
        if (bad(x)) return x;
      }
  }
  return std::nullopt;
}

std::vector<NamedFormula> constraints_and_maps(const Parameters& p) {
  std::vector<NamedFormula> all;
  for (const auto& player : p.players)
    for (const auto& g : player.constraints)
      all.push_back({fmt::format("'{}' of player '{}'", g.name, player.name), g.function.get()});
  for (const auto& g : p.shared)
    all.push_back({fmt::format("shared constraint '{}'", g.name), g.function.get()});
  for (std::size_t k = 0; k < p.map.size(); ++k)
    all.push_back({fmt::format("the map of '{}'", p.entries[k]), p.map[k].get()});
  return all;
}

}  // namespace

std::vector<NamedFormula> formulas_of(const Parameters& p) {
  std::vector<NamedFormula> all;
  for (const auto& player : p.players)
    if (player.payoff)
      all.push_back({fmt::format("the payoff of player '{}'", player.name), player.payoff.get()});
  for (auto& one : constraints_and_maps(p)) all.push_back(std::move(one));
  return all;
}

std::string cause(const Parameters& p, const Formula& formula, const Vector& x) {
  const std::lock_guard lock(p.store->mutex);
  const auto& graph = p.store->graph;
  auto nodes = graph.needed({formula.output()});
  std::erase_if(nodes, [&](int node) { return graph.at(node).drawn != 0; });
  const auto values = expressions::Program(graph, nodes).evaluate(x);
  std::unordered_map<int, double> at;
  for (std::size_t k = 0; k < nodes.size(); ++k) at[nodes[k]] = values(static_cast<Eigen::Index>(k));
  for (const int node : nodes) {
    const auto& n = graph.at(node);
    if (std::isfinite(at[node])) continue;
    const double a = n.a >= 0 && at.contains(n.a) ? at[n.a] : 0, b = n.b >= 0 ? at[n.b] : 0;
    switch (n.op) {
      case Operation::divide:
        return fmt::format(": {:.6g} / {:.6g}", a, b);
      case Operation::power:
        return fmt::format(": ({:.6g})^({:.6g})", a, b);
      case Operation::whole_power:
        return fmt::format(": ({:.6g})^({})", a, n.number);
      case Operation::log:
        return fmt::format(": log({:.6g})", a);
      case Operation::log1p:
        return fmt::format(": log1p({:.6g})", a);
      case Operation::sqrt:
        return fmt::format(": sqrt({:.6g})", a);
      case Operation::exp:
        return fmt::format(": exp({:.6g})", a);
      case Operation::expectation:
        return std::isnan(at[node]) ? ": an expectation of what is not a number, or not resolved"
                                    : ": an infinite expectation";
      default:
        return ": too large for a double";
    }
  }
  return {};
}

std::optional<std::string> missing_value(const Parameters& p, const Vector& x) {
  const bool payoffs_known = p.aggregate && payoffs_at(p, x).allFinite();  // without compiling each
  for (const auto& [name, formula] : payoffs_known ? constraints_and_maps(p) : formulas_of(p))
    if (const double value = formula->value(x); !std::isfinite(value))
      return fmt::format("{} is {} at {}{}", name, std::isnan(value) ? "not a number" : "infinite",
                         described(p, *formula, x), cause(p, *formula, x));
  return std::nullopt;
}

Vector inner_point(const Parameters& p, int k) {
  solvers::RandomStream stream(1, static_cast<std::uint64_t>(k));
  Vector x(p.dimension());
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    double low = p.lower(i), high = p.upper(i);
    if (!std::isfinite(low)) low = std::isfinite(high) ? high - 10 : -5;
    if (!std::isfinite(high)) high = low + 10;
    x(i) = low + (high - low) * stream.uniform();
  }
  return x;
}

std::string described(const Parameters& p, const Formula& formula, const Vector& x) {
  std::string text;
  int shown = 0;
  for (const int k : formula.program().inputs()) {
    if (shown++ == entries_shown) return text + ", ...";
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", entry_name(p, k), x(k));
  }
  return text;
}

Finiteness finiteness(const Parameters& p, const Formula& formula, int most_boxes) {
  const auto ends = ends_of(p);
  Finiteness result{.cut = ends.cut};
  if (const auto point = bad_point(formula, ends)) {
    result.verdict = Verdict::refuted;
    result.point = *point;
    result.value = formula.value(*point);
    return result;
  }
  IntervalBox whole;
  for (Eigen::Index k = 0; k < ends.lower.size(); ++k) whole.push_back({ends.lower(k), ends.upper(k)});
  std::vector<IntervalBox> waiting = {std::move(whole)};
  for (int boxes = 0; !waiting.empty(); ++boxes) {
    if (boxes == most_boxes) return result;
    const auto box = std::move(waiting.back());
    waiting.pop_back();
    if (finite_on(formula, box)) continue;
    const Vector center = solvers::middle(box);
    if (const double value = formula.value(center); !std::isfinite(value)) {
      result.verdict = Verdict::refuted;
      result.point = center;
      result.value = value;
      return result;
    }
    const auto k = widest(formula, box);
    const double cut = center(static_cast<Eigen::Index>(k));
    if (!(box[k].lower < cut && cut < box[k].upper)) return result;
    auto left = box, right = box;
    left[k].upper = right[k].lower = cut;
    waiting.push_back(std::move(left));
    waiting.push_back(std::move(right));
  }
  result.verdict = Verdict::proved;
  return result;
}

std::vector<std::string> steep_bounds(const Parameters& p, const Formula& formula, int first, int count) {
  std::vector<std::string> found;
  Derivatives<double> out;
  for (int k = first; k < first + count; ++k)
    for (const double end : {p.lower(k), p.upper(k)}) {
      if (!std::isfinite(end) || !formula.depends_on(k)) continue;
      Vector x = inner_point(p, 0);
      x(k) = end;
      formula.differentiate(x, {p.dimension(), 0, 0}, out);
      if (std::isfinite(out.value) && !std::isfinite(out.gradient(k)))
        found.push_back(fmt::format("{} = {}", p.entries[static_cast<std::size_t>(k)], end));
    }
  return found;
}

std::optional<Vector> convex_point(const Parameters& p, int player) {
  const auto& own = p.players[static_cast<std::size_t>(player)];
  Derivatives<double> out;
  for (int k = 0; k < points_tried; ++k) {
    const Vector x = inner_point(p, k);
    own.payoff->differentiate(x, {p.dimension(), own.first, own.count}, out);
    const solvers::Matrix hessian = out.hessian.middleCols(own.first, own.count);
    if (!hessian.allFinite()) continue;
    const double scale = 1e-9 * std::max(1.0, hessian.cwiseAbs().maxCoeff());
    if (solvers::symmetric_eigen(hessian).values.maxCoeff() > scale) return x;
  }
  return std::nullopt;
}

}  // namespace models::declared

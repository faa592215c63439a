#include "models/declared/check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/declared/domain.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace models::declared {
namespace {

using solvers::Verdict;

constexpr int points_tried = 16;
constexpr std::size_t most_shown = 2;       // formulas that are not finite, players of one kind
constexpr std::size_t most_formulas = 200;  // of one kind are looked at one by one
constexpr int most_warned = 50;             // entries of a profile, for warnings of a solve
constexpr int few_boxes = 200;              // for each formula there

/// Largest difference between compiled derivatives and dual numbers, over the size of the gradient.
double mismatch(const Formula& formula, const Vector& x) {
  const Vector by_duals = solvers::gradient_of([&](const auto& z) { return formula.program().value(z); }, x);
  solvers::Derivatives<double> compiled;
  formula.differentiate(x, {static_cast<int>(x.size()), 0, 0}, compiled);
  if (!by_duals.allFinite() || !compiled.gradient.allFinite()) return 0;
  const double scale = std::max(1.0, by_duals.cwiseAbs().maxCoeff());
  return (by_duals - compiled.gradient).cwiseAbs().maxCoeff() / scale;
}

CheckItem derivatives_item(const Parameters& p, const std::vector<NamedFormula>& formulas) {
  double worst = 0;
  if (p.dimension() <= 200)
    for (int k = 0; k < points_tried; ++k) {
      const Vector x = inner_point(p, k);
      for (const auto& [name, formula] : formulas) worst = std::max(worst, mismatch(*formula, x));
    }
  return {"compiled derivatives agree with dual numbers", worst <= 1e-11,
          fmt::format("largest difference {:.1e} of the gradient, at {} profiles", worst, points_tried)};
}

void check_domains(const Parameters& p, const std::vector<NamedFormula>& formulas, CheckReport& report) {
  std::size_t proved = 0, undecided = 0, refuted = 0;
  bool cut = false;
  for (const auto& [name, formula] : formulas) {
    const auto found = finiteness(p, *formula);
    cut = cut || found.cut;
    proved += found.verdict == Verdict::proved;
    undecided += found.verdict == Verdict::undecided;
    if (found.verdict == Verdict::refuted && ++refuted <= most_shown)
      report.items.push_back(
          {fmt::format("{} is finite within the bounds", name), false,
           fmt::format("it is {} at {}{}", std::isnan(found.value) ? "not a number" : "infinite",
                       described(p, *formula, found.point), cause(p, *formula, found.point))});
  }
  if (refuted > most_shown)
    report.notes.push_back(
        fmt::format("likewise {} more formulas are not finite within the bounds", refuted - most_shown));
  const char* where = cut ? " (infinite bounds taken as 1000 away)" : "";
  if (proved > 0)
    report.items.push_back({"formulas are finite within the bounds", true,
                            fmt::format("{} of {} shown in balls{}", proved, formulas.size(), where)});
  if (undecided > 0)
    report.notes.push_back(
        fmt::format("whether {} of {} formulas are finite within the bounds is undecided{}", undecided,
                    formulas.size(), where));
}

/// "x; likewise 48 more players" for what is said of many players alike.
void keep_first(std::vector<std::string>& said, std::vector<std::string>& notes) {
  if (said.empty()) return;
  if (said.size() > most_shown + 1)
    said = {fmt::format("{}; likewise {} more players", said.front(), said.size() - 1)};
  notes.insert(notes.end(), said.begin(), said.end());
}

std::vector<std::string> shapes(const Parameters& p, std::size_t most_players) {
  std::vector<std::string> steep_ones, kinked, curved, notes;
  for (std::size_t i = 0; i < std::min(p.players.size(), most_players); ++i) {
    const auto& player = p.players[i];
    if (!player.payoff) continue;
    if (const auto steep = steep_bounds(p, *player.payoff, player.first, player.count); !steep.empty())
      steep_ones.push_back(
          fmt::format("the derivative of the payoff of player '{}' is not finite at {}: starts lie inside, "
                      "and no proof holds at that bound",
                      player.name, fmt::join(steep, ", ")));
    if (player.payoff->has_kinks())
      kinked.push_back(
          fmt::format("the payoff of player '{}' has kinks (max, min, abs or if): equilibria at one are "
                      "looked for with kinks "
                      "rounded off, and judged by their regrets alone",
                      player.name));
    if (const auto point = convex_point(p, static_cast<int>(i)))
      curved.push_back(
          fmt::format("the own problem of player '{}' is not concave, as at {}: a stationary profile need "
                      "not be an equilibrium, and the certificate must search all strategies of the player",
                      player.name, described(p, *player.payoff, *point)));
  }
  for (auto* said : {&steep_ones, &kinked, &curved}) keep_first(*said, notes);
  return notes;
}

void note_usage(const Parameters& p, CheckReport& report) {
  for (std::size_t k = 0; k < p.scope.parameters.size(); ++k)
    if (!p.usage.parameters[k])
      report.notes.push_back(fmt::format("parameter '{}' is read by no formula", p.scope.parameters[k].name));
  if (p.usage.nested_expectation)
    report.notes.push_back(
        "an expectation stands within another: balls know no value of it, so that nothing with it is proved");
}

}  // namespace

CheckReport check_model(const Parameters& p) {
  CheckReport report;
  auto formulas = formulas_of(p);
  if (formulas.size() > most_formulas) formulas.resize(most_formulas);
  report.items.push_back(derivatives_item(p, formulas));
  check_domains(p, formulas, report);
  for (auto& note : shapes(p, most_formulas)) report.notes.push_back(std::move(note));
  note_usage(p, report);
  return report;
}

std::vector<std::string> warnings(const Parameters& p) {
  if (p.dimension() > most_warned) return {};
  std::vector<std::string> notes;
  for (const auto& [name, formula] : formulas_of(p)) {
    const auto found = finiteness(p, *formula, few_boxes);
    if (found.verdict == Verdict::refuted && notes.size() < most_shown)
      notes.push_back(fmt::format("{} is {} at {}, within the bounds{}", name,
                                  std::isnan(found.value) ? "not a number" : "infinite",
                                  described(p, *formula, found.point), cause(p, *formula, found.point)));
  }
  for (auto& note : shapes(p, most_warned)) notes.push_back(std::move(note));
  return notes;
}

}  // namespace models::declared

#include "models/coopetition/interdependence.hpp"

#include <fmt/format.h>

#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

using solvers::Matrix;

void check(int actors, const std::vector<Dependency>& all, const solvers::Vector& own_weights) {
  using namespace solvers::require;
  constexpr auto who = "interdependence";
  same_size(who, "own_weights", own_weights.size(), "actors", actors);
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto& d = all[k];
    const auto name = [&](const char* what) { return fmt::format("dependencies[{}].{}", k + 1, what); };
    within(who, name("depender"), d.depender, 0, actors - 1);
    within(who, name("dependee"), d.dependee, 0, actors - 1);
    that(d.depender != d.dependee, who, name("dependee") + " is the depender itself");
    positive(who, name("weight"), d.weight);
    if (d.criticality) within(who, name("criticality"), *d.criticality, 0, 1);
    for (const int other : same_goal(all, static_cast<int>(k)))
      that(all[static_cast<std::size_t>(other)].weight == d.weight, who,
           name("weight") + " differs within one goal");
  }
}

}  // namespace

std::vector<int> same_goal(const std::vector<Dependency>& all, int k) {
  const auto& goal = all[static_cast<std::size_t>(k)];
  if (goal.dependum.empty()) return {k};
  std::vector<int> same;
  for (std::size_t other = 0; other < all.size(); ++other)
    if (all[other].depender == goal.depender && all[other].dependum == goal.dependum)
      same.push_back(static_cast<int>(other));
  return same;
}

Matrix interdependence(int actors, const std::vector<Dependency>& all, const solvers::Vector& own_weights,
                       Denominator denominator) {
  check(actors, all, own_weights);
  Matrix above = Matrix::Zero(actors, actors), of_links = Matrix::Zero(actors, actors);
  solvers::Vector of_goals = own_weights;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto& d = all[k];
    const auto goal = same_goal(all, static_cast<int>(k));
    above(d.depender, d.dependee) +=
        d.weight * d.criticality.value_or(1.0 / static_cast<double>(goal.size()));
    of_links(d.depender, d.dependee) += d.weight;
    if (goal.front() == static_cast<int>(k)) of_goals(d.depender) += d.weight;  // each goal once
  }
  Matrix D = Matrix::Zero(actors, actors);
  for (int i = 0; i < actors; ++i)
    for (int j = 0; j < actors; ++j) {
      const double below = denominator == Denominator::goals ? of_goals(i) : of_links(i, j);
      if (above(i, j) > 0) D(i, j) = std::min(1.0, above(i, j) / below);  // rounding alone could exceed 1
    }
  return D;
}

}  // namespace models::coopetition

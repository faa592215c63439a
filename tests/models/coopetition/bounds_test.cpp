// Fixed points of trust with their eigenvalues, and where the set of equilibria changes.
#include "models/coopetition/bounds.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/equilibrium_changes.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models;
using namespace models::coopetition;

const Bound& bound_of(const Bounds& all, const std::string& quantity) {
  for (const auto& bound : all.bounds)
    if (bound.quantity == quantity) return bound;
  throw std::runtime_error("no bound " + quantity);
}

Parameters half_dependent(Building building, Decay decay) {
  auto p = tests::samsung_sony();
  p.dependence = Matrix{{0, 0.5}, {0.5, 0}};
  p.trust.law.building = building;
  p.trust.law.decay = decay;
  return p;
}

/// One period of one pair as a map of (T, R).
Vector step(const Parameters& p, double x, const Vector& at) {
  const auto next = next_pair(p.trust.law, {at(0), at(1)}, signal(p.trust.law.sensitivity, x), 0.5);
  return Vector{{next.trust, next.damage}};
}

/// Eigenvalues of the map by differences taken towards the inside of [0, 1]^2.
std::vector<double> measured(const Parameters& p, double x, const Vector& at) {
  Matrix J(2, 2);
  for (int j = 0; j < 2; ++j) {
    Vector moved = at;
    const double h = at(j) > 0.5 ? -1e-7 : 1e-7;
    moved(j) += h;
    J.col(j) = (step(p, x, moved) - step(p, x, at)) / h;
  }
  std::vector<double> values;
  for (const auto& lambda : solvers::eigenvalues(J)) values.push_back(lambda.real());
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace

TEST_CASE("fixed points of the trust law and their eigenvalues", "[coopetition][bounds]") {
  for (const auto decay : {Decay::regime, Decay::always}) {
    const auto p = half_dependent(Building::product, decay);
    const auto all = bounds(p, {});
    const auto value = [&](const char* name) { return bound_of(all, name).value; };
    CHECK(value("cooperation_trust_eigenvalue") == Approx(0.903597).margin(5e-7));
    CHECK(value("cooperation_damage_eigenvalue") == Approx(0.97).margin(1e-15));
    CHECK(value("violation_trust_eigenvalue Samsung->Sony") == Approx(0.638490).margin(5e-7));
    CHECK(value("violation_damage_eigenvalue") ==
          Approx(decay == Decay::regime ? 0.421583 : 0.391583).margin(5e-7));
    // The map itself stands still there, with these slopes.
    const Vector cooperation{
        {value("trust_after_lasting_cooperation"), value("damage_after_lasting_cooperation")}};
    const Vector violation{{value("trust_after_lasting_violation"), value("damage_after_lasting_violation")}};
    CHECK((step(p, 2, cooperation) - cooperation).norm() <= 1e-15);
    CHECK((step(p, -2, violation) - violation).norm() <= 1e-15);
    const auto up = measured(p, 2, cooperation), down = measured(p, -2, violation);
    CHECK(up[0] == Approx(value("cooperation_trust_eigenvalue")).margin(1e-6));
    CHECK(up[1] == Approx(value("cooperation_damage_eigenvalue")).margin(1e-6));
    CHECK(down[0] == Approx(value("violation_damage_eigenvalue")).margin(1e-6));
    CHECK(down[1] == Approx(value("violation_trust_eigenvalue Samsung->Sony")).margin(1e-6));
    for (const auto& bound : all.bounds) CHECK(bound.level == CertificateLevel::proved);
  }
}

TEST_CASE("cooperation restores trust from anywhere exactly if damage heals",
          "[coopetition][bounds][errata]") {  // E9
  for (const auto building : {Building::product, Building::gap}) {
    auto p = half_dependent(building, Decay::regime);
    Vector at{{0.0, 1.0}};
    for (int t = 0; t < 3000; ++t) at = step(p, 2, at);
    CHECK((at - Vector{{1.0, 0.0}}).norm() <= 1e-12);
    p.trust.law.decay_rate = 0;
    const auto all = bounds(p, {});
    CHECK_FALSE(bound_of(all, "trust_after_lasting_cooperation").exists);
    at = Vector{{0.0, 1.0}};
    for (int t = 0; t < 3000; ++t) at = step(p, 2, at);
    CHECK(at(0) == 0);
  }
}

TEST_CASE("folds satisfy their condition, and the number of equilibria changes there",
          "[coopetition][bounds]") {
  auto p = tests::with_trust(19, 0.02, 0.5);
  const auto found = find_equilibrium_changes(p, {.axis = Axis::trust});
  CHECK(found.undecided == 0);
  REQUIRE(found.changes.size() == 2);
  CHECK(found.changes[0].kind == EquilibriumChange::Kind::corner);
  const auto& fold = found.changes[1];
  CHECK(fold.kind == EquilibriumChange::Kind::fold);
  CHECK((fold.value > 0.5 && fold.value < 0.75));  // the source's bracket: 3 equilibria at 0.5, one at 0.75
  CHECK(fold.below == 3);
  CHECK(fold.above == 1);
  CHECK(fold.enclosure.width() <= 1e-14);
  // Only rho T enters: the fold in rho at T = 0.5 is the same product.
  const auto along_rho = find_equilibrium_changes(p, {.axis = Axis::reciprocity, .to = 0.06});
  const auto same = std::find_if(along_rho.changes.begin(), along_rho.changes.end(), [](const auto& change) {
    return change.kind == EquilibriumChange::Kind::fold;
  });
  REQUIRE(same != along_rho.changes.end());
  CHECK(same->value * 0.5 == Approx(fold.value * 0.02).epsilon(1e-13));
  for (const auto& change : found.changes) {
    const auto below = stage_along<double>(p, p.trust.baseline, Axis::trust, change.bracket.lower);
    CHECK(below.pull(0, 1) == 0.02 * change.bracket.lower);
    CHECK((change.bracket.lower <= change.enclosure.lower && change.enclosure.upper <= change.bracket.upper));
  }
}

TEST_CASE("gated dependence has no folds to look for", "[coopetition][bounds]") {
  auto p = tests::with_trust(25, 0.02, 0.5);
  p.trust.gating = Gating::dependence;
  CHECK_THROWS_AS(find_equilibrium_changes(p, {}), std::invalid_argument);
  const auto all = bounds(p, {});
  CHECK(all.status == Status::certified);
  for (const auto& bound : all.bounds) CHECK(bound.quantity.find("reciprocity") == std::string::npos);
}

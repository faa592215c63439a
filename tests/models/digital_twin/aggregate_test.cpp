// tests/models/digital_twin/aggregate_test.cpp
// The aggregate solver against reference equilibria, against a plain extragradient method, and in its faults.
#include "models/digital_twin/aggregate.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/equations.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using solvers::InstructionSet;
using solvers::Termination;

namespace {

/// Players of digital_twin.md section 7 with one reward for all.
Players players_of_section_7(int count, double reward, std::uint64_t seed) {
  solvers::RandomStream random(seed);
  const auto draw = [&](double lower, double upper) {
    Vector values(count);
    for (auto& value : values) value = random.uniform(lower, upper);
    return values;
  };
  Players p;
  p.sharing_cost = draw(0.5, 1.5);
  p.probing_cost = draw(0.5, 1.5);
  p.deception_cost = draw(0.5, 1.5);
  p.information_sensitivity = draw(0.5, 2);
  p.trust_rate = draw(0.1, 0.5);
  p.learning_rate = draw(0.02, 0.1);
  p.reward = Vector::Constant(count, reward);
  p.sharing_value = p.probing_value = Vector::Ones(count);
  return p;
}

Trust uniform(double value) { return {.kind = Trust::Kind::uniform, .value = value}; }

Vector projected(const Vector& v) {
  Vector x(v.size());
  for (Eigen::Index i = 0; i < v.size(); i += 3) {
    const auto y = solvers::project_capped_simplex<3>({v(i), v(i + 1), v(i + 2)});
    x.segment(i, 3) << y[0], y[1], y[2];
  }
  return x;
}

/// Extragradient with a fixed step: slow, and nothing in common with the elimination but the equations.
Vector extragradient(const Players& p, const Trust& trust, Gradient gradient) {
  const auto players = lift<double>(p);
  const auto lifted = lift<double>(trust);
  Vector x = Vector::Zero(3 * p.count());
  for (int k = 0; k < 20000; ++k) {
    const Vector ahead = projected(x + 0.1 * own_gradients(gradient, players, lifted, x));
    const Vector next = projected(x + 0.1 * own_gradients(gradient, players, lifted, ahead));
    const double moved = (next - x).lpNorm<Eigen::Infinity>();
    x = next;
    if (moved < 1e-15) break;
  }
  return x;
}

}  // namespace

TEST_CASE("the aggregate solver reproduces reference equilibria under steady-state trust, or says it stalled",
          "[digital_twin][aggregate][reference]") {
  int solved = 0;
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    if (item.text("inputs.trust") == "given") continue;
    CAPTURE(item.name());
    const auto gradient = item.text("inputs.mode") == "frozen" ? Gradient::printed : Gradient::exact;
    const auto result = solve_aggregate(tests::digital_twin::players_of(item), Trust{}, gradient);
    if (result.termination == Termination::stalled) {  // one game has its equilibrium on an unstable answer
      CHECK(item.name() == "het5C_frozen_joint");
      CHECK(result.relative_residual > 1e-3);
      continue;
    }
    REQUIRE(result.termination == Termination::converged);
    ++solved;
    const Vector alpha = item.vector("expected.alpha"), beta = item.vector("expected.beta");
    for (int i = 0; i < 5; ++i) {
      CHECK(result.profile(3 * i) == Approx(alpha(i)).margin(1e-12));  // the precision asked of these games
      CHECK(result.profile(3 * i + 1) == Approx(beta(i)).margin(1e-12));
      CHECK(result.profile(3 * i + 2) == 0);
    }
  }
  CHECK(solved == 3);
}

TEST_CASE("the aggregate solver agrees with extragradient where the equilibrium is unique",
          "[digital_twin][aggregate]") {
  solvers::RandomStream random(2);
  for (const int count : {2, 5, 13, 50}) {
    for (const auto gradient : {Gradient::printed, Gradient::exact, Gradient::stationary})
      for (const auto& trust : {uniform(0), uniform(0.3), Trust{}}) {
        // R lambda^2 (a^2 / (2 c1) + b^2 / (2 c2)) <= 8 for every player of these
        const auto players = players_of_section_7(count, 1, random());
        CAPTURE(count, static_cast<int>(gradient), static_cast<int>(trust.kind), trust.value);
        const auto result = solve_aggregate(players, trust, gradient);
        REQUIRE(result.termination == Termination::converged);
        CHECK(result.relative_residual < 1e-13);
        CHECK(result.branch_choices == 0);
        // 1e-11: what the slow method leaves when its steps are below 1e-15
        CHECK((result.profile - extragradient(players, trust, gradient)).lpNorm<Eigen::Infinity>() < 1e-11);
      }
  }
}

TEST_CASE("a thousand players with a reward that grows with them", "[digital_twin][aggregate]") {
  for (const int count : {1000, 1027}) {  // with and without lanes that are not used
    const auto players = players_of_section_7(count, 5.0 * count, 4);
    const auto result = solve_aggregate(players, uniform(0), Gradient::exact);
    REQUIRE(result.termination == Termination::converged);
    CHECK(result.relative_residual < 1e-12);
    CHECK(result.profile.maxCoeff() > 0.1);  // the shares do not vanish
  }
}

TEST_CASE("without trust all gradients are one", "[digital_twin][aggregate]") {
  const auto players = players_of_section_7(100, 50, 5);
  const auto printed = solve_aggregate(players, uniform(0), Gradient::printed);
  const auto exact = solve_aggregate(players, uniform(0), Gradient::exact);
  REQUIRE(printed.termination == Termination::converged);
  CHECK((printed.profile - exact.profile).lpNorm<Eigen::Infinity>() == 0);
}

TEST_CASE("permuting the players permutes their strategies", "[digital_twin][aggregate][property]") {
  const auto players = players_of_section_7(70, 30, 6);
  Players turned = players;
  for (auto* values : {&turned.sharing_cost, &turned.probing_cost, &turned.information_sensitivity})
    std::reverse(values->begin(), values->end());
  const auto first = solve_aggregate(players, uniform(0), Gradient::exact);
  const auto second = solve_aggregate(turned, uniform(0), Gradient::exact);
  REQUIRE(first.termination == Termination::converged);
  for (int i = 0; i < 70; ++i)  // 1e-13: sums in another order
    CHECK(first.profile(3 * i) == Approx(second.profile(3 * (69 - i))).margin(1e-13));
}

TEST_CASE("every instruction set finds the same equilibrium", "[digital_twin][aggregate]") {
  const auto players = players_of_section_7(130, 650, 7);
  const auto base =
      solve_aggregate(players, uniform(0), Gradient::exact, {.instructions = InstructionSet::baseline});
  REQUIRE(base.termination == Termination::converged);
  for (const auto set : {InstructionSet::avx2, InstructionSet::avx512}) {
    if (!solvers::supported(set)) continue;
    CAPTURE(solvers::name(set));
    const auto result = solve_aggregate(players, uniform(0), Gradient::exact, {.instructions = set});
    REQUIRE(result.termination == Termination::converged);
    // exp differs by up to 4 units in the last place; conditioning of this game adds a factor of ten
    CHECK((result.profile - base.profile).lpNorm<Eigen::Infinity>() < 1e-13);
  }
}

TEST_CASE("identical players whose symmetric point is unstable end at another stationary profile",
          "[digital_twin][aggregate]") {
  for (const int count : {3, 4, 5}) {
    // kappa = R lambda^2 (1/2 + 1/2) = 9.5 at lambda 1, values small enough for a slack budget
    auto players = tests::digital_twin::identical_players(count, 1, 1);
    players.information_sensitivity.setConstant(10);
    players.reward.setConstant(0.095);
    const auto result = solve_aggregate(players, uniform(0), Gradient::exact);
    CAPTURE(count, result.branch_choices, result.relative_residual);
    REQUIRE(result.termination == Termination::converged);
    CHECK(result.relative_residual < 1e-12);
  }
}

TEST_CASE("work that is cut short says so and returns its last iterate",
          "[digital_twin][aggregate][faults]") {
  const auto players = players_of_section_7(50, 250, 8);
  const auto limited = solve_aggregate(players, Trust{}, Gradient::exact, {.max_iterations = 2});
  CHECK(limited.termination == Termination::iteration_limit);
  CHECK(limited.iterations <= 2);
  CHECK(limited.profile.size() == 150);
  CHECK(limited.relative_residual > 1e-10);
  const std::atomic<bool> interrupt{true};
  const auto stopped =
      solve_aggregate(players, Trust{}, Gradient::exact, {.stop = {.interrupt = &interrupt}});
  CHECK(stopped.termination == Termination::interrupted);
}

TEST_CASE("the aggregate solver refuses what it cannot read", "[digital_twin][aggregate][faults]") {
  auto players = players_of_section_7(5, 5, 9);
  Trust matrix{.kind = Trust::Kind::matrix, .matrix = Matrix::Zero(5, 5)};
  CHECK_THROWS_AS(solve_aggregate(players, matrix, Gradient::exact), std::invalid_argument);
  CHECK_THROWS_AS(solve_aggregate(players, uniform(1.5), Gradient::exact), std::invalid_argument);
  CHECK_THROWS_AS(solve_aggregate(players, uniform(0), Gradient::exact, {.tolerance = 0}),
                  std::invalid_argument);
  CHECK_THROWS_AS(solve_aggregate(players, uniform(0), Gradient::exact, {.max_iterations = 0}),
                  std::invalid_argument);
  players.sharing_cost(2) = 0;
  CHECK_THROWS_AS(solve_aggregate(players, uniform(0), Gradient::exact), std::invalid_argument);
  players.sharing_cost(2) = std::nan("");
  CHECK_THROWS_AS(solve_aggregate(players, uniform(0), Gradient::exact), std::invalid_argument);
  players.sharing_cost = Vector::Ones(4);
  CHECK_THROWS_AS(solve_aggregate(players, uniform(0), Gradient::exact), std::invalid_argument);
}

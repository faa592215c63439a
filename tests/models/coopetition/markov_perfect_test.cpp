// Play that looks ahead: limits in which it is known, the induction against a second program, recursion
// without a grid.
#include "models/coopetition/markov_perfect.hpp"

#include <atomic>
#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/markov_path.hpp"
#include "models/coopetition/markov_policy.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models::coopetition;

/// A small game: S-LCD with logarithmic value, few actions, few periods.
Parameters small(double b, double rho) {
  auto p = tests::with_trust(b, rho, 0.5);
  p.concept_ = Concept::markov_perfect;
  p.trust.law.building = Building::gap;
  p.markov = {
      .discount_factor = .9, .periods = 4, .actions = 6, .points = 4, .finer_points = 5, .states = 40};
  return p;
}

/// Payoffs of subgame perfect play from period t on by recursion over all histories: no grid, no
/// interpolation.
std::array<double, 2> recursion(const Parameters& p, const MarkovGame& game, int t,
                                const MarkovState& state) {
  StagePayoffs stage;
  game.stage_payoffs(state, stage);
  const int n = game.actions();
  if (t < p.markov.periods)
    for (int k1 = 0; k1 < n; ++k1)
      for (int k2 = 0; k2 < n; ++k2) {
        const auto ahead = recursion(p, game, t + 1, game.next(state, k1, k2));
        stage.first[static_cast<std::size_t>(k1 * n + k2)] += p.markov.discount_factor * ahead[0];
        stage.second[static_cast<std::size_t>(k1 * n + k2)] += p.markov.discount_factor * ahead[1];
      }
  const auto solution = solve_stage(stage, n, p.markov.selection);
  const double scale = t == p.markov.periods ? 1 / (1 - p.markov.discount_factor) : 1;
  return {scale * solution.value1, scale * solution.value2};
}

models::RunOptions options() { return {.tolerance = 1e-9, .seed = 3}; }

}  // namespace

TEST_CASE("finite stages: all pure equilibria, the rule among them, a mixed one where there is none",
          "[coopetition][markov]") {
  const StagePayoffs coordination{{2, 0, 0, 3}, {5, 0, 0, 1}};
  for (const auto& [rule, k] : {std::pair{StageSelection::smallest, 0}, std::pair{StageSelection::largest, 1},
                                std::pair{StageSelection::joint, 0}}) {
    const auto found = solve_stage(coordination, 2, rule);
    CHECK(found.equilibria == 2);
    CHECK(found.pure);
    CHECK(found.k1 == k);
    CHECK(found.k2 == k);
  }
  const StagePayoffs pennies{{1, -1, -1, 1}, {-1, 1, 1, -1}};
  const auto mixed = solve_stage(pennies, 2, StageSelection::smallest);
  CHECK_FALSE(mixed.pure);
  CHECK(mixed.equilibria == 0);
  CHECK(mixed.mixed1(0) == Approx(.5));
  CHECK(mixed.mixed2(1) == Approx(.5));
  CHECK(mixed.value1 == Approx(0).margin(1e-12));
}

TEST_CASE("the induction's values are those of stages solved by a second program", "[coopetition][markov]") {
  for (const auto gating : {Gating::reciprocity, Gating::dependence})
    for (const auto selection : {StageSelection::smallest, StageSelection::joint}) {
      auto p = small(26, .02);
      p.trust.gating = gating;
      p.markov.selection = selection;
      const MarkovGame game(p);
      const auto solution = induce(p, game, 4, 1, {});
      REQUIRE(solution.values.size() == 5);
      CHECK(solution.stages == 5 * 256);
      const MarkovPolicy policy(p, game, solution);
      double worst = 0;
      for (int t = 0; t <= 4; ++t)
        for (std::size_t i = 0; i < 256; i += 5) {
          const MarkovState state{static_cast<double>(i / 64) / 3, static_cast<double>(i / 4 % 4) / 3,
                                  static_cast<double>(i / 16 % 4) / 3, static_cast<double>(i % 4) / 3};
          const auto& table = solution.values[static_cast<std::size_t>(t)];
          const auto stage = policy.play(t, state);
          const double scale = t == 4 ? 1 / (1 - p.markov.discount_factor) : 1;
          worst = std::max({worst, std::abs(scale * stage.value1 - table.first[i]),
                            std::abs(scale * stage.value2 - table.second[i])});
          CHECK(interpolate(table, state)[0] == Approx(table.first[i]).epsilon(1e-13));
        }
      CHECK(worst < 1e-9);  // of values around 1000
    }
}

TEST_CASE("results do not depend on threads, and an interrupt ends the induction", "[coopetition][markov]") {
  const auto p = small(27, .01);
  const MarkovGame game(p);
  const auto one = induce(p, game, 4, 1, {}), two = induce(p, game, 4, 2, {});
  for (std::size_t t = 0; t < one.values.size(); ++t) {
    CHECK(one.values[t].first == two.values[t].first);
    CHECK(one.values[t].second == two.values[t].second);
  }
  CHECK(one.without_pure == two.without_pure);
  const std::atomic<bool> interrupt{true};
  CHECK(induce(p, game, 4, 2, {.interrupt = &interrupt}).termination == solvers::Termination::interrupted);
}

TEST_CASE("without a future or without reciprocity play is that of a stage", "[coopetition][markov]") {
  auto p = small(26, .02);
  p.markov.discount_factor = 0;
  const MarkovGame myopic(p);
  const auto solution = induce(p, myopic, 4, 1, {});
  const MarkovPolicy policy(p, myopic, solution);
  StagePayoffs stage;
  const MarkovState state{.3, .8, .1, .6};
  myopic.stage_payoffs(state, stage);
  const auto expected = solve_stage(stage, 6, p.markov.selection), found = policy.play(1, state);
  CHECK(found.k1 == expected.k1);
  CHECK(found.k2 == expected.k2);
  CHECK(found.value1 == expected.value1);

  auto idle = small(26, 0);  // trust moves, and nobody cares
  idle.markov.actions = 21;
  const MarkovGame game(idle);
  const auto values = induce(idle, game, 3, 1, {});
  const auto path = equilibrium_path(idle, game, values);
  REQUIRE(path.k1.size() == 4);
  for (const int k : path.k1) CHECK(game.action(0, k) == 25);  // of the grid of 5, nearest to 26.63 and 27.40
  for (const int k : path.k2) CHECK(game.action(1, k) == Approx(27.5).margin(2.6));
  const auto [low, high] = std::minmax_element(values.values[0].first.begin(), values.values[0].first.end());
  CHECK(*high - *low < 1e-9);
}

TEST_CASE("values approach those of recursion without a grid", "[coopetition][markov]") {
  auto p = small(24, .01);
  p.markov.actions = 3;
  p.markov.periods = 2;
  p.trust.initial.trust = Matrix{{0, .37}, {.61, 0}};
  const MarkovGame game(p);
  const auto exact = recursion(p, game, 0, game.initial());
  double last = HUGE_VAL;
  for (const int points : {3, 33}) {
    const auto found = interpolate(induce(p, game, points, 1, {}).values[0], game.initial());
    const double away = std::max(std::abs(found[0] - exact[0]), std::abs(found[1] - exact[1]));
    CHECK(away <= last + 1e-9);
    last = away;
  }
  CHECK(last < .01 * std::abs(exact[0]));
  const auto solution = induce(p, game, 17, 1, {});
  const auto followed = MarkovPolicy(p, game, solution).follow(0, game.initial());
  CHECK_FALSE(followed.cut);
  CHECK(followed.first == Approx(exact[0]).epsilon(1e-12));
  CHECK(followed.second == Approx(exact[1]).epsilon(1e-12));
}

TEST_CASE("a path is certified, and refuted where somebody leaves it for gain", "[coopetition][markov]") {
  const auto p = small(25, .005);
  const auto candidates = solve_markov_perfect(p, options());
  REQUIRE(candidates.profiles.size() == 1);
  const auto found = certify_markov_perfect(p, candidates.profiles[0], options());
  CHECK(found.certificate.verdict == solvers::Verdict::proved);
  CHECK(found.certificate.epsilon <= 1e-9);
  auto moved = candidates.profiles[0];
  std::get<std::vector<double>>(moved[1].choices[0].value)[2] = 80;
  const auto refuted = certify_markov_perfect(p, moved, options());
  REQUIRE(refuted.certificate.verdict == solvers::Verdict::refuted);
  REQUIRE(refuted.certificate.deviation);
  CHECK(refuted.certificate.deviation->player == "Sony");
  CHECK(refuted.certificate.deviation->gain > 1);
  std::get<std::vector<double>>(moved[1].choices[0].value)[2] = 81;
  CHECK_THROWS_WITH(certify_markov_perfect(p, moved, options()),
                    Catch::Contains("Sony.action = 81 is not one of the 6 actions"));
  moved.pop_back();
  CHECK_THROWS_AS(certify_markov_perfect(p, moved, options()), std::invalid_argument);
  auto huge = p;
  huge.markov.points = 65;
  huge.markov.periods = 10000;
  CHECK_THROWS_AS(solve_markov_perfect(huge, options()), models::TooLarge);
  auto three = p;
  three.actors.push_back({"third", 100, 0});
  CHECK_THROWS_AS(solve_markov_perfect(three, options()), std::invalid_argument);
}

TEST_CASE("the policy as a trajectory and a table", "[coopetition][markov]") {
  const auto p = small(25, .005);
  const auto trajectory = simulate_markov_perfect(p, options());
  CHECK(trajectory.status == models::Status::certified);
  REQUIRE(trajectory.tables.size() == 1);
  CHECK(models::rows(trajectory.tables[0]) == 256);
  CHECK(trajectory.steps.size() == 4);
}

TEST_CASE("30 periods, 21 actions: two grids of S-LCD", "[coopetition][markov][.slow]") {
  auto p = tests::with_trust(25, .005, .5);
  p.concept_ = Concept::markov_perfect;
  p.trust.law.building = Building::gap;
  const auto candidates = solve_markov_perfect(p, options());
  REQUIRE(candidates.profiles.size() == 1);
  const auto found = certify_markov_perfect(p, candidates.profiles[0], options());
  CHECK(found.certificate.verdict == solvers::Verdict::proved);
}

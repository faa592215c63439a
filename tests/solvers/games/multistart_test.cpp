#include "solvers/games/multistart.hpp"

#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/games/make_game.hpp"
#include "solvers/games/nash_equilibrium.hpp"
#include "solvers/games/natural_map_newton.hpp"

using solvers::Game;
using solvers::make_game;
using solvers::Vector;

namespace {

/// Two drivers meet: x_i in [0, 1] is the chance to go. Two strict equilibria, and a mixed one at (1/2, 1/2).
Game crossing() {
  const auto unit = std::make_shared<solvers::Box>(1, 0.0, 1.0);
  return make_game({unit, unit}, [](int i, const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    return T(x(i) * (T(1) - T(2) * x(1 - i)));
  });
}

solvers::SolveFrom newton(const Game& game) {
  return [&game](const Vector& start, int) { return natural_map_newton(game, start); };
}

}  // namespace

TEST_CASE("answers that are the same point are counted once", "[games]") {
  const Game game = crossing();
  const auto result = multistart(game, newton(game), {.starts = 30, .seed = 5});
  CHECK(result.starts == 30);
  CHECK(result.converged == 30);
  REQUIRE(result.found.size() == 3);
  std::size_t total = 0;
  for (const auto& found : result.found) {
    total += found.starts.size();
    const double x = found.best.profile(0), y = found.best.profile(1);
    CHECK(x + y == Approx(1).epsilon(1e-12));  // (0, 1), (1, 0), (1/2, 1/2)
    CHECK(std::min({std::abs(x), std::abs(x - 1), std::abs(x - 0.5)}) <= 1e-12);
  }
  CHECK(total == 30);
}

TEST_CASE("a start gives the same answer alone as among others", "[games][property]") {
  const Game game = crossing();
  const auto many = multistart(game, newton(game), {.starts = 12, .seed = 9});
  const auto few = multistart(game, newton(game), {.starts = 4, .seed = 9});
  for (std::size_t k = 0; k < 4; ++k) CHECK(many.results[k].profile == few.results[k].profile);
  const auto alone = natural_map_newton(game, solvers::random_start(game, 9, 7));
  CHECK(alone.profile == many.results[7].profile);
  CHECK_FALSE(solvers::random_start(game, 9, 7) == solvers::random_start(game, 9, 6));
  CHECK_FALSE(solvers::random_start(game, 9, 7) == solvers::random_start(game, 10, 7));
}

TEST_CASE("all equilibria of the crossing pass their regrets", "[games]") {
  const auto result = find_nash_equilibria(crossing(), {.starts = 30, .seed = 5});
  CHECK(result.method == "semismooth-newton");
  REQUIRE(result.equilibria.size() == 3);
  for (const auto& candidate : result.equilibria) {
    CHECK(candidate.regrets.epsilon <= 1e-12);
    CHECK(candidate.null_dimension == 0);
  }
}

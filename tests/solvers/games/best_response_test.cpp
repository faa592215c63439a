// Best responses, regrets, and what the entry makes of them.
#include "solvers/games/best_response.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/convex_sets/polyhedron.hpp"
#include "solvers/core/random.hpp"
#include "solvers/games/best_response_iteration.hpp"
#include "solvers/games/exploitability.hpp"
#include "solvers/games/make_game.hpp"
#include "solvers/games/nash_equilibrium.hpp"

using solvers::BestResponse;
using solvers::Game;
using solvers::local_best_response;
using solvers::make_game;
using solvers::Matrix;
using solvers::RandomStream;
using solvers::Termination;
using solvers::Vector;

namespace {

const auto quantities = std::make_shared<solvers::Box>(1, 0.0, 100.0);

/// Price 20 - q_0 - q_1, unit cost 4, payoffs times `scale`.
Game duopoly(double scale = 1) {
  return make_game({quantities, quantities}, [scale](int i, const auto& q) {
    using T = typename std::decay_t<decltype(q)>::Scalar;
    return T(T(scale) * (T(16) - q(0) - q(1)) * q(i));
  });
}

/// Two peaks: a low one at x = 1/4 and a high one at x = 3/4, in [0, 1].
Game two_peaks() {
  return make_game({std::make_shared<solvers::Box>(1, 0.0, 1.0)}, [](int, const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    const T a = T(20) * (x(0) - T(0.25)), b = T(20) * (x(0) - T(0.75));
    return T(exp(-a * a) + T(2) * exp(-b * b));
  });
}

}  // namespace

TEST_CASE("the best reply of a duopolist is half of what the rival leaves", "[games][property]") {
  const Game game = duopoly();
  RandomStream stream(41);
  for (int k = 0; k < 20; ++k) {
    const Vector q{{stream.uniform(0, 30), stream.uniform(0, 30)}};
    const BestResponse best = local_best_response(game, 0, q);
    CHECK(reached_goal(best.termination));
    CHECK(best.strategy(0) == Approx(std::max(0.0, (16 - q(1)) / 2)).margin(1e-11));
    CHECK(best.payoff == game.payoff(0, Vector{{best.strategy(0), q(1)}}));
    CHECK(std::isinf(best.upper_bound));
  }
}

TEST_CASE("without derivatives of the payoff, differences find the same reply", "[games]") {
  Game game = duopoly();
  game.own_gradient = nullptr;
  game.own_hessian = nullptr;
  const BestResponse best = local_best_response(game, 0, Vector{{1, 4}});
  CHECK(best.strategy(0) == Approx(6).epsilon(1e-7));  // a payoff is flat to 1e-16 within 1e-8 of its top
  CHECK(best.payoff == Approx(36).epsilon(1e-14));
}

TEST_CASE("several starts find the higher of two peaks", "[games]") {
  const Game game = two_peaks();
  CHECK(local_best_response(game, 0, Vector{{0.25}}, {.starts = 1}).strategy(0) ==
        Approx(0.25).epsilon(1e-6));
  const BestResponse best = local_best_response(game, 0, Vector{{0.25}}, {.starts = 8});
  CHECK(best.strategy(0) == Approx(0.75).epsilon(1e-9));
  const auto regrets = exploitability(game, Vector{{0.25}}, solvers::local_oracle(game));
  CHECK(regrets.epsilon == Approx(1).epsilon(1e-6));
}

TEST_CASE("best responses climb the payoff even where another field is solved", "[games]") {
  Game game = duopoly();
  game.pseudo_gradient = [](const Vector& q) -> Vector {
    return Vector::Constant(2, 3) - q;
  };  // rests at (3, 3)
  game.jacobian = [](const Vector&) -> Matrix { return -Matrix::Identity(2, 2); };
  const auto result = find_nash_equilibria(game, {.starts = 2});
  CHECK(result.equilibria.empty());
  REQUIRE(result.refuted.size() == 1);
  CHECK(result.refuted[0].solution.profile.isApprox(Vector::Constant(2, 3), 1e-12));
  CHECK(result.refuted[0].regrets.epsilon == Approx(42.25 - 30));  // reply 6.5 to 3
}

TEST_CASE("the bound of a global oracle goes through, its claims about payoffs do not", "[games]") {
  const Game game = duopoly();
  const Vector q = Vector::Constant(2, 16.0 / 3);
  const solvers::BestResponseOracle boasting = [&q](int i, const Vector&) {
    return BestResponse{Termination::converged, q.segment(i, 1), 1e6, 256.0 / 9 + 1e-10, 1};
  };
  const auto regrets = exploitability(game, q, boasting);
  CHECK(regrets.epsilon == 0);  // evaluated afresh
  CHECK(regrets.epsilon_bound == Approx(1e-10).epsilon(1e-3));
}

TEST_CASE("damped best responses reach the equilibrium, in turn and at once", "[games]") {
  const Game game = duopoly();
  for (const bool sequential : {false, true}) {
    const auto result = best_response_iteration(
        game, Vector{{1, 9}}, solvers::local_oracle(game, {.starts = 1}), {.sequential = sequential});
    CHECK(result.termination == Termination::converged);
    CHECK(result.profile.isApprox(Vector::Constant(2, 16.0 / 3), 1e-9));
    CHECK(result.evaluations >= 2 * result.iterations);
  }
  CHECK_THROWS_WITH(best_response_iteration(game, Vector::Zero(2), {}), Catch::Contains("oracle"));
  CHECK_THROWS_WITH(
      best_response_iteration(game, Vector::Zero(2), solvers::local_oracle(game), {.damping = 0}),
      Catch::Contains("damping = 0"));
  CHECK_THROWS_AS(local_best_response(game, 2, Vector::Zero(2)), std::invalid_argument);
}

TEST_CASE("the scale of payoffs moves no equilibrium", "[games][property]") {
  for (const double scale : {0.01, 1.0, 50.0}) {
    const auto result = find_nash_equilibria(duopoly(scale), {.starts = 3});
    REQUIRE(result.equilibria.size() == 1);
    CHECK(result.equilibria[0].solution.profile.isApprox(Vector::Constant(2, 16.0 / 3), 1e-9));
  }
}

TEST_CASE("strategies may be bound by a polyhedron", "[games]") {
  // q_0 <= 2 as a row of a polyhedron: the rival answers (16 - 2) / 2
  const auto limited =
      std::make_shared<solvers::Polyhedron>(solvers::PolyhedronConstraints{.dimension = 1,
                                                                           .inequality_matrix = Matrix{{3}},
                                                                           .inequality_bound = Vector{{6.0}},
                                                                           .lower = Vector{{0.0}}});
  Game game = duopoly();
  game.strategy_sets[0] = limited;
  const auto result = find_nash_equilibria(game, {.starts = 3});
  REQUIRE(result.equilibria.size() == 1);
  CHECK(result.equilibria[0].solution.profile.isApprox(Vector{{2, 7}}, 1e-12));
}

TEST_CASE("a complementarity problem with a degenerate solution", "[games]") {
  // Source: Kojima & Shindo (1986), J. Oper. Res. Soc. Japan 29; x >= 0, F >= 0, x F = 0: (sqrt 6 / 2, 0, 0,
  // 1/2), where F_3 = x_3 = 0, and (1, 0, 3, 0).
  const Game game{.strategy_sets = {std::make_shared<solvers::Box>(4, 0.0, 10.0)},
                  .payoff = [](int, const Vector&) { return 0.0; },
                  .pseudo_gradient = [](const Vector& x) -> Vector {
                    const double a = x(0), b = x(1), c = x(2), d = x(3);
                    return -Vector{{3 * a * a + 2 * a * b + 2 * b * b + c + 3 * d - 6,
                                    2 * a * a + a + b * b + 10 * c + 2 * d - 2,
                                    3 * a * a + a * b + 2 * b * b + 2 * c + 9 * d - 9,
                                    a * a + 3 * b * b + 2 * c + 3 * d - 3}};
                  },
                  .jacobian = [](const Vector& x) -> Matrix {
                    const double a = x(0), b = x(1);
                    return -Matrix{{6 * a + 2 * b, 2 * a + 4 * b, 1, 3},
                                   {4 * a + 1, 2 * b, 10, 2},
                                   {6 * a + b, a + 4 * b, 2, 9},
                                   {2 * a, 6 * b, 2, 3}};
                  }};
  const auto result = find_nash_equilibria(game, {.method = "semismooth-newton", .starts = 30});
  const Vector degenerate{{std::sqrt(6) / 2, 0, 0, 0.5}}, regular{{1, 0, 3, 0}};
  int met_degenerate = 0, met_regular = 0;
  for (const auto& candidate : result.equilibria) {
    const Vector& x = candidate.solution.profile;
    const bool first = (x - degenerate).norm() <= 1e-9, second = (x - regular).norm() <= 1e-9;
    CAPTURE(x.transpose());
    CHECK(first != second);  // there are no others
    met_degenerate += first;
    met_regular += second;
  }
  CHECK(met_degenerate == 1);
  CHECK(met_regular == 1);
}

// Games made from payoffs: derivatives, the natural map and its Jacobian.
#include <catch2/catch.hpp>

#include "solvers/convex_sets/box.hpp"
#include "solvers/convex_sets/capped_simplex.hpp"
#include "solvers/core/random.hpp"
#include "solvers/games/make_game.hpp"
#include "solvers/games/natural_map.hpp"

using solvers::Game;
using solvers::make_game;
using solvers::Matrix;
using solvers::RandomStream;
using solvers::Vector;
using solvers::VectorOf;

namespace {

/// Player 0 chooses x_0, player 1 chooses (x_1, ..., x_5): wider than one pass of duals carries.
struct Mixed {
  template <typename T>
  T operator()(int i, const VectorOf<T>& x) const {
    using std::exp;
    T product(1);
    for (int j = 0; j < x.size(); ++j) product *= x(j);
    return i == 0 ? exp(x(0) * x(1)) + T(2) * product
                  : product * x(0) - T(0.5) * x.squaredNorm() + exp(x(5) - x(1));
  }
};

Game mixed() {
  return make_game(
      {std::make_shared<solvers::Box>(1, -1.0, 1.0), std::make_shared<solvers::CappedSimplex>(5)}, Mixed{});
}

Vector random_vector(RandomStream& stream, int n) {
  Vector v(n);
  for (double& x : v) x = stream.uniform(-1, 1);
  return v;
}

}  // namespace

TEST_CASE("gradients and Jacobians of a game are the derivatives of its payoffs", "[games][property]") {
  const Game game = mixed();
  RandomStream stream(31);
  const double h = 1e-5;  // central differences: error h^2 + 1e-16 / h, about 1e-10
  for (int k = 0; k < 10; ++k) {
    const Vector x = random_vector(stream, 6);
    const Vector field = game.pseudo_gradient(x);
    const Matrix jacobian = game.jacobian(x);
    for (int j = 0; j < 6; ++j) {
      const Vector up = x + h * Vector::Unit(6, j), down = x - h * Vector::Unit(6, j);
      const int owner = j == 0 ? 0 : 1;
      CHECK(field(j) == Approx((game.payoff(owner, up) - game.payoff(owner, down)) / (2 * h)).margin(1e-8));
      const Vector column = (game.pseudo_gradient(up) - game.pseudo_gradient(down)) / (2 * h);
      CHECK((jacobian.col(j) - column).lpNorm<Eigen::Infinity>() <= 1e-8);
    }
    CHECK(game.own_gradient(0, x) == field.head(1));
    CHECK(game.own_gradient(1, x) == field.tail(5));
    CHECK(game.own_hessian(1, x).isApprox(jacobian.bottomRightCorner(5, 5), 1e-14));
  }
}

TEST_CASE("the natural map vanishes exactly at maximisers of concave games", "[games]") {
  // U = -(x - 2)^2 / 2 on [0, 1]: maximiser 1, gap 1 at 0
  const Game game = make_game({std::make_shared<solvers::Box>(1, 0.0, 1.0)}, [](int, const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    return T(T(-0.5) * (x(0) - T(2)) * (x(0) - T(2)));
  });
  CHECK(solvers::natural_residual(game, Vector{{1.0}}) == 0);
  CHECK(solvers::natural_residual(game, Vector{{0.0}}) == 1);
}

TEST_CASE("the Jacobian of the natural map is its derivative where it has one", "[games][property]") {
  const Game game = mixed();
  RandomStream stream(32);
  const double h = 1e-6;
  for (int k = 0; k < 10; ++k) {
    const Vector x = random_vector(stream, 6), d = random_vector(stream, 6);
    const Vector difference = (natural_map(game, x + h * d) - natural_map(game, x - h * d)) / (2 * h);
    const Matrix jacobian = natural_map_jacobian(game, x, game.pseudo_gradient(x));
    CHECK((jacobian * d - difference).norm() <= 1e-7);
  }
}

TEST_CASE("a continuum of equilibria shows as a kernel", "[games]") {
  // both players are paid -(x_0 + x_1 - 1)^2: every split is an equilibrium
  const auto share = [](int, const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    const T miss = x(0) + x(1) - T(1);
    return T(-miss * miss);
  };
  const auto unit = std::make_shared<solvers::Box>(1, 0.0, 1.0);
  CHECK(solvers::null_dimension(make_game({unit, unit}, share), Vector{{0.4, 0.6}}) == 1);
  const auto isolated = [](int i, const auto& x) {
    using T = typename std::decay_t<decltype(x)>::Scalar;
    return T(-(x(i) - T(0.25)) * (x(i) - T(0.25)));
  };
  CHECK(solvers::null_dimension(make_game({unit, unit}, isolated), Vector{{0.25, 0.25}}) == 0);
}

TEST_CASE("a Jacobian that is not finite leaves the kernel unknown", "[games][fault]") {
  // U = x^1.5 - 2 x on [0, 1]: the second derivative is infinite at 0
  const Game game = make_game({std::make_shared<solvers::Box>(1, 0.0, 1.0)}, [](int, const auto& x) {
    using std::pow;
    using T = typename std::decay_t<decltype(x)>::Scalar;
    return T(pow(x(0), 1.5) - T(2) * x(0));
  });
  CHECK(solvers::null_dimension(game, Vector{{0.0}}) == -1);
  CHECK(solvers::natural_residual(game, Vector{{0.0}}) == 0);
}

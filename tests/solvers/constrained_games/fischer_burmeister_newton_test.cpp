// Published games and complementarity problems from random starts.
#include <catch2/catch.hpp>

#include "solvers/games/complementarity_search.hpp"
#include "tests/problems/games/published.hpp"

using namespace solvers;
using namespace tests::games;

namespace {

struct Known {
  const char* name;
  KktConditions conditions;
  Vector answer;  ///< x, or (x, lambda)
  double tolerance = 1e-8;
};

std::vector<Known> known_unique() {
  std::vector<Known> list;
  list.push_back({"E1 Cournot", KktConditions(cournot()), cournot_answer()});
  list.push_back({"E2 Cournot, P = 100", KktConditions(cournot(100)),
                  vector(14.050085643368, 17.798385273950, 20.907189890704, 23.111433551322, 24.132905640656,
                         18.195671650871)});
  list.push_back({"E4 river basin", KktConditions(river_basin()),
                  (Vector(5) << river_basin_answer(), 0.574359999355, 0).finished()});
  list.push_back({"E6 internet", KktConditions(internet_switching()), Vector::Constant(10, 0.09)});
  list.push_back({"E7 shared line", KktConditions(shared_line()), vector(0.75, 0.25, 0.5)});
  list.push_back({"E8 duopoly", KktConditions(duopoly()), vector(16. / 3, 16. / 3)});
  list.push_back({"E10 A.17", KktConditions(degenerate_bound()), vector(0., 11., 8., 3., 1.)});
  list.push_back({"E14 simple QVI", KktConditions(simple_qvi()), vector(5., 5., 5.)});
  return list;
}

}  // namespace

TEST_CASE("every one of 200 random starts reaches the published equilibrium", "[kkt][reference]") {
  for (const auto& known : known_unique()) {
    CAPTURE(known.name);
    int reached = 0;
    for (int k = 0; k < 200; ++k) {
      const auto start = random_start(known.conditions, 7, static_cast<std::uint64_t>(k));
      const auto result = fischer_burmeister_newton(known.conditions, start);
      const auto n = known.answer.size();
      const double error = (result.solution.head(n) - known.answer).lpNorm<Eigen::Infinity>();
      if (reached_goal(result.termination) && error <= known.tolerance)
        ++reached;
      else
        UNSCOPED_INFO(k << ": " << name(result.termination) << " " << result.detail << " error " << error
                        << " residual " << result.residual << " at " << result.solution.transpose());
    }
    CHECK(reached == 200);
  }
}

TEST_CASE("both solutions of Kojima and Shindo's problem are found", "[kkt][reference]") {
  const auto found = find_complementarity_solutions(KktConditions(kojima_shindo()), {.starts = 40}).found;
  REQUIRE(found.size() == 2);
  const Vector regular = vector(1., 0., 3., 0.), degenerate = vector(std::sqrt(6) / 2, 0., 0., 0.5);
  const bool first = (found[0].best.solution - regular).norm() < 1;
  CHECK((found[first ? 0 : 1].best.solution - regular).norm() < 1e-10);
  CHECK((found[first ? 1 : 0].best.solution - degenerate).norm() < 1e-6);  // a double zero of |Phi|
}

TEST_CASE("a derivative that blows up at a bound does not hold the iterates there", "[kkt]") {
  // U = 2 sqrt(q) - q with q in [0, 9]: q = 1; at q = 0 the slope is infinite.
  ConstrainedGame game;
  game.players.push_back({1, make_smooth_function([]<typename T>(const VectorOf<T>& z) {
                            using std::sqrt;
                            return T(2) * sqrt(z(0)) - z(0);
                          })});
  game.lower = vector(0.);
  game.upper = vector(9.);
  for (const double start : {8.9, 5., 1e-3, 1e-9}) {
    const auto result = fischer_burmeister_newton(KktConditions(game), vector(start));
    CAPTURE(start, result.detail);
    CHECK(reached_goal(result.termination));
    CHECK(std::abs(result.solution(0) - 1) < 1e-12);
  }
}

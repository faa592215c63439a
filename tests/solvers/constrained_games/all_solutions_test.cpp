// Every equilibrium of small games, and what must stay undecided.
#include "solvers/certificates/all_solutions.hpp"

#include <catch2/catch.hpp>

#include "solvers/certificates/monotonicity.hpp"
#include "solvers/core/random.hpp"
#include "tests/problems/games/published.hpp"

using namespace solvers;
using namespace tests::games;

TEST_CASE("Kojima and Shindo: one regular solution proved, one degenerate box, nothing else",
          "[all][reference]") {
  const auto all = find_all_solutions(KktConditions(kojima_shindo()));
  CAPTURE(all.boxes, all.undecided.size());
  REQUIRE(all.solutions.size() == 1);
  CHECK((all.solutions[0].w - vector(1., 0., 3., 0.)).norm() < 1e-10);
  CHECK(all.covered);
  CHECK_FALSE(all.complete);
  REQUIRE(all.undecided.size() == 1);
  const Vector degenerate = vector(std::sqrt(6) / 2, 0., 0., 0.5);
  for (int k = 0; k < 4; ++k) {
    const auto& side = all.undecided[0].box[static_cast<std::size_t>(k)];
    CHECK((side.contains(degenerate(k)) && side.width() < 1e-6));
  }
  CHECK(all.undecided[0].at_most_one);
}

TEST_CASE("small published games have one equilibrium and no other", "[all][reference]") {
  struct Case {
    const char* name;
    ConstrainedGame game;
    Vector answer;
  };
  const Case cases[] = {{"duopoly", duopoly(), vector(16. / 3, 16. / 3)},
                        {"shared line", shared_line(), vector(0.75, 0.25)},
                        {"simple QVI", simple_qvi(), vector(5., 5.)},
                        {"river basin", river_basin(), river_basin_answer()}};
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const KktConditions conditions(c.game);
    const auto monotone = prove_strictly_monotone(conditions);
    CAPTURE(monotone.detail);
    CHECK(monotone.verdict == Verdict::proved);
    const auto all = find_all_solutions(conditions, {.max_boxes = 20000});
    CAPTURE(all.boxes, all.undecided.size());
    CHECK(all.complete);
    REQUIRE(all.solutions.size() == 1);
    CHECK((all.solutions[0].w.head(c.answer.size()) - c.answer).lpNorm<Eigen::Infinity>() < 1e-10);
  }
}

TEST_CASE("a coordination game on the square has three equilibria, two of them corners", "[all]") {
  // U_i = x_i (x_j - 1/3): x_i = 0 where x_j < 1/3, 1 where above: (0, 0), (1, 1) and (1/3, 1/3).
  ConstrainedGame game;
  for (int i = 0; i < 2; ++i)
    game.players.push_back({1, make_smooth_function([i]<typename T>(const VectorOf<T>& z) {
                              return z(i) * (z(1 - i) - T(1) / T(3));
                            })});
  game.lower = Vector::Zero(2);
  game.upper = Vector::Ones(2);
  const auto all = find_all_solutions(KktConditions(game));
  CAPTURE(all.boxes, all.undecided.size());
  CHECK(all.complete);
  CHECK(all.solutions.size() == 3);
  CHECK(prove_strictly_monotone(KktConditions(game)).verdict == Verdict::undecided);
}

TEST_CASE("a payoff that rises for ever has no equilibrium, and that is proved", "[all]") {
  ConstrainedGame game;
  game.players.push_back(
      {1, make_smooth_function([]<typename T>(const VectorOf<T>& z) { return z(0) + z(0) * z(0); })});
  game.lower = vector(0.);
  game.upper = vector(infinity);
  const auto all = find_all_solutions(KktConditions(game), {.starts = 2});
  CHECK(all.solutions.empty());
  CHECK(all.termination == Termination::no_solution);
}

TEST_CASE("quadratic games built backwards from a point have that point alone", "[all][property]") {
  // U_i = -(d_i / 2) x_i^2 + x_i (b_i - sum_j m_ij x_j) with row-dominant d: one equilibrium, chosen
  // beforehand.
  for (std::uint64_t task = 0; task < 12; ++task) {
    RandomStream stream(99, task);
    const int n = 2 + static_cast<int>(task % 2);
    Matrix M(n, n);
    Vector target(n), slack(n);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) M(i, j) = i == j ? 2 + n : stream.uniform(-1, 1);
      const double draw = stream.uniform();
      target(i) = draw < 0.3 ? 0 : draw > 0.8 ? 4 : stream.uniform(0.5, 3.5);
      slack(i) = target(i) == 0 ? stream.uniform(0.5, 2) : target(i) == 4 ? -stream.uniform(0.5, 2) : 0;
    }
    const Vector b = M * target - slack;  // G = M x - b
    ConstrainedGame game;
    for (int i = 0; i < n; ++i)
      game.players.push_back({1, make_smooth_function([i, n, M, b]<typename T>(const VectorOf<T>& z) {
                                T slope = T(b(i));
                                for (int j = 0; j < n; ++j)
                                  if (j != i) slope -= T(M(i, j)) * z(j);
                                return z(i) * slope - T(M(i, i) / 2) * z(i) * z(i);
                              })});
    game.lower = Vector::Zero(n);
    game.upper = Vector::Constant(n, 4);
    CAPTURE(task, target.transpose());
    const KktConditions conditions(game);
    CHECK(prove_strictly_monotone(conditions).verdict == Verdict::proved);
    const auto all = find_all_solutions(conditions);
    CHECK(all.complete);
    REQUIRE(all.solutions.size() == 1);
    CHECK((all.solutions[0].w - target).lpNorm<Eigen::Infinity>() < 1e-11);
  }
}

TEST_CASE("a potential is recognised by symmetry", "[all]") {
  CHECK(may_have_potential(KktConditions(duopoly()), {{0, 10}, {0, 10}}));  // -1 off the diagonal, both
  CHECK_FALSE(may_have_potential(KktConditions(cournot()),
                                 {{30, 30.1}, {40, 40.1}, {35, 35.1}, {30, 30.1}, {20, 20.1}}));
}

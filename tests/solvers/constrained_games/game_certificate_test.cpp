// What is claimed about published equilibria, and what must not be.
#include "solvers/certificates/game_certificate.hpp"

#include <catch2/catch.hpp>

#include "solvers/games/complementarity_search.hpp"
#include "tests/problems/games/published.hpp"

using namespace solvers;
using namespace tests::games;

namespace {

Vector solved(const ConstrainedGame& game) {
  const KktConditions conditions(game);
  const auto found = find_complementarity_solutions(conditions, {.starts = 5, .deflated_starts = 0});
  REQUIRE(found.found.size() == 1);
  return found.found[0].best.solution.head(conditions.variables());
}

struct Case {
  const char* name;
  ConstrainedGame game;
  int generalised_dimension = 0;
};

}  // namespace

TEST_CASE("nondegenerate published equilibria are proved: one in a box, every regret bounded",
          "[certificates][reference]") {
  const Case cases[] = {{"E1 Cournot", cournot()},
                        {"E2 Cournot, P = 100", cournot(100), 4},
                        {"E4 river basin", river_basin(), 2},
                        {"E6 internet", internet_switching()},
                        {"E7 shared line", shared_line(), 1},
                        {"E8 duopoly", duopoly()},
                        {"E14 simple QVI", simple_qvi(), 1}};
  for (const auto& c : cases) {
    CAPTURE(c.name);
    const Vector x = solved(c.game);
    const auto certificate = certify_game(c.game, x);
    CAPTURE(certificate.proof.detail, certificate.epsilon);
    CHECK(certificate.residual < 1e-11);
    CHECK(certificate.proof.verdict == Verdict::proved);
    CHECK(certificate.proof.margin > 1e-3);
    CHECK_FALSE(certificate.proof.degenerate);
    for (int k = 0; k < x.size(); ++k)
      CHECK(certificate.proof.box[static_cast<std::size_t>(k)].contains(x(k)));
    CHECK(certificate.verdict == Verdict::proved);
    CHECK(certificate.epsilon < 1e-11);
    CHECK(certificate.generalised_dimension == c.generalised_dimension);
  }
}

TEST_CASE("A.17 is degenerate, and said to be", "[certificates][reference]") {
  const auto certificate = certify_game(degenerate_bound(), vector(0., 11., 8.));
  CHECK(certificate.proof.verdict == Verdict::undecided);
  CHECK(certificate.proof.degenerate);
  CHECK(certificate.generalised_dimension >= 1);
  CHECK(certificate.multipliers(0) == Approx(3));
  CHECK(certificate.multipliers(1) == Approx(1));
  CHECK(certificate.verdict == Verdict::proved);  // of the regrets alone: it is an equilibrium
  CHECK(certificate.epsilon < 1e-11);
}

TEST_CASE("Kojima and Shindo: the regular root is proved, the degenerate one is not",
          "[certificates][reference]") {
  const auto regular = certify_inequality(kojima_shindo(), vector(1., 0., 3., 0.));
  CHECK(regular.proof.verdict == Verdict::proved);
  CHECK(regular.proof.margin > 0.999);  // x_1 = 1 is the smallest of slacks and multipliers
  const auto other = certify_inequality(kojima_shindo(), vector(std::sqrt(6) / 2, 0., 0., 0.5));
  CHECK(other.proof.verdict == Verdict::undecided);
  CHECK(other.proof.degenerate);
  CHECK(other.residual < 1e-14);
}

TEST_CASE("a profile that is no equilibrium is refuted with the deviation that pays", "[certificates]") {
  const auto game = duopoly();
  const auto certificate = certify_game(game, vector(8., 4.));  // Stackelberg's play
  CHECK(certificate.verdict == Verdict::refuted);
  CHECK(certificate.deviator == 0);
  // against 4 the leader's best is 6, which pays 36 instead of 32
  CHECK(certificate.regrets[0].bound >= 4);
  CHECK(certificate.regrets[0].gain > 0);
  CHECK(certificate.regrets[1].bound < 1e-12);
}

TEST_CASE("a stationary point that is a minimum is refuted: signs of first order prove nothing",
          "[certificates]") {
  ConstrainedGame game;
  game.players.push_back(
      {1, make_smooth_function([]<typename T>(const VectorOf<T>& z) { return z(0) * z(0); })});
  game.lower = vector(-1.);
  game.upper = vector(2.);
  const auto certificate = certify_game(game, vector(0.));
  CHECK(certificate.residual == 0);
  CHECK(certificate.verdict == Verdict::refuted);
  CHECK_FALSE(certificate.regrets[0].concave);
}

TEST_CASE("sensitivities agree with solving again", "[certificates][property]") {
  // River basin with the cap of the first constraint as a parameter.
  const auto with_cap = [](double cap) {
    ConstrainedGame game = river_basin();
    const Vector weights = vector(3.25, 1.25, 4.125);
    game.shared[0] = {make_smooth_function([weights]<typename T>(const VectorOf<T>& z) {
      T total = -z(3);
      for (int k = 0; k < 3; ++k) total += T(weights(k)) * z(k);
      return total;
    })};
    game.parameters = vector(cap);
    return game;
  };
  const KktConditions conditions(with_cap(100));
  const Vector x = solved(with_cap(100));
  const auto certificate = certify_game(with_cap(100), x);
  REQUIRE(certificate.proof.verdict == Verdict::proved);
  Vector w(5);
  w << x, certificate.multipliers;
  const Matrix S = sensitivities(conditions, w, certificate.proof.activity);
  REQUIRE(S.rows() == 5);
  const Vector change = (solved(with_cap(100.001)) - solved(with_cap(99.999))) / 0.002;
  CHECK((S.col(0).head(3) - change).lpNorm<Eigen::Infinity>() < 1e-8);
}

TEST_CASE("on a simplex given by an equality a wrong profile is refuted, the right one proved",
          "[certificates]") {
  // Rock, paper, scissors: each mixes three numbers that sum to 1.
  ConstrainedGame game;
  for (int i = 0; i < 2; ++i) {
    const int own = 3 * i, rival = 3 - own;
    ConstrainedPlayer player{3, make_smooth_function([own, rival]<typename T>(const VectorOf<T>& z) {
                               T payoff(0);
                               for (int a = 0; a < 3; ++a)
                                 payoff += z(own + a) * (z(rival + (a + 2) % 3) - z(rival + (a + 1) % 3));
                               return payoff;
                             })};
    player.constraints.push_back({make_smooth_function([own]<typename T>(const VectorOf<T>& z) {
                                    return z(own) + z(own + 1) + z(own + 2) - T(1);
                                  }),
                                  true});
    game.players.push_back(player);
  }
  game.lower = Vector::Zero(6);
  game.upper = Vector::Ones(6);
  const auto right = certify_game(game, Vector::Constant(6, 1. / 3));
  CHECK(right.verdict == Verdict::proved);
  CHECK(right.epsilon < 1e-15);
  const auto wrong = certify_game(game, vector(1., 0., 0., 0.25, 0.5, 0.25));
  CHECK(wrong.verdict == Verdict::refuted);
  REQUIRE(wrong.deviator >= 0);
  CHECK(wrong.regrets[static_cast<std::size_t>(wrong.deviator)].deviation.sum() == Approx(1).epsilon(1e-13));
}

// Equilibria at kinks, where no side's derivatives are those of an equilibrium.
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/declared/declared.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;

std::string player(const std::string& name, const std::string& payoff, int count = 1) {
  return fmt::format(
      "[[players]]\nname = \"{}\"\n{}variables = [{{ name = \"x\", lower = 0, upper = 10 }}]\nmaximize = "
      "\"{}\"\n",
      name, count > 1 ? fmt::format("count = {}\n", count) : "", payoff);
}

Solution solved(const std::string& players) {
  const auto loaded = read_model(
      parse_document("game.toml", "format = \"entente/1\"\nfamily = \"declared\"\n" + players, {}));
  const RunOptions options;
  return certified(*loaded.model, loaded.model->solve(options), options);
}

void check_play(const Solution& solution, const std::vector<double>& expected) {
  CHECK(solution.status == Status::certified);
  REQUIRE(solution.equilibria.size() == 1);
  const auto& one = solution.equilibria.front();
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(std::get<double>(one.profile[i].choices.front().value) == Approx(expected[i]).margin(1e-12));
  CHECK(one.certificate.verdict == solvers::Verdict::proved);
  CHECK(one.certificate.epsilon <= 1e-9);
  CHECK(one.certificate.claim.find("kink") != std::string::npos);
  CHECK(one.certificate.claim.find("exactly one") == std::string::npos);
}

}  // namespace

TEST_CASE("an equilibrium at kinks of both players is found and certified", "[declared][kinks]") {
  check_play(
      solved(player("ada", "-abs(x - 0.3) + 0.05 * x * bob.x") + player("bob", "min(x, ada.x) - 0.5 * x")),
      {0.3, 0.3});
}

TEST_CASE("a capacity that costs beyond it binds in a Cournot duopoly", "[declared][kinks]") {
  // marginal profit at (2, 2): 12 - 6 - 1 = 5 on the left, 5 - 20 on the right
  check_play(solved(player("firm", "x * (12 - total) - x - 20 * max(x - 2, 0)", 2)), {2, 2});
}

TEST_CASE("a threshold of a public good is met by one who is short of it", "[declared][kinks]") {
  // the other gives 4: giving 1 reaches the threshold of 5, where marginal gains fall from 3 - x to -x
  check_play(solved(player("ada", "3 * min(total, 5) - x^2 / 2 - x") + player("bob", "-(x - 4)^2")), {1, 4});
}

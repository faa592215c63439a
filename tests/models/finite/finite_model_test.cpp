// Finite games through the interface of models: what is claimed of them.
#include "models/finite/finite_model.hpp"

#include <catch2/catch.hpp>

using namespace models;
using models::finite::make_finite_model;
using models::finite::read_nfg;

namespace {

const char* oneill =
    "NFG 1 R \"O'Neill (1987)\" { \"Row\" \"Column\" } { 4 4 }\n"
    "5 -5 -5 5 -5 5 -5 5  -5 5 -5 5 5 -5 5 -5  -5 5 5 -5 -5 5 5 -5  -5 5 5 -5 5 -5 -5 5\n";

}  // namespace

TEST_CASE("O'Neill's game: one equilibrium, proved, and no other", "[finite][reference]") {
  const auto model = make_finite_model(read_nfg("oneill.nfg", oneill));
  const auto solution = certified(*model, model->solve({}), {});
  CHECK(solution.status == Status::certified);
  CHECK(solution.completeness.claim == Completeness::all);
  REQUIRE(solution.equilibria.size() == 1);
  const auto& equilibrium = solution.equilibria[0];
  CHECK(std::get<double>(equilibrium.profile[0].choices[0].value) == 0.4);
  CHECK(std::get<double>(equilibrium.profile[1].choices[3].value) == 0.2);
  CHECK(std::get<double>(equilibrium.payoff[0].value) == Approx(-1).epsilon(1e-15));
  CHECK(equilibrium.certificate.level == CertificateLevel::proved);
  CHECK(equilibrium.certificate.epsilon < 1e-14);
  CHECK(equilibrium.certificate.box.size() == 8);
}

TEST_CASE("a wrong profile is refuted with the action that pays", "[finite]") {
  const auto model = make_finite_model(read_nfg(
      "pennies.nfg", "NFG 1 R \"\" { \"A\" \"B\" } { { \"H\" \"T\" } { \"H\" \"T\" } } 1 -1 -1 1 -1 1 1 -1"));
  const auto judged = model->certify({{"A", {{"H", 1.0}}}, {"B", {{"H", 0.75}, {"T", 0.25}}}}, {});
  CHECK(judged.certificate.verdict == solvers::Verdict::refuted);
  REQUIRE(judged.certificate.deviation);
  CHECK(judged.certificate.deviation->player == "B");
  CHECK(judged.certificate.deviation->strategy[0].name == "T");
  CHECK(judged.certificate.deviation->gain == Approx(1.5));
  CHECK_THROWS_AS(model->certify({{"A", {{"H", 1.0}}}}, {}), std::invalid_argument);
  CHECK_THROWS_AS(model->certify({{"A", {{"H", 0.5}}}, {"B", {{"H", 1.0}}}}, {}), std::invalid_argument);
}

TEST_CASE("a degenerate game's continuum is named, never called one", "[finite]") {
  const auto model =
      make_finite_model(read_nfg("d.nfg", "NFG 1 R \"\" { \"A\" \"B\" } { 2 2 } 1 1 1 1 0 0 0 0"));
  const auto solution = certified(*model, model->solve({}), {});
  CHECK(solution.equilibria.size() == 2);
  REQUIRE(solution.notes.size() == 1);
  CHECK(solution.notes[0].find("continuum") != std::string::npos);
  for (const auto& e : solution.equilibria)
    CHECK(e.certificate.claim.find("exactly one") == std::string::npos);
}

TEST_CASE("three players: pure equilibria all, a mixed one by the logit path", "[finite]") {
  // Matching pennies of three: the third wants to differ from the second, who wants to match the first, who
  // wants to match the third: only mixed play is stable.
  const auto model = make_finite_model(read_nfg("p.nfg",
                                                "NFG 1 R \"\" { \"A\" \"B\" \"C\" } { 2 2 2 } "
                                                "1 1 0  0 0 0  1 0 1  0 1 1  0 1 1  1 0 1  0 0 0  1 1 0"));
  const auto solution = certified(*model, model->solve({}), {});
  CHECK(solution.status == Status::certified);
  REQUIRE(solution.equilibria.size() == 1);
  CHECK(std::get<double>(solution.equilibria[0].profile[2].choices[0].value) == Approx(0.5));
  CHECK(solution.completeness.claim == Completeness::at_least);
}

// Claims of descriptions: verdicts against closed forms, counterexamples checked again, faults with their
// places.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/user_claims/judge.hpp"
#include "models/user_claims/points.hpp"

namespace {

using models::ClaimVerdict;
using models::Finding;
using models::user_claims::ClaimStudy;

/// q1 = (demand - cost - subsidy) / 3, q2 = (demand - cost + 2 subsidy) / 3; payoffs are their squares.
const std::string duopoly = R"(format = "entente/1"
family = "declared"
[parameters]
demand = 20
cost = 4
subsidy = 0.5
T = 0.5
[[players]]
name = "ada"
variables = [{ name = "q", lower = 0, upper = 20 }]
maximize = "q * (demand - total) - cost * q"
[[players]]
name = "bob"
variables = [{ name = "q", lower = 0, upper = 20 }]
maximize = "q * (demand - total) - (cost - subsidy) * q"
)";

models::Document document(const std::string& claims, const std::string& game = duopoly) {
  return models::parse_document("game.toml", game + claims, {});
}

std::vector<Finding> judged(const models::Document& document, bool thorough = false, std::uint64_t seed = 1,
                            bool backwards = false) {
  ClaimStudy study(document, {}, {}, {.thorough = thorough, .seed = seed}, "game.toml");
  for (std::size_t t = 0; t < study.tasks(); ++t) study.run(backwards ? study.tasks() - 1 - t : t);
  std::vector<Finding> findings;
  for (std::size_t k = 0; k < study.entries().size(); ++k) findings.push_back(study.finding(k));
  return findings;
}

Finding judged(const std::string& forall, const std::string& assertion, const std::string& more = "",
               const std::string& game = duopoly) {
  const auto text =
      fmt::format("[[claim]]\nid = \"c\"\nforall = [{}]\nassert = \"{}\"\n{}", forall, assertion, more);
  return judged(document(text, game)).front();
}

std::string faults(const std::string& claims) {
  try {
    judged(document(claims));
  } catch (const models::DescriptionError& error) {
    return error.what();
  }
  return "";
}

const std::string box = R"("demand in [10, 30]", "subsidy in [0, 2]")";

}  // namespace

TEST_CASE("true claims about equilibria hold, with the closed form's margin", "[claims]") {
  const auto rising = judged(box, "derivative(ada.q, demand) > 0.33");
  CHECK(rising.verdict == ClaimVerdict::holds);
  CHECK(rising.margin == Approx(1.0 / 3 - 0.33).epsilon(1e-6));
  CHECK(rising.coverage.find("29 points") != std::string::npos);
  const auto form =
      judged(box, "ada.q == (demand - cost - subsidy) / 3 and q[2] == (demand - cost + 2 * subsidy) / 3");
  CHECK(form.verdict == ClaimVerdict::holds);
  const auto least = judged(box, "payoff.ada >= 0");  // 16 / 9 at demand 10, subsidy 2
  CHECK(least.verdict == ClaimVerdict::holds);
  CHECK(least.margin == Approx(16.0 / 9).epsilon(1e-6));
}

TEST_CASE("derivatives of payoffs count everybody's reaction", "[claims]") {
  // d payoff_1 / d demand = 2 (demand - cost - subsidy) / 9, d payoff_1 / d subsidy = -that.
  const auto both =
      judged(box,
             "abs(derivative(payoff.ada, demand) - 2 * (demand - cost - subsidy) / 9) <= 1e-5 and "
             "abs(derivative(ada.payoff, subsidy) + 2 * (demand - cost - subsidy) / 9) <= 1e-5 and "
             "sum(p, players, derivative(p.q, subsidy)) < 0.34");
  CHECK(both.verdict == ClaimVerdict::holds);
}

TEST_CASE("a false claim is refuted at a simple point that fails when looked at again", "[claims]") {
  const auto corner = judged(box, "ada.q + bob.q <= 12");  // 2 (demand - 4) / 3 + subsidy / 3 > 12 from 22 on
  REQUIRE(corner.verdict == ClaimVerdict::refuted);
  CHECK(corner.again == "entente solve game.toml --set parameters.demand=30 --set parameters.subsidy=0");
  CHECK(corner.margin < -5);
  // Fails only inside: the corners and the centre are fine.
  const auto inside = judged(R"("demand in [10, 30]")", "abs(demand - 14) >= 2.5 or ada.q > 100");
  REQUIRE(inside.verdict == ClaimVerdict::refuted);
  const auto at = inside.again.substr(inside.again.rfind('=') + 1);
  CHECK(at.size() <= 4);
  auto there = models::read_model(document(""), {.overrides = {{"parameters.demand", at}}});
  const auto solution = models::certified(*there.model, there.model->solve({}), {});
  const double q = std::get<double>(solution.equilibria.at(0).profile.at(0).choices.at(0).value);
  CHECK(q == Approx((std::stod(at) - 4.5) / 3));
  CHECK(std::abs(std::stod(at) - 14) < 2.5);
  CHECK_FALSE(q > 100);
}

TEST_CASE("claims about parameters alone are proved in balls, or refuted", "[claims]") {
  const auto parabola = judged(R"("T in [0, 1]")", "T * (1 - T) <= 0.26");
  CHECK(parabola.verdict == ClaimVerdict::proved);
  CHECK(parabola.margin > 0);
  CHECK(parabola.margin <= 0.01);
  const auto touching = judged(R"("T in [0, 1]")", "T * (1 - T) <= 0.25");  // true, but no ball shows it
  CHECK(touching.verdict == ClaimVerdict::holds);
  CHECK(touching.evidence.find("not proved") != std::string::npos);
  CHECK(judged(R"("T in [0, 1]")", "T * (1 - T) <= 0.2").verdict == ClaimVerdict::refuted);
  // A spike of width 2e-6 that no sample hits: the proof finds it.
  CHECK(judged(R"("T in [0, 1]")", "abs(T - 0.123456) > 1e-6").verdict == ClaimVerdict::refuted);
}

TEST_CASE("a hypothesis leaves points out, and one that nothing meets decides nothing", "[claims]") {
  const auto some = judged(box, "bob.q > ada.q", "assume = \"subsidy > 0\"\n");
  CHECK(some.verdict == ClaimVerdict::holds);
  CHECK(judged(box, "bob.q > ada.q").verdict != ClaimVerdict::holds);  // equal without a subsidy
  const auto none = judged(box, "bob.q > ada.q", "assume = \"subsidy > 3\"\n");
  CHECK(none.verdict == ClaimVerdict::undecided);
  CHECK(none.evidence.find("no point meets the hypothesis") != std::string::npos);
}

TEST_CASE("claims about a given profile are proved where payoffs are formulas", "[claims]") {
  const auto profile = std::string("profile = { ada = { q = \"T\" }, bob = { q = 1 } }\n");
  // payoff.ada = T (20 - T - 1 - 4) = T (15 - T)
  const auto proved = judged(R"("T in [0.5, 1]")", "payoff.ada >= 7 and payoff.ada <= 14.5", profile);
  CHECK(proved.verdict == ClaimVerdict::proved);
  CHECK(judged(R"("T in [0.5, 1]")", "payoff.ada <= 13", profile).verdict == ClaimVerdict::refuted);
  const auto slope =
      judged(R"("T in [0.5, 1]")", "abs(derivative(payoff.ada, T) - 15 + 2 * T) <= 1e-5", profile);
  CHECK(slope.verdict == ClaimVerdict::holds);
}

TEST_CASE("two numbers that cannot be told apart are neither ordered nor refuted", "[claims]") {
  CHECK(judged("", "bob.q - ada.q >= 0.5").verdict == ClaimVerdict::holds);  // 0.5 exactly
  CHECK(judged("", "bob.q - ada.q > 0.5").verdict == ClaimVerdict::undecided);
  CHECK(judged("", "bob.q - ada.q > 0.500001").verdict == ClaimVerdict::refuted);
}

TEST_CASE("what is found does not depend on the order of the work", "[claims]") {
  const auto claims = document("[[claim]]\nid = \"a\"\nforall = [" + box +
                               "]\nassert = \"ada.q <= 8\"\n[[claim]]\nid = \"b\"\nforall = [" + box +
                               "]\nassert = \"payoff.bob >= payoff.ada\"\n");
  const auto forwards = judged(claims), backwards = judged(claims, false, 1, true);
  for (std::size_t k = 0; k < 2; ++k) {
    CHECK(forwards[k].verdict == backwards[k].verdict);
    CHECK(forwards[k].margin == backwards[k].margin);
    CHECK(forwards[k].evidence == backwards[k].evidence);
  }
}

TEST_CASE("wrong claims are refused with their places", "[claims]") {
  const auto with = [](const std::string& forall, const std::string& assertion) {
    return faults("[[claim]]\nid = \"c\"\nforall = [\"" + forall + "\"]\nassert = \"" + assertion + "\"\n");
  };
  CHECK(with("demnd in [1, 2]", "ada.q > 0").find("did you mean 'demand'?") != std::string::npos);
  CHECK(with("demand in 1..2", "ada.q > 0").find("is not NAME in [LOWER, UPPER]") != std::string::npos);
  CHECK(with("demand in [2, 1]", "ada.q > 0").find("its ends are in the wrong order") != std::string::npos);
  CHECK(with("demand in [1, nan]", "ada.q > 0").find("game.toml:18:11") != std::string::npos);
  CHECK(with("demand in [10, 20]", "ada.p > 0").find("game.toml:19:11: error: unknown name 'ada.p'") !=
        std::string::npos);
  CHECK(with("demand in [10, 20]", "ada.q").find("a comparison is expected") != std::string::npos);
  CHECK(with("demand in [10, 20]", "ada.q >").find("game.toml:19:") != std::string::npos);
  CHECK(with("demand in [10, 20]", "q > 0").find("'q' needs a player") != std::string::npos);
  CHECK(with("demand in [10, 20]", "self.q > 0").find("unknown name 'self.q'") != std::string::npos);
  CHECK(with("demand in [10, 20]", "derivative(ada.q, ada.q) > 0").find("is no parameter") !=
        std::string::npos);
  CHECK(with("demand in [10, 20]", "sum(p, players, p.x) > 0").find("unknown variable 'x'") !=
        std::string::npos);
  CHECK(with("demand in [10, 20]", "derivative(ada.q, demnd) > 0").find("did you mean 'demand'?") !=
        std::string::npos);
  CHECK(faults("[[claim]]\nid = \"a b\"\nassert = \"1 > 0\"\n").find("is no name") != std::string::npos);
  CHECK(faults("[[claim]]\nid = \"a\"\nassert = \"1 > 0\"\n[[claim]]\nid = \"a\"\nassert = \"1 > 0\"\n")
            .find("two claims are called 'a'") != std::string::npos);
  CHECK(faults("[[claim]]\nid = \"a\"\nassert = \"1 > 0\"\nrecorded = \"hold\"\n")
            .find("did you mean 'holds'?") != std::string::npos);
}

TEST_CASE("ranges of keys bound what may be claimed", "[claims]") {
  const std::string twin = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 3
)";
  const std::string claim =
      "[[claim]]\nid = \"c\"\nforall = [\"players.trust_rate in [0, 1]\"]\nassert = \"1 > 0\"\n";
  CHECK_THROWS_WITH(models::read_model(document(claim, twin)), Catch::Contains("violates 0 < eta < 1"));
}

TEST_CASE("claims of other families: symmetric players share alike, as S2 says", "[claims]") {
  const std::string twin = R"(format = "entente/1"
family = "digital-twin"
[players]
count = 3
[game]
gradient = "exact"
trust = 0.5
)";
  const auto finding =
      judged(R"("players.reward in [0.5, 1]")",
             "max(p, players, p.sharing) - min(p, players, sharing[p]) <= 1e-7 and "
             "min(p, players, derivative(p.sharing, players.reward)) >= 0 and player1.deception == 0",
             "", twin);
  CHECK(finding.verdict == ClaimVerdict::holds);
}

TEST_CASE("limits of favors: more patience, larger limits", "[claims]") {
  const std::string favor = R"(format = "entente/1"
family = "favor"
[costs]
uniform = [0, 200]
[values]
uniform = [550, 650]
[[agents]]
discount_factor = 0.8
[[agents]]
discount_factor = 0.6
[encounters]
rates = [[0, 1.0], [0.75, 0]]
)";
  const std::string patience = R"("agents[1].discount_factor in [0.5, 0.9]")";
  CHECK(judged(patience, "derivative(agent1.agent2, agents[1].discount_factor) >= 0 and agent1.agent2 > 0",
               "", favor)
            .verdict == ClaimVerdict::holds);
  CHECK(judged(patience, "agent1.agent2 <= 150", "", favor).verdict == ClaimVerdict::refuted);
}

TEST_CASE("claims about partners, limited trust and finite games", "[claims]") {
  const std::string partners = R"(format = "entente/1"
family = "coopetition"
[[actors]]
name = "Samsung"
share = 0.55
[[actors]]
name = "Sony"
share = 0.45
[dependence]
matrix = [[0, 0.64], [0.86, 0]]
)";
  const auto synergy = judged(R"("value.complementarity in [0.2, 0.9]")",
                              "derivative(Samsung.action, value.complementarity) > 0 and "
                              "min(p, players, derivative(p.payoff, value.complementarity)) > 0",
                              "", partners);
  CHECK(synergy.verdict == ClaimVerdict::holds);
  const std::string table2 = R"(format = "entente/1"
family = "limited-trust"
[payoffs]
leader = [[4, 2], [3, 1]]
follower = [[3, 4], [2, 3]]
[trust]
leader = 0.0
follower = 2.0
)";  // Table II of the source: (2, 4) without trust, (4, 3) with trust 2
  const auto trust = judged(R"("trust.follower in [0, 4]")", "payoff.leader >= payoff.follower", "", table2);
  CHECK(trust.verdict == ClaimVerdict::refuted);
  CHECK(trust.again == "entente solve game.toml --set trust.follower=0");
  CHECK(trust.margin == Approx(-2));
  const std::string battle = R"(format = "entente/1"
family = "declared"
[finite]
payoffs = [[[4, 0], [0, 1]], [[1, 0], [0, 4]]]
)";  // the mixed equilibrium pays 4/5, the pure ones 4 and 1
  CHECK(judged("", "payoff.player1 >= 0.79", "", battle).verdict == ClaimVerdict::holds);
  CHECK(judged("", "payoff.player1 >= 0.81", "", battle).verdict == ClaimVerdict::refuted);
  const auto entry = judged(R"("finite.payoffs[1][1][1] in [2, 5]")", "payoff.player1 >= 0.7", "", battle);
  CHECK(entry.verdict == ClaimVerdict::refuted);  // 2 / 3 at 2
  CHECK(entry.again == "entente solve game.toml --set 'finite.payoffs[1][1][1]=2'");
}

TEST_CASE("points of a box: corners, centre and a sample that grows by adding", "[claims]") {
  const std::vector<models::ParameterRange> square{{"a", "a", 0, 1, false}, {"n", "n", 2, 5, true}};
  const auto few = models::user_claims::points_of(square, 10, 3),
             many = models::user_claims::points_of(square, 50, 3);
  CHECK(few.corners == 4);
  for (const auto& point : many.all) {
    CHECK((point[0] >= 0 && point[0] <= 1));
    CHECK(point[1] == std::floor(point[1]));
    CHECK((point[1] >= 2 && point[1] <= 5));
  }
  for (std::size_t k = 0; k < few.all.size(); ++k) CHECK(few.all[k] == many.all[k]);
  CHECK(models::user_claims::points_of({}, 10, 3).all.size() == 1);
}

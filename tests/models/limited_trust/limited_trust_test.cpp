// The family as the program sees it: catalog cases solved and certified, checks, refusals.
#include "models/limited_trust/limited_trust.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "models/read_model.hpp"
#include "models/registry.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models;

const std::string head = "format = \"entente/1\"\nfamily = \"limited-trust\"\n";

LoadedModel load(const std::string& name, std::vector<Override> overrides = {}) {
  return read_model(parse_document("t.toml", "extends = \"" + name + "\"\n", {}),
                    {.overrides = std::move(overrides)});
}

double number(const Quantities& quantities, const std::string& name) {
  for (const auto& quantity : quantities)
    if (quantity.name == name) return std::get<double>(quantity.value);
  return std::nan("");
}

Solution solved(const LoadedModel& loaded, RunOptions options) {
  return certified(*loaded.model, loaded.model->solve(options), options);
}
Solution solved(const LoadedModel& loaded) { return solved(loaded, loaded.wishes); }

}  // namespace

TEST_CASE("Table II is solved and proved at every trust of its sweep", "[limited_trust][catalog]") {
  for (const auto& [trust, leader, follower] :
       {std::tuple{"0.0", 2.0, 4.0}, {"0.5", 2.0, 4.0}, {"1.0", 4.0, 3.0}, {"2.0", 4.0, 3.0}}) {
    const auto solution = solved(load("limited-trust/table2", {{"trust.follower", trust}}));
    CAPTURE(trust);
    CHECK(solution.status == Status::certified);
    REQUIRE(solution.equilibria.size() == 1);
    CHECK(solution.equilibria[0].certificate.level == CertificateLevel::proved);
    CHECK(solution.equilibria[0].certificate.epsilon == 0);
    CHECK(number(solution.equilibria[0].payoff, "leader") == leader);
    CHECK(number(solution.equilibria[0].payoff, "follower") == follower);
  }
}

TEST_CASE("a wrong belief is said", "[limited_trust][catalog]") {
  const auto solution = solved(load("limited-trust/wrong-belief"));
  CHECK(solution.status == Status::certified);
  CHECK(number(solution.equilibria.at(0).payoff, "leader") == 0);
  REQUIRE(solution.notes.size() == 1);
  CHECK_THAT(solution.notes[0], Catch::Contains("expected reply 1 and a payoff of 5"));
}

TEST_CASE("drawn games give expected payoffs with their error", "[limited_trust][catalog]") {
  const auto loaded = load("limited-trust/exponential-game");
  const auto solution = solved(loaded);
  REQUIRE(solution.status == Status::certified);
  const auto& one = solution.equilibria.at(0);
  // Twice the values at trust 1 and mean 1, specification 5.2.
  CHECK(number(one.payoff, "leader") == Approx(2 * 1.775277).margin(2e-6));
  CHECK(number(one.payoff, "follower") == Approx(2 * 1.647941).margin(2e-6));
  CHECK(solution.solver.method == "exact");
  auto options = loaded.wishes;
  options.method = "monte-carlo";
  options.max_iterations = 200'000;
  const auto sampled = solved(loaded, options);
  CHECK(sampled.status == Status::candidate);  // an estimate is not certified
  const auto& estimate = sampled.equilibria.at(0);
  CHECK(std::abs(number(estimate.payoff, "leader") - number(one.payoff, "leader")) <
        estimate.certificate.residual);
  CHECK(estimate.certificate.level == CertificateLevel::residual_only);
  options.method = "guess";
  CHECK_THROWS_AS(loaded.model->solve(options), std::invalid_argument);
}

TEST_CASE("expected payoffs are those of the profile's trusts", "[limited_trust]") {
  const auto loaded = load("limited-trust/exponential-game");
  const Profile selfish{{"follower", {{"trust", 0.0}}}, {"leader", {{"trust", 0.0}}}};
  const auto judged = loaded.model->certify(selfish, {});
  CHECK(number(judged.payoff, "leader") == Approx(3).epsilon(1e-12));
  CHECK(number(judged.payoff, "follower") == Approx(3).epsilon(1e-12));
  CHECK_THROWS_AS(loaded.model->certify({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(loaded.model->certify({{"leader", {{"trust", -1.0}}}, {"follower", {{"trust", 0.0}}}}, {}),
                  std::invalid_argument);
  CHECK_THROWS_AS(loaded.model->certify({{"leader", {{"action", 1.0}}}, {"follower", {{"trust", 0.0}}}}, {}),
                  std::invalid_argument);
}

TEST_CASE("laws without a mean have no expected payoffs", "[limited_trust][errors]") {
  const auto loaded = read_model(
      parse_document("t.toml", head + "[payoffs]\nlaw = { pareto = { scale = 1, shape = 1 } }\n", {}));
  CHECK_THROWS_AS(solved(loaded), DescriptionError);
  const auto report = loaded.model->check();
  CHECK_FALSE(report.items.at(0).holds);
}

TEST_CASE("check looks at plays, moments and the ranking of followers", "[limited_trust]") {
  for (const auto* name : {"limited-trust/table2", "limited-trust/exponential-game"}) {
    const auto report = load(name).model->check();
    CAPTURE(name);
    CHECK_FALSE(report.items.empty());
    CHECK(std::all_of(report.items.begin(), report.items.end(), [](const auto& item) { return item.holds; }));
  }
}

TEST_CASE("limited trust is registered and reads its own template", "[limited_trust]") {
  REQUIRE(find_family("limited-trust") == &limited_trust::family());
  const auto loaded = read_model(parse_document("template.toml", template_text(limited_trust::family()), {}));
  CHECK(dynamic_cast<const limited_trust::LimitedTrust&>(*loaded.model).parameters().payoffs.leader_law !=
        nullptr);
}

namespace {

/// What the program says of a verb that a law's missing moment forbids.
template <typename Verb>
std::string refusal(const std::string& text, std::vector<Override> overrides, Verb verb) {
  const auto loaded =
      read_model(parse_document("t.toml", head + text, {}), {.overrides = std::move(overrides)});
  try {
    verb(*loaded.model);
  } catch (const DescriptionError& error) {
    return error.what();
  }
  return "accepted";
}

Candidates solve(const Model& model) { return model.solve({}); }
Equilibrium certify(const Model& model) {
  return model.certify({{"leader", {{"trust", 0.5}}}, {"follower", {{"trust", 1.0}}}}, {});
}
Bounds bound(const Model& model) { return model.bound({}); }

}  // namespace

TEST_CASE("a law without a moment that a verb needs is a located fault", "[limited_trust][errors]") {
  const std::string heavy = "[payoffs]\nlaw = { pareto = { scale = 1, shape = 0.5 } }\n";
  const auto no_mean = Catch::StartsWith(
      "t.toml:4:7: error: payoffs.law: pareto = { scale = 1, shape = 0.5 } has no mean, so no game has an "
      "expected payoff; give it a shape above 1");
  CHECK_THAT(refusal(heavy, {}, solve), no_mean && Catch::Contains("1 error;"));
  CHECK_THAT(refusal(heavy, {}, certify), no_mean);
  const std::string pair = "[bound]\nfollower_actions = 2\n";
  CHECK(refusal(heavy + pair, {}, bound) == "accepted");  // learning times rest on choices, not on means

  const std::string two =
      "[payoffs]\nleader_law = { uniform = [0, 1] }\nfollower_law = { pareto = { scale = 1, shape = 1 } }\n";
  CHECK_THAT(refusal(two, {}, solve),
             Catch::StartsWith("t.toml:5:16: error: payoffs.follower_law: ") && Catch::Contains("1 error;"));
  const std::string both =
      "[payoffs]\nleader_law = { pareto = { scale = 1, shape = 1 } }\n"
      "follower_law = { pareto = { scale = 2, shape = 0.1 } }\n";
  CHECK_THAT(refusal(both, {}, solve), Catch::Contains("t.toml:4:14:") && Catch::Contains("t.toml:5:16:") &&
                                           Catch::Contains("2 errors;"));
}

TEST_CASE("samples of games need a variance", "[limited_trust][errors]") {
  const std::string heavy = "[payoffs]\nlaw = { pareto = { scale = 1, shape = 1.9 } }\n";
  const auto refused = [](const std::string& text) {
    CHECK_THAT(text,
               Catch::StartsWith("t.toml:4:7: error: payoffs.law: ") &&
                   Catch::Contains("has no variance, so a sample of games has no standard error; give it "
                                   "a shape above 2"));
  };
  refused(refusal(heavy + "[trust]\nbelieved_follower = 2\n", {}, solve));
  refused(refusal(heavy + "[trust]\nties = \"legacy\"\n", {}, certify));
  refused(refusal(heavy + "leader_actions = 7\n", {}, solve));
  refused(refusal(heavy, {}, [](const Model& model) { model.solve({.method = "monte-carlo"}); }));
  CHECK(refusal(heavy, {}, solve) == "accepted");
}

TEST_CASE("an override that takes a moment away is named", "[limited_trust][errors]") {
  const std::string good = "[payoffs]\nlaw = { pareto = { scale = 1, shape = 3 } }\n";
  CHECK_THAT(refusal(good, {{"payoffs.law", "{ pareto = { scale = 1, shape = 0.5 } }"}}, solve),
             Catch::StartsWith("--set payoffs.law={ pareto = { scale = 1, shape = 0.5 } }: error: "));
  CHECK_THAT(refusal(good, {{"payoffs.law.pareto.shape", "0.5"}}, solve),
             Catch::StartsWith("--set payoffs.law.pareto.shape=0.5: error: payoffs.law: "));
  CHECK_THROWS_WITH(
      load("limited-trust/figure16-dyad", {{"payoffs.law", "{ pareto = { scale = 1, shape = 1 } }"}}),
      Catch::StartsWith("--set payoffs.law={ pareto = { scale = 1, shape = 1 } }: error: "));
}

TEST_CASE("networks whose payoffs are stopped say so", "[limited_trust][errors]") {
  const auto loaded =
      read_model(parse_document("t.toml",
                                head + "[payoffs]\nlaw = { uniform = [0, 1] }\n[network]\nedges = [[1, 2]]\n"
                                       "[metagame]\ngrid_points = 2\n[learning]\ntrust = \"known\"\n"
                                       "[simulate]\nutilities = \"expected\"\n",
                                {}),
                 {});
  RunOptions late;
  late.stop.deadline = std::chrono::steady_clock::now();
  const auto unsolved = solved(loaded, late);
  CHECK(unsolved.status == Status::stopped);
  CHECK(unsolved.solver.termination == solvers::Termination::time_limit);
  CHECK_THAT(unsolved.notes.at(0), Catch::Contains("not known to their tolerance"));
  CHECK(judged(*loaded.model, {{"agent1", {{"trust", 0.0}}}, {"agent2", {{"trust", 30.0}}}}, late).status ==
        Status::stopped);
  CHECK(loaded.model->simulate(late).status == Status::stopped);
  CHECK(loaded.model->bound(late).status == Status::stopped);
}

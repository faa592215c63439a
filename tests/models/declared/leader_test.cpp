// Stackelberg play in descriptions: published answers, what is claimed, what is refused.
#include <catch2/catch.hpp>

#include "models/catalog.hpp"
#include "models/read_model.hpp"

using namespace models;

namespace {

LoadedModel load(const std::string& text) { return read_model(parse_document("leader.toml", text, {}), {}); }

LoadedModel from_catalog(std::string_view name) {
  for (const auto& entry : catalog())
    if (entry.name == name) return load(std::string(entry.text));
  throw std::runtime_error("no such case");
}

double choice(const Equilibrium& e, std::size_t player) {
  return std::get<double>(e.profile[player].choices[0].value);
}

const std::string duopoly =
    "format = \"entente/1\"\nfamily = \"declared\"\n[[players]]\nname = \"a\"\nleader = true\n"
    "variables = [{ name = \"q\", lower = 0, upper = 20 }]\nmaximize = \"q * (16 - total)\"\n"
    "[[players]]\nname = \"b\"\nvariables = [{ name = \"q\", lower = 0, upper = 20 }]\nmaximize = \"q * (16 "
    "- total)\"\n";

}  // namespace

TEST_CASE("the leader of four followers plays 42.538247", "[declared][reference]") {
  const auto loaded = from_catalog("declared/stackelberg-nash-cournot");
  const auto solution = certified(*loaded.model, loaded.model->solve({}), {});
  CHECK(solution.status == Status::certified);
  REQUIRE(solution.equilibria.size() == 1);
  const auto& play = solution.equilibria[0];
  const double published[] = {42.538247, 41.077241, 43.115853, 42.195067, 38.823882};
  for (std::size_t i = 0; i < 5; ++i) CHECK(std::abs(choice(play, i) - published[i]) < 1e-6);
  CHECK(std::get<double>(play.payoff[0].value) == Approx(203.155072).margin(1e-6));
  CHECK(play.certificate.level ==
        CertificateLevel::checked_global);  // the leader's search is in floating point
  CHECK(play.certificate.claim.find("Stackelberg") != std::string::npos);
  CHECK(play.certificate.box.size() == 5);
  REQUIRE(play.certificate.nash);
  CHECK(play.certificate.nash->verdict == solvers::Verdict::refuted);
}

TEST_CASE("the Cournot equilibrium is no Stackelberg play, and the better move is named", "[declared]") {
  const auto loaded = load(duopoly);
  const auto judged = loaded.model->certify({{"a", {{"q", 16.0 / 3}}}, {"b", {{"q", 16.0 / 3}}}}, {});
  CHECK(judged.certificate.verdict == solvers::Verdict::refuted);
  REQUIRE(judged.certificate.deviation);
  CHECK(judged.certificate.deviation->player == "a");
  CHECK(std::get<double>(judged.certificate.deviation->strategy[0].value) == Approx(8));
  CHECK(judged.certificate.deviation->gain == Approx(32 - 256. / 9));
  const auto wrong_reply = loaded.model->certify({{"a", {{"q", 8.0}}}, {"b", {{"q", 5.0}}}}, {});
  CHECK(wrong_reply.certificate.verdict == solvers::Verdict::refuted);
  CHECK(wrong_reply.certificate.deviation->player == "b");
}

TEST_CASE("leaders that cannot be searched are refused", "[declared][faults]") {
  auto twice = duopoly;
  twice.replace(twice.find("name = \"b\""), 10, "name = \"b\"\nleader = true");
  CHECK_THROWS_WITH(load(twice), Catch::Contains("'a' and 'b' both lead; one player moves first"));
  auto unbounded = duopoly;
  unbounded.replace(unbounded.find(", upper = 20"), 12, "");
  CHECK_THROWS_WITH(load(unbounded), Catch::Contains("needs a lower and an upper bound"));
}

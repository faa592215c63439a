// Games with expectations: critical fractiles of newsvendors, insurance, a portfolio, all in closed form.
#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;

Solution solved(const std::string& law, const std::string& payoff, const std::string& upper = "20") {
  const auto loaded = read_model(parse_document(
      "game.toml",
      "format = \"entente/1\"\nfamily = \"declared\"\n[parameters]\nD = { " + law +
          " }\np = 3\nc = 1\n[[players]]\nname = \"ada\"\nvariables = [{ name = \"q\", lower = 0, upper = " +
          upper + " }]\nmaximize = \"" + payoff + "\"\n",
      {}));
  const RunOptions options{.starts = 3};
  return certified(*loaded.model, loaded.model->solve(options), options);
}

void check_one(const Solution& solution, double q, double to) {
  REQUIRE(solution.equilibria.size() == 1);
  const auto& one = solution.equilibria.front();
  CHECK(std::get<double>(one.profile.front().choices.front().value) == Approx(q).epsilon(to));
  CHECK(one.certificate.level == CertificateLevel::proved);
  CHECK(one.certificate.verdict == solvers::Verdict::proved);
}

}  // namespace

TEST_CASE("a newsvendor orders the critical fractile, with proof", "[declared][expectation]") {
  const std::string payoff = "p * expectation(D, min(q, D)) - c * q";  // F(q) = 2 / 3
  check_one(solved("uniform = [0, 10]", payoff), 20.0 / 3, 1e-10);
  check_one(solved("exponential = { mean = 4 }", payoff), 4 * std::log(3.0), 1e-10);
  check_one(solved("normal = { mean = 5, deviation = 1 }", payoff), 5.43072729929546, 1e-10);
}

TEST_CASE("a smooth expectation reaches `proved`", "[declared][expectation]") {
  // max 2 q - E[e^(q D)] = 2 q - 1 / (1 - q / 4): 1 / (4 (1 - q / 4)^2) = 2 has 1 - q / 4 = 1 / sqrt 8
  check_one(solved("exponential = { mean = 0.25 }", "2 * q - expectation(D, exp(q * D))", "3.5"),
            4 - 4 / std::sqrt(8.0), 1e-10);
}

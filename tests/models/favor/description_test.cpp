// Favor descriptions: faults are located, laws and discount functions reach the parameters.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "models/favor/equations.hpp"
#include "models/favor/favor.hpp"
#include "models/favor/limit_proof.hpp"
#include "models/favor/profile.hpp"
#include "models/read_model.hpp"

namespace {

using models::description::DescriptionError;

std::string described(const std::string& costs, const std::string& values, const std::string& agents,
                      const std::string& encounters) {
  return "format = \"entente/1\"\nfamily = \"favor\"\n[costs]\n" + costs + "\n[values]\n" + values + "\n" +
         agents + "\n[encounters]\n" + encounters + "\n";
}

const std::string two_agents = "[[agents]]\ndiscount_factor = 0.5\n[[agents]]\ndiscount_factor = 0.5\n";

models::LoadedModel read(const std::string& text, const models::TextReader& data = {}) {
  return models::read_model(models::parse_document("test.toml", text, data),
                            {.overrides = {}, .seed = {}, .read_text = data});
}

models::Solution solved(const std::string& text, const models::TextReader& data = {}) {
  const auto loaded = read(text, data);
  const models::RunOptions options;
  return models::certified(*loaded.model, loaded.model->solve(options), options);
}

std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> messages;
  try {
    read(text);
  } catch (const DescriptionError& error) {
    for (const auto& diagnostic : error.diagnostics())
      messages.push_back(std::to_string(diagnostic.where.line) + ": " + diagnostic.message);
  }
  return messages;
}

double limit_of(const models::Solution& solution) {
  return std::get<double>(solution.equilibria.at(0).profile.at(0).choices.at(0).value);
}

}  // namespace

TEST_CASE("Every fault of a favor description is located, all at once", "[favor][description]") {
  const auto found =
      faults(described("uniform = [-10, 200]", "given_cost = [[100, 5], [50, 6]]",
                       "[[agents]]\ndiscount_factor = 1.0\n[[agents]]\ndiscount_factor = 1.2\n",
                       "rates = [[0.5, 1.5], [0.75, 0]]"));
  CAPTURE(found);
  const auto has = [&](const std::string& part) {
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& m) { return m.find(part) != std::string::npos; });
  };
  CHECK(has("4: costs.uniform reaches down to -10"));
  CHECK(has("6: values.given_cost[2]: cost 50 does not exceed"));
  CHECK(has("10: agents[2].discount_factor = 1.2 violates"));
  CHECK(has("encounters.rates[1][1] = 0.5 stands on the diagonal"));
  CHECK(has("encounters.rates[1][2] = 1.5 violates"));
  const auto others = faults(described("uniform = [0, 200]\ngamma = { shape = 2, mean = 3 }", "mean = -1",
                                       "[[agents]]\ndiscount_factor = 1.0\n[[agents]]\ndiscounting = "
                                       "\"generalised-hyperbolic\"\ncurvature = 2\ndecay = 1\n",
                                       "rate = 0.5"));
  CAPTURE(others);
  CHECK(others.size() == 4);
}

TEST_CASE("Single faults of a favor description", "[favor][description]") {
  const std::string costs = "uniform = [0, 200]", values = "mean = 600";
  CHECK(faults(described("gamma = { shape = -2, mean = 3 }", values, two_agents, "rate = 1")).size() == 1);
  CHECK(faults(described("pareto = { scale = 2, shape = 0.5 }", values, two_agents, "rate = 1")).size() == 1);
  CHECK(faults(described(costs, "intercept = 5\nslope = -1", two_agents, "rate = 1")).size() == 1);
  CHECK(faults(described(costs, values, two_agents, "")).size() == 1);
  CHECK(faults(described(costs, values, two_agents, "rates = [[0, 1, 1], [1, 0, 1], [1, 1, 0]]")).size() ==
        1);
  CHECK(faults(described(costs, values, "[[agents]]\ndiscount_factor = 0.5\n", "rate = 1")).size() == 1);
  CHECK(faults(described(costs, values, two_agents, "rate = 1")).empty());
}

TEST_CASE("Costs from a file, strict and inclusive, agents with laws of their own", "[favor][description]") {
  const auto data = [](const std::string& name) -> std::optional<std::string> {
    if (name == "atoms.txt") return "50\n150\n";
    return std::nullopt;
  };
  const std::string agent =
      "[[agents]]\ndiscounting = \"finite-horizon\"\ndiscount_factor = 1\nhorizon = 2\n";
  const std::string patient = agent + agent;  // A = 2 exactly: U = 0 at the cheap favor's cost
  const auto strict = solved(described("samples = \"atoms.txt\"", "mean = 100", patient, "rate = 1"), data);
  const auto inclusive = solved(
      described("samples = \"atoms.txt\"\nacceptance = \"inclusive\"", "mean = 100", patient, "rate = 1"),
      data);
  CHECK(limit_of(strict) == 0);
  CHECK(strict.status == models::Status::certified);
  CHECK(limit_of(inclusive) == Approx(50));
  const auto own =
      solved(described("uniform = [0, 200]", "mean = 600",
                       "[[agents]]\ndiscount_factor = 0.5\ncosts = { exponential = { mean = 80 } }\n"
                       "[[agents]]\ndiscount_factor = 0.4\nvalues = { uniform = [300, 500] }\n",
                       "rate = 0.9"));
  CHECK(own.status == models::Status::certified);
  using namespace models::favor;
  const CostLaw first(solvers::exponential_law(80)), second(solvers::uniform_law(0, 200));
  const auto expected =
      greatest_limits({{first, 400}, {second, 600}, annuity_factor(0.5), annuity_factor(0.4), 0.9, 0.9});
  CHECK(limit_of(own) == Approx(expected.c12).epsilon(1e-12));
}

TEST_CASE("Limits that were moved are refuted with the reason, also where every solution is asked for",
          "[favor][certificate]") {
  const std::string text = described("lognormal = { mean = 110, sigma = 0.4 }", "mean = 480", two_agents,
                                     "rates = [[0, 0.9], [0.7, 0]]");
  const models::RunOptions options;
  for (const std::string wish : {"", "[solve]\nall_solutions = true\n"}) {
    const auto loaded = read(text + wish);
    const auto found = models::certified(*loaded.model, loaded.model->solve(options), options);
    for (auto solution : found.equilibria) {
      CHECK(loaded.model->certify(solution.profile, options).certificate.verdict == solvers::Verdict::proved);
      auto& limit = std::get<double>(solution.profile.at(0).choices.at(0).value);
      limit += 1e-3;
      const auto judged = loaded.model->certify(solution.profile, options);
      CHECK(judged.certificate.verdict == solvers::Verdict::refuted);
      CHECK(judged.certificate.claim.find("mutual limits") != std::string::npos);
      CHECK(judged.certificate.claim.find("proved to be") != std::string::npos);
    }
    CHECK(found.equilibria.size() == (wish.empty() ? 1 : 3));
  }
}

TEST_CASE("Costs far above what favors are worth leave no solution but none", "[favor][limits]") {
  const auto found = solved(described("lognormal = { mean = 1e300, sigma = 0.4 }", "mean = 480", two_agents,
                                      "rate = 1\n[solve]\nall_solutions = true"));
  CHECK(found.equilibria.size() == 1);
  CHECK(found.completeness.claim == models::Completeness::all);
}

// Many players who matter to one another through the sum of all choices: closed forms, and agreement with the
// general certificate.
#include "models/declared/aggregate.hpp"

#include <cmath>
#include <memory>
#include <numeric>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/declared/declared.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/profile.hpp"
#include "models/read_model.hpp"
#include "solvers/certificates/aggregate_certificate.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models;
using solvers::Vector;
using solvers::Verdict;

std::shared_ptr<const Model> model_of(int count, const std::string& payoff, const std::string& bounds,
                                      const std::string& more = "") {
  return read_model(parse_document("game.toml",
                                   fmt::format("format = \"entente/1\"\nfamily = \"declared\"\n"
                                               "[[players]]\nname = \"p\"\ncount = {}\n"
                                               "variables = [{{ name = \"x\", {} }}]\nmaximize = \"{}\"\n{}",
                                               count, bounds, payoff, more),
                                   {}))
      .model;
}

const declared::Parameters& parameters(const Model& model) {
  return dynamic_cast<const declared::Declared&>(model).parameters();
}

Vector only_profile(const Model& model, const Candidates& candidates) {
  REQUIRE(candidates.profiles.size() == 1);
  CHECK(candidates.completeness.claim == Completeness::all);
  return declared::vector_of(parameters(model), candidates.profiles[0]);
}

std::string list(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += fmt::format("{}{:.17g}", text.empty() ? "[" : ", ", value);
  return text + "]";
}

}  // namespace

TEST_CASE("a thousand who share a switch: (N - 1) / N^2, proved to be all",
          "[declared][aggregate][reference]") {
  const auto model = model_of(1000, "x / total * (1 - total)", "lower = 0",
                              "[[shared_constraints]]\nexpression = \"total <= 1\"\n[solve]\nconcept = "
                              "\"variational\"\n");
  const auto candidates = model->solve({});
  const Vector x = only_profile(*model, candidates);
  CHECK((x.array() - 0.000999).abs().maxCoeff() < 1e-15);
  const auto certificate = model->certify(candidates.profiles[0], {}).certificate;
  CHECK(certificate.verdict == Verdict::proved);
  CHECK(certificate.level == CertificateLevel::proved);
  CHECK(certificate.box.size() == 1000);
  CHECK(certificate.epsilon < 1e-12);
}

TEST_CASE("five hundred firms with linear demand and own costs: the closed form", "[declared][aggregate]") {
  // x_i = max(0, 10 - c_i - S) / 2, from U_i = x_i (10 - S) - c_i x_i - x_i^2 / 2: 10 - S - x_i - c_i - x_i =
  // 0
  constexpr int n = 500;
  solvers::RandomStream stream(7);
  std::vector<double> c(n);
  for (auto& one : c) one = stream.uniform(1, 9.9);
  const auto model = model_of(n, "x * (10 - sum(j, players, x[j])) - c[self] * x - x^2 / 2", "lower = 0",
                              "[parameters]\nc = " + list(c) + "\n");
  const auto candidates = model->solve({});
  const Vector x = only_profile(*model, candidates);
  double low = 0, high = 10;  // of S: the replies to it sum to less where it is high
  for (int k = 0; k < 200; ++k) {
    const double S = (low + high) / 2;
    double sum = 0;
    for (const double one : c) sum += std::max(0.0, 10 - one - S) / 2;
    (sum > S ? low : high) = S;
  }
  for (int i = 0; i < n; ++i)
    CHECK(x(i) == Approx(std::max(0.0, 10 - c[static_cast<std::size_t>(i)] - low) / 2).margin(1e-12));
  const auto judged = model->certify(candidates.profiles[0], {});
  CHECK(judged.certificate.level == CertificateLevel::proved);
  auto moved = candidates.profiles[0];
  moved[3].choices[0].value = x(3) + 1e-3;
  const auto refuted = model->certify(moved, {}).certificate;
  REQUIRE(refuted.verdict == Verdict::refuted);
  REQUIRE(refuted.deviation);
  CHECK(refuted.deviation->gain > 1e-7);
}

TEST_CASE("sums that leave out oneself, and the sum of all, give one form", "[declared][aggregate]") {
  for (const auto* payoff :
       {"x * (1 - total)", "x * (1 - x - sum(j, others, x[j]))",
        "x * (1 - x - sum(j, players, j != self, x[j]))", "x * (1 - sum(j, players, x[j]))"}) {
    CAPTURE(payoff);
    const auto model = model_of(70, payoff, "lower = 0, upper = 1");
    REQUIRE(parameters(*model).aggregate);
    CHECK((only_profile(*model, model->solve({})).array() - 1.0 / 71).abs().maxCoeff() < 1e-15);
  }
  for (const auto* payoff :
       {"x * (1 - sum(j, players, j * x[j]))", "x * (1 - sum(j, players, x[j]^2))", "-x^2 + x * x[p1]"}) {
    CAPTURE(payoff);
    CHECK_FALSE(parameters(*model_of(5, payoff, "lower = 0, upper = 1")).aggregate);
  }
}

TEST_CASE("the certificate by the total says what the general one says", "[declared][aggregate][property]") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    solvers::RandomStream stream(seed);
    const int n = 3 + static_cast<int>(stream.below(5));
    std::vector<double> c(static_cast<std::size_t>(n));
    for (auto& one : c) one = stream.uniform(1, 8);
    const double cap = stream.uniform(0.5, 9);
    const auto model = model_of(
        n, "x * (10 - total) - c[self] * x", "lower = 0, upper = 4",
        fmt::format("[parameters]\nc = {}\n[[shared_constraints]]\nexpression = \"total <= {:.17g}\"\n"
                    "[solve]\nconcept = \"variational\"\n",
                    list(c), cap));
    const auto& p = parameters(*model);
    const auto game = declared::aggregative_game(p);
    REQUIRE(game);
    CHECK(game->cap == cap);
    Vector x = only_profile(*model, model->solve({}));
    for (const bool moved : {false, true}) {
      if (moved) x(0) = x(0) > 1 ? x(0) - 0.1 : x(0) + 0.01;
      const auto by_total = solvers::certify_aggregative(*game, x);
      const auto general = solvers::certify_game(declared::constrained_game(p), x);
      if (general.infeasibility > 0 || by_total.infeasibility > 1e-14) continue;
      CHECK(by_total.verdict == general.verdict);
      if (moved) continue;
      CHECK(by_total.proof.verdict == general.proof.verdict);
      CHECK(by_total.residual < 1e-12);
      for (int i = 0; i < n; ++i) {
        const auto k = static_cast<std::size_t>(i);
        CHECK(by_total.regrets[k].payoff == Approx(general.regrets[k].payoff).margin(1e-12));
        CHECK(by_total.regrets[k].bound < 1e-10);
      }
    }
  }
}

TEST_CASE("one who chooses alone: its reply takes all of the sum", "[declared][aggregate]") {
  const auto model = model_of(5, "x * (10 - total) - c[self] * x", "lower = 0",
                              "[parameters]\nc = [9, 9.5, 1, 9.2, 8]\n");  // monopoly: x = 9 / 2
  const auto game = declared::aggregative_game(parameters(*model));
  REQUIRE(game);
  const auto scan = solvers::scan_aggregate(*game);
  CHECK(scan.complete);
  REQUIRE(scan.equilibria.size() == 1);
  const Vector x = solvers::middle(scan.equilibria[0].profile);
  CHECK((x - Vector{{0, 0, 4.5, 0, 0}}).cwiseAbs().maxCoeff() < 1e-12);
  CHECK(solvers::certify_aggregative(*game, x).proof.verdict == Verdict::proved);
}

TEST_CASE("sums near zero are excluded by the exponents, not left out", "[declared][aggregate]") {
  // Tullock: x_i = V (N - 1) / (c N^2); at zero nobody's payoff has a value
  const auto contest = model_of(3, "8 * x / total - 2 * x", "lower = 0");
  CHECK((only_profile(*contest, contest->solve({})).array() - 8.0 * 2 / (2 * 9)).abs().maxCoeff() < 1e-12);
  const auto root = model_of(4, "sqrt(x) - x * total", "lower = 0, upper = 5");  // 1 / (2 sqrt x) = 5 x
  CHECK((only_profile(*root, root->solve({})).array() - std::pow(0.1, 2.0 / 3)).abs().maxCoeff() < 1e-12);
  const auto zero = model_of(3, "x * sqrt(total) - x", "lower = 0, upper = 0.2");  // nobody is at rest
  const auto found = zero->solve({});
  CHECK(found.completeness.claim != Completeness::all);  // zero is an equilibrium that no slope shows
}

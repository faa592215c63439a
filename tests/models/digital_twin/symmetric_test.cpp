// tests/models/digital_twin/symmetric_test.cpp
// Symmetric concepts, enumeration and absence of equilibria through the model, as records see them.
#include "models/digital_twin/symmetric.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/digital_twin.hpp"
#include "models/digital_twin/enumeration.hpp"
#include "models/digital_twin/strategies.hpp"
#include "models/digital_twin/symmetric_regret.hpp"
#include "solvers/core/random.hpp"
#include "tests/models/digital_twin/games.hpp"

namespace dt = models::digital_twin;
using models::CertificateLevel;
using models::Completeness;
using models::Status;
using solvers::Verdict;

namespace {

dt::Parameters game(int count, double lambda, double reward, dt::Concept what) {
  dt::Parameters p;
  p.players = tests::digital_twin::identical_players(count, lambda, reward);
  p.players.deception_cost.setConstant(1.2);
  p.players.trust_rate = solvers::Vector::Constant(count, 0.3);
  p.players.learning_rate = solvers::Vector::Constant(count, 0.05);
  p.concept_ = what;
  return p;
}

dt::Parameters without_trust(int count, double lambda, double reward) {
  auto p = game(count, lambda, reward, dt::Concept::nash);
  p.trust = {.kind = dt::Trust::Kind::uniform, .value = 0};
  return p;
}

models::Solution solved(const dt::Parameters& p) {
  const dt::DigitalTwin model(p);
  return models::certified(model, model.solve({}), {});
}

template <typename T>
T quantity(const models::Equilibrium& equilibrium, const std::string& name) {
  for (const auto& entry : equilibrium.quantities)
    if (entry.name == name) return std::get<T>(entry.value);
  throw std::runtime_error("no quantity " + name);
}

models::Profile with_sharing(const models::Equilibrium& equilibrium, double change) {
  auto profile = equilibrium.profile;
  for (auto& player : profile) std::get<double>(player.choices[0].value) += change;
  return profile;
}

}  // namespace

TEST_CASE("the printed root is proved as what it is, and refuted as Nash", "[digital-twin][symmetric]") {
  const auto p = game(5, 1.3, 1, dt::Concept::printed_symmetric);
  const auto solution = solved(p);
  REQUIRE(solution.status == Status::certified);
  CHECK(solution.completeness.claim == Completeness::all);
  const auto& root = solution.equilibria.at(0);
  CHECK(root.symmetric);
  CHECK(root.profile.size() == 5);
  CHECK(root.certificate.level == CertificateLevel::proved);
  CHECK(root.certificate.residual < 1e-15);
  CHECK(root.certificate.box.size() == 3);
  CHECK(quantity<bool>(root, "feasible"));
  REQUIRE(root.certificate.nash);
  CHECK(root.certificate.nash->verdict == Verdict::refuted);
  // Deception is dominated: (s, beta, 0) alone gains c1 (alpha^2 - s^2) + c3 delta^2.
  const double alpha = std::get<double>(root.profile[0].choices[0].value);
  const double delta = std::get<double>(root.profile[0].choices[2].value);
  const double honest = alpha * (1 - delta);
  CHECK(root.certificate.nash->deviation->gain >= alpha * alpha - honest * honest + 1.2 * delta * delta);

  const dt::DigitalTwin model(p);
  CHECK(model.certify(with_sharing(root, 1e-3), {}).certificate.verdict == Verdict::refuted);
  CHECK(model.certify(with_sharing(root, 1e-15), {}).certificate.verdict == Verdict::proved);
  const models::Profile one{root.profile[0]};
  CHECK(model.certify(one, {}).certificate.verdict == Verdict::proved);  // player1 stands for all
  auto uneven = root.profile;
  std::get<double>(uneven[3].choices[1].value) += 0.01;
  CHECK_THROWS_AS(model.certify(uneven, {}), std::invalid_argument);
}

TEST_CASE("an infeasible root is certified as a root, and is no profile", "[digital-twin][symmetric]") {
  const auto solution = solved(game(5, 3, 5, dt::Concept::printed_symmetric));
  REQUIRE(solution.status == Status::certified);
  const auto& root = solution.equilibria.at(0);
  CHECK_FALSE(quantity<bool>(root, "feasible"));
  CHECK(quantity<double>(root, "budget_slack") < 0);
  CHECK(root.certificate.nash->verdict == Verdict::refuted);
  CHECK(std::isinf(root.certificate.nash->epsilon));
  CHECK_FALSE(root.certificate.nash->deviation);
  CHECK(root.notes.size() == 1);
}

TEST_CASE("S3 is proved to be a Nash equilibrium, moved ones are refuted", "[digital-twin][symmetric]") {
  const auto p = game(5, 1.2, 3, dt::Concept::symmetric_nash);
  const auto solution = solved(p);
  REQUIRE(solution.status == Status::certified);
  const auto& found = solution.equilibria.at(0);
  CHECK(found.certificate.level == CertificateLevel::proved);
  CHECK(found.certificate.epsilon < 1e-14);
  CHECK(found.certificate.box.size() == 3);
  CHECK_FALSE(found.certificate.nash);
  const dt::DigitalTwin model(p);
  const auto moved = model.certify(with_sharing(found, 1e-3), {});
  CHECK(moved.certificate.verdict == Verdict::refuted);
  CHECK(moved.certificate.box.empty());
}

TEST_CASE("S2, S4 and S-kappa carry their distance from Nash", "[digital-twin][symmetric]") {
  for (const auto gradient : {dt::Gradient::printed, dt::Gradient::stationary}) {
    auto p = game(5, 1.2, 3, dt::Concept::symmetric_nash);
    p.gradient = gradient;
    const auto solution = solved(p);
    REQUIRE(solution.status == Status::certified);
    CHECK(solution.equilibria[0].certificate.nash->verdict == Verdict::refuted);
  }
  auto p = game(5, 1.2, 3, dt::Concept::symmetric_nash);
  p.horizon.discount_factor = 0.8;
  const auto solution = solved(p);
  REQUIRE(solution.status == Status::certified);
  const auto& point = solution.equilibria[0];
  CHECK(point.certificate.claim.find("open-loop") != std::string::npos);
  CHECK(point.certificate.residual < 1e-15);
  CHECK(point.certificate.nash->verdict == Verdict::refuted);
}

TEST_CASE("above the existence threshold the symmetric candidate is refuted", "[digital-twin][symmetric]") {
  auto p = game(2, 4, 1, dt::Concept::symmetric_nash);
  p.trust = {.kind = dt::Trust::Kind::uniform, .value = 0};
  const auto solution = solved(p);
  CHECK(solution.status == Status::not_nash);
  REQUIRE(solution.rejected.size() == 1);
  CHECK(solution.rejected[0].certificate.residual == 0);
  CHECK(solution.rejected[0].certificate.deviation->gain ==
        Approx(0.0216).epsilon(1e-2));  // the specification's gap
}

TEST_CASE("the regret of a symmetric profile is that of the general code",
          "[digital-twin][symmetric][property]") {
  constexpr std::uint64_t seed = 17;
  solvers::RandomStream stream(seed);
  for (int k = 0; k < 30; ++k) {
    CAPTURE(seed, k);
    const int count = 2 + static_cast<int>(stream.below(5));
    const auto p = game(count, stream.uniform(0.3, 4), stream.uniform(0.3, 4), dt::Concept::nash);
    const dt::SymmetricStrategy all{stream.uniform(0, 0.4), stream.uniform(0, 0.4), stream.uniform(0, 0.2)};
    const solvers::Vector profile =
        solvers::Vector{{all.sharing, all.probing, all.deception}}.replicate(count, 1);
    dt::Trust trust;
    std::optional<double> held;
    if (k % 2) trust = {.kind = dt::Trust::Kind::uniform, .value = *(held = stream.uniform())};
    for (const auto gradient : {dt::Gradient::printed, dt::Gradient::exact, dt::Gradient::stationary}) {
      if (gradient == dt::Gradient::stationary && held) continue;  // trust follows honesty there
      const auto general = dt::regrets(gradient, p.players, trust, profile).at(0);
      const auto own = dt::symmetric_regret(gradient, dt::representative(p.players), held, all);
      CHECK(own.payoff == Approx(general.payoff).epsilon(1e-13).margin(1e-13));
      CHECK(own.measured == Approx(general.measured).margin(1e-10));
      CHECK(own.gain <= general.bound + 1e-15);
      CHECK(general.gain <= own.bound + 1e-15);
    }
  }
}

TEST_CASE("a million players cost as much as two", "[digital-twin][symmetric]") {
  auto p = game(2, 5, 40, dt::Concept::symmetric_nash);
  const auto player = dt::RepresentativeOf<double>{1'000'000, 1, 1, 1.2, 5, 40, 1, 1};
  const auto regret = dt::symmetric_regret(dt::Gradient::exact, player, std::nullopt, {1e-4, 1e-4, 0});
  CHECK(std::isfinite(regret.bound));
  CHECK(regret.payoff == Approx(4e-5 - 2e-8));
}

TEST_CASE("enumeration lists and proves 7, 27 and 51 equilibria", "[digital-twin][enumeration]") {
  const std::pair<int, std::size_t> known[] = {{3, 7}, {4, 27}, {5, 51}};
  for (const auto& [count, equilibria] : known) {
    CAPTURE(count);
    const auto solution = solved(without_trust(count, 5, 0.38));
    CHECK(solution.status == Status::certified);
    CHECK(solution.solver.method == "enumerate");
    CHECK(solution.completeness.claim == Completeness::all);
    CHECK(solution.equilibria.size() == equilibria);
    CHECK(solution.rejected.empty());
    for (const auto& equilibrium : solution.equilibria) {
      CHECK(equilibrium.certificate.level == CertificateLevel::proved);
      CHECK(equilibrium.certificate.verdict == Verdict::proved);
    }
  }
}

TEST_CASE("that a game has no pure equilibrium is proved", "[digital-twin][enumeration]") {
  const auto solution = solved(without_trust(2, 4, 1));
  CHECK(solution.status == Status::not_nash);
  CHECK(solution.solver.termination == solvers::Termination::no_solution);
  CHECK(solution.completeness.claim == Completeness::all);
  REQUIRE(solution.rejected.size() == 1);
  CHECK(solution.rejected[0].certificate.deviation);
  // Below the threshold 15.0958 the same search finds the equilibrium.
  const auto below = solved(without_trust(2, std::sqrt(15.0), 1));
  CHECK(below.status == Status::certified);
  CHECK(below.equilibria.size() == 1);
}

TEST_CASE("enumeration applies to identical players without trust only", "[digital-twin][enumeration]") {
  auto p = without_trust(3, 1, 1);
  CHECK(dt::enumerate_identical(p, {}));
  p.gradient = dt::Gradient::stationary;
  CHECK_FALSE(dt::enumerate_identical(p, {}));
  p.gradient = dt::Gradient::exact;
  p.trust.value = 0.1;
  CHECK_FALSE(dt::enumerate_identical(p, {}));
  p.trust.value = 0;
  p.players.reward(0) = 2;
  CHECK_FALSE(dt::enumerate_identical(p, {}));
  const dt::DigitalTwin model(p);
  models::RunOptions options;
  options.method = "enumerate";
  CHECK_THROWS_AS(model.solve(options), std::invalid_argument);
}

// tests/models/digital_twin/bounds_test.cpp
// `bound`: brackets hold what they claim on both sides, absences are true, players that differ get their own.
#include "models/digital_twin/bounds.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/printed_symmetric.hpp"
#include "solvers/core/random.hpp"
#include "tests/models/digital_twin/games.hpp"

namespace dt = models::digital_twin;
using models::Bound;
using models::CertificateLevel;
using solvers::Verdict;

namespace {

dt::Parameters game(const dt::Representative& p) {
  dt::Parameters parameters;
  auto& players = parameters.players;
  players =
      tests::digital_twin::identical_players(static_cast<int>(p.count), p.information_sensitivity, p.reward);
  players.sharing_cost.setConstant(p.sharing_cost);
  players.probing_cost.setConstant(p.probing_cost);
  players.deception_cost.setConstant(p.deception_cost);
  players.sharing_value.setConstant(p.sharing_value);
  players.probing_value.setConstant(p.probing_value);
  return parameters;
}

const Bound& named(const models::Bounds& bounds, const std::string& quantity) {
  for (const auto& bound : bounds.bounds)
    if (bound.quantity == quantity) return bound;
  throw std::runtime_error("no bound " + quantity);
}

Verdict feasible(const dt::Representative& player) {
  return dt::enclose_printed_symmetric(player, dt::solve_printed_symmetric(player).strategy.sharing).feasible;
}

double sharing(const dt::Representative& player) {
  return dt::solve_printed_symmetric(player).strategy.sharing;
}

dt::Representative random_player(solvers::RandomStream& stream) {
  const auto draw = [&](double lower, double upper) {
    return std::exp(stream.uniform(std::log(lower), std::log(upper)));
  };
  return {.count = 2 + static_cast<long>(stream.below(9)),
          .sharing_cost = draw(0.1, 10),
          .probing_cost = draw(0.1, 10),
          .deception_cost = draw(0.01, 100),
          .information_sensitivity = draw(0.1, 10),
          .reward = draw(0.1, 10),
          .sharing_value = draw(0.1, 10),
          .probing_value = stream.below(4) == 0 ? 0 : draw(0.01, 1)};
}

}  // namespace

TEST_CASE("the borders of (16) separate feasible from infeasible", "[digital-twin][bounds][property]") {
  constexpr std::uint64_t seed = 3;
  solvers::RandomStream stream(seed);
  int lower_borders = 0, upper_borders = 0, never = 0, excessive = 0;
  for (int k = 0; k < 100; ++k) {
    const auto player = random_player(stream);
    CAPTURE(seed, k);
    const auto found = dt::bounds(game(player), {});
    CHECK(found.status == models::Status::certified);
    const auto moved = [&](auto member, double value) {
      auto other = player;
      other.*member = value;
      return other;
    };
    constexpr auto lambda = &dt::Representative::information_sensitivity;
    constexpr auto c3 = &dt::Representative::deception_cost;
    const auto& border = named(found, "feasible_lambda");
    REQUIRE(border.exists);
    CHECK(border.upper - border.lower <= 1e-12 * border.value);
    CHECK(feasible(moved(lambda, border.lower * (1 - 1e-13))) == Verdict::proved);
    CHECK(feasible(moved(lambda, border.upper * (1 + 1e-13))) == Verdict::refuted);

    const auto& low = named(found, "feasible_deception_cost_lower");
    const auto& high = named(found, "feasible_deception_cost_upper");
    if (low.exists) {
      ++lower_borders;
      CHECK(feasible(moved(c3, low.lower * (1 - 1e-12))) == Verdict::refuted);
      CHECK(feasible(moved(c3, low.upper * (1 + 1e-12))) == Verdict::proved);
    }
    if (high.exists) {
      ++upper_borders;
      CHECK(feasible(moved(c3, high.lower * (1 - 1e-12))) == Verdict::proved);
      CHECK(feasible(moved(c3, high.upper * (1 + 1e-12))) == Verdict::refuted);
    }
    if (!low.exists && !high.exists)
      for (double cost = 1e-8; cost < 1e8; cost *= 3) {
        const bool none = low.conditions.back() == "infeasible for every deception cost";
        never += none;
        CHECK(feasible(moved(c3, cost)) == (none ? Verdict::refuted : Verdict::proved));
      }
    const auto& from = named(found, "excessive_sharing_lambda_lower");
    const auto& to = named(found, "excessive_sharing_lambda_upper");
    CHECK(from.exists == (player.deception_cost > 4 * player.sharing_cost));
    if (from.exists) {
      ++excessive;
      CHECK(sharing(moved(lambda, from.lower * (1 - 1e-9))) < 1);
      CHECK(sharing(moved(lambda, from.upper * (1 + 1e-9))) > 1);
      CHECK(sharing(moved(lambda, to.lower * (1 - 1e-9))) > 1);
      CHECK(sharing(moved(lambda, to.upper * (1 + 1e-9))) < 1);
    }
  }
  CHECK(lower_borders > 5);
  CHECK(upper_borders > 5);
  CHECK(never > 5);
  CHECK(excessive > 5);
}

TEST_CASE("bounds of identical players name every threshold", "[digital-twin][bounds]") {
  const auto found = dt::bounds(game({.count = 5,
                                      .sharing_cost = 1,
                                      .probing_cost = 1,
                                      .deception_cost = 1,
                                      .information_sensitivity = 2,
                                      .reward = 2.25,
                                      .sharing_value = 1,
                                      .probing_value = 1}),
                                {});
  CHECK(found.status == models::Status::certified);
  CHECK(named(found, "kappa").value == 9);
  CHECK(named(found, "uniqueness_kappa").value == 8);
  CHECK(named(found, "gradient_instability_kappa").value == Approx(25.0 / 3));
  CHECK(named(found, "local_nash_kappa").value == Approx(125.0 / 12));
  CHECK(named(found, "symmetric_existence_kappa").value == Approx(10.4005019451528));
  CHECK(named(found, "first_asymmetric_kappa").value == Approx(8.18).margin(0.0101));
  for (const auto& bound : found.bounds) {
    CAPTURE(bound.quantity);
    CHECK(bound.level == CertificateLevel::proved);
    if (bound.exists) CHECK((bound.lower <= bound.value && bound.value <= bound.upper));
    CHECK_FALSE(bound.method.empty());
    CHECK(bound.conditions.empty() == (bound.quantity == "kappa"));  // every threshold says what it means
  }
}

TEST_CASE("two players have no instability of the symmetric profile", "[digital-twin][bounds]") {
  const auto found = dt::bounds(game({.count = 2,
                                      .sharing_cost = 1,
                                      .probing_cost = 1,
                                      .deception_cost = 1,
                                      .information_sensitivity = 4,
                                      .reward = 1,
                                      .sharing_value = 1,
                                      .probing_value = 1}),
                                {});
  CHECK(found.status == models::Status::certified);
  for (const char* quantity : {"gradient_instability_kappa", "local_nash_kappa", "first_asymmetric_kappa"}) {
    CAPTURE(quantity);
    CHECK_FALSE(named(found, quantity).exists);
    CHECK(std::isnan(named(found, quantity).value));
  }
  CHECK(named(found, "kappa").value == 16);
  CHECK(named(found, "symmetric_existence_kappa").upper < 16);
}

TEST_CASE("players that differ get their own kappa and criterion", "[digital-twin][bounds]") {
  auto parameters = game({.count = 3,
                          .sharing_cost = 1,
                          .probing_cost = 1,
                          .deception_cost = 1,
                          .information_sensitivity = 1,
                          .reward = 4,
                          .sharing_value = 1,
                          .probing_value = 1});
  parameters.players.information_sensitivity(2) = 4;
  const auto found = dt::bounds(parameters, {});
  CHECK(named(found, "player1.kappa").value == 4);
  CHECK(named(found, "player3.kappa").value == 64);
  // steady state: rivals may trust player 1 up to 1, so m_s = max(1, 4 - 1) = 3: R (9/2 + 1/2) = 20
  CHECK(named(found, "player1.best_response_kappa").value == 20);
  parameters.trust = {.kind = dt::Trust::Kind::uniform, .value = 0};
  const auto untrusted = dt::bounds(parameters, {});
  CHECK(named(untrusted, "player1.best_response_kappa").value == 4);
  CHECK(named(untrusted, "player1.best_response_kappa").conditions[0] ==
        "below 6 sqrt(3): the best response is unique");
  CHECK(named(untrusted, "player3.best_response_kappa").conditions[0] ==
        "above 6 sqrt(3): the best response may not be unique");
}

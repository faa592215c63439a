// tests/models/digital_twin/nash_test.cpp
// From parameters to certified equilibria: reference games, traps, and profiles that must be refused or
// refuted.
#include "models/digital_twin/nash.hpp"

#include <atomic>

#include <catch2/catch.hpp>

#include "models/digital_twin/certificate.hpp"
#include "models/digital_twin/digital_twin.hpp"
#include "models/digital_twin/strategies.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using namespace tests::digital_twin;
using models::CertificateLevel;
using models::Status;
using solvers::Verdict;

namespace {

Parameters game_of(const tests::ReferenceItem& item) {
  Parameters game{.players = players_of(item), .trust = trust_of(item)};
  game.gradient = item.text("inputs.mode") == "frozen" ? Gradient::printed : Gradient::exact;
  return game;
}

Vector expected_profile(const tests::ReferenceItem& item) {
  const Vector alpha = item.vector("expected.alpha"), beta = item.vector("expected.beta");
  Vector profile = Vector::Zero(3 * alpha.size());
  for (int i = 0; i < alpha.size(); ++i) profile(3 * i) = alpha(i), profile(3 * i + 1) = beta(i);
  return profile;
}

}  // namespace

TEST_CASE("reference equilibria are found to 1e-12 and proved at 1e-9", "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    CAPTURE(item.name());
    const DigitalTwin model(game_of(item));
    const auto solution = certified(model, model.solve({}), {});
    REQUIRE(solution.status == Status::certified);
    REQUIRE(solution.equilibria.size() == 1);
    const auto& answer = solution.equilibria.front();
    CHECK(answer.certificate.level == CertificateLevel::proved);
    CHECK(answer.certificate.epsilon <= 1e-9);
    CHECK(answer.certificate.residual <= 1e-12);
    CHECK_THAT(answer.certificate.claim, Catch::Contains("exactly one"));
    CHECK(answer.certificate.box.size() == 15);
    INFO(answer.certificate.claim);
    if (!answer.notes.empty()) UNSCOPED_INFO(answer.notes.front());
    CHECK(answer.notes.empty());
    const Vector found = vector_of(answer.profile, 5);
    CHECK((found - expected_profile(item)).cwiseAbs().maxCoeff() <= 1e-12);
    const Vector paid = item.vector("expected.U");
    for (int i = 0; i < 5; ++i)
      CHECK(std::get<double>(answer.payoff[i].value) == Approx(paid(i)).epsilon(1e-12));
  }
}

TEST_CASE("one coordinate moved by 1e-3 is refuted, with a deviation that pays",
          "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "nash5")) {
    const auto game = game_of(item);
    const Vector right = expected_profile(item);
    const auto p = lift<double>(game.players);
    for (int k = 0; k < right.size(); ++k) {
      Vector wrong = right;
      const bool down = wrong.segment(k / 3 * 3, 3).sum() + 1e-3 > 1;
      wrong(k) += down ? -1e-3 : 1e-3;
      if (wrong(k) < 0) continue;  // deception on a full budget has no room
      CAPTURE(item.name(), k);
      const auto judged = certify_nash(game, named_profile(wrong), {});
      REQUIRE(judged.certificate.verdict == Verdict::refuted);
      REQUIRE(judged.certificate.deviation);
      const auto& deviation = *judged.certificate.deviation;
      const int i = std::stoi(deviation.player.substr(6)) - 1;
      const double s = std::get<double>(deviation.strategy[0].value),
                   b = std::get<double>(deviation.strategy[1].value);
      const auto trust = lift<double>(game.trust);
      const double before = payoffs(p, state_of(p, trust, wrong), wrong)(i);
      const double after = payoff_of_deviation(game.gradient, p, trust, wrong, i, s, b, 0.0);
      CHECK(deviation.gain > 1e-9);
      CHECK(after - before >= deviation.gain - 1e-14);
    }
  }
}

TEST_CASE("wider balls lower the level", "[digital_twin]") {
  const auto item = tests::reference_items("digital_twin.json", "nash5").front();
  const auto profile = named_profile(expected_profile(item));
  CHECK(certify_nash(game_of(item), profile, {}, {.inflation = 1e-14}).certificate.level ==
        CertificateLevel::proved);
  const auto wide = certify_nash(game_of(item), profile, {}, {.inflation = 1e-6}).certificate;
  CHECK(wide.level == CertificateLevel::checked_global);
  CHECK(wide.verdict == Verdict::undecided);
}

TEST_CASE("stationary traps come out as not Nash", "[digital_twin]") {
  struct Trap {
    const char* name;
    int players;
    double lambda, reward;
    Gradient gradient;
    Trust trust;
  };
  const Trust none{Trust::Kind::uniform, 0, {}};
  for (const auto& trap : {Trap{"kappa = 16", 2, 4, 1, Gradient::exact, none},
                           Trap{"kappa = 14.4, joint trust", 5, 3, 1.6, Gradient::printed, {}}}) {
    CAPTURE(trap.name);
    Parameters game{.players = identical_players(trap.players, trap.lambda, trap.reward)};
    game.gradient = trap.gradient;
    game.trust = trap.trust;
    const DigitalTwin model(game);
    const auto solution = certified(model, model.solve({}), {});
    CHECK(solution.status == Status::not_nash);
    CHECK(solution.equilibria.empty());
    REQUIRE(!solution.rejected.empty());
    for (const auto& rejected : solution.rejected) {
      CHECK(rejected.certificate.residual <= 1e-12);
      REQUIRE(rejected.certificate.deviation);
      CHECK(rejected.certificate.deviation->gain > 1e-3);
    }
  }
}

TEST_CASE("the trap's stationary point has the published regret", "[digital_twin]") {
  Parameters game{.players = identical_players(2, 4, 1)};
  game.trust = {Trust::Kind::uniform, 0, {}};
  Vector x(6);
  x << 0.5, 0.5, 0, 0.5, 0.5, 0;
  const auto judged = certify_nash(game, named_profile(x), {});
  CHECK(judged.certificate.residual <= 1e-15);
  CHECK(judged.certificate.verdict == Verdict::refuted);
  CHECK(judged.certificate.epsilon == Approx(0.0216).margin(5e-5));
}

TEST_CASE("printed and stationary equilibria say how far from Nash they are", "[digital_twin]") {
  const auto item = tests::reference_items("digital_twin.json", "nash5").front();
  const auto judged = certify_nash(game_of(item), named_profile(expected_profile(item)), {});
  REQUIRE(judged.certificate.nash);
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK(judged.certificate.nash->verdict == Verdict::refuted);
  CHECK(judged.certificate.nash->epsilon > 1e-3);
  CHECK(judged.certificate.nash->deviation);
}

TEST_CASE("profiles with wrong entries are refused by name", "[digital_twin]") {
  const Parameters game{.players = identical_players(2, 1, 1)};
  const auto refused = [&](models::Profile profile, const std::string& word) {
    CAPTURE(word);
    try {
      certify_nash(game, profile, {});
      FAIL("accepted");
    } catch (const std::invalid_argument& fault) {
      CHECK_THAT(fault.what(), Catch::Contains(word));
    }
  };
  auto good = named_profile(Vector::Constant(6, 0.2));
  CHECK_NOTHROW(certify_nash(game, good, {}));
  auto profile = good;
  profile[1].player = "player3";
  refused(profile, "player3");
  profile = good, profile[0].choices[1].name = "probling";
  refused(profile, "probling");
  profile = good, profile[0].choices[2].value = 0.7;
  refused(profile, "player1");
  profile = good, profile[0].choices[2].value = -0.1;
  refused(profile, "player1.deception");
  profile = good, profile[1].choices[0].value = std::nan("");
  refused(profile, "player2.sharing");
  profile = good, profile.pop_back();
  refused(profile, "player2");
  profile = good, profile[0].choices.pop_back();
  refused(profile, "player1.deception is missing");
}

TEST_CASE("parameters outside their range are refused by name", "[digital_twin]") {
  Parameters game{.players = identical_players(3, 1, 1)};
  game.players.reward(1) = -2;
  CHECK_THROWS_WITH(DigitalTwin(game), Catch::Contains("players.reward[2]"));
  game.players.reward(1) = 1;
  game.gradient = Gradient::stationary;
  game.trust = {Trust::Kind::uniform, 0.5, {}};
  CHECK_THROWS_WITH(DigitalTwin(game), Catch::Contains("steady-state"));
}

TEST_CASE("check finds nothing wrong with the equations of random games", "[digital_twin][property]") {
  for (int task = 0; task < 9; ++task) {
    solvers::RandomStream stream(41, task);
    Parameters game{.players = random_players(2 + task, stream)};
    game.gradient = Gradient(task % 3);
    game.trust = random_trust(
        game.gradient == Gradient::stationary ? Trust::Kind::steady_state : Trust::Kind(task / 3), 2 + task,
        stream);
    for (const auto& item : DigitalTwin(game).check().items) {
      CAPTURE(item.name, item.detail);
      CHECK(item.holds);
    }
  }
}

TEST_CASE("every method finds the reference equilibrium, and an unknown one is refused", "[digital_twin]") {
  const auto item = tests::reference_items("digital_twin.json", "nash5").back();
  const auto game = game_of(item);
  for (const std::string method :
       {"semismooth-newton", "extragradient", "projected-gradient", "projected-gradient-fixed",
        "barzilai-borwein", "best-response", "projected-gradient-diminishing"}) {
    CAPTURE(method);
    const auto found = find_nash(game, {.method = method, .starts = 1});
    CHECK(found.solver.method == method);
    REQUIRE(found.profiles.size() == 1);
    // a diminishing step may spend its budget first; what it returns is still near
    const double tolerance = reached_goal(found.solver.termination) ? 1e-12 : 1e-3;
    CHECK((vector_of(found.profiles.front(), 5) - expected_profile(item)).cwiseAbs().maxCoeff() <= tolerance);
  }
  CHECK_THROWS_WITH(find_nash(game, {.method = "newtn"}),
                    Catch::Contains("newtn") && Catch::Contains("extragradient"));
}

TEST_CASE("a hundred players: solved by their sums, every regret bounded rigorously", "[digital_twin]") {
  solvers::RandomStream stream(42);
  const int n = 101;  // beyond 100 the sums decide; beyond 64 the rivals' level is bounded by its tangent
  Parameters game{.players = random_players(n, stream)};
  game.players.reward.setConstant(1);  // kappa below 6 sqrt(3): best responses are unique
  for (const auto gradient : {Gradient::printed, Gradient::exact, Gradient::stationary}) {
    game.gradient = gradient;
    const DigitalTwin model(game);
    const auto found = model.solve({});
    CHECK(found.solver.method == "aggregate");
    CHECK(found.completeness.claim == models::Completeness::unknown);
    const auto solution = certified(model, found, {});
    CHECK(solution.status == Status::certified);
    REQUIRE(solution.equilibria.size() == 1);
    CHECK(solution.equilibria.front().certificate.level == CertificateLevel::proved);
    CHECK(solution.equilibria.front().certificate.box.empty());
    CHECK_THAT(solution.equilibria.front().certificate.claim, !Catch::Contains("exactly one"));
  }
}

TEST_CASE("the relaxed regrets of many players are those of the problem itself, or larger",
          "[digital_twin][property]") {
  solvers::RandomStream stream(43);
  const int n = 12;
  const auto players = random_players(n, stream);
  const Vector x = random_profile(n, stream);
  for (const auto gradient : {Gradient::printed, Gradient::exact, Gradient::stationary}) {
    const auto exact = regrets(gradient, players, {}, x);
    const auto relaxed = regrets(gradient, players, {}, x, {.rivals_one_by_one = 0});
    for (int i = 0; i < n; ++i) {
      CHECK(relaxed[i].bound >= exact[i].gain);
      CHECK(relaxed[i].gain <= exact[i].bound);
      CHECK(relaxed[i].payoff == Approx(exact[i].payoff).epsilon(1e-12));
    }
  }
}

TEST_CASE("where two best responses tie nothing is claimed unique", "[digital_twin]") {
  // N = 2 at the kappa where the symmetric profile stops being Nash: another strategy pays as much
  const auto item = tests::reference_items("digital_twin.json", "symmetric_existence_threshold").front();
  const double lambda = 20, kappa = item.number("expected.kappa_max");
  Parameters game{.players = identical_players(2, lambda, kappa / (lambda * lambda))};
  game.trust = {Trust::Kind::uniform, 0, {}};
  Vector x = Vector::Zero(6);
  x(0) = x(1) = x(3) = x(4) = lambda * game.players.reward(0) / 8;
  const auto judged = certify_nash(game, named_profile(x), {});
  CHECK(judged.certificate.verdict == Verdict::proved);  // up to epsilon
  CHECK_THAT(judged.certificate.claim, Catch::Contains("up to epsilon"));
}

TEST_CASE("a constraint that binds without a multiplier is not called unique", "[digital_twin]") {
  // the budget exactly spent by the unconstrained optimum: lambda R (N - 1) / N^2 = 1 with a = b = c = 1
  Parameters game{.players = identical_players(2, 2, 2)};
  game.trust = {Trust::Kind::uniform, 0, {}};
  Vector x(6);
  x << 0.5, 0.5, 0, 0.5, 0.5, 0;
  const auto judged = certify_nash(game, named_profile(x), {});
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK_THAT(judged.certificate.claim, !Catch::Contains("exactly one"));
}

TEST_CASE("an interrupt leaves players unjudged, and says so", "[digital_twin]") {
  const auto item = tests::reference_items("digital_twin.json", "nash5").front();
  const DigitalTwin model(game_of(item));
  const std::atomic<bool> interrupted{true};
  models::RunOptions options;
  options.stop.interrupt = &interrupted;
  const auto solution = judged(model, named_profile(expected_profile(item)), options);
  CHECK(solution.status == Status::stopped);
  REQUIRE(solution.equilibria.size() == 1);
  CHECK(solution.equilibria.front().certificate.verdict == Verdict::undecided);
  CHECK(std::isinf(solution.equilibria.front().certificate.epsilon));
  CHECK(std::get<double>(solution.equilibria.front().payoff[0].value) ==
        Approx(item.vector("expected.U")(0)).epsilon(1e-12));
}

// tests/models/digital_twin/best_response_test.cpp
// The certified global best response against brute force, thresholds of the literature and its own promises.
#include "models/digital_twin/best_response.hpp"

#include <catch2/catch.hpp>

#include "models/digital_twin/best_response_bounds.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;
using namespace tests::digital_twin;
using solvers::Ball;
using solvers::Verdict;

namespace {

template <typename T>
OwnProblem<T> problem_of(Gradient gradient, const Players& players, const Trust& trust, const Vector& profile,
                         int i) {
  const auto p = lift<T>(players);
  const auto lifted_trust = lift<T>(trust);
  const auto x = lift<T>(profile);
  return OwnProblems<T>(gradient, p, lifted_trust, x).problem(i);
}

BestResponseResult respond(Gradient gradient, const Players& players, const Trust& trust,
                           const Vector& profile, int i) {
  return best_response(problem_of<double>(gradient, players, trust, profile, i),
                       problem_of<Ball>(gradient, players, trust, profile, i));
}

/// Largest payoff over a grid of the whole strategy set, deception included.
double brute_force(Gradient gradient, const Players& players, const Trust& trust, const Vector& profile,
                   int i) {
  const auto p = lift<double>(players);
  const auto t = lift<double>(trust);
  double best = -1e300;
  const int n = 40;
  for (int a = 0; a <= n; ++a)
    for (int b = 0; a + b <= n; ++b)
      for (int d = 0; a + b + d <= n; d += 8)
        best = std::max(best, payoff_of_deviation(gradient, p, t, profile, i, double(a) / n, double(b) / n,
                                                  double(d) / n));
  return best;
}

}  // namespace

TEST_CASE("nothing on a grid of the strategy set pays more than the certified best response",
          "[digital_twin][property]") {
  for (int task = 0; task < 60; ++task) {
    solvers::RandomStream stream(31, task);
    const int n = 2 + task % 4;
    auto players = random_players(n, stream);
    if (task % 2) players.reward *= 6;  // several local maxima need high stakes
    const auto gradient = Gradient(task % 3);
    const auto kind =
        gradient == Gradient::stationary ? Trust::Kind::steady_state : Trust::Kind(task / 3 % 3);
    const auto trust = random_trust(kind, n, stream);
    const Vector profile = random_profile(n, stream);
    CAPTURE(task);
    const auto result = respond(gradient, players, trust, profile, 0);
    CHECK(result.verdict == Verdict::proved);
    CHECK(result.lower <= result.value + 1e-12 * players.reward(0));
    const auto p = lift<double>(players);
    const double value = payoff_of_deviation(gradient, p, lift<double>(trust), profile, 0,
                                             result.strategy.sharing, result.strategy.probing, 0.0);
    CHECK(value == Approx(result.value).epsilon(1e-12).margin(1e-12));
    const double rival = brute_force(gradient, players, trust, profile, 0);
    CHECK(rival <= result.upper);
    CHECK(rival >= result.value - 0.05 * players.reward(0));  // the grid is coarse, not blind
    CHECK(result.cuts <= 200);
  }
}

TEST_CASE("cells and piece bound the payoff of every sampled strategy", "[digital_twin][property]") {
  for (int task = 0; task < 40; ++task) {
    solvers::RandomStream stream(32, task);
    const int n = 2 + task % 4;
    auto players = random_players(n, stream);
    players.reward *= 1 + task % 8;
    const auto trust = random_trust(Trust::Kind::steady_state, n, stream);
    const Vector profile = random_profile(n, stream);
    const auto own = problem_of<double>(Gradient(task % 3), players, trust, profile, 0);
    const auto cover = search(own);
    CAPTURE(task);
    for (int sample = 0; sample < 300; ++sample) {
      const double s = stream.uniform(), b = (1 - s) * stream.uniform();
      const double x = own.log_odds(s, b), paid = own.payoff(s, b);
      for (const auto& cell : cover.cells)
        if (cell.lower <= x && x <= cell.upper)
          CHECK(paid <= payoff_bound(own, cell) + 1e-12 * players.reward(0));
      if (cover.has_piece && cover.piece_lower <= x && x <= cover.piece_upper)
        CHECK(paid <= cover.best_value + 1e-12 * players.reward(0));
    }
  }
}

TEST_CASE("the symmetric profile of two players stops being Nash at the published kappa",
          "[digital_twin][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "symmetric_existence_threshold")) {
    const int n = static_cast<int>(item.number("inputs.N"));
    const double kappa = item.number("expected.kappa_max");
    const double lambda = 20;  // kappa = R lambda^2 (1/2 + 1/2); so high that the budget stays slack
    for (const double factor : {0.9999, 1.0001}) {
      const auto players = identical_players(n, lambda, factor * kappa / (lambda * lambda));
      const double theta = lambda * players.reward(0) * (n - 1) / (n * n);
      Vector profile = Vector::Zero(3 * n);
      for (int i = 0; i < n; ++i) profile(3 * i) = profile(3 * i + 1) = theta / 2;
      REQUIRE(theta < 1);
      const auto result = respond(Gradient::exact, players, {Trust::Kind::uniform, 0, {}}, profile, 0);
      const auto own =
          problem_of<double>(Gradient::exact, players, {Trust::Kind::uniform, 0, {}}, profile, 0);
      const double gain = result.value - own.payoff(profile(0), profile(1));
      CAPTURE(item.name(), factor, gain);
      CHECK((gain > 1e-9 * players.reward(0)) == (factor > 1));
    }
  }
}

TEST_CASE("two players at kappa = 16 gain 0.0216 by leaving the stationary point", "[digital_twin]") {
  const auto players = identical_players(2, 4, 1);
  Vector profile(6);
  profile << 0.5, 0.5, 0, 0.5, 0.5, 0;
  const Trust none{Trust::Kind::uniform, 0, {}};
  const auto result = respond(Gradient::exact, players, none, profile, 0);
  const auto own = problem_of<double>(Gradient::exact, players, none, profile, 0);
  CHECK(result.verdict == Verdict::proved);
  CHECK(result.value - own.payoff(0.5, 0.5) ==
        Approx(0.0216).margin(5e-5));  // the published figure has three digits
}

TEST_CASE("a constant log odds on the budget face does not loop", "[digital_twin]") {
  for (const double reward : {1.0, 10.0, 100.0, 1e4, 1e6}) {
    const auto players = identical_players(3, 2, reward);
    Vector profile(9);
    profile << 0.5, 0.5, 0, 0.3, 0.2, 0, 0.1, 0.1, 0;
    for (int i = 0; i < 3; ++i) {
      const auto result = respond(Gradient::printed, players, {}, profile, i);
      CAPTURE(reward, i, result.cuts);
      CHECK(result.verdict == Verdict::proved);
      CHECK(result.cuts < 100);
    }
  }
}

TEST_CASE("extreme sensitivities stay finite and proved", "[digital_twin]") {
  for (const double lambda : {1e-6, 1e-2, 50.0, 900.0})
    for (const double reward : {1e-3, 1.0, 1e3}) {
      solvers::RandomStream stream(33);
      auto players = random_players(4, stream);
      players.information_sensitivity.setConstant(lambda);
      players.reward.setConstant(reward);
      const Vector profile = random_profile(4, stream);
      for (const auto gradient : {Gradient::printed, Gradient::exact, Gradient::stationary}) {
        const auto result = respond(gradient, players, {}, profile, 1);
        CAPTURE(lambda, reward, int(gradient), result.upper, result.lower, result.cuts);
        CHECK(result.verdict == Verdict::proved);
      }
    }
}

TEST_CASE("parameters over six orders of magnitude: no strategy pays more than the bound",
          "[digital_twin][property]") {
  int undecided = 0;
  for (int task = 0; task < 400; ++task) {
    solvers::RandomStream stream(36, task);
    const int n = 2 + task % 5;
    const auto spread = [&](double lower, double upper) {
      return std::exp(stream.uniform(std::log(lower), std::log(upper)));
    };
    auto players = random_players(n, stream);
    for (int i = 0; i < n; ++i) {
      players.sharing_cost(i) = spread(1e-3, 1e3), players.probing_cost(i) = spread(1e-3, 1e3);
      players.information_sensitivity(i) = spread(1e-3, 1e3), players.reward(i) = spread(1e-4, 1e6);
      players.sharing_value(i) = task % 7 ? spread(1e-2, 1e2) : 0;
      players.probing_value(i) = task % 11 ? spread(1e-2, 1e2) : 0;
    }
    const Vector profile = random_profile(n, stream);
    const auto gradient = Gradient(task % 3);
    const auto own = problem_of<double>(gradient, players, {}, profile, 0);
    const auto result = respond(gradient, players, {}, profile, 0);
    const double range = players.reward(0) + players.sharing_cost(0) + players.probing_cost(0);
    CAPTURE(task, result.upper, result.lower, result.cuts);
    undecided += result.verdict != Verdict::proved;
    for (int sample = 0; sample < 200; ++sample) {
      const double s = sample % 2 ? stream.uniform() : spread(1e-9, 1);
      const double b = std::min(1 - s, sample % 3 ? stream.uniform() : spread(1e-9, 1));
      CHECK(own.payoff(s, b) <= result.upper + 1e-13 * range);
    }
  }
  CHECK(undecided <= 4);  // about one in a thousand: ties and flat payoffs at the limit of doubles
}

TEST_CASE("rivals known as a box: the bound holds for each of them", "[digital_twin][property]") {
  solvers::RandomStream stream(34);
  const auto players = random_players(4, stream);
  const Vector profile = random_profile(4, stream);
  const double radius = 1e-4;
  const auto p = lift<Ball>(players);
  const auto trust = lift<Ball>(Trust{});
  auto box = lift<Ball>(profile);
  for (auto& entry : box) entry = inflated(entry, radius);
  const auto thick = OwnProblems<Ball>(Gradient::exact, p, trust, box).problem(2);
  const auto cover = search(problem_of<double>(Gradient::exact, players, {}, profile, 2));
  const double upper = upper_bound(thick, cover).upper();
  for (int sample = 0; sample < 20; ++sample) {
    Vector other = profile;
    for (auto& entry : other) entry += stream.uniform(-radius, radius);
    CHECK(respond(Gradient::exact, players, {}, other, 2).lower <= upper);
  }
}

TEST_CASE("the relaxed problem agrees at the profile and pays no strategy less", "[digital_twin][property]") {
  for (int task = 0; task < 30; ++task) {
    solvers::RandomStream stream(35, task);
    const int n = 2 + task % 6;
    const auto p = lift<double>(random_players(n, stream));
    const auto gradient = Gradient(task % 3);
    const auto kind =
        gradient == Gradient::stationary ? Trust::Kind::steady_state : Trust::Kind(task / 3 % 3);
    const auto trust = lift<double>(random_trust(kind, n, stream));
    const Vector profile = random_profile(n, stream);
    const OwnProblems<double> problems(gradient, p, trust, profile);
    const auto relaxed = problems.relaxed_problems();
    const Vector s = honesty(profile);
    for (int i = 0; i < n; ++i) {
      const auto own = problems.problem(i);
      CHECK(relaxed[i].payoff(s(i), profile(3 * i + 1)) ==
            Approx(own.payoff(s(i), profile(3 * i + 1))).epsilon(1e-12));
      for (int sample = 0; sample < 20; ++sample) {
        const double share = stream.uniform(), probe = (1 - share) * stream.uniform();
        CHECK(relaxed[i].payoff(share, probe) >= own.payoff(share, probe) - 1e-12);
      }
    }
  }
}

// tests/models/digital_twin/beliefs_test.cpp
// Each belief against a slow estimate over the whole history, written from the rule's definition.
#include "models/digital_twin/beliefs.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <Eigen/Dense>
#include <catch2/catch.hpp>

#include "models/digital_twin/equations.hpp"
#include "solvers/core/random.hpp"

using namespace models::digital_twin;

namespace {

using History = std::vector<Vector>;  // one profile a round

constexpr int players = 4, rounds = 23;

/// Uniform on {x >= 0, sum x <= 1}: three of four parts of a broken stick.
History random_history(std::uint64_t seed) {
  solvers::RandomStream random(seed);
  History history(rounds, Vector(choices * players));
  for (auto& profile : history)
    for (int i = 0; i < players; ++i) {
      double part[4], sum = 0;
      for (double& p : part) sum += p = random.exponential();
      for (int c = 0; c < choices; ++c) profile(choices * i + c) = part[c] / sum;
    }
  return history;
}

/// Weights of the rounds 1..n in the estimate after round n, by the definition of each rule.
Vector slow_weights(const Belief& belief, int n) {
  Vector w = Vector::Zero(n);
  switch (belief.rule) {
    case BeliefRule::last:
      w(n - 1) = 1;
      break;
    case BeliefRule::window:
      for (int t = std::max(0, n - belief.window); t < n; ++t) w(t) = 1.0 / std::min(n, belief.window);
      break;
    case BeliefRule::cumulative:
      w.setConstant(1.0 / n);
      break;
    case BeliefRule::exponential:
      for (int t = 0; t < n; ++t)
        w(t) = (t == 0 ? 1 : belief.weight) * std::pow(1 - belief.weight, n - 1 - t);
      break;
    case BeliefRule::dirichlet:
      w.setConstant(1 / (4 * belief.prior_strength + n));
      break;
    case BeliefRule::kalman: {
      // Posterior mode of the whole path x_1..x_n of a random walk under a flat prior, by normal equations:
      // sum (x_t - y_t)^2 / r + sum (x_{t+1} - x_t)^2 / q; row n of the inverse gives the weights of y.
      Matrix a = Matrix::Identity(n, n) / belief.observation_variance;
      for (int t = 0; t + 1 < n; ++t) {
        const double stiffness = 1 / belief.process_variance;
        a(t, t) += stiffness;
        a(t + 1, t + 1) += stiffness;
        a(t, t + 1) -= stiffness;
        a(t + 1, t) -= stiffness;
      }
      w = a.ldlt().solve(Vector::Unit(n, n - 1)) / belief.observation_variance;
      break;
    }
  }
  return w;
}

double slow_honesty(const Belief& belief, const History& history, int n, int player) {
  const Vector w = slow_weights(belief, n);
  double sharing = 0, deception = 0, joint = 0;
  for (int t = 0; t < n; ++t) {
    const double alpha = history[t](choices * player), delta = history[t](choices * player + 2);
    sharing += w(t) * alpha;
    deception += w(t) * delta;
    joint += w(t) * alpha * (1 - delta);
  }
  if (belief.rule == BeliefRule::dirichlet) {  // counts of a Dirichlet law, the prior's included
    const double counts = 4 * belief.prior_strength + n;
    const double a_sharing = belief.prior_strength + sharing * counts;
    const double a_deception = belief.prior_strength + deception * counts;
    sharing = a_sharing / counts;
    deception = a_deception / counts;
    joint = a_sharing / counts - a_sharing * a_deception / (counts * (counts + 1));
  }
  return belief.honesty == Honesty::joint ? joint : sharing * (1 - deception);
}

std::vector<Belief> all_beliefs() {
  std::vector<Belief> beliefs;
  for (const auto rule : {BeliefRule::last, BeliefRule::window, BeliefRule::cumulative,
                          BeliefRule::exponential, BeliefRule::dirichlet, BeliefRule::kalman})
    for (const auto honesty : {Honesty::joint, Honesty::product})
      beliefs.push_back({.rule = rule, .honesty = honesty});
  return beliefs;
}

std::string label(const Belief& belief) {
  return "rule " + std::to_string(static_cast<int>(belief.rule)) +
         (belief.honesty == Honesty::joint ? " joint" : " product");
}

}  // namespace

TEST_CASE("every belief is the estimate that its definition gives over the whole history", "[beliefs]") {
  const auto seed = GENERATE(range(1, 6));
  const auto history = random_history(static_cast<std::uint64_t>(seed));
  for (auto belief : all_beliefs()) {
    CAPTURE(seed, label(belief));
    belief.window = seed + 1;
    BeliefFilter filter(belief, players, rounds);
    for (int n = 1; n <= rounds; ++n) {
      filter.observe(history[n - 1]);
      for (int i = 0; i < players;
           ++i)  // sums of at most 23 numbers in [0, 1]: a few units in the last place
        REQUIRE(filter.honesty()(i) == Approx(slow_honesty(belief, history, n, i)).margin(2e-15).epsilon(0));
      const Vector w = slow_weights(belief, n);
      for (int age = 0; age < n; ++age)
        REQUIRE(filter.weight(age) ==
                Approx(w(n - 1 - age)).margin(1e-14).epsilon(1e-12));  // kalman: a solve
    }
  }
}

TEST_CASE("the slope of an estimate is its derivative by what was shown", "[beliefs]") {
  const auto history = random_history(11);
  for (auto belief : all_beliefs()) {
    belief.window = 3;
    for (const int moved : {rounds - 1, rounds - 2, rounds - 5}) {
      CAPTURE(label(belief), moved);
      const auto after = [&](int choice, double step) {
        BeliefFilter filter(belief, players, rounds);
        for (int t = 0; t < rounds; ++t) {
          Vector profile = history[t];
          if (t == moved) profile(choices * 2 + choice) += step;
          filter.observe(profile);
        }
        return filter;
      };
      const auto filter = after(0, 0);
      const auto slope = filter.slope(2);
      const double w = filter.weight(rounds - 1 - moved);
      const double alpha = history[moved](choices * 2), delta = history[moved](choices * 2 + 2);
      const double by_sharing = w * (slope.joint * (1 - delta) + slope.sharing);
      const double by_deception = w * (-slope.joint * alpha + slope.deception);
      // Estimates are linear in one choice of one round, so a difference over any step is exact but for
      // rounding.
      const double h = 0.01;
      CHECK((after(0, h).honesty()(2) - after(0, -h).honesty()(2)) / (2 * h) ==
            Approx(by_sharing).margin(1e-13));
      CHECK((after(2, h).honesty()(2) - after(2, -h).honesty()(2)) / (2 * h) ==
            Approx(by_deception).margin(1e-13));
    }
  }
}

TEST_CASE("beliefs coincide where their definitions do", "[beliefs]") {
  const auto history = random_history(5);
  const auto honesty_after_all = [&](const Belief& belief) {
    BeliefFilter filter(belief, players, rounds);
    for (const auto& profile : history) filter.observe(profile);
    return Vector(filter.honesty());
  };
  const Vector last = honesty<double>(history.back());
  const Vector mean = honesty_after_all({.rule = BeliefRule::cumulative});
  CHECK(honesty_after_all({.rule = BeliefRule::last}) == last);
  CHECK(honesty_after_all({.rule = BeliefRule::window, .window = 1}) == last);
  CHECK(honesty_after_all({.rule = BeliefRule::exponential, .weight = 1}) == last);
  // margins: rounding of a mean over 23 rounds
  CHECK((honesty_after_all({.rule = BeliefRule::window, .window = 1000}) - mean).cwiseAbs().maxCoeff() <
        1e-15);
  CHECK(
      (honesty_after_all({.rule = BeliefRule::kalman, .process_variance = 0}) - mean).cwiseAbs().maxCoeff() <
      1e-15);
}

TEST_CASE("beliefs stay in the unit interval at the corners of the set", "[beliefs]") {
  for (auto belief : all_beliefs()) {
    CAPTURE(label(belief));
    belief.window = 3;
    BeliefFilter filter(belief, 2, 200);
    for (int t = 0; t < 200; ++t) {
      Vector profile = Vector::Zero(6);
      profile(0) = t % 7 < 5 ? 1 : 0;  // player 1 shares all or nothing
      profile(5) = 1;                  // player 2 deceives with all it has
      filter.observe(profile);
      REQUIRE(filter.honesty().minCoeff() >= 0);
      REQUIRE(filter.honesty().maxCoeff() <= 1);
    }
  }
}

TEST_CASE("wrong parameters of beliefs are refused by name", "[beliefs]") {
  CHECK_THROWS_WITH(BeliefFilter({.rule = BeliefRule::window, .window = 0}, 2, 5),
                    Catch::Contains("window = 0"));
  CHECK_THROWS_AS(BeliefFilter({.rule = BeliefRule::exponential, .weight = 0}, 2, 5), std::invalid_argument);
  CHECK_THROWS_AS(BeliefFilter({.rule = BeliefRule::exponential, .weight = std::nan("")}, 2, 5),
                  std::invalid_argument);
  CHECK_THROWS_WITH(BeliefFilter({.rule = BeliefRule::dirichlet, .prior_strength = 0}, 2, 5),
                    Catch::Contains("prior_strength"));
  CHECK_THROWS_WITH(BeliefFilter({.rule = BeliefRule::kalman, .observation_variance = 0}, 2, 5),
                    Catch::Contains("observation_variance"));
  BeliefFilter filter({}, 2, 5);
  CHECK_THROWS_AS(filter.observe(Vector::Zero(5)), std::invalid_argument);
}

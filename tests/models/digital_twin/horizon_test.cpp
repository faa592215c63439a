// tests/models/digital_twin/horizon_test.cpp
// The gradient of (13) against the reference, forward derivatives and differences; when it is (14); the
// loophole.
#include "models/digital_twin/horizon.hpp"

#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "models/digital_twin/learning.hpp"
#include "solvers/scalars/dual.hpp"
#include "tests/models/digital_twin/games.hpp"

using namespace models::digital_twin;

namespace {

Parameters with_rates(Players players, const Vector& trust_rate) {
  Parameters p{.players = std::move(players)};
  p.players.trust_rate = trust_rate;
  p.players.learning_rate = Vector::Constant(trust_rate.size(), 0.05);
  return p;
}

struct Case {
  Parameters parameters;
  Matrix trust;
  std::vector<Vector> plan;
  double discount = 0.9;

  Rollout rollout() const {
    const auto dynamics = dense_trust(trust, parameters.players.trust_rate);
    BeliefFilter beliefs(parameters.simulation.belief, parameters.players.count(),
                         static_cast<int>(plan.size()));
    return roll_out(Setting(parameters), *dynamics, beliefs, plan);
  }
  std::vector<Vector> gradients() const { return plan_gradients(Setting(parameters), rollout(), discount); }
};

Case random_case(std::uint64_t seed, int length) {
  solvers::RandomStream stream(seed, 77);
  Case c{.parameters = {.players = tests::digital_twin::random_players(5, stream)},
         .trust = tests::digital_twin::random_trust(Trust::Kind::matrix, 5, stream).matrix};
  for (int t = 0; t < length; ++t) c.plan.push_back(tests::digital_twin::random_profile(5, stream));
  return c;
}

/// J_i on any number type, straight from (7), (9)-(11): belief `last`, players' plans in T.
template <typename T>
T discounted_payoff(const Case& c, const std::vector<VectorOf<T>>& plan, int player) {
  const auto p = lift<T>(c.parameters.players);
  MatrixOf<T> trust = lift<T>(Trust{.kind = Trust::Kind::matrix, .matrix = c.trust}).matrix;
  T total(0), factor(1);
  for (const auto& profile : plan) {
    const VectorOf<T> s = honesty<T>(profile);
    VectorOf<T> inflow(s.size());
    for (int i = 0; i < s.size(); ++i) {
      inflow(i) = T(0);
      for (int j = 0; j < s.size(); ++j)
        if (j != i) inflow(i) = inflow(i) + trust(i, j) * s(j);
    }
    total = total + factor * payoffs(p, state_of<T>(p, profile, s, inflow), profile)(player);
    factor = factor * T(c.discount);
    for (int i = 0; i < s.size(); ++i)
      for (int j = 0; j < s.size(); ++j)
        trust(i, j) = next_trust<T>(T(c.parameters.players.trust_rate(i)), trust(i, j), s(j));
  }
  return total;
}

}  // namespace

TEST_CASE("the discounted payoff and its gradient are the reference's", "[horizon][reference]") {
  const auto gradient_items = tests::reference_items("digital_twin.json", "utility_gradient");
  for (const auto& item : tests::reference_items("digital_twin.json", "mpc_gradient")) {
    CAPTURE(item.name());
    Case c{.parameters = with_rates(tests::digital_twin::players_of(item), item.vector("inputs.eta")),
           .trust = item.matrix("inputs.tau0"),
           .discount = item.number("inputs.gamma")};
    REQUIRE(gradient_items.front().name() == "rand5");
    const Vector start = tests::digital_twin::profile_of(gradient_items.front().matrix("inputs.P"));
    const int length = static_cast<int>(item.number("inputs.H"));
    for (int t = 0; t < length; ++t) c.plan.push_back(start * (1 - t / 20.0));
    const int player = static_cast<int>(item.number("inputs.player"));
    // The reference differentiates numerically with 20 good digits; in double 1e-10 is met with ease.
    CHECK(discounted_payoffs(c.rollout(), c.discount)(player) ==
          Approx(item.number("expected.J")).epsilon(1e-10));
    const Matrix expected = item.matrix("expected.dJ_dpi_t");
    const auto gradients = c.gradients();
    for (int t = 0; t < length; ++t)
      for (int choice = 0; choice < 3; ++choice)
        CHECK(gradients[t](3 * player + choice) == Approx(expected(t, choice)).margin(1e-10).epsilon(0));
  }
}

TEST_CASE("the reverse sweep is the forward derivative", "[horizon][property]") {
  using D = solvers::Dual<double, 3>;
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, 6)));
  const int length = 7;
  const auto c = random_case(seed, length);
  const auto gradients = c.gradients();
  for (const int player : {0, 3})
    for (const int moved : {0, 2, 6}) {
      CAPTURE(seed, player, moved);
      std::vector<VectorOf<D>> plan;
      for (int t = 0; t < length; ++t) {
        plan.push_back(lift<D>(c.plan[t]));
        for (int k = 0; k < 3 && t == moved; ++k)
          plan[t](3 * player + k) = D::variable(c.plan[t](3 * player + k), k);
      }
      const D total = discounted_payoff<D>(c, plan, player);
      CHECK(total.value() == Approx(discounted_payoffs(c.rollout(), c.discount)(player)).epsilon(1e-14));
      for (int k = 0; k < 3; ++k)
        CHECK(gradients[moved](3 * player + k) == Approx(total.tangent(k)).margin(1e-14).epsilon(1e-13));
    }
}

TEST_CASE("the sweep for all players together is the one for each player alone", "[horizon][property]") {
  // Section 1.4 of the family's notes: q_k = dJ / dtau_ki, backwards in time, O(H N) a player.
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, 6)));
  const int length = 6;
  const auto c = random_case(seed, length);
  const auto rollout = c.rollout();
  const auto gradients = c.gradients();
  const auto& p = c.parameters.players;
  for (int i = 0; i < 5; ++i) {
    Vector q = Vector::Zero(5);
    for (int t = length; t-- > 0;) {
      const Round& round = rollout.rounds[t];
      const double factor = std::pow(c.discount, t), prize = p.reward(i) * round.perceived.share(i);
      double from_trust = 0;
      for (int k = 0; k < 5; ++k)
        if (k != i) from_trust += p.trust_rate(k) * q(k);
      const double worth = from_trust - factor * prize * round.leak(i);
      CHECK(gradients[t](3 * i) ==
            Approx(factor * round.direct_gradient(3 * i) + worth * (1 - c.plan[t](3 * i + 2))).margin(1e-14));
      CHECK(gradients[t](3 * i + 1) == Approx(factor * round.direct_gradient(3 * i + 1)).margin(1e-14));
      CHECK(gradients[t](3 * i + 2) ==
            Approx(factor * round.direct_gradient(3 * i + 2) - worth * c.plan[t](3 * i)).margin(1e-14));
      for (int k = 0; k < 5; ++k)
        if (k != i)
          q(k) = (1 - p.trust_rate(k)) * q(k) - factor * prize * round.perceived.share(k) *
                                                    p.information_sensitivity(k) * p.sharing_value(k) *
                                                    round.honesty(i);
    }
  }
}

TEST_CASE("the gradient carries every belief's memory", "[horizon][beliefs]") {
  const int length = 6;
  for (const auto rule : {BeliefRule::last, BeliefRule::window, BeliefRule::cumulative,
                          BeliefRule::exponential, BeliefRule::dirichlet, BeliefRule::kalman})
    for (const auto estimate : {Honesty::joint, Honesty::product}) {
      auto c = random_case(4, length);
      c.parameters.simulation.belief = {.rule = rule, .window = 3, .honesty = estimate};
      const auto gradients = c.gradients();
      for (const int player : {1, 4})
        for (const int moved : {0, 3, 5})
          for (int choice = 0; choice < 3; ++choice) {
            CAPTURE(static_cast<int>(rule), static_cast<int>(estimate), player, moved, choice);
            const auto at = [&](double step) {
              auto shifted = c;
              shifted.plan[moved](3 * player + choice) += step;
              return discounted_payoffs(shifted.rollout(), c.discount)(player);
            };
            const double h = 1e-5;  // central differences: error about h^2 and 1e-16 / h
            CHECK(gradients[moved](3 * player + choice) == Approx((at(h) - at(-h)) / (2 * h)).margin(2e-9));
          }
    }
}

TEST_CASE("under the printed gradient foresight changes nothing: (13) is (14)", "[horizon][property]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, 11)));
  solvers::RandomStream stream(seed);
  Parameters p{.players = tests::digital_twin::random_players(5, stream), .gradient = Gradient::printed};
  auto q = p;
  q.horizon = {.discount_factor = 0.95, .length = 8};
  Learning one_step(p, initial_profile(p, seed)), horizon(q, initial_profile(q, seed));
  for (int t = 1; t < 30; ++t) {
    one_step.advance();
    horizon.advance();
  }
  CHECK(one_step.round().profile == horizon.round().profile);
}

TEST_CASE("foresight only lowers the wish to share", "[horizon][property]") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, 21)));
  CAPTURE(seed);
  auto c = random_case(seed, 6);
  const auto all = c.gradients();
  c.plan.resize(1);
  const auto now = c.gradients();
  for (int i = 0; i < 5; ++i) CHECK(all[0](3 * i) <= now[0](3 * i) + 1e-15);
}

TEST_CASE("looking ahead under exact learning, both plans", "[horizon]") {
  solvers::RandomStream stream(6);
  Parameters p{.players = tests::digital_twin::random_players(5, stream)};
  const Vector start = initial_profile(p, 6);
  const auto honesty_at_end = [&](const Horizon& horizon) {
    auto q = p;
    q.horizon = horizon;
    Learning learning(q, start);
    for (int t = 1; t < 50; ++t) learning.advance();
    return learning.round().honesty.sum();
  };
  const double myopic = honesty_at_end({});
  const double impulse = honesty_at_end({.discount_factor = 0.9, .length = 10});
  CHECK(impulse < myopic);
  // One action held over H rounds counts H direct payoffs, so its steps are longer; it ends elsewhere.
  const double held =
      honesty_at_end({.discount_factor = 0.9, .length = 10, .plan = Horizon::Plan::stationary});
  CHECK(held < myopic);
  CHECK(held != impulse);
  p.horizon.length = 3;
  p.gradient = Gradient::stationary;
  CHECK_THROWS_AS(Learning(p, start), std::invalid_argument);
}

TEST_CASE("deceive while silent: product beliefs with memory reward it, joint beliefs do not",
          "[horizon][beliefs]") {
  // Player 1 shared in the round before and is silent now. Under product beliefs over two rounds a little
  // deception now lowers the honesty that rivals ascribe to it, hence their trust and what leaks to them.
  auto c = random_case(2, 6);
  for (auto& profile : c.plan) profile.segment<3>(0) << 0.6, 0.2, 0;
  c.plan[1].segment<3>(0) << 0, 0.2, 0;  // silent
  const auto gain = [&](BeliefRule rule, Honesty estimate, double deception) {
    c.parameters.simulation.belief = {.rule = rule, .window = 2, .honesty = estimate};
    auto deceiving = c;
    deceiving.plan[1](2) = deception;
    return discounted_payoffs(deceiving.rollout(), 0.9)(0) - discounted_payoffs(c.rollout(), 0.9)(0);
  };
  const double cost = 0.9 * c.parameters.players.deception_cost(0) * 0.02 * 0.02;
  CHECK(gain(BeliefRule::window, Honesty::product, 0.02) > 1e-5);
  CHECK(gain(BeliefRule::window, Honesty::joint, 0.02) ==
        Approx(-cost).epsilon(1e-9));  // nobody notices: cost only
  CHECK(gain(BeliefRule::last, Honesty::product, 0.02) == Approx(-cost).epsilon(1e-9));
  c.parameters.simulation.belief = {.rule = BeliefRule::window, .window = 2, .honesty = Honesty::product};
  CHECK(c.gradients()[1](2) > 0);
}

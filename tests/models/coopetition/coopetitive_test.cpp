// The coopetitive equilibrium against digits computed elsewhere, closed forms, and the theorem of uniqueness.
#include "models/coopetition/coopetitive.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/certificate.hpp"
#include "models/coopetition/coopetition.hpp"
#include "models/coopetition/named_profile.hpp"
#include "solvers/core/random.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models;
using namespace models::coopetition;

Vector solve_one(const Parameters& p) {
  const auto found = solve_coopetitive(p, {});
  REQUIRE(found.profiles.size() == 1);
  return actions_of(p, found.profiles.front());
}

Parameters samsung_sony_power(double gamma) {
  auto p = tests::samsung_sony();
  p.value.form = ValueForm::power;
  p.value.complementarity = gamma;
  return p;
}

Parameters random_game(solvers::RandomStream& stream, int n) {
  Parameters p;
  Vector shares(n);
  for (int i = 0; i < n; ++i) shares(i) = stream.uniform(0.1, 1);
  shares /= shares.sum();
  p.dependence = Matrix::Zero(n, n);
  for (int i = 0; i < n; ++i) {
    p.actors.push_back({"a" + std::to_string(i), stream.uniform(30, 200), shares(i)});
    for (int j = 0; j < n; ++j)
      if (i != j) p.dependence(i, j) = stream.uniform(0, 1);
  }
  p.value.complementarity = stream.uniform(0, 1.2);
  p.value.form = stream.uniform(0, 1) < 0.5 ? ValueForm::logarithmic : ValueForm::power;
  p.trust.initial = {Matrix::Constant(n, n, 0.5), Matrix::Zero(n, n)};
  return p;
}

}  // namespace

TEST_CASE("S-LCD to 15 digits", "[coopetition][coopetitive][reference]") {
  struct Case {
    Parameters p;
    double a1, a2;
  };
  auto alone = tests::samsung_sony(), alone_power = samsung_sony_power(0.5);
  alone.dependence.setZero();
  alone_power.dependence.setZero();
  const Case cases[] = {// spec of the sources, recomputed with mpmath
                        {tests::samsung_sony(), 26.6333768319648587, 27.3991418402512532},
                        {alone, 23.2649259441096206, 22.4944108009496659},
                        {samsung_sony_power(0.5), 0.832946704324906498, 0.876705287012297420},
                        {alone_power, 0.558912494931210635, 0.519694829755345686},
                        {samsung_sony_power(0.65), 1.18111022659456361, 1.25348043574353604}};
  for (const auto& [p, a1, a2] : cases) {
    const Vector actions = solve_one(p);
    CHECK(std::abs(actions(0) - a1) <= 2.3e-16 * a1);
    CHECK(std::abs(actions(1) - a2) <= 2.3e-16 * a2);
  }
  const auto log = tests::coopetition_item("equilibrium", "tr1/slcd/log/CE").vector("value");
  const auto power = tests::coopetition_item("equilibrium", "tr1/slcd/power/CE").vector("value");
  CHECK((solve_one(tests::samsung_sony()) - log).cwiseAbs().maxCoeff() <= 1e-12);
  CHECK((solve_one(samsung_sony_power(0.5)) - power).cwiseAbs().maxCoeff() <= 1e-12);
}

TEST_CASE("autarky: nobody depends, nothing is complementary", "[coopetition][coopetitive][reference]") {
  const auto item = tests::coopetition_item("equilibrium", "tr1/autarky");
  auto p = tests::samsung_sony();
  p.value.complementarity = 0;
  CHECK(std::abs(solve_one(p)(0) - item.number("value.log_theta20")) <= 1e-14);
  p.value.form = ValueForm::power;
  CHECK(std::abs(solve_one(p)(1) - item.number("value.power_beta075")) <= 1e-14);
}

TEST_CASE("the +42 percent of TR-1 are synergy and dependence mixed",
          "[coopetition][coopetitive]") {  // findings (a), (b)
  const auto p = tests::samsung_sony();
  auto alone = p;
  alone.dependence.setZero();
  const double with_all = solve_one(p).mean(), with_synergy = solve_one(alone).mean();
  CHECK(100 * (with_all / 19 - 1) == Approx(42.19).margin(0.01));
  CHECK(100 * (with_synergy / 19 - 1) == Approx(20.42).margin(0.01));
  CHECK(100 * (with_all / with_synergy - 1) == Approx(18.08).margin(0.01));
  CHECK(100 * (solve_one(samsung_sony_power(0.5)).mean() / 0.31640625 - 1) == Approx(170.17).margin(0.02));
  CHECK(100 * (solve_one(samsung_sony_power(0.65)).mean() / 0.31640625 - 1) == Approx(284.7).margin(0.1));
}

TEST_CASE("closed forms of symmetric actors, any number of them", "[coopetition][coopetitive]") {
  for (const int n : {2, 3, 7, 40}) {
    Parameters p;
    for (int i = 0; i < n; ++i) p.actors.push_back({"a" + std::to_string(i), 1000, 1.0 / n});
    p.dependence = Matrix::Constant(n, n, 0.3);
    p.dependence.diagonal().setZero();
    p.value.complementarity = 0.8;
    const double w = (1 + 0.3 * (n - 1)) / n, fraction = 1 - w * 0.8 / n;
    CHECK(solve_one(p)(n - 1) == Approx(20 / fraction - 1).epsilon(1e-14));
    p.value.form = ValueForm::power;
    CHECK(solve_one(p)(0) == Approx(std::pow(0.75 / fraction, 4)).epsilon(1e-13));
  }
}

TEST_CASE("any start of best replies leads to the one equilibrium, at the proved rate",
          "[coopetition][coopetitive][property]") {
  for (std::uint64_t k = 0; k < 60; ++k) {
    solvers::RandomStream stream(3, k);
    const int n = 2 + static_cast<int>(stream.uniform(0, 5));
    const auto p = random_game(stream, n);
    const auto game = lift_game<double>(p);
    const Vector answer = solve_one(p);
    const double constant = contraction_constant(p).upper();
    REQUIRE(constant < 1);
    const double a0 = autarky_action(p.value);
    Vector actions(n);
    for (int i = 0; i < n; ++i)
      actions(i) = stream.uniform(a0, p.actors[static_cast<std::size_t>(i)].endowment);
    CAPTURE(k, n);
    for (int round = 0; round < 6; ++round) {
      const double before = (actions.array() / answer.array()).log().abs().maxCoeff();
      actions = best_replies(game, actions);
      CHECK((actions.array() / answer.array()).log().abs().maxCoeff() <= constant * before + 1e-13);
    }
  }
}

TEST_CASE("coopetitive equilibria are proved; what is none is refuted", "[coopetition][certificate]") {
  for (std::uint64_t k = 0; k < 20; ++k) {
    solvers::RandomStream stream(5, k);
    const auto p = random_game(stream, 2 + static_cast<int>(k % 4));
    const Vector answer = solve_one(p);
    const auto judged = certify_coopetitive(p, named_profile(p, answer), {});
    CAPTURE(k, judged.certificate.claim);
    CHECK(judged.certificate.verdict == solvers::Verdict::proved);
    CHECK(judged.certificate.epsilon <= 1e-20);
    REQUIRE(judged.certificate.box.size() == p.actors.size());
    for (int i = 0; i < p.count(); ++i)
      CHECK(judged.certificate.box[static_cast<std::size_t>(i)].range.contains(answer(i)));
    Vector moved = answer;
    moved(0) *= 0.9;
    const auto refuted = certify_coopetitive(p, named_profile(p, moved), {});
    REQUIRE(refuted.certificate.verdict == solvers::Verdict::refuted);
    REQUIRE(refuted.certificate.deviation);
    const auto game = lift_game<double>(p);  // the deviation pays what it says
    const auto& deviation = *refuted.certificate.deviation;
    Vector after = moved;
    int deviator = 0;
    while (p.actors[static_cast<std::size_t>(deviator)].name != deviation.player) ++deviator;
    after(deviator) = std::get<double>(deviation.strategy.front().value);
    CHECK(utility(game, deviator, after) - utility(game, deviator, moved) ==
          Approx(deviation.gain).margin(1e-10));
  }
}

TEST_CASE("below f'(0) = 1 nobody acting is an equilibrium, and a second one may be",
          "[coopetition][coopetitive]") {
  auto p = tests::samsung_sony();
  p.value.scale = 0.5;
  CHECK(solve_coopetitive(p, {}).profiles.size() ==
        1);  // w gamma / (N (1 - theta)) = 0.54, 0.60: no synergy bears itself
  p.value.complementarity = 1.3;
  const auto found = solve_coopetitive(p, {});
  REQUIRE(found.profiles.size() == 2);
  CHECK(actions_of(p, found.profiles[0]).isZero(0));
  for (const auto& profile : found.profiles)
    CHECK(certify_coopetitive(p, profile, {}).certificate.verdict == solvers::Verdict::proved);
  CHECK(found.completeness.claim == Completeness::all);
  p.value.scale = 1;  // f'(0) = 1 exactly: the corner cannot be decided
  CHECK(solve_coopetitive(p, {}).completeness.claim == Completeness::at_least);
}

TEST_CASE("endowments bind", "[coopetition][coopetitive]") {
  auto p = tests::samsung_sony();
  p.actors[0].endowment = 20;
  const Vector actions = solve_one(p);
  CHECK(actions(0) == 20);
  const auto judged = certify_coopetitive(p, named_profile(p, actions), {});
  CHECK(judged.certificate.verdict == solvers::Verdict::proved);
  CHECK(judged.certificate.box.size() == 2);
}

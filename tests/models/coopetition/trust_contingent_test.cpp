// Trust-contingent equilibria: complete sets against those computed elsewhere, Proposition 7.3 and its
// counterexample.
#include "models/coopetition/trust_contingent.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "models/coopetition/all_equilibria.hpp"
#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"
#include "models/coopetition/certificate.hpp"
#include "models/coopetition/comparative_statics.hpp"
#include "models/coopetition/named_profile.hpp"
#include "solvers/core/random.hpp"
#include "tests/models/coopetition/games.hpp"

namespace {

using namespace models;
using namespace models::coopetition;
using solvers::Ball;

AllEquilibriaResult all_of(const Parameters& p) {
  const Vector b = baseline(p);
  return all_equilibria(lift_stage<double>(p, p.trust.initial, b), lift_stage<Ball>(p, p.trust.initial, b));
}

std::vector<Vector> solved(const Parameters& p) {
  const auto found = solve_trust_contingent(p, {});
  CHECK(found.completeness.claim == Completeness::all);
  std::vector<Vector> actions;
  for (const auto& profile : found.profiles) actions.push_back(actions_of(p, profile));
  return actions;
}

double quantity(const Equilibrium& e, const std::string& name) {
  for (const auto& q : e.quantities)
    if (q.name == name) return std::get<double>(q.value);
  FAIL("no quantity " << name);
  return 0;
}

/// Sign changes of BR1(BR2(a1)) - a1 on a fine grid, corners included: another method, without proof.
std::vector<double> scanned(const Parameters& p, int points = 4001) {
  const auto game = lift_stage<double>(p, p.trust.initial, baseline(p));
  const double e = game.endowment(0);
  const auto excess = [&](double a1) {
    Vector a{{a1, 0.0}};
    a(1) = best_reply(own_problem(game, 1, a), game.endowment(1));
    return best_reply(own_problem(game, 0, a), e) - a1;
  };
  std::vector<double> roots;
  double before = excess(0);
  if (before == 0) roots.push_back(0);
  for (int k = 1; k < points; ++k) {
    const double a = e * k / (points - 1), here = excess(a);
    if (here == 0)
      roots.push_back(a);
    else if (before != 0 && (here > 0) != (before > 0))
      roots.push_back(a);
    before = here;
  }
  return roots;
}

Parameters random_pair(std::uint64_t k) {
  solvers::RandomStream stream(17, k);
  auto p = tests::with_trust(0, stream.uniform(0.002, 0.3), 0.5);
  const double share = stream.uniform(0.2, 0.8);
  p.actors[0].share = share;
  p.actors[1].share = 1 - share;
  p.dependence = Matrix{{0, stream.uniform(0, 1)}, {stream.uniform(0, 1), 0}};
  p.trust.baseline = Vector{{stream.uniform(10, 40), stream.uniform(10, 40)}};
  p.trust.initial.trust = Matrix{{0, stream.uniform(0, 1)}, {stream.uniform(0, 1), 0}};
  p.value.complementarity = stream.uniform(0.1, 1);
  if (stream.uniform(0, 1) < 0.3) {
    p.value.form = ValueForm::power;
    p.trust.reciprocity /= 20;
  }
  return p;
}

}  // namespace

TEST_CASE("all Nash sets of the reference, with proof that none is missed",
          "[coopetition][trust_contingent][reference]") {
  int sets = 0;
  for (const auto& item : tests::reference_items("coopetition.json", "nash_set")) {
    if (!item.has("input.rho")) continue;
    CAPTURE(item.name());
    auto p = tests::with_trust(item.number("input.b"), item.number("input.rho"), 0.5);
    p.trust.initial.trust(0, 1) = item.number("input.T12");
    p.trust.initial.trust(1, 0) = item.number("input.T21");
    const auto expected = item.list("value");
    const auto found = solved(p);
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
      CHECK(std::abs(found[k](0) - expected[k].number("a1")) <= 1e-6);
      CHECK(std::abs(found[k](1) - expected[k].number("a2")) <= 1e-6);
      const auto judged = certify_trust_contingent(p, named_profile(p, found[k]), {});
      CHECK(judged.certificate.verdict == solvers::Verdict::proved);
      CHECK(judged.certificate.box.size() == 2);
      CHECK(quantity(judged, "loop_slope") ==
            Approx(expected[k].number("br_loop_slope")).margin(1e-6).epsilon(1e-5));
    }
    ++sets;
  }
  CHECK(sets == 54);
}

TEST_CASE("gated dependence: one equilibrium, rising with trust",
          "[coopetition][trust_contingent][reference]") {
  for (const auto& item : tests::reference_items("coopetition.json", "nash_set")) {
    if (item.has("input.rho")) continue;
    CAPTURE(item.name());
    auto p = tests::with_trust(30, 0.2, item.number("input.T"));
    p.trust.gating = Gating::dependence;
    const auto found = solved(p);
    REQUIRE(found.size() == 1);
    CHECK(std::abs(found[0](0) - item.list("value")[0].number("a1")) <= 1e-8);
    CHECK(std::abs(found[0](1) - item.list("value")[0].number("a2")) <= 1e-8);
    p.trust.initial.damage.setConstant(0.9);  // T^eff = min(T, Theta)
    p.trust.initial.trust.setConstant(1);
    auto low = tests::with_trust(30, 0.2, 1 - 0.9);
    low.trust.gating = Gating::dependence;
    CHECK((solved(p)[0] - solved(low)[0]).norm() <= 1e-12);
  }
}

TEST_CASE("the enumeration agrees with a scan of BR1(BR2(a1)) - a1 on random games",
          "[coopetition][trust_contingent]") {
  int several = 0;
  for (std::uint64_t k = 0; k < 60; ++k) {
    const auto p = random_pair(k);
    const auto found = all_of(p);
    CAPTURE(k, found.boxes, scanned(p), found.equilibria.back().transpose(), p.trust.reciprocity,
            p.trust.baseline.transpose(), p.trust.initial.trust);
    REQUIRE(found.complete);
    const auto scan = scanned(p);
    REQUIRE(found.equilibria.size() == scan.size());
    for (std::size_t i = 0; i < scan.size(); ++i) CHECK(std::abs(found.equilibria[i](0) - scan[i]) <= 0.03);
    several += scan.size() > 1;
  }
  CHECK(several > 10);
}

TEST_CASE("what is no equilibrium is refuted", "[coopetition][certificate]") {
  const auto p = tests::with_trust(25, 0.02, 0.5);
  for (const auto& actions : {Vector{{0.0, 0.0}}, Vector{{50.0, 50.0}}, Vector{{100.0, 20.0}}}) {
    const auto judged = certify_trust_contingent(p, named_profile(p, actions), {});
    CHECK(judged.certificate.verdict == solvers::Verdict::refuted);
    REQUIRE(judged.certificate.deviation);
    CHECK(judged.certificate.deviation->gain > 0);
  }
}

TEST_CASE("nobody acts once rho T b reaches f'(0) - 1", "[coopetition][trust_contingent]") {
  const auto sets = [](double b) { return solved(tests::with_trust(b, 0.5, 1)); };
  CHECK(sets(37.9).front().minCoeff() > 0);  // rho T b = 18.95 < 19
  CHECK(sets(42).front().isZero(0));
  const auto p = tests::with_trust(42, 0.5, 1);
  const auto judged = certify_trust_contingent(p, named_profile(p, Vector::Zero(2)), {});
  CHECK(judged.certificate.verdict == solvers::Verdict::proved);
  CHECK(judged.certificate.epsilon == 0);
}

TEST_CASE("with rho = 0.2 the game is bang-bang: low, unstable middle, corner",
          "[coopetition][trust_contingent][errata]") {
  const auto p = tests::with_trust(30, 0.2, 0.5);  // E12
  const auto found = solved(p);
  REQUIRE(found.size() == 3);
  const auto stable = [&](std::size_t k) {
    return certify_trust_contingent(p, named_profile(p, found[k]), {}).stability->stable;
  };
  CHECK(stable(0));
  CHECK_FALSE(stable(1));
  CHECK(stable(2));
  const auto game = lift_stage<double>(p, p.trust.initial, p.trust.baseline);
  CHECK(selection_tag(game, found[0]) == "smallest");
  CHECK(selection_tag(game, found[1]) == "intermediate");
  CHECK(selection_tag(game, found[2]) == "largest");
}

TEST_CASE("Proposition 7.3 holds with a_j > b_j, and its sign is that of a_j - b_j",
          "[coopetition][trust_contingent][errata]") {  // E11
  int cooperating = 0, violating = 0;
  for (std::uint64_t k = 0; k < 400; ++k) {
    const auto p = random_pair(k);
    solvers::RandomStream stream(23, k);
    const Vector a{{stream.uniform(1, 99), stream.uniform(1, 99)}};
    const auto reply = [&](double T) {
      auto moved = p;
      moved.trust.initial.trust(0, 1) = T;
      const auto game = lift_stage<double>(moved, moved.trust.initial, moved.trust.baseline);
      return best_reply(own_problem(game, 0, a), 100);
    };
    const double slope = reply(0.5 + 1e-3) - reply(0.5 - 1e-3), distance = a(1) - p.trust.baseline(1);
    if (reply(0.5) <= 0 || reply(0.5) >= 100 || std::abs(distance) < 0.5) continue;
    CAPTURE(k);
    CHECK((slope > 0) == (distance > 0));
    (distance > 0 ? cooperating : violating)++;
  }
  CHECK(cooperating > 50);
  CHECK(violating > 50);
}

TEST_CASE("the counterexample: trust lowers the smallest equilibrium where the baseline is high",
          "[coopetition][trust_contingent][errata]") {  // E11
  const Vector without = solved(tests::with_trust(30, 0.2, 0)).front(),
               with = solved(tests::with_trust(30, 0.2, 1)).front();
  CHECK((without - Vector{{26.6333768, 27.3991418}}).cwiseAbs().maxCoeff() <= 1e-6);
  CHECK(with(0) == Approx(2.180).margin(5e-4));
  CHECK(with(1) == Approx(2.192).margin(5e-4));
}

TEST_CASE("comparative statics agree with equilibria solved anew", "[coopetition][sensitivity]") {
  const auto p = tests::with_trust(25, 0.01, 0.5);
  const Vector answer = solved(p).front();
  const auto judged = certify_trust_contingent(p, named_profile(p, answer), {});
  const auto moved = [&](const std::string& name, double h) {
    auto q = p;
    if (name == "trust.reciprocity") q.trust.reciprocity += h;
    if (name == "trust.baseline[2]") q.trust.baseline(1) += h;
    if (name == "trust.initial[1][2]") q.trust.initial.trust(0, 1) += h;
    if (name == "dependence.matrix[2][1]") q.dependence(1, 0) += h;
    if (name == "value.scale") q.value.scale += h;
    if (name == "value.complementarity") q.value.complementarity += h;
    return solved(q).front();
  };
  int compared = 0;
  for (const auto& [name, by] : judged.sensitivity) {
    const double h = name == "trust.reciprocity" ? 1e-6 : 1e-4;
    const Vector difference = (moved(name, h) - moved(name, -h)) / (2 * h);
    if (difference.isZero(0)) continue;  // not among those above
    CAPTURE(name);
    for (std::size_t i = 0; i < 2; ++i)
      CHECK(std::get<double>(by[i].value) == Approx(difference(static_cast<Eigen::Index>(i))).epsilon(1e-5));
    ++compared;
  }
  CHECK(compared == 6);
}

TEST_CASE("three actors: all equilibria with proof, or an honest refusal",
          "[coopetition][trust_contingent]") {
  Parameters p;
  p.actors = {{"A", 100, 0.4}, {"B", 100, 0.35}, {"C", 80, 0.25}};
  p.dependence = Matrix{{0, 0.5, 0.3}, {0.4, 0, 0.2}, {0.6, 0.1, 0}};
  p.concept_ = Concept::trust_contingent;
  p.trust.initial = {Matrix::Constant(3, 3, 0.5), Matrix::Zero(3, 3)};
  p.trust.baseline = Vector::Constant(3, 28);
  p.trust.reciprocity = 0.02;
  const auto found = solve_trust_contingent(p, {});
  CHECK(found.completeness.claim == Completeness::all);
  CHECK(found.profiles.size() == 3);
  for (const auto& profile : found.profiles)
    CHECK(certify_trust_contingent(p, profile, {}).certificate.verdict == solvers::Verdict::proved);
  const auto cut_short = solve_trust_contingent(p, {.max_iterations = 2});
  CHECK(cut_short.completeness.claim != Completeness::all);
  CHECK(cut_short.solver.termination == solvers::Termination::iteration_limit);
}

TEST_CASE("best replies turn the slope's sign, for any number of actors and any size of action",
          "[coopetition][trust_contingent]") {
  for (const int actors : {2, 3, 5, 20})
    for (int k = 0; k < 400; ++k) {
      solvers::RandomStream stream(23, static_cast<std::uint64_t>(k));
      OwnProblem<double> own{.form = k % 4 == 0 ? ValueForm::power : ValueForm::logarithmic,
                             .scale = stream.uniform(0.5, 20),
                             .exponent = stream.uniform(0.2, 0.9),
                             .actors = actors,
                             .linear = -stream.uniform(0.1, 25),
                             .pull = std::pow(10, stream.uniform(-8, 2))};
      const double a = best_reply(own, 100);
      CAPTURE(actors, k, a);
      REQUIRE(a > 0);
      CHECK(own.slope(a * (1 - 1e-9)) > 0);
      if (a < 100) CHECK(own.slope(a * (1 + 1e-9)) < 0);
    }
}

/// Both endowments are equilibria beside the corner where nobody acts: at them slopes are positive, not 0.
Parameters weak_values(double a1, double a2) {
  auto p = tests::with_trust(0, 0.007, 0.5);
  p.actors = {{"A", a1, 0.3}, {"B", a2, 0.7}};
  p.value.scale = 0.6;
  p.value.complementarity = 3;
  p.trust.baseline = Vector{{10, 29}};
  p.trust.initial.trust = Matrix{{0, 0.8}, {0.25, 0}};
  return p;
}

TEST_CASE("actions at the endowments are not excluded by conditions that hold within",
          "[coopetition][trust_contingent]") {
  const auto found = solved(weak_values(80, 79));
  REQUIRE(found.size() == 2);
  CHECK(found[0].isZero(0));
  CHECK(found[1] == Vector{{80, 79}});
}

TEST_CASE("an actor at rest beside one that acts, where nothing is complementary",
          "[coopetition][trust_contingent]") {
  auto p = tests::with_trust(20, 0.1, 0.5);
  p.value.scale = 1.5;  // B: f'(0) - 1 + rho T (a_A - b_A) = 0.5 - 0.1 * 0.9 * (a_A - 20) < 0 is rest
  p.value.complementarity = 0;
  p.trust.initial.trust = Matrix{{0, 0.01}, {0.9, 0}};
  p.trust.baseline = Vector{{20, 20}};
  const auto found = solve_trust_contingent(p, {});
  CHECK(found.completeness.claim == Completeness::all);
  const auto expected = scanned(p, 20001);
  REQUIRE(found.profiles.size() == expected.size());
  for (const auto& profile : found.profiles) {
    const auto judged = certify_trust_contingent(p, profile, {});
    CHECK(judged.certificate.verdict == solvers::Verdict::proved);
  }
  CHECK(actions_of(p, found.profiles.front())(1) == 0);
}

TEST_CASE("at a fold nothing is claimed", "[coopetition][trust_contingent]") {
  const auto p = tests::with_trust(19, 0.02, 0.5408749493019697);  // within rounding of the fold in trust
  const auto found = solve_trust_contingent(p, {});
  CHECK(found.completeness.claim == Completeness::at_least);
  CHECK(found.completeness.method.find("undecided") != std::string::npos);
}

// Limits of a network: reference, existence threshold, agreement with pairs.
#include "models/favor/network_limits.hpp"

#include <catch2/catch.hpp>

#include "models/favor/equations.hpp"
#include "models/favor/profile.hpp"
#include "models/favor/solve_limits.hpp"
#include "tests/models/favor/reference_laws.hpp"

namespace {

using namespace models::favor;
using solvers::Verdict;

Parameters network(const CostLaw& costs, double mean, const Vector& gammas, const Matrix& rates) {
  Parameters p{Favors({costs}, {FavorValue{nullptr, {{}, mean, 0}}})};
  for (Eigen::Index i = 0; i < gammas.size(); ++i) {
    p.names.push_back("agent" + std::to_string(i + 1));
    p.discounting.push_back({.discount_factor = gammas(i)});
  }
  p.annuities = gammas.unaryExpr([](double g) { return annuity_factor(g); });
  p.rates = rates;
  p.concept_ = Concept::network_limits;
  return p;
}

}  // namespace

TEST_CASE("Network limits are the reference's, with proof", "[favor][network][reference]") {
  for (const auto& item : tests::reference_items("favor.json", "network_total_limits")) {
    CAPTURE(item.name());
    const auto p = network(tests::costs_of(item), item.number("inputs.EW"), item.vector("inputs.gamma"),
                           item.matrix("inputs.r"));
    const auto found = network_limits(p);
    CHECK(solvers::reached_goal(found.termination));
    const Vector expected = item.vector("expected.c");
    for (Eigen::Index a = 0; a < expected.size(); ++a)
      CHECK(found.limits(a) == Approx(expected(a)).epsilon(1e-11).margin(1e-12));
    const auto components = cooperation_components(p);
    REQUIRE(components.size() == 1);
    CHECK(components[0].spectral_radius ==
          Approx(item.number("expected.spectral_radius_at_zero")).epsilon(1e-12));
    const auto judged = certify_network_limits(p, named_limits(p, found.limits), {});
    CAPTURE(judged.certificate.claim, judged.notes);
    CHECK(judged.certificate.verdict == Verdict::proved);
    CHECK(judged.certificate.level == models::CertificateLevel::proved);
    Vector moved = found.limits;
    moved(0) += 1;
    CHECK(certify_network_limits(p, named_limits(p, moved), {}).certificate.verdict == Verdict::refuted);
  }
}

TEST_CASE("Cooperation in a network exists iff the spectral radius exceeds 1", "[favor][network][property]") {
  const CostLaw costs(solvers::exponential_law(100));
  Matrix rates(3, 3);
  rates << 0, 0.5, 0.2, 0.3, 0, 0.6, 0.4, 0.1, 0;
  for (double gamma = 0.1; gamma < 0.6; gamma += 0.05) {
    const auto p = network(costs, 400, Vector::Constant(3, gamma), rates);
    const double radius = cooperation_components(p).at(0).spectral_radius;
    CAPTURE(gamma, radius);
    const auto found = network_limits(p);
    CHECK((found.limits.minCoeff() > 0) == (radius > 1));
    CHECK(certify_network_limits(p, named_limits(p, found.limits), {}).certificate.verdict ==
          Verdict::proved);
  }
}

TEST_CASE("Two agents alone: the network's limits are the pair's", "[favor][network]") {
  Matrix rates(2, 2);
  rates << 0, 0.9, 0.7, 0;
  for (const auto& law : {solvers::uniform_law(0, 200), solvers::lognormal_law(100, 0.5)}) {
    const auto p = network(CostLaw(law), 600, (Vector(2) << 0.4, 0.35).finished(), rates);
    const auto pair = greatest_limits(pair_of(p.favors, p.annuities, p.rates, 0, 1));
    const auto found = network_limits(p);
    CHECK(found.limits(0) == Approx(pair.c12).epsilon(1e-10));
    CHECK(found.limits(1) == Approx(pair.c21).epsilon(1e-10));
    CHECK(certify_network_limits(p, named_limits(p, found.limits), {}).certificate.verdict ==
          Verdict::proved);
  }
}

TEST_CASE("Permuting agents permutes pair limits; moved limits are refuted; every solution dominated",
          "[favor][limits][property]") {
  Matrix rates(3, 3);
  rates << 0, 0.9, 0.4, 0.7, 0, 0.8, 0.6, 0.5, 0;
  const Vector gammas = (Vector(3) << 0.6, 0.45, 0.7).finished();
  auto p = network(CostLaw(solvers::gamma_law(2, 50)), 600, gammas, rates);
  p.concept_ = Concept::pair_limits;
  const auto solved = models::favor::solve_pair_limits(p, {});
  REQUIRE(solved.profiles.size() == 1);
  const Matrix limits = limits_of(p, solved.profiles[0]);
  const auto judged = certify_pair_limits(p, solved.profiles[0], {});
  CHECK(judged.certificate.verdict == Verdict::proved);
  CHECK(judged.certificate.relative_epsilon < 1e-9);
  const Eigen::PermutationMatrix<3> swap(Eigen::Vector3i(2, 0, 1));
  auto q = network(CostLaw(solvers::gamma_law(2, 50)), 600, swap * gammas, swap * rates * swap.transpose());
  q.concept_ = Concept::pair_limits;
  const Matrix permuted = limits_of(q, models::favor::solve_pair_limits(q, {}).profiles[0]);
  CHECK((permuted - swap * limits * swap.transpose()).cwiseAbs().maxCoeff() < 1e-9);
  Matrix moved = limits;
  moved(0, 1) *= 1.001;
  const auto refuted = certify_pair_limits(p, named_limits(p, moved), {});
  CHECK(refuted.certificate.verdict == Verdict::refuted);
  REQUIRE(refuted.certificate.deviation);
  CHECK(refuted.certificate.deviation->gain > 0);
}

TEST_CASE("All solutions of a pair near its fold, each proved", "[favor][limits][fold]") {
  Matrix rates(2, 2);
  rates << 0, 1, 1, 0;
  for (const double off : {1e-2, 1e-4}) {
    auto p = network(CostLaw(solvers::lognormal_law(100, 0.5)), 600,
                     Vector::Constant(2, 0.236802967636932558611 * (1 + off)), rates);
    p.concept_ = Concept::pair_limits;
    p.all_solutions = true;
    const auto solved = solve_pair_limits(p, {});
    CAPTURE(off, solved.completeness.method);
    CHECK(solved.completeness.claim == models::Completeness::all);
    REQUIRE(solved.profiles.size() == 3);
    double last = 1e300;
    for (const auto& profile : solved.profiles) {
      const double c = limits_of(p, profile)(0, 1);
      CHECK(c < last);
      last = c;
      const auto judged = certify_pair_limits(p, profile, {});
      CAPTURE(c, judged.certificate.claim);
      CHECK(judged.certificate.verdict == Verdict::proved);
    }
    CHECK(last == 0);
    p.all_solutions = false;  // only the greatest will do
    CHECK(certify_pair_limits(p, solved.profiles[0], {}).certificate.verdict == Verdict::proved);
    CHECK(certify_pair_limits(p, solved.profiles[1], {}).certificate.verdict == Verdict::refuted);
    CHECK(certify_pair_limits(p, solved.profiles[2], {}).certificate.verdict == Verdict::refuted);
  }
}

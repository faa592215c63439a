// `bound` for limited trust: the list of quantities, their brackets and levels.
#include "models/limited_trust/bounds.hpp"

#include <algorithm>
#include <stdexcept>

#include <catch2/catch.hpp>

namespace {

using namespace models::limited_trust;
using models::Bound;
using models::Bounds;
using models::CertificateLevel;

Parameters described(solvers::LawPtr law, double trust, double error, int n, int m = 1) {
  Parameters p;
  p.payoffs.leader_law = p.payoffs.follower_law = std::move(law);
  p.bound = {trust, error, n, m};
  return p;
}

const Bound& named(const Bounds& found, const std::string& quantity) {
  const auto at = std::find_if(found.bounds.begin(), found.bounds.end(),
                               [&](const Bound& b) { return b.quantity == quantity; });
  if (at == found.bounds.end()) throw std::runtime_error("no bound is called " + quantity);
  return *at;
}

}  // namespace

TEST_CASE("Learning bounds of uniform payoffs, checked and proved", "[limited_trust][bounds]") {
  const auto p = described(solvers::uniform_law(0, 1), 0.3, 0.1, 5, 4);
  const auto plain = bounds(p, {}), proved = bounds(p, {.method = "rigorous"});
  for (const auto* found : {&plain, &proved}) {
    CHECK(found->status == models::Status::certified);
    CHECK(named(*found, "lower_bound_chance").value == Approx(0.0922854811658731).epsilon(1e-12));
    CHECK(named(*found, "upper_bound_chance").value == Approx(0.057730802737857134).epsilon(1e-12));
    CHECK(named(*found, "both_bounds_chance").value == Approx(0.005208493285317584).epsilon(1e-10));
    CHECK(named(*found, "theorem3_games").value == Approx(21.25201030469779).epsilon(1e-12));
    CHECK(named(*found, "lower_bound_chance_printed").value == Approx(0.0184).margin(5e-5));
    CHECK(named(*found, "oracle_games").lower > named(*found, "theorem3_games_over_rows").upper);
    for (const auto& bound : found->bounds) {
      CAPTURE(bound.quantity);
      CHECK(bound.lower <= bound.value);
      CHECK(bound.value <= bound.upper);
      CHECK_FALSE(bound.conditions.empty());
      CHECK_FALSE(bound.method.empty());
    }
  }
  for (const char* quantity : {"lower_bound_chance", "upper_bound_chance", "both_bounds_chance",
                               "theorem3_games", "oracle_games", "theorem3_games_over_rows"}) {
    CHECK(named(plain, quantity).level == CertificateLevel::checked_global);
    CHECK(named(proved, quantity).level == CertificateLevel::proved);
    CHECK(named(plain, quantity).lower <= named(proved, quantity).upper);
    CHECK(named(proved, quantity).lower <= named(plain, quantity).upper);
  }
  // Quantiles are whole numbers with equal ends of the bracket, and rest on quadrature like the mean.
  for (const char* quantity : {"interval_games_mean", "interval_games_median", "interval_games_quantile_95"})
    for (const auto* found : {&plain, &proved})
      CHECK(named(*found, quantity).level == CertificateLevel::checked_global);
}

TEST_CASE("Exponential payoffs come with their limit", "[limited_trust][bounds]") {
  const auto found = bounds(described(solvers::exponential_law(4), 4, 1, 400), {});  // (.75, 1) in means
  CHECK(named(found, "lower_bound_chance").value == Approx(0.0767132).epsilon(1e-6));
  CHECK(named(found, "lower_bound_chance_limit").value == Approx(0.07671320486001368).epsilon(1e-14));
  CHECK(named(found, "lower_bound_chance_limit").level == CertificateLevel::proved);
  CHECK(named(found, "interval_games_mean_with_prior").value <= named(found, "interval_games_mean").value);
}

TEST_CASE("An error as large as the trust needs an upper bound only", "[limited_trust][bounds]") {
  const auto found = bounds(described(solvers::exponential_law(1), 0.1, 0.25, 2), {});
  CHECK(named(found, "both_bounds_games").value ==
        Approx(1 / named(found, "upper_bound_chance").value).epsilon(1e-14));
  CHECK(named(found, "both_bounds_games").value < named(found, "theorem3_games").value);
  CHECK(named(found, "both_bounds_chance").value == 0);
  CHECK(named(found, "both_bounds_chance").level == CertificateLevel::proved);
}

TEST_CASE("What is never learned does not exist, proved", "[limited_trust][bounds]") {
  const auto beyond = bounds(described(solvers::uniform_law(0, 1), 2, 0.1, 3), {});
  CHECK_FALSE(named(beyond, "theorem3_games").exists);
  CHECK(named(beyond, "theorem3_games").level == CertificateLevel::proved);
  CHECK_FALSE(named(beyond, "interval_games_mean").exists);
  CHECK(named(beyond, "upper_bound_chance").value == 0);
  CHECK(named(beyond, "upper_bound_chance").level == CertificateLevel::proved);
  const auto exact = bounds(described(solvers::exponential_law(1), 2, 0, 3), {.method = "rigorous"});
  CHECK_FALSE(named(exact, "theorem3_games").exists);
  CHECK(exact.notes.size() >= 1);
}

TEST_CASE("Two normal replies are enclosed", "[limited_trust][bounds]") {
  const auto found = bounds(described(solvers::normal_law(0, 1), 1, 0.25, 2), {.method = "rigorous"});
  const auto& chance = named(found, "lower_bound_chance");
  CHECK(chance.level == CertificateLevel::proved);
  // Q(0.75 / sqrt 2)^2 - Q(1 / sqrt 2)^2
  const double x = std::erfc(0.375) / 2, y = std::erfc(0.5) / 2;
  CHECK(chance.lower <= x * x - y * y + 1e-17);
  CHECK(chance.upper >= x * x - y * y - 1e-17);
  CHECK(chance.upper - chance.lower < 1e-13);
}

TEST_CASE("Many bounded replies show nothing of the trust", "[limited_trust][bounds]") {
  const auto found = bounds(described(solvers::uniform_law(0, 1), 0.3, 0.1, 1000), {});
  const auto& limit = named(found, "lower_bound_chance_limit");
  CHECK(limit.value == 0);
  CHECK(limit.level == CertificateLevel::proved);
  CHECK(named(found, "lower_bound_chance").value < 1e-5);
}

TEST_CASE("Laws without an enclosure say so", "[limited_trust][bounds]") {
  const auto found = bounds(described(solvers::gamma_law(2, 1), 1, 0.25, 2), {.method = "rigorous"});
  CHECK(named(found, "lower_bound_chance").level == CertificateLevel::checked_global);
  CHECK(found.notes.front().find("no enclosure") != std::string::npos);
}

TEST_CASE("Bad questions about learning bounds", "[limited_trust][bounds]") {
  const auto e = solvers::exponential_law(1);
  CHECK_THROWS_AS(bounds(described(e, 1, 0.25, 2), {.method = "newton"}), std::invalid_argument);
  CHECK_THROWS_AS(bounds(described(e, -1, 0.25, 2), {}), std::invalid_argument);
  CHECK_THROWS_AS(bounds(described(e, 1, 0.25, 1), {}), std::invalid_argument);
  CHECK_THROWS_AS(bounds(described(e, 1, 0.25, 2, 0), {}), std::invalid_argument);
  CHECK_THROWS_AS(bounds(described(nullptr, 1, 0.25, 2), {}), models::NotOffered);
}

// tests/models/digital_twin/kernels/respond_to_aggregates_test.cpp
// The answers of players to given aggregates: each against its own first-order conditions, on every
// instruction set.
#include "models/digital_twin/kernels/respond_to_aggregates.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"

using namespace models::digital_twin::kernels;
using solvers::InstructionSet;

namespace {

constexpr int count = 131;  // two full blocks of 64 lanes and three lanes

struct Sample {
  std::vector<double> lambda, reward, c1, c2, a, b, from_above;
  std::vector<double> score, sharing, probing;

  explicit Sample(std::uint64_t seed) : from_above(count), score(count), sharing(count), probing(count) {
    solvers::RandomStream random(seed);
    for (int i = 0; i < count; ++i) {
      lambda.push_back(random.uniform(0.1, 2));
      reward.push_back(random.uniform(1, 2000));
      c1.push_back(random.uniform(0.5, 1.5));
      c2.push_back(random.uniform(0.5, 1.5));
      a.push_back(random.below(8) ? random.uniform(0.2, 2) : 0);
      b.push_back(random.below(8) ? random.uniform(0.2, 2) : 0);
      from_above[static_cast<std::size_t>(i)] = static_cast<double>(random.below(2));
    }
  }
  Response respond(const Aggregates& known, const TrustRule& trust, InstructionSet set) {
    return respond_to_aggregates(
        {lambda.data(), reward.data(), c1.data(), c2.data(), a.data(), b.data(), count}, known, trust,
        from_above.data(), score.data(), sharing.data(), probing.data(), set);
  }
};

/// How far player i is from its conditions: the natural map of (alpha, beta) on {alpha, beta >= 0, sum <= 1}.
double distance(const Sample& p, std::size_t i, const Aggregates& known, const TrustRule& trust) {
  const double s = p.sharing[i], q = p.probing[i], held = trust.held + trust.own * s;
  const double x = p.lambda[i] * (p.a[i] * (s + known.received - held * s) + p.b[i] * q);
  const double share = std::exp(std::min(x - known.log_total, 0.0)), prize = p.reward[i] * share;
  const double leak = std::max(known.leak - p.lambda[i] * share * p.a[i], 0.0);
  const double weight = trust.leak_held + trust.leak_own * s;
  double u = s + prize * (p.lambda[i] * (1 - share) * p.a[i] - weight * leak) - 2 * p.c1[i] * s;
  double v = q + prize * p.lambda[i] * (1 - share) * p.b[i] - 2 * p.c2[i] * q;
  const double mu = std::max(0.0, std::max((u + v - 1) / 2, std::max(u - 1, v - 1)));
  if (std::max(u, 0.0) + std::max(v, 0.0) > 1) u -= mu, v -= mu;
  return std::max(std::abs(std::max(u, 0.0) - s), std::abs(std::max(v, 0.0) - q));
}

}  // namespace

TEST_CASE("every player's answer meets its own first-order conditions", "[digital_twin][kernels][property]") {
  const TrustRule rules[] = {{},
                             {.held = 0.4},
                             {.held = 0.4, .leak_held = 0.4},
                             {.own = 1},
                             {.own = 1, .leak_own = 1},
                             {.own = 1, .leak_own = 2}};
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Sample sample(seed);
    for (const auto& rule : rules)
      for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
        if (!solvers::supported(set)) continue;
        const Aggregates known{
            .log_total = 7 + double(seed), .received = rule.held + rule.own > 0 ? 0.7 : 0, .leak = 0.9};
        CAPTURE(seed, solvers::name(set), rule.held, rule.own, rule.leak_held, rule.leak_own);
        const auto sum = sample.respond(known, rule, set);
        CHECK(sum.unsettled == 0);
        double worst = 0, total = 0;
        for (std::size_t i = 0; i < count; ++i) {
          worst = std::max(worst, distance(sample, i, known, rule));
          total += std::exp(sample.score[i] - known.log_total);
        }
        // gains reach R lambda P (1 - P) a = 2000 * 4 * 2 / 4, and 1e-14 of the score moves them by as much
        CHECK(worst < 1e-10);
        CHECK(sum.total == Approx(total).epsilon(1e-13));
      }
  }
}

TEST_CASE("without several answers both ends of the search meet", "[digital_twin][kernels]") {
  Sample sample(9);  // kappa < 0.1 * 2^2 * 2 * 2^2 / (2 * 0.5) = 3.2 < 8
  std::fill(sample.reward.begin(), sample.reward.end(), 0.1);
  const Aggregates known{.log_total = 6};
  std::fill(sample.from_above.begin(), sample.from_above.end(), 0);
  sample.respond(known, {}, solvers::best_instruction_set());
  const auto below = sample.score;
  std::fill(sample.from_above.begin(), sample.from_above.end(), 1);
  sample.respond(known, {}, solvers::best_instruction_set());
  for (std::size_t i = 0; i < count; ++i) CHECK(sample.score[i] == Approx(below[i]).margin(1e-13));
}

TEST_CASE("a player with two answers is found at either", "[digital_twin][kernels]") {
  // x = kappa exp(x - L) with kappa exp(-L) = 0.2 has the roots 0.2592 and 2.5426 (unstable). The budget
  // holds x at lambda = 4, above the second, and is an answer as well.
  Sample sample(1);
  const double lambda = 4, log_total = 12;
  std::fill(sample.lambda.begin(), sample.lambda.end(), lambda);
  std::fill(sample.c1.begin(), sample.c1.end(), 1);
  std::fill(sample.c2.begin(), sample.c2.end(), 1);
  std::fill(sample.a.begin(), sample.a.end(), 1);
  std::fill(sample.b.begin(), sample.b.end(), 1);
  std::fill(sample.reward.begin(), sample.reward.end(), 0.2 * std::exp(log_total) / (lambda * lambda));
  for (std::size_t i = 0; i < count; ++i) sample.from_above[i] = i % 2;
  REQUIRE(sample.respond({.log_total = log_total}, {}, solvers::best_instruction_set()).unsettled == 0);
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 2 == 1)
      CHECK(sample.score[i] == Approx(lambda).epsilon(1e-14));
    else
      CHECK(sample.score[i] == Approx(0.2591711018190737).epsilon(1e-4));  // -W(-0.2); (1 - P) adds 1e-5
  }
}

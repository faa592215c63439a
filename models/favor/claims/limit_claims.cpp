#include "models/favor/claims/limit_claims.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/favor/discounting.hpp"
#include "models/favor/equations.hpp"
#include "models/favor/thresholds.hpp"
#include "solvers/core/random.hpp"

namespace models::favor {
namespace {

int cases(const VerifyOptions& options) { return options.thorough ? 20'000 : 500; }

Finding counted(long against, long looked_at, double margin, ClaimVerdict otherwise, std::string evidence) {
  return {.verdict = against == 0 ? otherwise : ClaimVerdict::refuted,
          .margin = margin,
          .coverage = fmt::format("{} seeded cases", looked_at),
          .evidence = fmt::format("{}; {} against", std::move(evidence), against)};
}

}  // namespace

double printed_retaliation(double annuity, double rate, const FavorLaw& law, double c) {
  return retaliation(annuity, rate, law.value_density(c), rate, c, law.density(c));
}

Finding judge_theorem(const Retaliation& ratio, bool provisos, const VerifyOptions& options) {
  const CostLaw lognormal(solvers::lognormal_law(100, 0.5)), uniform(solvers::uniform_law(0, 200));
  const double patient = annuity_factor(largest_discount_factor);
  long never = 0;
  double apart = 0;
  solvers::RandomStream random(options.seed, 1);
  for (int k = 0; k < cases(options); ++k) {
    const FavorLaw law(k % 2 == 0 ? uniform : lognormal, random.uniform(50, 800));
    const double rate = random.uniform(0.1, 1), c = random.uniform(1, provisos ? 199 : 400);
    const bool meets = law.density(c) > 1e-12 && c < law.mean_value() * (1 - 1e-6);
    if (provisos && !meets) continue;
    if (!(ratio(patient, rate, law, c) > 1)) {
      ++never;
      continue;
    }
    double low = 0, high = patient;
    for (int step = 0; step < 200; ++step) {
      const double middle = low + (high - low) / 2;
      (ratio(middle, rate, law, c) > 1 ? high : low) = middle;
    }
    const double closed =
        equal_retaliation_discount_factor(rate * (law.value_density(c) - c * law.density(c)));
    apart = std::max(apart, std::abs(equivalent_discount_factor(high) - closed));
  }
  auto finding = counted(never, cases(options), apart, ClaimVerdict::holds_with_provisos,
                         fmt::format("bisection and 1 / (1 + r f(c) (E(W) - c)) differ by {:.2g} at most; R "
                                     "never reaches 1 in {} cases, with f(c) = 0 or c >= E(W)",
                                     apart, never));
  finding.again = provisos ? "" : "entente bound favor/pair --set bound.cost=700";
  if (never == 0 && apart > 1e-6) finding.verdict = ClaimVerdict::refuted;
  if (!provisos && never == 0) finding.verdict = ClaimVerdict::holds;
  return finding;
}

Finding judge_uniqueness(const Retaliation& ratio, const VerifyOptions& options) {
  const CostLaw costs(solvers::lognormal_law(100, 0.5));
  solvers::RandomStream random(options.seed, 2);
  long against = 0;
  for (int k = 0; k < cases(options); ++k) {
    const double c = random.uniform(10, 300), rate = random.uniform(0.1, 1), A = random.uniform(0.01, 20);
    const FavorLaw law(costs, random.uniform(c, 900));
    against += ratio(A * 1.1, rate, law, c) > ratio(A, rate, law, c) ? 0 : 1;
  }
  return counted(against, cases(options), 0, ClaimVerdict::proved_by_argument,
                 "R = A a / (1 + A b) with a > 0, b >= 0 has dR/dA = a / (1 + A b)^2 > 0");
}

Finding judge_jacobian(const Retaliation& ratio, const VerifyOptions& options) {
  const CostLaw costs(solvers::lognormal_law(100, 0.5));
  solvers::RandomStream random(options.seed, 3);
  long against = 0, looked = 0;
  double worst = 0;
  for (int k = 0; k < cases(options); ++k) {
    const FavorLaw law(costs, random.uniform(400, 900));
    const double A = random.uniform(0.4, 2), rate = random.uniform(0.5, 1);
    const Pair pair{law, law, A, A, rate, rate};
    const double c = greatest_limits(pair).c12, step = 1e-4 * c;
    if (!(c > 0)) continue;
    ++looked;
    const double slope = (best_limit_1(pair, c + step) - best_limit_1(pair, c - step)) / (2 * step);
    const double off = std::abs(slope - ratio(A, rate, law, c));
    worst = std::max(worst, off);
    against += off > 1e-5 ? 1 : 0;
  }
  return counted(
      against, looked, worst, ClaimVerdict::holds,
      fmt::format("R and the central difference of the best limit differ by {:.2g} at most", worst));
}

Finding judge_interval(const std::function<double(double)>& map) {
  const double at_zero = map(0);
  return {
      .verdict = std::isfinite(at_zero) ? ClaimVerdict::holds : ClaimVerdict::refuted,
      .margin = std::isfinite(at_zero) ? at_zero : 0,
      .coverage = "the closed end of [0, 1)",
      .evidence = std::isfinite(at_zero) ? "defined at 0" : "(1 - 0) / 0 is not defined; (0, 1) is meant"};
}

double printed_own_part(double annuity, double rate, const FavorLaw& law, double c) {
  return -c - annuity * rate * law.partial_cost(c);
}

Finding judge_sign(const OwnPart& utility, const VerifyOptions& options) {
  const CostLaw costs(solvers::lognormal_law(100, 0.5));
  const FavorLaw law(costs, 600);
  solvers::RandomStream random(options.seed, 4);
  long against = 0;
  double largest = -1e300;
  for (int k = 0; k < cases(options); ++k) {
    const double A = random.uniform(0, 5), rate = random.uniform(), c = random.uniform(1, 300), h = 1e-3 * c;
    const double value = (utility(A, rate, law, c + h) - utility(A, rate, law, c - h)) / (2 * h);
    largest = std::max(largest, value);
    against += value < 0 ? 1 : 0;
  }
  return counted(against, cases(options), largest, ClaimVerdict::holds,
                 fmt::format("dU_2 / dc_21 of (1) by differences is at most {:.4g}, as -1 - A_2 r_21 c_21 "
                             "f(c_21) is; the right side of (2), its negative, is positive",
                             largest));
}

Finding judge_stability_at_retaliation(const LimitSolver& solver, const VerifyOptions& options) {
  long vanish = 0, looked = 0;
  for (const double mean : {450.0, 600.0, 900.0})
    for (const double shape : {2.0, 3.0, 4.0}) {
      const CostLaw costs(solvers::gamma_law(shape, 100 / shape));
      const FavorLaw law(costs, mean);
      const double rate = options.thorough ? 0.7 : 1, fold = cooperation_threshold(law, rate)->value;
      const double above = annuity_factor(fold * 1.0001), below = annuity_factor(fold * 0.9999);
      ++looked;
      vanish += solver({law, law, above, above, rate, rate}).c12 > 0 &&
                        !(solver({law, law, below, below, rate, rate}).c12 > 0)
                    ? 1
                    : 0;
    }
  auto finding = counted(vanish, looked, 1e-4, ClaimVerdict::holds,
                         fmt::format("U = 0 and (2) for both is a fold: discount factors 1e-4 lower end "
                                     "cooperation in {} of {} games",
                                     vanish, looked));
  finding.again = "entente solve favor/gamma-fold";
  return finding;
}

Finding judge_half(const LimitSolver& solver, const VerifyOptions& options) {
  const CostLaw costs(solvers::uniform_law(0, 200));
  solvers::RandomStream random(options.seed, 5);
  long against = 0, looked = 0;
  double worst = 0;
  for (int k = 0; k < cases(options); ++k) {
    const FavorLaw law(costs, random.uniform(150, 800));
    const double rate = random.uniform(0.2, 1), A = 200 / (rate * law.mean_value()) * random.uniform(1, 1.3);
    const double limit = solver({law, law, A, A, rate, rate}).c12;
    if (!(limit > 0 && limit < 200)) continue;
    ++looked;
    // (2): 1 = A r f (mu - c), f = 1/200.
    const double equal = law.mean_value() - 200 / (A * rate);
    const double off = std::abs(2 * equal - limit) / 200;
    worst = std::max(worst, off);
    against += off > 1e-9 ? 1 : 0;
  }
  return counted(against, looked, worst, ClaimVerdict::proved_by_argument,
                 "c* = 2 (mu - b / (A r)) and (2) is at mu - b / (A r)");
}

Finding judge_existence(const LimitSolver& solver, const VerifyOptions& options) {
  const CostLaw uniform(solvers::uniform_law(0, 200)), exponential(solvers::exponential_law(100));
  solvers::RandomStream random(options.seed, 6);
  long against = 0;
  for (int k = 0; k < cases(options); ++k) {
    const FavorLaw law(k % 2 == 0 ? uniform : exponential, random.uniform(150, 800));
    const double r12 = random.uniform(0.2, 1), r21 = random.uniform(0.2, 1), A1 = random.uniform(0.1, 3);
    const double edge = 1 / (A1 * r12 * r21 * std::pow(law.value_density(0), 2));
    const bool above = solver({law, law, A1, edge * 1.001, r12, r21}).c12 > 0;
    const bool below = solver({law, law, A1, edge * 0.999, r12, r21}).c12 > 0;
    against += above && !below ? 0 : 1;
  }
  return counted(
      against, cases(options), 1e-3, ClaimVerdict::proved_by_argument,
      "T1 and T2 are concave, so a positive fixed point exists iff the slope at 0, the square root "
      "of A1 A2 r12 r21 mu^2 f(0)^2, exceeds 1; solver on both sides at 1e-3");
}

Finding judge_efficiency(const std::function<double(const FavorLaw&, double)>& surplus) {
  const CostLaw costs(solvers::exponential_law(100));
  const FavorLaw law(costs, 60);  // W = 60 is below most costs
  const double at_value = surplus(law, 60), unbounded = surplus(law, 1e9);
  return {.verdict = at_value > unbounded ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = at_value - unbounded,
          .coverage = "exponential costs of mean 100, E(W) = 60",
          .evidence = fmt::format("surplus per encounter {:.4g} at c = E(W), {:.4g} without limit; B'(c) = "
                                  "(mu - c) f(c)",
                                  at_value, unbounded)};
}

Finding judge_lines(const std::function<double(double, double)>& line, const VerifyOptions&) {
  const CostLaw costs(solvers::uniform_law(0, 200));
  double worst = 0;
  for (const double mean : {150.0, 200.0, 300.0, 400.0, 600.0, 800.0})
    for (const double rate : {1.0, 0.75, 0.5, 0.25}) {
      const FavorLaw law(costs, mean);
      const auto collapse = collapse_of_limits(law, rate);
      worst = std::max({worst, std::abs(line(rate, mean) - least_equal_retaliation(law, rate)->value),
                        std::abs(line(rate, mean) - collapse.upper)});
    }
  return {.verdict = worst < 1e-6 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
          .margin = worst,
          .coverage = "six values of E(W), four rates",
          .evidence = fmt::format("f (mu - c) falls in c, so (2) is least at c = 0, which is the edge of "
                                  "cooperation; line, minimum and collapse differ by {:.2g}",
                                  worst),
          .again = "entente bound favor/figure1-lines"};
}

}  // namespace models::favor

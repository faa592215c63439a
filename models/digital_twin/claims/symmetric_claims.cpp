#include "models/digital_twin/claims/symmetric_claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/digital_twin/equations.hpp"
#include "models/digital_twin/printed_symmetric.hpp"
#include "solvers/core/random.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;

int cases(const VerifyOptions& options) { return options.thorough ? 20'000 : 1000; }

Representative random_representative(solvers::RandomStream& stream) {
  const auto log_uniform = [&](double low, double high) {
    return low * std::pow(high / low, stream.uniform());
  };
  return {.count = 2 + static_cast<long>(stream.below(19)),
          .sharing_cost = log_uniform(0.3, 3),
          .probing_cost = log_uniform(0.3, 3),
          .deception_cost = log_uniform(0.1, 5),
          .information_sensitivity = log_uniform(0.1, 3),
          .reward = log_uniform(0.5, 10),
          .sharing_value = log_uniform(0.5, 2),
          .probing_value = log_uniform(0.5, 2)};
}

std::string described(const Representative& p) {
  return fmt::format("N = {}, c1 = {:.4g}, c3 = {:.4g}, lambda = {:.4g}, R = {:.4g}, a = {:.4g}", p.count,
                     p.sharing_cost, p.deception_cost, p.information_sensitivity, p.reward, p.sharing_value);
}

/// Both profiles are the source's own and each own payoff is taken at the symmetric profile.
Players all_alike(const Representative& p) {
  const auto all = [&](double value) { return Vector(Vector::Constant(p.count, value)); };
  return {all(p.sharing_cost),
          all(p.probing_cost),
          all(p.deception_cost),
          all(p.information_sensitivity),
          all(p.reward),
          all(p.sharing_value),
          all(p.probing_value),
          all(0.3),
          all(0.05)};
}

}  // namespace

SymmetricStrategy printed_root(const Representative& p) { return solve_printed_symmetric(p).strategy; }

Finding judge_trend(const SymmetricSolver& solver, const Trend& trend, const VerifyOptions& options) {
  long against = 0;
  double least = std::numeric_limits<double>::infinity();
  std::string example;
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    const auto p = random_representative(stream);
    auto moved = p;
    moved.*trend.parameter *= stream.uniform(1.02, 1.5);
    const double change = solver(moved).*trend.value - solver(p).*trend.value;
    const double along = (trend.rises ? change : -change) / std::abs(solver(p).*trend.value);
    least = std::min(least, along);
    if (along > -1e-9 || ++against > 1) continue;
    example = fmt::format("; at {} it changes by {:.4g} as {} goes to {:.4g}", described(p), change,
                          trend.along, moved.*trend.parameter);
  }
  Finding finding{.margin = least,
                  .coverage = fmt::format("{} random pairs of roots of (16), each certified", cases(options)),
                  .evidence = fmt::format("{} {} in {} against the claim in {} pairs{}", trend.what,
                                          trend.rises ? "rises" : "falls", trend.along, against, example)};
  if (against > 0) {
    finding.verdict = ClaimVerdict::refuted;
    finding.again = "entente bound digital-twin/thresholds";
  } else {
    finding.verdict = trend.argument ? ClaimVerdict::proved_by_argument : ClaimVerdict::holds;
    if (trend.argument) finding.evidence = fmt::format("{}; {}", trend.argument, finding.evidence);
  }
  return finding;
}

Finding judge_feasibility(const SymmetricSolver& solver, double reward, const VerifyOptions& options) {
  const int side = options.thorough ? 64 : 33;
  int outside = 0;
  double largest = 0;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      const Representative p{.count = 5,
                             .sharing_cost = 1,
                             .probing_cost = 1,
                             .deception_cost = 0.1 + 4.9 * column / (side - 1),
                             .information_sensitivity = 0.1 + 2.9 * row / (side - 1),
                             .reward = reward,
                             .sharing_value = 1,
                             .probing_value = 1};
      const auto s = solver(p);
      const double sum = s.sharing + s.probing + s.deception;
      outside += sum > 1 ? 1 : 0;
      largest = std::max(largest, sum);
    }
  return {.verdict = outside == 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = largest - 1,
          .coverage = fmt::format("{} x {} grid over lambda in [0.1, 3], c3 in [0.1, 5], N = 5, R = {:g}",
                                  side, side, reward),
          .evidence = fmt::format("{:.0f} % of the roots violate the budget; largest sum {:.4g}",
                                  100.0 * outside / (side * side), largest),
          .again = "entente sweep digital-twin/figure4-r5"};
}

Finding judge_probing(const SymmetricSolver& solver, const VerifyOptions& options) {
  double worst = 0;
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    auto p = random_representative(stream);
    const double expected = p.theta() * p.probing_value / (2 * p.probing_cost);
    worst = std::max(worst, std::abs(solver(p).probing / expected - 1));
    p.deception_cost *= 3;
    worst = std::max(worst, std::abs(solver(p).probing / expected - 1));
  }
  return {.verdict = worst < 1e-12 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
          .margin = worst,
          .coverage = fmt::format("argument; {} random parameters", cases(options)),
          .evidence = fmt::format(
              "the second equation of (16) holds beta alone: beta = theta b / (2 c2), theta linear in "
              "lambda; relative difference {:.3g} at the most",
              worst)};
}

std::vector<Ball> printed_coefficients(const RepresentativeOf<Ball>& p) {
  // 4 c1 x (c3 + m n x^2)^2 - m c3 (2 c3 - m x)(1 + 2 n x), expanded.
  const Ball m = p.sharing_pull(), n = p.rivals(), c1 = p.sharing_cost, c3 = p.deception_cost;
  return {Ball(-2) * m * c3 * c3,
          Ball(4) * c1 * c3 * c3 + m * m * c3 - Ball(4) * m * c3 * c3 * n,
          Ball(2) * m * m * c3 * n,
          Ball(8) * c1 * c3 * m * n,
          Ball(0),
          Ball(4) * c1 * m * m * n * n};
}

Finding judge_one_root(const Eliminated& eliminated, const VerifyOptions& options) {
  int most = 0, least = 99;
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    const auto coefficients = eliminated(lift<Ball>(random_representative(stream)));
    int changes = 0, sign = 0;
    for (const auto& coefficient : coefficients) {
      const int now = certainly_positive(coefficient) ? 1 : certainly_negative(coefficient) ? -1 : 0;
      changes += now != 0 && sign != 0 && now != sign ? 1 : 0;
      if (now != 0) sign = now;
    }
    most = std::max(most, changes);
    least = std::min(least, changes);
  }
  return {.verdict = least == 1 && most == 1 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
          .margin = static_cast<double>(most),
          .coverage = fmt::format("argument; signs of the coefficients in balls for {} random parameters",
                                  cases(options)),
          .evidence = fmt::format(
              "the coefficients of the eliminated quintic have signs -, ?, +, +, 0, +, hence one change "
              "whatever the sign of the linear one; seen {} to {} changes",
              least, most)};
}

Finding judge_closed_form(const SymmetricSolver& solver, const VerifyOptions& options) {
  double worst = 0;
  for (int c = 0; c < cases(options); ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    const auto p = random_representative(stream);
    const auto root = solver(p);
    const double w = 1 - root.deception, m = p.sharing_pull();
    const double alpha = m * w / (2 * (p.sharing_cost - m * p.rivals() * w * w));
    worst = std::max(worst, std::abs(alpha / root.sharing - 1));
  }
  return {.verdict = worst < 1e-9 ? ClaimVerdict::holds_with_provisos : ClaimVerdict::refuted,
          .margin = worst,
          .coverage = fmt::format("{} random parameters", cases(options)),
          .evidence = fmt::format(
              "alpha is a root of a quintic; given w = 1 - delta it is m w / (2 (c1 - m n w^2)), within "
              "{:.3g} of every root",
              worst)};
}

Conditions printed_conditions(const Representative& p, const SymmetricStrategy& x) {
  const double m = p.sharing_pull(), n = p.rivals(), w = 1 - x.deception;
  // The derivatives of I by alpha and delta as Appendix B prints them, tau and alpha of opponents taken as
  // own.
  return {m * (w + 2 * n * x.sharing * w * w) - 2 * p.sharing_cost * x.sharing,
          m * (x.sharing + 2 * n * x.sharing * x.sharing * w) - 2 * p.deception_cost * x.deception};
}

Conditions derivative_conditions(const Representative& p, const SymmetricStrategy& x) {
  const Players players = all_alike(p);
  Vector profile(choices * p.count);
  for (long i = 0; i < p.count; ++i)
    profile.segment<choices>(choices * i) << x.sharing, x.probing, x.deception;
  const Vector gradient = own_gradients(Gradient::exact, lift<double>(players), TrustOf<double>{}, profile);
  return {gradient(0), gradient(2)};
}

Finding judge_conditions(const SymmetricConditions& conditions, bool deception,
                         const VerifyOptions& options) {
  double worst = 0;
  int opposite = 0;
  for (int c = 0; c < cases(options) / 10; ++c) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(c));
    const auto p = random_representative(stream);
    const SymmetricStrategy x{stream.uniform(0.1, 0.4), stream.uniform(0.1, 0.3), stream.uniform(0.05, 0.2)};
    const auto claimed = conditions(p, x), derived = derivative_conditions(p, x);
    const double a = deception ? claimed.deception : claimed.sharing;
    const double b = deception ? derived.deception : derived.sharing;
    worst = std::max(worst, std::abs(a - b));
    opposite += a * b < 0 ? 1 : 0;
  }
  return {.verdict = worst > 1e-6 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = worst,
          .coverage = fmt::format("{} random symmetric profiles", cases(options) / 10),
          .evidence =
              fmt::format("the condition differs from the derivative of (11) by {:.3g} at the most, with the "
                          "opposite sign in {} cases",
                          worst, opposite)};
}

Finding judge_uniqueness(double kappa, const VerifyOptions&) {
  // p f'(p) = 1 - kappa p (1 - 2 p) on 256 pieces of [0, 1]; the centred form keeps the square's dependency.
  double least = std::numeric_limits<double>::infinity();
  for (int k = 0; k < 256; ++k) {
    const Ball p(Interval{k / 256.0, (k + 1) / 256.0});
    const Ball shifted = p - Ball(0.25);  // p (1 - 2 p) = 1/8 - 2 (p - 1/4)^2
    least = std::min(least, (Ball(1) - Ball(kappa) * (Ball(0.125) - Ball(2) * shifted * shifted)).lower());
  }
  const Ball at_quarter = Ball(1) - Ball(kappa) * Ball(0.125);  // its least value, at p = 1/4
  const bool at_border = at_quarter == Ball(0);                 // then p f' = 16 (p - 1/4)^2
  Finding finding{.margin = least,
                  .coverage = fmt::format("p in [0, 1], kappa = {:g}: 256 pieces in balls", kappa),
                  .evidence = fmt::format(
                      "p f'(p) = 1 - kappa / 8 + 2 kappa (p - 1/4)^2 is at least {:.3g}{}", least,
                      at_border ? "; it vanishes at p = 1/4 alone, so f is strictly increasing" : "")};
  if (least > 0)
    finding.verdict = ClaimVerdict::proved;
  else if (at_border)
    finding.verdict = ClaimVerdict::proved_by_argument;
  else if (certainly_negative(at_quarter))
    finding.verdict = ClaimVerdict::refuted;
  return finding;
}

}  // namespace models::digital_twin

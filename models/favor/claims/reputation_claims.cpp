#include "models/favor/claims/reputation_claims.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "models/favor/equations.hpp"
#include "models/favor/pair_limits.hpp"
#include "models/favor/posterior.hpp"
#include "models/favor/regime_filter.hpp"
#include "solvers/core/random.hpp"

namespace models::favor {
namespace {

Observation action(double gamma, double threshold, double time) {
  return gamma >= threshold ? Observation{threshold, 1, time} : Observation{0, threshold, time};
}

/// A truthful history under replacement; `gamma` is left at its last value.
std::vector<Observation> truthful_history(solvers::RandomStream& random, int rounds, double lambda,
                                          double& gamma) {
  std::vector<Observation> history;
  gamma = random.uniform();
  for (int t = 0; t < rounds; ++t) {
    if (random.uniform() < lambda) gamma = random.uniform();
    history.push_back(action(gamma, random.uniform(), t));
  }
  return history;
}

}  // namespace

std::vector<Observation> printed_accommodation(std::vector<Observation> history, const Observation& added) {
  for (const auto& seen : history)
    if (conflict(seen, added)) return {};
  return history;
}

std::vector<Observation> meant_accommodation(std::vector<Observation> history, const Observation& added) {
  accommodate(history, added, Accommodation::strict);
  return history;
}

Finding judge_accommodation(const Accommodating& rule) {
  const std::vector<Observation> history{{0.2, 1, 1}, {0.8, 1, 2}, {0.1, 1, 3}};
  const auto kept = rule(history, {0, 0.5, 4});  // contradicts that of round 2
  std::vector<double> times;
  for (const auto& seen : kept) times.push_back(seen.time);
  const bool right = times == std::vector<double>{3, 4};
  return {
      .verdict = right ? ClaimVerdict::holds : ClaimVerdict::refuted,
      .margin = static_cast<double>(kept.size()),
      .coverage = "three observations, the second contradicted by a fourth",
      .evidence = fmt::format("keeps {} observations; the text keeps those of rounds 3 and 4", kept.size())};
}

Finding judge_falling_history(const Accommodating& rule, const VerifyOptions& options) {
  const int runs = options.thorough ? 200 : 15;
  double last = 1e300, least = 1e300;
  std::string seen;
  for (const double lambda : {0.0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16}) {
    double kept = 0, count = 0, gamma = 0;
    for (int run = 0; run < runs; ++run) {
      solvers::RandomStream random(options.seed, static_cast<std::uint64_t>(run));
      std::vector<Observation> history;
      for (const auto& added : truthful_history(random, 300, lambda, gamma)) {
        history = rule(std::move(history), added);
        kept += static_cast<double>(history.size()), ++count;
      }
    }
    least = std::min(least, last - kept / count);
    last = kept / count;
    seen += fmt::format("{}{:.0f}", seen.empty() ? "" : ", ", last);
  }
  return {.verdict = least > 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = least,
          .coverage = fmt::format("{} seeded histories of 300 rounds for each of seven rates", runs),
          .evidence = fmt::format("mean length {} at lambda = 0, .005, .01, .02, .04, .08, .16", seen)};
}

Finding judge_size(const std::function<double(const std::vector<Observation>&, const Observation&)>& size,
                   const VerifyOptions& options) {
  double worst = 0, gamma = 0;
  for (int run = 0; run < 50; ++run) {
    solvers::RandomStream random(options.seed, static_cast<std::uint64_t>(run));
    std::vector<Observation> history;
    for (const auto& added : truthful_history(random, 60, 0.05, gamma)) {
      const double claimed = size(history, added);
      history = meant_accommodation(std::move(history), added);
      worst = std::max(worst, std::abs(claimed - static_cast<double>(history.size())));
    }
  }
  return {.verdict = worst == 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = worst,
          .coverage = "50 seeded histories of 60 rounds",
          .evidence = fmt::format("differs from the observations that count by up to {}", worst)};
}

Finding judge_history_length(const std::function<double(double, double)>& formula, bool over_lives,
                             const VerifyOptions& options) {
  constexpr double rate = 1, lambda = 0.02;
  solvers::RandomStream random(options.seed, 9);
  const int lives = options.thorough ? 200'000 : 20'000;
  double sum = 0, squares = 0, observations = 0, rounds = 0;
  for (int k = 0; k < lives; ++k) {
    double count = 0, total = 0, length = 0;
    do {
      count += random.uniform() < rate ? 1 : 0;
      total += count, ++length;
    } while (random.uniform() >= lambda);
    sum += total / length, squares += std::pow(total / length, 2);
    observations += total, rounds += length;
  }
  const double mean = over_lives ? sum / lives : observations / rounds;
  const double error = std::sqrt(std::max(squares / lives - std::pow(sum / lives, 2), 0.0) / lives);
  const double off = std::abs(mean - formula(rate, lambda));
  const double allowed = rate / 2 + 4 * error;
  return {
      .verdict = off <= allowed ? ClaimVerdict::holds_with_provisos : ClaimVerdict::refuted,
      .margin = allowed - off,
      .coverage = fmt::format("{} seeded lives, r = 1, lambda = 0.02", lives),
      .evidence = fmt::format("{} {:.4g} simulated, {:.4g} by the formula; exactly r (1 / lambda + 1) / 2 "
                              "over lives and r / lambda over time",
                              over_lives ? "mean over lives" : "time average", mean, formula(rate, lambda))};
}

Finding judge_index(const Counted& counted, const VerifyOptions& options) {
  constexpr int agents = 4, looking = 0, seen = 1;
  const int runs = options.thorough ? 400 : 40;
  double printed = 0, direct = 0, others = 0;
  for (int run = 0; run < runs; ++run) {
    solvers::RandomStream random(options.seed, static_cast<std::uint64_t>(run));
    for (int t = 0; t < 100; ++t)
      for (int target = 0; target < agents; ++target) {
        if (target == looking || random.uniform() >= 0.5) continue;  // did not offer in this round
        printed += counted({looking, target}, looking, seen) ? 1 : 0;
        direct += target == seen ? 1 : 0;
        others += target == seen ? 0 : 1;
      }
  }
  const double off = std::abs(printed - direct) / direct;
  return {
      .verdict = off == 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
      .margin = off,
      .coverage = fmt::format("{} seeded histories of 100 rounds, one agent looking at three others", runs),
      .evidence = fmt::format("{:.0f} direct observations of a2 by a1, {:.0f} of others; the printed set "
                              "counts {:.0f}",
                              direct, others, printed)};
}

bool printed_index(const Seen& i, int, int a2) { return i.observer == a2; }
bool meant_index(const Seen& i, int a1, int a2) { return i.observer == a1 && i.target == a2; }

double mixture_density(double weight, double lower, double upper, double x) {
  return (x >= lower && x <= upper ? weight / (upper - lower) : 0) + (1 - weight);
}

Finding judge_density(const IntervalDensity& density, const VerifyOptions& options) {
  solvers::RandomStream random(options.seed, 11);
  double worst = 0;
  const int cases = options.thorough ? 20'000 : 1000;
  for (int k = 0; k < cases; ++k) {
    double lower = random.uniform(), upper = random.uniform();
    if (lower > upper) std::swap(lower, upper);
    if (upper - lower < 1e-6) continue;
    const double s = random.uniform();
    const double inside = density(s, lower, upper, lower + (upper - lower) / 2);
    const double left = density(s, lower, upper, lower / 2),
                 right = density(s, lower, upper, (1 + upper) / 2);  // constant on three pieces
    worst = std::max(worst, std::abs(left * lower + inside * (upper - lower) + right * (1 - upper) - 1));
  }
  return {.verdict = worst < 1e-9 ? ClaimVerdict::proved_by_argument : ClaimVerdict::refuted,
          .margin = worst,
          .coverage = fmt::format("argument; {} seeded intervals and weights", cases),
          .evidence = fmt::format("(s / len) len + (1 - s) 1 = 1; off by {:.2g} at most", worst)};
}

Finding judge_weight(Density weight, const VerifyOptions& options) {
  constexpr double lambda = 0.02;
  constexpr int rounds = 60;
  const int runs = options.thorough ? 4000 : 400;
  const Survival claimed(weight, lambda, rounds + 1), meant(Density::survival, lambda, rounds + 1);
  double of_claimed = 0, of_meant = 0, gamma = 0;
  for (int run = 0; run < runs; ++run) {
    solvers::RandomStream random(options.seed, static_cast<std::uint64_t>(run));
    std::vector<Observation> history;
    for (const auto& added : truthful_history(random, rounds, lambda, gamma))
      accommodate(history, added, Accommodation::strict);
    of_claimed += std::pow(posterior_mean_unordered(history, rounds, claimed).mean - gamma, 2);
    of_meant += std::pow(posterior_mean_unordered(history, rounds, meant).mean - gamma, 2);
  }
  const double excess = std::sqrt(of_claimed / runs) - std::sqrt(of_meant / runs);
  return {.verdict = excess > 0.05 ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = excess,
          .coverage = fmt::format("{} seeded histories of {} rounds, lambda = {}", runs, rounds, lambda),
          .evidence = fmt::format("error of the posterior mean {:.3f}; {:.3f} with (1 - lambda)^age, .289 is "
                                  "the prior's",
                                  std::sqrt(of_claimed / runs), std::sqrt(of_meant / runs))};
}

double product_mean(const std::vector<Observation>& history, double now, double rate) {
  return posterior_mean_unordered(history, now, Survival(Density::survival, rate, static_cast<int>(now) + 1))
      .mean;
}

double filtered_mean(const std::vector<Observation>& history, double now, double rate) {
  RegimeFilter filter;
  const Survival weight(Density::regime, rate, static_cast<int>(now) + 1);
  for (const auto& seen : history) filter.observe(seen, weight);
  return filter.mean(now, weight).mean;
}

Finding judge_posterior(const std::function<double(const std::vector<Observation>&, double, double)>& mean,
                        const VerifyOptions& options) {
  constexpr double lambda = 0.1;
  const std::vector<Observation> history{{0.6, 1, 1}, {0, 0.8, 3}, {0.3, 1, 5}, {0, 0.5, 8}};
  solvers::RandomStream random(options.seed, 12);
  double sum = 0, squares = 0, accepted = 0;
  const int tries = options.thorough ? 20'000'000 : 1'000'000;
  for (int k = 0; k < tries; ++k) {
    double gamma = random.uniform();
    double time = 0;
    bool fits = true;
    for (const auto& seen : history) {
      for (; time < seen.time; ++time)
        if (random.uniform() < lambda) gamma = random.uniform();
      if (gamma < seen.lower || gamma > seen.upper) {
        fits = false;
        break;
      }
    }
    if (!fits) continue;
    for (; time < 9; ++time)
      if (random.uniform() < lambda) gamma = random.uniform();
    sum += gamma, squares += gamma * gamma, ++accepted;
  }
  const double sampled = sum / accepted;
  const double error = std::sqrt((squares / accepted - sampled * sampled) / accepted);
  const double found = mean(history, 9, lambda), off = std::abs(found - sampled);
  return {
      .verdict = off > 5 * error ? ClaimVerdict::refuted : ClaimVerdict::holds,
      .margin = off / error,
      .coverage =
          fmt::format("four observations, lambda = 0.1; {:.0f} of {} samples accepted", accepted, tries),
      .evidence = fmt::format("mean {:.5f}, by rejection sampling {:.5f} +- {:.5f}", found, sampled, error)};
}

double printed_utility(double own_mean, double other_mean) {
  const CostLaw costs(solvers::uniform_law(0, 200));
  const FavorLaw law(costs, 600);
  const auto c = greatest_limits({law, law, annuity_factor(own_mean), annuity_factor(other_mean), 1, 0.5});
  return 0.5 * law.partial_value(c.c21) - law.partial_cost(c.c12);
}

Seen printed_tuple(int offerer, int asker) { return {offerer, asker}; }
Seen meant_tuple(int offerer, int asker) { return {asker, offerer}; }

/// What a2 holds of the offerer a1 after P and after R, each entered as the tuple says.
Finding judge_tuple(const Tuple& tuple, const VerifyOptions& options) {
  constexpr int offerer = 0, asker = 1;
  solvers::RandomStream random(options.seed, 13);
  double least = 1;
  constexpr int cases = 50;
  for (int k = 0; k < cases; ++k) {
    const double threshold = random.uniform(0.1, 0.9), lambda = random.uniform(0, 0.1);
    const auto held = [&](const Observation& action) {
      const auto [observer, target] = tuple(offerer, asker);
      std::vector<Observation> history;  // of a1 by a2
      if (observer == asker && target == offerer) history.push_back(action);
      return product_mean(history, 2, lambda);
    };
    least = std::min(least, std::abs(held({threshold, 1, 1}) - held({0, threshold, 1})));
  }
  return {
      .verdict = least > 1e-3 ? ClaimVerdict::holds : ClaimVerdict::refuted,
      .margin = least,
      .coverage = fmt::format("{} seeded games of a1 before a2", cases),
      .evidence = fmt::format("what a2 holds of a1 after P and after R differs by at least {:.3g}; the text "
                              "wants the reputation that a1 has because a2 saw it play, and without a "
                              "difference nobody would pay for a favor",
                              least)};
}

Finding judge_rising_utility(const Utility& utility, const VerifyOptions& options) {
  double steepest = 0, at = 0;
  const int points = options.thorough ? 2000 : 200;
  for (int k = 1; k < points; ++k) {
    const double mean = static_cast<double>(k) / points, next = (k + 1.0) / points;
    if (next >= 1) break;
    const double change = utility(next, 0.9) - utility(mean, 0.9);
    if (change < steepest) steepest = change, at = mean;
  }
  return {
      .verdict = steepest < -1e-9 ? ClaimVerdict::refuted : ClaimVerdict::holds,
      .margin = steepest,
      .coverage = fmt::format("{} reputations against an agent believed to be .9", points),
      .evidence = fmt::format("falls most, by {:.3g}, from reputation {:.3f}: own costs rise while favors "
                              "received are saturated",
                              -steepest, at)};
}

Finding judge_brackets(std::string_view formula) {
  std::string open;
  std::size_t unmatched = 0;
  for (const char c : formula) {
    const auto closes = std::string_view(")]}").find(c);
    if (std::string_view("([{").find(c) != std::string_view::npos) open += c;
    if (closes == std::string_view::npos) continue;
    if (!open.empty() && open.back() == "([{"[closes])
      open.pop_back();
    else
      ++unmatched;
  }
  unmatched += open.size();
  return {.verdict = unmatched == 0 ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = static_cast<double>(unmatched),
          .coverage = "the printed shorthand, sign by sign",
          .evidence = fmt::format("{} bracket{} without a partner in {}", unmatched,
                                  unmatched == 1 ? "" : "s", formula)};
}

}  // namespace models::favor

#include "models/limited_trust/claims/payoff_claims.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace models::limited_trust {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Vector grid(const VerifyOptions& options) { return Vector::LinSpaced(options.thorough ? 901 : 91, 0, 30); }

/// The smallest step of a table along its columns, and the error of the difference of two entries.
struct Steps {
  double least, error;
};
Steps steps_of(const Matrix& table, const Matrix& error) {
  const auto n = table.cols();
  return {(table.rightCols(n - 1) - table.leftCols(n - 1)).minCoeff(), 2 * error.maxCoeff()};
}

Finding judge_steps(const Steps& steps, const char* what, const VerifyOptions& options) {
  Finding finding{.margin = steps.least - steps.error,
                  .coverage = fmt::format("every step of the table of {0} x {0} trusts on [0, 30], mean 4",
                                          grid(options).size()),
                  .evidence = fmt::format("the smallest step by which {} is {:.3g}, known to {:.2g}", what,
                                          steps.least, steps.error)};
  if (steps.least > steps.error) finding.verdict = ClaimVerdict::holds;
  if (steps.least < -steps.error) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

/// Largest change of u_L and u_F as either trust passes from just below `at` to it.
double jump(const PayoffRule& rule, const Payoffs& payoffs, double at, double step) {
  Vector trust(2);
  trust << at - step, at;
  const auto table = rule(payoffs, trust, trust);
  double most = 0;
  for (const auto* u : {&table.leader, &table.follower})
    most = std::max({most, std::abs((*u)(1, 0) - (*u)(0, 0)), std::abs((*u)(0, 1) - (*u)(0, 0))});
  return most;
}

}  // namespace

Payoffs payoffs_of(solvers::LawPtr law, int rows, int columns) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = std::move(law);
  payoffs.leader_actions = rows;
  payoffs.follower_actions = columns;
  return payoffs;
}

Finding judge_leader_gain(const PayoffRule& rule, const VerifyOptions& options) {
  const auto table = rule(payoffs_of(solvers::exponential_law(4), 2, 2), grid(options), grid(options));
  return judge_steps(steps_of(table.leader, table.leader_error), "u_L rises", options);
}

Finding judge_follower_cost(const PayoffRule& rule, const VerifyOptions& options) {
  const auto table = rule(payoffs_of(solvers::exponential_law(4), 2, 2), grid(options), grid(options));
  return judge_steps(steps_of(-table.follower, table.follower_error), "u_F falls", options);
}

Finding judge_net_gain(const PayoffRule& rule, const VerifyOptions& options) {
  Vector trust(2);
  trust << 0.2, 0.4;
  const auto payoffs = payoffs_of(solvers::uniform_law(0, 1), options.thorough ? 6 : 4, 2);
  const auto table = rule(payoffs, Vector::Zero(1), trust);
  const Matrix net = table.leader + table.follower, error = table.leader_error + table.follower_error;
  const double rise = net(0, 1) - net(0, 0), known = error.sum();
  Finding finding{
      .margin = std::abs(rise) - known,
      .coverage =
          fmt::format("uniform payoffs on [0, 1], {} x 2, selfish leader, follower's trust 0.2 and 0.4",
                      payoffs.leader_actions),
      .evidence = fmt::format("the net payoff changes by {:.4f}, known to {:.2g} ({})", rise, known,
                              name(table.method)),
      .again =
          "entente solve limited-trust/exponential-game --set 'payoffs.law={ uniform = [0, 1] }' --set "
          "payoffs.leader_actions=4 --set trust.leader=0 --set trust.follower=0.4"};
  if (rise < -known) finding.verdict = ClaimVerdict::refuted;
  if (rise > known) finding.verdict = ClaimVerdict::holds_with_provisos;  // at this step, for this law
  return finding;
}

Finding judge_continuity(const PayoffRule& rule, const std::vector<solvers::LawPtr>& laws,
                         const VerifyOptions& options) {
  double worst = 0, largest = 0;  // how much of a change is left where the step is a tenth
  std::vector<double> levels{0.5, 1, 2};
  if (options.thorough) levels.insert(levels.end(), {0.1, 0.3, 1.7, 3});
  for (const auto& law : laws)
    for (const double trust : levels) {
      const auto payoffs = payoffs_of(law, 2, 2);
      const double coarse = jump(rule, payoffs, trust, 1e-2), fine = jump(rule, payoffs, trust, 1e-3);
      if (coarse < 1e-3) continue;  // as good as constant there
      worst = std::max(worst, fine / coarse);
      largest = std::max(largest, fine);
    }
  std::vector<std::string> names;
  for (const auto& law : laws) names.push_back(law->name());
  Finding finding{.margin = std::abs(worst - 0.5),
                  .coverage = fmt::format("2 x 2 games, payoffs {}; trust about {}",
                                          fmt::join(names, " and "), fmt::join(levels, ", ")),
                  .evidence = fmt::format(
                      "a tenth of a step of trust (0.001 for 0.01) leaves at most {:.3f} of the change, "
                      "{:.3g}",
                      worst, largest)};
  if (worst > 0 && worst < 0.3) finding.verdict = ClaimVerdict::holds_with_provisos;
  if (worst > 0.9) finding.verdict = ClaimVerdict::refuted;
  return finding;
}

Finding judge_gains(const PayoffRule& rule, const std::vector<double>& printed) {
  Vector ends(2);
  ends << 0, infinity;
  const auto payoffs = payoffs_of(solvers::exponential_law(4), 2, 2);
  const auto table = rule(payoffs, ends, ends);
  const auto net = [&](int i) { return table.leader(i, i) + table.follower(i, i); };
  const Vector levels = Vector::LinSpaced(91, 0, 30);
  const auto whole = rule(payoffs, levels, levels);
  const double most_seen = (whole.leader + whole.follower).maxCoeff();
  const double ceiling = 100 * (net(1) / net(0) - 1),
               least = *std::min_element(printed.begin(), printed.end());
  const bool bounded = most_seen <= net(1) * (1 + 1e-12);
  Finding finding{
      .margin = least - ceiling,
      .coverage = fmt::format("every profile on every network, as trust does not change how many games are "
                              "played; {} printed gains",
                              printed.size()),
      .evidence =
          fmt::format("a game nets {:.6f} without trust and {:.6f} where both trust without bound, "
                      "{:.2f} % more; no pair "
                      "of {} x {} trusts on [0, 30] nets more than {:.6f}; the smallest printed gain is {} %",
                      net(0), net(1), ceiling, levels.size(), levels.size(), most_seen, least)};
  if (bounded && least > ceiling) finding.verdict = ClaimVerdict::refuted;
  if (bounded && *std::max_element(printed.begin(), printed.end()) <= ceiling)
    finding.verdict = ClaimVerdict::holds;
  return finding;
}

}  // namespace models::limited_trust

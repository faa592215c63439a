#include "models/limited_trust/expected_payoffs.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "models/limited_trust/exponential_payoffs.hpp"
#include "models/limited_trust/payoff_quadrature.hpp"
#include "models/limited_trust/sampled_payoffs.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

constexpr const char* who = "expected_payoffs";

bool is_exponential(const solvers::Law& law) { return law.name().rfind("exponential", 0) == 0; }

void check_law(const solvers::LawPtr& law, const char* whose) {
  solvers::require::that(law != nullptr, who, std::string("the ") + whose + "'s payoffs have no law");
  solvers::require::that(
      std::isfinite(law->mean()), who,
      std::string("the ") + whose + "'s payoffs (" + law->name() +
          ") have no finite mean (first moment), so nothing can be expected; use a lighter tail");
}

void check_variance(const solvers::Law& law, const char* whose) {
  solvers::require::that(
      std::isfinite(law.variance()), who,
      std::string("the ") + whose + "'s payoffs (" + law.name() +
          ") have no finite variance (second moment), so a sample has no standard error; use a "
          "lighter tail");
}

void check_payoffs(const Payoffs& payoffs) {
  if (payoffs.leader || payoffs.follower) {
    solvers::require::that(payoffs.leader && payoffs.follower, who, "both matrices or none must be given");
    solvers::require::same_size(who, "leader rows", payoffs.leader->rows(), "follower rows",
                                payoffs.follower->rows());
    solvers::require::same_size(who, "leader columns", payoffs.leader->cols(), "follower columns",
                                payoffs.follower->cols());
    solvers::require::at_least(who, "leader.size()", payoffs.leader->size(), 1);
    solvers::require::finite(who, "leader", Vector(payoffs.leader->reshaped()));
    solvers::require::finite(who, "follower", Vector(payoffs.follower->reshaped()));
    return;
  }
  solvers::require::at_least(who, "leader_actions", payoffs.leader_actions, 1);
  solvers::require::at_least(who, "follower_actions", payoffs.follower_actions, 1);
  check_law(payoffs.leader_law, "leader");
  check_law(payoffs.follower_law, "follower");
}

void check_options(const ExpectedPayoffOptions& options) {
  solvers::require::inside(who, "tolerance", options.tolerance, 0, 1);
  solvers::require::at_least(who, "games", options.games, 2);
  solvers::require::at_least(who, "enumerated_games", options.enumerated_games, 0);
}

void check_trust(const char* name, const Vector& trust) {
  solvers::require::at_least(who, std::string(name) + ".size()", trust.size(), 1);
  for (const double level : trust)
    solvers::require::that(level >= 0, who,
                           std::string(name) + " has a level that is negative or NaN; trust starts at 0");
}

/// Positions of the levels in ascending order.
std::vector<Eigen::Index> ascending(const Vector& levels) {
  std::vector<Eigen::Index> order(levels.size());
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(), [&](auto i, auto j) { return levels(i) < levels(j); });
  return order;
}

Matrix unsorted(const Matrix& sorted, const std::vector<Eigen::Index>& rows,
                const std::vector<Eigen::Index>& columns) {
  Matrix values(sorted.rows(), sorted.cols());
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (std::size_t r = 0; r < rows.size(); ++r) values(rows[r], columns[c]) = sorted(r, c);
  return values;
}

PayoffTable payoffs_at_ascending(const Payoffs& payoffs, const Vector& leader_trust,
                                 const Vector& follower_trust, const ExpectedPayoffOptions& options) {
  switch (method_of(payoffs, options)) {
    case PayoffMethod::exact:
      if (std::isinf(count_games(payoffs)))
        return exponential_payoffs(payoffs.leader_law->mean(), leader_trust, follower_trust);
      return enumerated_payoffs(payoffs, leader_trust, follower_trust, options);
    case PayoffMethod::quadrature:
      return quadrature_payoffs(payoffs, leader_trust, follower_trust, options);
    case PayoffMethod::monte_carlo:
      break;
  }
  return sampled_payoffs(payoffs, leader_trust, follower_trust, options);
}

}  // namespace

std::string_view name(PayoffMethod method) {
  switch (method) {
    case PayoffMethod::exact:
      return "exact";
    case PayoffMethod::quadrature:
      return "quadrature";
    case PayoffMethod::monte_carlo:
      return "monte-carlo";
  }
  return "unknown";
}

PayoffMethod method_of(const Payoffs& payoffs, const ExpectedPayoffOptions& options) {
  check_payoffs(payoffs);
  if (payoffs.leader || count_games(payoffs) <= static_cast<double>(options.enumerated_games))
    return PayoffMethod::exact;
  const solvers::Law &leader = *payoffs.leader_law, &follower = *payoffs.follower_law;
  if (payoffs.leader_actions == 2 && payoffs.follower_actions == 2 && is_exponential(leader) &&
      is_exponential(follower) && leader.mean() == follower.mean())
    return PayoffMethod::exact;
  if (has_quadrature(payoffs)) return PayoffMethod::quadrature;
  check_variance(leader, "leader");
  check_variance(follower, "follower");
  return PayoffMethod::monte_carlo;
}

PayoffTable expected_payoffs(const Payoffs& payoffs, const Vector& leader_trust, const Vector& follower_trust,
                             const ExpectedPayoffOptions& options) {
  check_payoffs(payoffs);
  check_options(options);
  check_trust("leader_trust", leader_trust);
  check_trust("follower_trust", follower_trust);
  const auto rows = ascending(leader_trust), columns = ascending(follower_trust);
  PayoffTable table = payoffs_at_ascending(payoffs, leader_trust(rows), follower_trust(columns), options);
  table.leader_trust = leader_trust;
  table.follower_trust = follower_trust;
  for (Matrix* values : {&table.leader, &table.follower, &table.leader_error, &table.follower_error})
    *values = unsorted(*values, rows, columns);
  return table;
}

PayoffTable payoff_table(const Payoffs& payoffs, const Vector& trust_grid,
                         const ExpectedPayoffOptions& options) {
  return expected_payoffs(payoffs, trust_grid, trust_grid, options);
}

}  // namespace models::limited_trust

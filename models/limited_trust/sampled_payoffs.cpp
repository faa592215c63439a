#include "models/limited_trust/sampled_payoffs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/outcome_steps.hpp"

namespace models::limited_trust {
namespace {

constexpr long block_games = 4096;

/// The different values of a sample and their probabilities.
struct Atoms {
  std::vector<double> values, probabilities;

  explicit Atoms(const solvers::Law& law) {
    for (const double x : law.kinks())
      if (values.empty() || x != values.back()) values.push_back(x);
    for (const double x : values) probabilities.push_back(law.cumulative(x) - law.cumulative_below(x));
  }
};

PayoffTable empty_table(const Vector& leader_trust, const Vector& follower_trust, PayoffMethod method) {
  PayoffTable table;
  table.leader_trust = leader_trust;
  table.follower_trust = follower_trust;
  table.method = method;
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  table.leader = table.follower = table.leader_error = table.follower_error =
      Matrix::Constant(leader_trust.size(), follower_trust.size(), unknown);
  return table;
}

/// Rounding of sums of that many terms, the mean of whose squares is known.
Matrix rounding(const Matrix& mean_square, double terms) {
  return std::numeric_limits<double>::epsilon() * (8 + std::sqrt(terms)) * mean_square.cwiseSqrt();
}

/// Advance `digits`, each below `base`, as a number is counted up; false after the last.
bool count_up(std::vector<std::size_t>& digits, std::size_t base) {
  for (auto& digit : digits) {
    if (++digit < base) return true;
    digit = 0;
  }
  return false;
}

double fill(Matrix& entries, const std::vector<std::size_t>& digits, const Atoms& atoms) {
  double probability = 1;
  for (std::size_t k = 0; k < digits.size(); ++k) {
    entries(static_cast<Eigen::Index>(k)) = atoms.values[digits[k]];
    probability *= atoms.probabilities[digits[k]];
  }
  return probability;
}

void take_means(PayoffTable& table, const OutcomeSums& sums, double total_weight) {
  table.leader = sums.total(OutcomeSums::leader_payoff) / total_weight;
  table.follower = sums.total(OutcomeSums::follower_payoff) / total_weight;
  table.leader_error = sums.total(OutcomeSums::leader_square) / total_weight;
  table.follower_error = sums.total(OutcomeSums::follower_square) / total_weight;
}

}  // namespace

double count_games(const Payoffs& payoffs) {
  if (payoffs.leader) return 1;
  if (payoffs.leader_law->has_density() || payoffs.follower_law->has_density())
    return std::numeric_limits<double>::infinity();
  const double cells = static_cast<double>(payoffs.leader_actions) * payoffs.follower_actions;
  return std::pow(static_cast<double>(Atoms(*payoffs.leader_law).values.size()), cells) *
         std::pow(static_cast<double>(Atoms(*payoffs.follower_law).values.size()), cells);
}

PayoffTable enumerated_payoffs(const Payoffs& payoffs, const Vector& leader_trust,
                               const Vector& follower_trust, const ExpectedPayoffOptions& options) {
  PayoffTable table = empty_table(leader_trust, follower_trust, PayoffMethod::exact);
  OutcomeSums sums(leader_trust, follower_trust);
  double total_weight = 0;
  if (payoffs.leader) {
    sums.add(*payoffs.leader, *payoffs.follower, 1);
    total_weight = 1;
    table.games = 1;
  } else {
    const Atoms leader_atoms(*payoffs.leader_law), follower_atoms(*payoffs.follower_law);
    Matrix leader(payoffs.leader_actions, payoffs.follower_actions), follower = leader;
    std::vector<std::size_t> leader_digits(leader.size(), 0), follower_digits = leader_digits;
    do {
      const double probability = fill(leader, leader_digits, leader_atoms);
      do {
        if (table.games % block_games == 0)
          if (const auto stop = options.stop.requested()) {
            table.termination = *stop;
            return table;
          }
        const double weight = probability * fill(follower, follower_digits, follower_atoms);
        sums.add(leader, follower, weight);
        total_weight += weight;
        ++table.games;
      } while (count_up(follower_digits, follower_atoms.values.size()));
    } while (count_up(leader_digits, leader_atoms.values.size()));
  }
  take_means(table, sums, total_weight);
  table.leader_error = rounding(table.leader_error, static_cast<double>(table.games));
  table.follower_error = rounding(table.follower_error, static_cast<double>(table.games));
  table.termination = solvers::Termination::converged;
  return table;
}

PayoffTable sampled_payoffs(const Payoffs& payoffs, const Vector& leader_trust, const Vector& follower_trust,
                            const ExpectedPayoffOptions& options) {
  PayoffTable table = empty_table(leader_trust, follower_trust, PayoffMethod::monte_carlo);
  OutcomeSums sums(leader_trust, follower_trust);
  Matrix leader(payoffs.leader_actions, payoffs.follower_actions), follower = leader;
  for (long block = 0; block * block_games < options.games; ++block) {
    if (const auto stop = options.stop.requested()) {
      table.termination = *stop;
      return table;
    }
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(block));
    const long end = std::min(options.games, (block + 1) * block_games);
    for (long game = block * block_games; game < end; ++game) {
      for (double& entry : leader.reshaped()) entry = payoffs.leader_law->sample(stream);
      for (double& entry : follower.reshaped()) entry = payoffs.follower_law->sample(stream);
      sums.add(leader, follower, 1);
    }
  }
  table.games = options.games;
  const double games = static_cast<double>(options.games);
  take_means(table, sums, games);
  const auto standard_error = [games](const Matrix& mean, const Matrix& mean_square) -> Matrix {
    return ((mean_square - mean.cwiseAbs2()).cwiseMax(0) / (games - 1)).cwiseSqrt();
  };
  table.leader_error = standard_error(table.leader, table.leader_error);
  table.follower_error = standard_error(table.follower, table.follower_error);
  table.termination = solvers::Termination::converged;
  return table;
}

}  // namespace models::limited_trust

#include "models/limited_trust/exponential_payoffs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "models/limited_trust/exponential_terms.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

// Beyond this trust, in means, every exponential exp(-s) is 0 in doubles, and so is s^3 exp(-s).
constexpr double far_away = 1000;
// Beyond this trust of the follower, terms with r < 0 (size below s^3 exp(-4 d)) are below 1e-200: left out,
// since exp(-r s) alone would overflow.
constexpr double growing_terms_vanish = 150;

double power(double x, int exponent) {
  double product = 1;
  for (int k = 0; k < exponent; ++k) product *= x;
  return product;
}

/// What the terms of one sum ask of one trust level, term by term.
Matrix row_factors(std::span<const ExponentialTerm> terms, const Vector& leader) {
  Matrix factors(terms.size(), leader.size());
  for (Eigen::Index i = 0; i < leader.size(); ++i)
    for (std::size_t k = 0; k < terms.size(); ++k) {
      const ExponentialTerm& t = terms[k];
      const double s = t.r < 0 ? std::min(leader(i), growing_terms_vanish) : leader(i);
      factors(k, i) = t.coefficient * power(s, t.p) * std::exp(-t.r * s);
    }
  return factors;
}

Matrix column_factors(std::span<const ExponentialTerm> terms, const Vector& follower) {
  Matrix factors(terms.size(), follower.size());
  for (Eigen::Index j = 0; j < follower.size(); ++j)
    for (std::size_t k = 0; k < terms.size(); ++k) {
      const ExponentialTerm& t = terms[k];
      const double d = follower(j);
      const bool vanishes = t.r < 0 && d > growing_terms_vanish;
      factors(k, j) = vanishes ? 0 : power(d, t.q) * std::exp(-t.u * d);
    }
  return factors;
}

struct Factors {
  Matrix rows, columns;

  Factors(std::span<const ExponentialTerm> terms, const Vector& leader, const Vector& follower)
      : rows(row_factors(terms, leader)), columns(column_factors(terms, follower)) {}
  double sum(Eigen::Index i, Eigen::Index j) const {
    const double *row = rows.data() + i * rows.rows(), *column = columns.data() + j * columns.rows();
    double total = 0;
    for (Eigen::Index k = 0; k < rows.rows(); ++k) total += row[k] * column[k];
    return total;
  }
};

}  // namespace

PayoffTable exponential_payoffs(double mean, const Vector& leader_trust, const Vector& follower_trust) {
  solvers::require::positive("exponential_payoffs", "mean", mean);
  const Vector leader = (leader_trust / mean).cwiseMin(far_away);
  const Vector follower = (follower_trust / mean).cwiseMin(far_away);
  const Factors leader_below(leader_terms(false), leader, follower),
      leader_above(leader_terms(true), leader, follower);
  const Factors follower_below(follower_terms(false), leader, follower);
  const Factors follower_above(follower_terms(true), leader, follower);

  PayoffTable table;
  table.method = PayoffMethod::exact;
  table.termination = solvers::Termination::converged;
  table.leader_trust = leader_trust;
  table.follower_trust = follower_trust;
  table.leader.resize(leader.size(), follower.size());
  table.follower.resize(leader.size(), follower.size());
  for (Eigen::Index j = 0; j < follower.size(); ++j)
    for (Eigen::Index i = 0; i < leader.size(); ++i) {
      const bool above = leader(i) > follower(j);
      table.leader(i, j) = mean * (above ? leader_above : leader_below).sum(i, j);
      table.follower(i, j) = mean * (above ? follower_above : follower_below).sum(i, j);
    }
  // About 40 terms, the sum of whose sizes stays below 6 at any trust: each is rounded to a few units.
  const double rounding = 64 * std::numeric_limits<double>::epsilon() * mean;
  table.leader_error = Matrix::Constant(leader.size(), follower.size(), rounding);
  table.follower_error = table.leader_error;
  return table;
}

}  // namespace models::limited_trust

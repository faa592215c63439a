#include "models/limited_trust/utility_table.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using Eigen::Index;

Vector own_grid(const Metagame& metagame) {
  solvers::require::positive("UtilityTable", "max_trust", metagame.max_trust);
  solvers::require::at_least("UtilityTable", "grid_points", metagame.grid_points, 2);
  return Vector::LinSpaced(metagame.grid_points, 0, metagame.max_trust);
}

/// Between which two of `count` equally spaced points of [0, range], and how far on the way.
struct Place {
  Index at;
  double share;
};

Place place(double x, double range, Index count) {
  const double position = x / range * static_cast<double>(count - 1);
  const Index at = std::clamp(static_cast<Index>(position), Index{0}, count - 2);
  return {at, position - static_cast<double>(at)};
}

void add_columns(const Matrix& table, const Place& where, double weight, Vector& sum) {
  sum.noalias() +=
      (weight * (1 - where.share)) * table.col(where.at) + (weight * where.share) * table.col(where.at + 1);
}

double bilinear(const Matrix& table, const Place& row, const Place& column) {
  const auto along = [&](Index c) {
    return (1 - row.share) * table(row.at, c) + row.share * table(row.at + 1, c);
  };
  return (1 - column.share) * along(column.at) + column.share * along(column.at + 1);
}

template <typename Function>
Matrix tabulate(const Vector& rows, const Vector& columns, const Function& value) {
  Matrix table(rows.size(), columns.size());
  for (Index c = 0; c < table.cols(); ++c)
    for (Index r = 0; r < table.rows(); ++r) table(r, c) = value(rows(r), columns(c));
  return table;
}

double largest_fall_along_rows(const Matrix& table) {
  return std::max(0.0, (table.leftCols(table.cols() - 1) - table.rightCols(table.cols() - 1)).maxCoeff());
}

}  // namespace

UtilityTable::UtilityTable(const Metagame& metagame, int levels, const Utility& leader,
                           const Utility& follower)
    : grid_(own_grid(metagame)) {
  solvers::require::at_least("UtilityTable", "levels", levels, 2);
  const Vector others = Vector::LinSpaced(levels, 0, metagame.max_trust);
  as_leader_ = tabulate(grid_, others, [&](double own, double other) { return leader(own, other); });
  as_follower_ = tabulate(grid_, others, [&](double own, double other) { return follower(other, own); });
  look();
}

UtilityTable::UtilityTable(const Metagame& metagame, Matrix as_leader, Matrix as_follower)
    : grid_(own_grid(metagame)), as_leader_(std::move(as_leader)), as_follower_(std::move(as_follower)) {
  look();
}

void UtilityTable::look() {
  solvers::require::same_size("UtilityTable", "rows of u_L", as_leader_.rows(), "grid", grid_.size());
  solvers::require::same_size("UtilityTable", "rows of u_F", as_follower_.rows(), "grid", grid_.size());
  solvers::require::same_size("UtilityTable", "columns of u_L", as_leader_.cols(), "u_F",
                              as_follower_.cols());
  solvers::require::that(as_leader_.allFinite() && as_follower_.allFinite(), "UtilityTable",
                         "expected payoffs are not finite; use laws with a mean");
  largest_fall_ = largest_fall_along_rows(as_leader_);
  may_decline_ = as_follower_.minCoeff() < 0;
}

void UtilityTable::add_as_leader(double other_trust, double weight, Vector& sum) const {
  add_columns(as_leader_, place(other_trust, max_trust(), as_leader_.cols()), weight, sum);
}

void UtilityTable::add_as_follower(double other_trust, double weight, Vector& sum) const {
  add_columns(as_follower_, place(other_trust, max_trust(), as_follower_.cols()), weight, sum);
}

double UtilityTable::as_leader(double own_trust, double other_trust) const {
  return bilinear(as_leader_, place(own_trust, max_trust(), as_leader_.rows()),
                  place(other_trust, max_trust(), as_leader_.cols()));
}

double UtilityTable::as_follower(double own_trust, double other_trust) const {
  return bilinear(as_follower_, place(own_trust, max_trust(), as_follower_.rows()),
                  place(other_trust, max_trust(), as_follower_.cols()));
}

std::optional<ExpectedUtilities> expected_utilities(const Payoffs& payoffs, const Metagame& metagame,
                                                    const ExpectedPayoffOptions& options) {
  const Vector grid = own_grid(metagame);
  const bool refined = method_of(payoffs, options) == PayoffMethod::exact;
  const int levels = refined ? 16 * (metagame.grid_points - 1) + 1 : metagame.grid_points;
  const Vector others = Vector::LinSpaced(levels, 0, metagame.max_trust);
  const auto led = expected_payoffs(payoffs, grid, others, options);
  if (was_stopped(led.termination)) return std::nullopt;
  const auto followed = refined ? expected_payoffs(payoffs, others, grid, options) : led;
  if (was_stopped(followed.termination)) return std::nullopt;
  const double error = std::max(led.leader_error.maxCoeff(), followed.follower_error.maxCoeff());
  return ExpectedUtilities{UtilityTable(metagame, led.leader, followed.follower.transpose()), led.method,
                           error, levels};
}

}  // namespace models::limited_trust

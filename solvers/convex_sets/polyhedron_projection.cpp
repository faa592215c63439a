#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "solvers/convex_sets/polyhedron.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/core/require.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double rounding = std::numeric_limits<double>::epsilon();

/// normal . x <= bound, or = bound.
struct Row {
  Vector normal;
  double bound;
  bool equality;
};

void check(const PolyhedronConstraints& c, const Vector& start) {
  constexpr auto who = "project_onto_polyhedron";
  require::at_least(who, "dimension", c.dimension, 1);
  require::same_size(who, "start", start.size(), "a point", c.dimension);
  require::same_size(who, "inequality_bound", c.inequality_bound.size(), "the rows of A",
                     c.inequality_matrix.rows());
  require::same_size(who, "equality_value", c.equality_value.size(), "the rows of E",
                     c.equality_matrix.rows());
  if (c.inequality_matrix.rows() > 0)
    require::same_size(who, "a row of A", c.inequality_matrix.cols(), "a point", c.dimension);
  if (c.equality_matrix.rows() > 0)
    require::same_size(who, "a row of E", c.equality_matrix.cols(), "a point", c.dimension);
  if (c.lower.size() > 0) require::same_size(who, "lower", c.lower.size(), "a point", c.dimension);
  if (c.upper.size() > 0) require::same_size(who, "upper", c.upper.size(), "a point", c.dimension);
  require::that(
      c.inequality_matrix.allFinite() && c.equality_matrix.allFinite() && c.equality_value.allFinite(), who,
      "a coefficient is not finite");
  require::that(!c.inequality_bound.hasNaN() && !c.lower.hasNaN() && !c.upper.hasNaN(), who,
                "a bound is not a number");
}

/// All constraints as rows, in the order that `contradiction` uses. Infinite bounds keep their place.
std::vector<Row> rows_of(const PolyhedronConstraints& c) {
  std::vector<Row> rows;
  for (Eigen::Index i = 0; i < c.inequality_matrix.rows(); ++i)
    rows.push_back({c.inequality_matrix.row(i), c.inequality_bound(i), false});
  for (Eigen::Index i = 0; i < c.equality_matrix.rows(); ++i)
    rows.push_back({c.equality_matrix.row(i), c.equality_value(i), true});
  for (Eigen::Index j = 0; j < c.upper.size(); ++j)
    rows.push_back({Vector::Unit(c.dimension, j), c.upper(j), false});
  for (Eigen::Index j = 0; j < c.lower.size(); ++j)
    rows.push_back({-Vector::Unit(c.dimension, j), -c.lower(j), false});
  return rows;
}

/// The active set while it grows and shrinks. Normals point outward: of an equality, away from the start.
class ActiveSet {
 public:
  ActiveSet(const std::vector<Row>& rows, const Vector& start) : rows_(rows), start_(start), x_(start) {}

  /// One constraint made to hold: false where that contradicts the active ones; `contradiction` is filled
  /// then.
  bool hold(int index, double side, Vector& contradiction);
  void polish();  ///< the same active set, solved at once from the start: the walk's rounding is gone

  bool holds(int index) const { return std::find(active_.begin(), active_.end(), index) != active_.end(); }
  double violation(int index) const { return rows_[index].normal.dot(x_) - rows_[index].bound; }
  /// Violations up to here cannot be told from rounding.
  double noise(int index) const {
    const Row& row = rows_[index];
    return 16 * rounding *
           (std::abs(row.bound) + row.normal.cwiseAbs().dot(x_.cwiseAbs() + start_.cwiseAbs()));
  }
  Matrix normals() const;
  const Vector& point() const { return x_; }
  Vector multipliers() const {
    return Vector::Map(multipliers_.data(), static_cast<long>(multipliers_.size()));
  }
  const std::vector<int>& active() const { return active_; }

 private:
  /// How far the multipliers allow to go: the step, and the position of the one that reaches 0 first (or -1).
  std::pair<double, int> blocking(const Vector& fall) const;
  void drop(int position);

  const std::vector<Row>& rows_;
  const Vector& start_;
  Vector x_;
  std::vector<int> active_;
  std::vector<double> sides_, multipliers_;  ///< side -1: an equality approached from below
};

Matrix ActiveSet::normals() const {
  Matrix normals(x_.size(), static_cast<long>(active_.size()));
  for (std::size_t k = 0; k < active_.size(); ++k)
    normals.col(static_cast<long>(k)) = sides_[k] * rows_[active_[k]].normal;
  return normals;
}

std::pair<double, int> ActiveSet::blocking(const Vector& fall) const {
  double step = infinity;
  int position = -1;
  for (std::size_t k = 0; k < active_.size(); ++k) {
    const double rate = fall(static_cast<long>(k));
    if (rows_[active_[k]].equality || rate <= 0 || multipliers_[k] / rate >= step) continue;
    step = multipliers_[k] / rate;
    position = static_cast<int>(k);
  }
  return {step, position};
}

void ActiveSet::drop(int position) {
  active_.erase(active_.begin() + position);
  sides_.erase(sides_.begin() + position);
  multipliers_.erase(multipliers_.begin() + position);
}

bool ActiveSet::hold(int index, double side, Vector& contradiction) {
  const Vector normal = side * rows_[index].normal;
  double multiplier = 0;
  for (;;) {  // each turn drops one constraint or is the last
    const Matrix N = normals();
    Vector fall = least_squares(N, normal);  // of the active multipliers, per unit of the new one
    const Vector direction = normal - N * fall;
    // a new normal within rounding of the span of the active ones does not move x
    const bool dependent = direction.norm() <= 1e-13 * normal.norm() * (1 + fall.cwiseAbs().sum());
    if (dependent)  // noise in the weights must not pass for a sign
      fall = (fall.cwiseAbs().array() <= 1e-13 * (1 + fall.cwiseAbs().sum())).select(0.0, fall);
    const auto [dual_step, position] = blocking(fall);
    const double primal_step = dependent ? infinity : side * violation(index) / direction.squaredNorm();
    const double step = std::min(dual_step, primal_step);
    if (step == infinity) {
      contradiction = Vector::Zero(static_cast<long>(rows_.size()));
      contradiction(index) = side;
      for (std::size_t k = 0; k < active_.size(); ++k)
        contradiction(active_[k]) -= sides_[k] * fall(static_cast<long>(k));
      return false;
    }
    for (std::size_t k = 0; k < active_.size(); ++k) multipliers_[k] -= step * fall(static_cast<long>(k));
    multiplier += step;
    if (!dependent) x_ -= step * direction;
    if (primal_step <= dual_step) {
      active_.push_back(index);
      sides_.push_back(side);
      multipliers_.push_back(multiplier);
      return true;
    }
    drop(position);
  }
}

void ActiveSet::polish() {
  const Matrix N = normals();
  Vector excess(N.cols());  // how far the start lies outside each active constraint
  for (std::size_t k = 0; k < active_.size(); ++k)
    excess(static_cast<long>(k)) =
        sides_[k] * (rows_[active_[k]].normal.dot(start_) - rows_[active_[k]].bound);
  if (const auto multipliers = solve_linear(N.transpose() * N, excess)) {
    for (std::size_t k = 0; k < active_.size(); ++k)
      if (!rows_[active_[k]].equality && (*multipliers)(static_cast<long>(k)) < 0) return;  // keep the walk's
    multipliers_.assign(multipliers->begin(), multipliers->end());
    x_ = start_ - N * *multipliers;
  }
}

/// The constraint to add next: equalities first, then the inequality most violated in distance. -1: none is
/// violated.
int most_violated(const std::vector<Row>& rows, const ActiveSet& set) {
  int worst = -1;
  double distance = 0;
  for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
    if (rows[i].bound == infinity || set.holds(i)) continue;
    const double violation = rows[i].equality ? std::abs(set.violation(i)) : set.violation(i);
    if (violation <= set.noise(i)) continue;
    if (rows[i].equality) return i;
    const double length = rows[i].normal.norm();
    if (length > 0 && violation / length <= distance) continue;
    distance = length > 0 ? violation / length : infinity;
    worst = i;
  }
  return worst;
}

/// Whether the weights prove emptiness up to rounding: normals cancel, and the right sides sum to less than
/// 0.
bool contradicts(const std::vector<Row>& rows, const Vector& weights) {
  Vector normal = Vector::Zero(rows.front().normal.size());
  double bound = 0, size = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double weight = weights(static_cast<long>(i));
    if (weight == 0) continue;
    normal += weight * rows[i].normal;
    bound += weight * rows[i].bound;
    size += std::abs(weight * rows[i].bound) + std::abs(weight) * rows[i].normal.norm();
  }
  return normal.norm() <= 1e-12 * size && bound < -1e-14 * size;
}

double kkt_residual(const std::vector<Row>& rows, const Vector& start, const ActiveSet& set) {
  const Vector multipliers = set.multipliers();
  double residual = (start - set.point() - set.normals() * multipliers).lpNorm<Eigen::Infinity>();
  for (int i = 0; i < static_cast<int>(rows.size()); ++i)
    if (rows[i].bound < infinity)
      residual = std::max(residual, rows[i].equality ? std::abs(set.violation(i)) : set.violation(i));
  for (std::size_t k = 0; k < set.active().size(); ++k) {
    if (rows[set.active()[k]].equality) continue;
    residual = std::max(residual, -multipliers(static_cast<long>(k)));
    if (multipliers(static_cast<long>(k)) > 0)
      residual = std::max(residual, std::abs(set.violation(set.active()[k])));
  }
  return residual;
}

}  // namespace

PolyhedronProjectionResult project_onto_polyhedron(const PolyhedronConstraints& constraints,
                                                   const Vector& start,
                                                   const PolyhedronProjectionOptions& options) {
  check(constraints, start);
  require::at_least("project_onto_polyhedron", "max_iterations", options.max_iterations, 1);

  PolyhedronProjectionResult result;
  result.point = Vector::Constant(start.size(), std::numeric_limits<double>::quiet_NaN());
  if (!start.allFinite()) {
    result.termination = Termination::not_finite;
    return result;
  }
  const auto rows = rows_of(constraints);
  ActiveSet set(rows, start);
  int next = most_violated(rows, set);
  for (; next >= 0 && result.iterations < options.max_iterations; next = most_violated(rows, set)) {
    ++result.iterations;
    if (rows[next].bound == -infinity ||
        !set.hold(next, set.violation(next) > 0 ? 1 : -1, result.contradiction)) {
      if (rows[next].bound == -infinity)
        result.contradiction = Vector::Unit(static_cast<long>(rows.size()), next);
      const bool shown = rows[next].bound == -infinity || contradicts(rows, result.contradiction);
      result.termination = shown ? Termination::no_solution : Termination::singular;
      return result;
    }
  }
  result.termination = next < 0 ? Termination::converged : Termination::iteration_limit;
  set.polish();
  result.point = set.point();
  result.active_normals = set.normals();
  result.multipliers = set.multipliers();
  result.kkt_residual = kkt_residual(rows, start, set);
  return result;
}

}  // namespace solvers

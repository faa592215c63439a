// solvers/convex_sets/polyhedron.hpp
// {x : A x <= b, E x = e, lower <= x <= upper}, and the nearest point of it: for sizes up to some hundred
// rows.
#pragma once

#include "solvers/convex_sets/convex_set.hpp"
#include "solvers/core/termination.hpp"

namespace solvers {

/// Rows may be missing (0 x n), bounds infinite or missing (size 0: free).
struct PolyhedronConstraints {
  int dimension = 0;
  Matrix inequality_matrix{};  ///< A, m x n
  Vector inequality_bound{};   ///< b, m; +infinity drops the row
  Matrix equality_matrix{};    ///< E, p x n
  Vector equality_value{};     ///< e, p, finite
  Vector lower{}, upper{};     ///< n or 0
};

struct PolyhedronProjectionOptions {
  int max_iterations = 1000;  ///< changes of the active set; at least 1
};

struct PolyhedronProjectionResult {
  Termination termination =
      Termination::not_started;  ///< `no_solution`: a contradiction was found, see below
  Vector point;                  ///< nearest point
  Matrix active_normals;  ///< n x k, independent outward normals of the constraints that hold the point
  Vector multipliers;     ///< k; >= 0 for inequalities: start - point = active_normals * multipliers
  double kkt_residual =
      0;  ///< largest violation of stationarity, feasibility, sign or complementarity, made afresh
  /// For `no_solution`: weights w (rows of A >= 0, E, upper >= 0, lower >= 0 in this order) for which the
  /// weighted sum of the normals vanishes while that of the right sides is negative (Farkas).
  Vector contradiction;
  int iterations = 0;
};

/// The point of the polyhedron nearest to `start`. Method: dual active set; adds the most violated constraint
/// and keeps the multipliers feasible, so that it ends after finitely many changes, with the point or a
/// contradiction. Source: Goldfarb & Idnani (1983), Math. Programming 27, 1-33, with the identity as Hessian.
/// Throws std::invalid_argument for shapes that disagree, NaN, or an option out of range.
PolyhedronProjectionResult project_onto_polyhedron(const PolyhedronConstraints&, const Vector& start,
                                                   const PolyhedronProjectionOptions& = {});

class Polyhedron final : public ConvexSet {
 public:
  /// Throws std::invalid_argument for wrong shapes, and for an empty set.
  explicit Polyhedron(PolyhedronConstraints constraints);

  int dimension() const override { return constraints_.dimension; }
  Vector project(
      const Vector& x) const override;  ///< NaN where x is not finite or the active set does not settle
  /// The projector along the active normals: an element of the generalised Jacobian of Han & Sun (1997), J.
  /// Optim. Theory Appl. 94, 659-676, which serves semismooth Newton as the B-subdifferential does.
  Matrix projection_jacobian(const Vector& x) const override;
  bool contains(const Vector& x, double tolerance) const override;
  /// A linear programme, solved by proximal points (they end after finitely many steps). NaN where they do
  /// not.
  double support_gap(const Vector& gradient, const Vector& x) const override;
  Vector sample(
      const std::function<double()>& uniform01) const override;  ///< projection of a point of its bounds

 private:
  PolyhedronConstraints constraints_;
};

}  // namespace solvers

// solvers/certificates/krawczyk.hpp
// Proof that a box holds exactly one zero of a system, or none.
#pragma once

#include <optional>
#include <string>

#include "solvers/certificates/ball_system.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/verdict.hpp"

namespace solvers {

struct KrawczykOptions {
  /// First half-width of the box; 0: max(1e-12, 100 times the largest entry of the Newton step at the point),
  /// as that step estimates how far the zero is.
  double radius = 0;
  double growth = 100;       ///< of the half-width after a failure; > 1
  double max_radius = 1e-2;  ///< no larger box is tried; > 0
  Stop stop{};               ///< asked once for each row; undecided where it ends the test
  double inflate_to = 0;  ///< once proved: also try boxes up to this half-width; 0: keep the first that works
};

struct KrawczykResult {
  /// proved: exactly one zero in `box` (and `enclosure` holds it). refuted: `box` holds none. undecided:
  /// neither.
  Verdict verdict = Verdict::undecided;
  IntervalBox box;        ///< that the verdict is about; of the last try where undecided
  IntervalBox enclosure;  ///< K(box) within box: where the zero is; empty unless proved
  double radius = 0;      ///< half-width of `box`
  int tries = 0;          ///< boxes that were tried
  std::string detail;     ///< why it is undecided
};

/// Exactly one zero near `point`? K(Z) = z - Y F(z) + (I - Y J(Z))(Z - z) in the interior of Z proves one and
/// only one zero of F in Z; Y approximates the inverse of the Jacobian at z. F(Z) without 0 proves that there
/// is none. Everything but Y, which needs no accuracy, is rounded outward. Source: Krawczyk (1969), Computing
/// 4, 187-201; Neumaier (1990), Interval Methods for Systems of Equations, 5.1. Throws std::invalid_argument
/// for a missing function, shapes that disagree, or an option out of range.
KrawczykResult krawczyk(const BallSystem&, const Vector& point, const KrawczykOptions& = {});

/// K(box) of the operator below: every zero of F in the box lies in it too, so that it contracts, and a
/// K(box) that misses the box excludes zeros. Nothing where the Jacobian is singular or not finite at the
/// middle.
std::optional<IntervalBox> krawczyk_image(const BallSystem&, const IntervalBox& box);

/// The same test on a given box, around its middle: no other box is tried.
KrawczykResult krawczyk_on_box(const BallSystem&, const IntervalBox& box);

}  // namespace solvers

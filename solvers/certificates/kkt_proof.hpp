// solvers/certificates/kkt_proof.hpp
// Proof that a box holds exactly one solution of a complementarity problem, with strict complementarity
// checked; what is degenerate is called so.
#pragma once

#include <string>
#include <vector>

#include "solvers/certificates/krawczyk.hpp"
#include "solvers/games/complementarity.hpp"

namespace solvers {

/// Where an entry w_j of a solution stands.
enum class Activity {
  interior,  ///< G_j = 0
  lower,     ///< w_j = lower_j, G_j >= 0
  upper,     ///< w_j = upper_j, G_j <= 0
};

struct KktProof {
  /// proved: exactly one solution in `box`. refuted: none in it. undecided: see `detail`.
  Verdict verdict = Verdict::undecided;
  IntervalBox box;    ///< of w; contains the point; empty unless proved
  double margin = 0;  ///< strict complementarity: every slack and every multiplier of an active bound
                      ///< is at least this much on the whole box; 0 unless proved
  std::vector<Activity> activity;  ///< of each entry, by whichever of slack and G_j is smaller
  bool degenerate = false;         ///< undecided, and strict complementarity fails within `degeneracy` below
  int null_dimension = 0;          ///< of the reduced Jacobian: > 0: solutions may form a continuum
  std::string detail;              ///< why it is undecided
};

struct KktProofOptions {
  double degeneracy = 1e-7;  ///< slack and G_j both below this times max(1, |w|, |G|) count as 0; > 0
  KrawczykOptions krawczyk{};
};

/// Exactly one solution near w? On the faces that `activity` names the conditions are a square system;
/// Krawczyk's test proves one zero of it, and certain signs of G_j at the bounds and of slacks elsewhere, on
/// the whole box, leave no other face a solution. Source: Krawczyk (1969); Facchinei & Pang (2003),
/// section 3.3. Throws std::invalid_argument for a point of the wrong size or not finite, or an option out of
/// range.
KktProof prove_kkt(const ComplementarityProblem&, const Vector& w, const KktProofOptions& = {});

/// An upper bound of the natural residual at w, in balls: by how much the conditions surely fail at most.
/// Infinite where G has no finite enclosure or w violates its bounds.
double bound_natural_residual(const ComplementarityProblem&, const Vector& w);

/// dw/dp at a solution whose complementarity is strict, by the implicit function theorem on the reduced
/// system: size x number of parameters; entries at bounds do not move. Empty where the reduced Jacobian is
/// singular.
Matrix sensitivities(const ComplementarityProblem&, const Vector& w, const std::vector<Activity>&);

/// lambda for a given x: least violation of the conditions of x over multipliers that are allowed, by
/// nonnegative least squares; inactive constraints (g below -`activity_tolerance` times max(1, |x|)) get 0.
/// Source: Lawson & Hanson (1974), Solving Least Squares Problems, chapter 23.
Vector recover_multipliers(const KktConditions&, const Vector& x, double activity_tolerance = 1e-6);

}  // namespace solvers

// solvers/certificates/all_solutions.hpp
// Every solution of a small complementarity problem, proved: branch and prune in balls.
#pragma once

#include <string>
#include <vector>

#include "solvers/certificates/kkt_proof.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace solvers {

struct AllSolutionsOptions {
  long max_boxes = 100'000;  ///< at least 1
  double smallest = 1e-8;    ///< sides narrower than this times max(1, |w|) are not split; in (0, 1)
  int starts = 20;           ///< of the search that finds solutions before the boxes are examined; at least 0
  std::uint64_t seed = 1;
  double far = 0x1p50;  ///< infinite bounds: entries up to this size are covered (balls blur wider ones)
  Stop stop{};
};

struct ProvedSolution {
  Vector w;
  KktProof proof;  ///< exactly one solution in its box
};

struct UndecidedBox {
  IntervalBox box;
  bool at_most_one = false;  ///< on each choice of active bounds there is at most one solution in it
};

struct AllSolutionsResult {
  /// converged: everything is decided; stalled: boxes remain that cannot be decided; evaluation_limit, ...
  Termination termination = Termination::not_started;
  std::vector<ProvedSolution> solutions;  ///< with disjoint roots
  std::vector<UndecidedBox> undecided;    ///< touching boxes are joined
  bool complete = false;                  ///< no solution but the proved ones (within `far`)
  /// Every solution lies in a proved or an undecided box, and all undecided ones are small (`smallest`,
  /// joined): nothing is missing from the list, though what is there may be degenerate.
  bool covered = false;
  long boxes = 0;
};

/// All solutions of G_j = 0 or at a bound with the right sign. Boxes are cut by certain signs of G_j, by
/// Krawczyk's operator on the entries with G_j = 0, and by the complementarity itself (at the bound, or G_j =
/// 0); those inside the box of a proved solution are done. Degenerate solutions remain as small undecided
/// boxes. Practical up to about six unknowns; at more use prove_strictly_monotone or scan_aggregate. Source:
/// Neumaier (1990), Interval Methods for Systems of Equations; Hansen & Walster (2004), chapters 11-13.
/// Throws std::invalid_argument for an option out of range.
AllSolutionsResult find_all_solutions(const ComplementarityProblem&, const AllSolutionsOptions& = {});

}  // namespace solvers

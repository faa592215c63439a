// models/digital_twin/printed_symmetric_grid.hpp
// S0, the source's symmetric system (16), on a grid of information sensitivities x deception costs.
#pragma once

#include <vector>

#include "models/digital_twin/representative_player.hpp"
#include "solvers/core/instruction_set.hpp"
#include "solvers/core/verdict.hpp"

namespace models::digital_twin {

struct PrintedSymmetricGridProblem {
  Representative player;           ///< all but the two parameters of the axes
  Vector information_sensitivity;  ///< lambda of each row, > 0
  Vector deception_cost;           ///< c3 of each column, > 0; ascending is fastest

  Representative at(Eigen::Index row, Eigen::Index column) const;
};

struct PrintedSymmetricGridOptions {
  solvers::InstructionSet instructions = solvers::best_instruction_set();
};

struct PrintedSymmetricGridResult {
  Matrix sharing, deception;  ///< alpha, delta: rows x columns; NaN where `unsolved` counts
  Vector probing;             ///< beta of each row: (16) gives the same at every c3
  long solved_singly = 0;     ///< points that the vector kernel left to `solve_printed_symmetric`
  long unsolved = 0;          ///< points where that failed too
};

/// The one positive root of (16) at every point. Method: kernels/march_printed_symmetric.hpp, whose every
/// root is admissible and stands between two signs; a point that fails this check is solved by
/// `solve_printed_symmetric`. Accuracy: 1e-13 relative. Throws std::invalid_argument for parameters out of
/// range or empty axes.
PrintedSymmetricGridResult solve_printed_symmetric_grid(const PrintedSymmetricGridProblem&,
                                                        const PrintedSymmetricGridOptions& = {});

/// Whether the root of (16), for these double parameters, lies within `relative_width` of `sharing`: `proved`
/// by the sign of the eliminated quintic at two floats in outward-rounded doubles (there is one positive
/// root), `refuted` by two equal signs.
solvers::Verdict certify_printed_symmetric(const Representative&, double sharing,
                                           double relative_width = 1e-12);

/// The same at every point of a grid; rows x columns in column-major order, as `sharing`.
std::vector<solvers::Verdict> certify_printed_symmetric_grid(const PrintedSymmetricGridProblem&,
                                                             const Matrix& sharing,
                                                             double relative_width = 1e-12);

}  // namespace models::digital_twin

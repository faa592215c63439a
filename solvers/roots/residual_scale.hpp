// solvers/roots/residual_scale.hpp
// How small the residual of a system is: its size over what rounding the unknowns alone would cause.
#pragma once

#include "solvers/core/vector.hpp"

namespace solvers {

/// sum_j |jacobian_ij| max(|x_j|, unit_j) for each equation i: by how much it moves, to first order, when
/// each unknown changes by its own size. `unit`: typical sizes of the unknowns, > 0; empty: all 1.
Vector equation_scales(const Matrix& jacobian, const Vector& x, const Vector& unit = {});

/// max_i |residual_i| / equation_scales_i: to first order, the relative change of the unknowns that would
/// make every equation exact. Neither the units of the equations nor those of x (given as `unit`) move it.
/// +infinity where an equation that no unknown moves is not met, and where anything is not finite.
double scaled_residual(const Vector& residual, const Matrix& jacobian, const Vector& x,
                       const Vector& unit = {});

}  // namespace solvers

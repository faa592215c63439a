// models/digital_twin/kernels/march_printed_symmetric.hpp
// Vector kernel: the printed symmetric system (16) on a grid of rows x deception costs.
#pragma once

#include "solvers/core/instruction_set.hpp"

namespace models::digital_twin::kernels {

/// What of a row's parameters enters the eliminated equation; each array has `count` entries.
/// With n = N - 1, theta = lambda R n / N^2 and m = theta a, the unknown u = m alpha / (2 c3) in (0, 1)
/// solves
///   (1 - u)(1 + g u) = h u (1 + g u^2)^2,   g = 4 n c3 / m,   h = 4 c1 c3 / m^2.
struct PrintedSymmetricRows {
  const double* g_rate;        ///< g / c3 = 4 n / m
  const double* h_rate;        ///< h / c3 = 4 c1 / m^2
  const double* sharing_rate;  ///< alpha / (u c3) = 2 / m
  long count;
};

/// Solve every point (row, c3[column]): alpha to sharing[column * rows.count + row], delta to `deception`
/// likewise. c3: positive, ascending for speed (any order is right). Rows are independent. Method: 64 rows at
/// a time as vector lanes; along c3 each point starts from the log-quadratic extrapolation of its three
/// predecessors, then safeguarded Newton until every lane moves less than 1e-7, and one step more. Each root
/// is checked: 0 < u < 1 and the equation changes sign, by more than its rounding error, between u (1 -
/// 4e-13) and u (1 + 4e-13); as there is one positive root, that is the root. Points that fail hold NaN.
/// Returns the number of points that fail. Uses + - * / only: all instruction sets give the same bits.
long march_printed_symmetric(const PrintedSymmetricRows& rows, const double* c3, long columns,
                             double* sharing, double* deception,
                             solvers::InstructionSet instructions = solvers::best_instruction_set());

}  // namespace models::digital_twin::kernels

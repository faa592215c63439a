// solvers/certificates/definiteness.hpp
// Signs of symmetric matrices of balls: for every matrix enclosed, or not claimed.
#pragma once

#include "solvers/certificates/ball_system.hpp"

namespace solvers {

/// Whether (A + A') / 2 is positive definite for every A enclosed: the pivots of its LDL' factorisation in
/// balls are certainly positive. False says nothing.
bool certainly_positive_definite(const BallMatrix& A);

/// Whether (A + A') / 2 is negative semidefinite for every A enclosed, by pivots, or by certain nonpositive
/// diagonal dominance (Gershgorin), which covers zero rows.
bool certainly_negative_semidefinite(const BallMatrix& A);

}  // namespace solvers

// models/expressions/kernels/batch.hpp
// A program on 64 profiles at once: every slot is a block of 64 numbers.
#pragma once

#include "models/expressions/instruction.hpp"
#include "solvers/core/instruction_set.hpp"

namespace models::expressions::kernels {

inline constexpr int lanes = 64;

/// Runs the instructions on blocks: slot k begins at slots + 64 k, aligned to 64 bytes. The same answers as
/// one by one but for the last bits of exp, log, tanh and powers, which are the vector library's.
/// `other` does an operation that has no vector form, on one number.
void run_batch(const Instruction* instructions, int count, double* slots,
               double other(const Instruction&, double a, double b, double c),
               solvers::InstructionSet set = solvers::best_instruction_set());

}  // namespace models::expressions::kernels

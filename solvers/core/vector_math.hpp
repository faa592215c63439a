// solvers/core/vector_math.hpp
// exp, log, tanh inside vector loops. glibc has vector versions, but declares them only under -ffast-math,
// which is forbidden here; these declarations say the same without it. To be included by kernels alone
// (entente_kernels). Accuracy: at most 4 units in the last place; the last bits depend on the instruction
// set.
#pragma once

#include <cmath>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
extern "C" {
__attribute__((simd("notinbranch"))) double exp(double) noexcept;
__attribute__((simd("notinbranch"))) double log(double) noexcept;
__attribute__((simd("notinbranch"))) double tanh(double) noexcept;
}
#endif

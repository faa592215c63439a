// solvers/core/instruction_set.hpp
// Which vector instructions a kernel may use. Kernels are compiled once for each level and chosen at the
// call, so that every level can be asked for by name: a test runs all of them, a bench measures the one it
// names.
#pragma once

#include <string_view>

namespace solvers {

enum class InstructionSet {
  baseline,  ///< any x86-64 processor: SSE2
  avx2,      ///< arch=x86-64-v3
  avx512,    ///< arch=x86-64-v4
};

/// Whether this processor can run it.
inline bool supported(InstructionSet set) {
  switch (set) {
    case InstructionSet::avx512:
      return supported(InstructionSet::avx2) && __builtin_cpu_supports("avx512f") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    case InstructionSet::avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
             __builtin_cpu_supports("bmi2");
    case InstructionSet::baseline:
      break;
  }
  return true;
}

/// The highest level that this processor supports.
inline InstructionSet best_instruction_set() {
  static const InstructionSet best = supported(InstructionSet::avx512) ? InstructionSet::avx512
                                     : supported(InstructionSet::avx2) ? InstructionSet::avx2
                                                                       : InstructionSet::baseline;
  return best;
}

constexpr std::string_view name(InstructionSet set) {
  switch (set) {
    case InstructionSet::avx512:
      return "avx512";
    case InstructionSet::avx2:
      return "avx2";
    case InstructionSet::baseline:
      break;
  }
  return "baseline";
}

}  // namespace solvers

// Stands before every helper of a kernel: one that is not inlined keeps the instructions of the baseline.
#define ENTENTE_KERNEL [[gnu::always_inline]] inline

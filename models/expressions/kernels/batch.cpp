#include "models/expressions/kernels/batch.hpp"

#include <cmath>

#include "solvers/core/vector_math.hpp"

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
extern "C" {
__attribute__((simd("notinbranch"))) double pow(double, double) noexcept;  // as in vector_math.hpp
}
#endif

namespace models::expressions::kernels {
namespace {

using Other = double(const Instruction&, double, double, double);

// One loop over a block of 64; t may be one of the operands.
#define ENTENTE_BLOCK(expression)                                          \
  {                                                                        \
    _Pragma("omp simd") for (int l = 0; l < lanes; ++l) t[l] = expression; \
    break;                                                                 \
  }

ENTENTE_KERNEL void run(const Instruction* instructions, int count, double* slots, Other* other) {
  for (int k = 0; k < count; ++k) {
    const Instruction& i = instructions[k];
    double* t = slots + lanes * static_cast<long>(i.target);
    const double* a = slots + lanes * static_cast<long>(i.a);
    const double* b = slots + lanes * static_cast<long>(i.b);
    const double* c = slots + lanes * static_cast<long>(i.c);
    switch (i.op) {
      case Operation::add:
        ENTENTE_BLOCK(a[l] + b[l])
      case Operation::subtract:
        ENTENTE_BLOCK(a[l] - b[l])
      case Operation::multiply:
        ENTENTE_BLOCK(a[l] * b[l])
      case Operation::divide:
        ENTENTE_BLOCK(a[l] / b[l])
      case Operation::negate:
        ENTENTE_BLOCK(-a[l])
      case Operation::exp:
        ENTENTE_BLOCK(exp(a[l]))
      case Operation::log:
        ENTENTE_BLOCK(log(a[l]))
      case Operation::power:
        ENTENTE_BLOCK(pow(a[l], b[l]))
      case Operation::tanh:
        ENTENTE_BLOCK(tanh(a[l]))
      case Operation::logistic:
        ENTENTE_BLOCK(1 / (1 + exp(-a[l])))
      case Operation::sqrt:
        ENTENTE_BLOCK(std::sqrt(a[l]))
      default:
        for (int l = 0; l < lanes; ++l) t[l] = other(i, a[l], b[l], c[l]);
    }
  }
}
#undef ENTENTE_BLOCK

#define ENTENTE_RUN(name)                                                              \
  void name(const Instruction* instructions, int count, double* slots, Other* other) { \
    run(instructions, count, slots, other);                                            \
  }
ENTENTE_RUN(run_baseline)
[[gnu::target("arch=x86-64-v3")]] ENTENTE_RUN(run_avx2)
    [[gnu::target("arch=x86-64-v4")]] ENTENTE_RUN(run_avx512)
#undef ENTENTE_RUN

}  // namespace

void run_batch(const Instruction* instructions, int count, double* slots, Other* other,
               solvers::InstructionSet set) {
  using solvers::InstructionSet;
  const auto run_here = set == InstructionSet::avx512 ? run_avx512
                        : set == InstructionSet::avx2 ? run_avx2
                                                      : run_baseline;
  run_here(instructions, count, slots, other);
}

}  // namespace models::expressions::kernels

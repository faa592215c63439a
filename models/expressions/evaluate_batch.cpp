// Many profiles at once, in blocks of 64.
#include <algorithm>
#include <memory>
#include <new>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/kernels/batch.hpp"
#include "models/expressions/program.hpp"

namespace models::expressions {
namespace {

using kernels::lanes;

/// Blocks of one thread, kept from call to call.
double* blocks(std::size_t slots) {
  struct Free {
    void operator()(double* memory) const { ::operator delete[](memory, std::align_val_t{64}); }
  };
  thread_local std::unique_ptr<double[], Free> memory;
  thread_local std::size_t size = 0;
  if (size < slots) {
    memory.reset(static_cast<double*>(::operator new[](slots* lanes * sizeof(double), std::align_val_t{64})));
    size = slots;
  }
  return memory.get();
}

double one(const Instruction& i, double a, double b, double c) {
  return apply<double>(i.op, a, b, c, i.number);
}

}  // namespace

void Program::evaluate_batch(const double* const* columns, double* const* results, long count) const {
  const auto constants = constants_.size(), inputs = inputs_.size();
  double* slots = blocks(static_cast<std::size_t>(slots_) + 1);
  for (std::size_t k = 0; k < constants; ++k) std::fill_n(slots + lanes * k, lanes, constants_[k]);
  for (long first = 0; first < count; first += lanes) {
    const long used = std::min<long>(lanes, count - first);
    for (std::size_t k = 0; k < inputs; ++k) {
      double* block = slots + lanes * (constants + k);
      std::copy_n(columns[k] + first, used, block);
      std::fill(block + used, block + lanes, block[0]);
    }
    kernels::run_batch(body_.data(), instructions(), slots, one);
    for (std::size_t k = 0; k < outputs_.size(); ++k)
      std::copy_n(slots + lanes * static_cast<std::size_t>(outputs_[k]), used, results[k] + first);
  }
}

}  // namespace models::expressions

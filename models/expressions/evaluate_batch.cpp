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

/// Expectations have no vector form.
void Program::one_by_one(const double* const* columns, double* const* results, long count) const {
  std::vector<double> all(inputs_.empty() ? 0 : static_cast<std::size_t>(inputs_.back()) + 1);
  std::vector<double> found(outputs_.size());
  for (long k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      all[static_cast<std::size_t>(inputs_[i])] = columns[i][k];
    run(all.data(), found.data());
    for (std::size_t o = 0; o < found.size(); ++o) results[o][k] = found[o];
  }
}

void Program::evaluate_batch(const double* const* columns, double* const* results, long count) const {
  if (!integrals_.empty()) return one_by_one(columns, results, count);
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

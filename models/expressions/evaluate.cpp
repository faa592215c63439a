// The interpreter, once for each number type.
#include <algorithm>
#include <type_traits>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/program.hpp"

namespace models::expressions {
namespace {

using solvers::Ball;
using solvers::Dual;
using solvers::VectorOf;

constexpr long standard_bits = 64;

/// The number type at the bottom of nested duals.
template <typename T>
struct base {
  using type = T;
};
template <typename T, int N>
struct base<Dual<T, N>> {
  using type = typename base<T>::type;
};

template <typename T>
void run(const std::vector<Instruction>& instructions, T* slots) {
  for (const auto& i : instructions)
    slots[i.target] = apply<T>(i.op, slots[i.a], slots[i.b], slots[i.c], i.number);
}

/// The commonest operations without the detours of general number types.
inline void run(const std::vector<Instruction>& instructions, double* slots) {
  for (const auto& i : instructions) {
    double& target = slots[i.target];
    switch (i.op) {
      case Operation::add:
        target = slots[i.a] + slots[i.b];
        break;
      case Operation::subtract:
        target = slots[i.a] - slots[i.b];
        break;
      case Operation::multiply:
        target = slots[i.a] * slots[i.b];
        break;
      case Operation::divide:
        target = slots[i.a] / slots[i.b];
        break;
      case Operation::negate:
        target = -slots[i.a];
        break;
      default:
        target = apply<double>(i.op, slots[i.a], slots[i.b], slots[i.c], i.number);
    }
  }
}

}  // namespace

template <typename T>
const std::vector<T>& Program::constants(std::vector<T>& own) const {
  std::vector<T> slots(literals_.begin(), literals_.end());
  slots.resize(literals_.size() + prologue_.size() + 1);
  run(prologue_, slots.data());
  own.clear();
  for (const int slot : constant_slots_) own.push_back(slots[static_cast<std::size_t>(slot)]);
  return own;
}

template <typename T>
void Program::evaluate(const VectorOf<T>& profile, T* result) const {
  using Base = typename base<T>::type;
  thread_local std::vector<T> memory;  // not entered again: instructions call nothing that evaluates programs
  if (memory.size() < static_cast<std::size_t>(slots_) + 1)
    memory.resize(static_cast<std::size_t>(slots_) + 1);
  T* slot = memory.data();
  if constexpr (std::is_same_v<Base, double>) {
    slot = std::copy(constants_.begin(), constants_.end(), slot);
  } else if (solvers::ScopedPrecision::bits() == standard_bits) {
    slot = std::copy(constant_balls_.begin(), constant_balls_.end(), slot);
  } else {
    std::vector<Base> own;
    const auto& exact = constants<Base>(own);
    slot = std::copy(exact.begin(), exact.end(), slot);
  }
  for (const int input : inputs_) *slot++ = profile(input);
  run(body_, memory.data());
  for (const int output : outputs_) *result++ = memory[static_cast<std::size_t>(output)];
}

template <typename T>
VectorOf<T> Program::evaluate(const VectorOf<T>& profile) const {
  VectorOf<T> result(outputs());
  evaluate(profile, result.data());
  return result;
}

template <typename T>
T Program::value(const VectorOf<T>& profile) const {
  if (outputs() == 1) {
    T result;
    evaluate(profile, &result);
    return result;
  }
  return evaluate(profile)(0);
}

#define ENTENTE_INSTANTIATE(T)                                      \
  template void Program::evaluate(const VectorOf<T>&, T*) const;    \
  template VectorOf<T> Program::evaluate(const VectorOf<T>&) const; \
  template T Program::value(const VectorOf<T>&) const;
using Slope = Dual<double, 4>;
using Curvature = Dual<Dual<double, 4>, 4>;
using AnySlope = Dual<double>;
using AnyCurvature = Dual<Dual<double>>;
using BallSlope = Dual<Ball>;
using BallCurvature = Dual<Dual<Ball>>;
ENTENTE_INSTANTIATE(double)
ENTENTE_INSTANTIATE(Slope)
ENTENTE_INSTANTIATE(Curvature)
ENTENTE_INSTANTIATE(AnySlope)
ENTENTE_INSTANTIATE(AnyCurvature)
ENTENTE_INSTANTIATE(Ball)
ENTENTE_INSTANTIATE(BallSlope)
ENTENTE_INSTANTIATE(BallCurvature)
#undef ENTENTE_INSTANTIATE
template const std::vector<Ball>& Program::constants(std::vector<Ball>&) const;

}  // namespace models::expressions

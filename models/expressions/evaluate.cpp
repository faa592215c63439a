// The interpreter, once for each number type.
#include <algorithm>
#include <array>
#include <type_traits>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/growth.hpp"
#include "models/expressions/program.hpp"

namespace models::expressions {
namespace {

using solvers::Ball;
using solvers::ComplexBall;
using solvers::Dual;
using solvers::VectorOf;

/// The number type at the bottom of nested duals.
template <typename T>
struct base {
  using type = T;
};
template <typename T, int N>
struct base<Dual<T, N>> {
  using type = typename base<T>::type;
};
template <>
struct base<ComplexBall> {
  using type = Ball;
};
template <>
struct base<Growth> {
  using type = Ball;
};

/// Temporaries of one thread, one set for each program that runs within another one's expectation.
template <typename T>
class Frame {
 public:
  explicit Frame(int slots) : own_(stack()[depth()++]) {
    if (own_.size() < static_cast<std::size_t>(slots)) own_.resize(static_cast<std::size_t>(slots));
  }
  ~Frame() { --depth(); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  T* data() { return own_.data(); }

 private:
  static constexpr std::size_t deepest = Graph::deepest_draw + 2;
  static std::array<std::vector<T>, deepest>& stack() {
    thread_local std::array<std::vector<T>, deepest> all;
    return all;
  }
  static std::size_t& depth() {
    thread_local std::size_t depth = 0;
    return depth;
  }
  std::vector<T>& own_;
};

template <typename T>
T density_of(const DrawnLaw& law, const T& x) {
  if constexpr (std::is_same_v<T, double>) {
    return density_at(law, x);
  } else if constexpr (std::is_same_v<T, Ball>) {
    const auto [low, high] = law.law().support();
    if (!x.is_finite()) return unknown<T>();
    if (x.upper() < low || x.lower() > high) return Ball(0);
    if (x.lower() >= low && x.upper() <= high) return law.density_inside(x);
    const solvers::Interval part{std::max(x.lower(), low), std::min(x.upper(), high)};
    return hull(Ball(0),
                law.density_inside(Ball(part)));  // what slopes of a cumulative may be across the end
  } else if constexpr (is_dual<T>::value) {
    const auto [low, high] = law.law().support();
    using S = typename T::Scalar;
    const auto inside_low = is_less(T(S(low)), x), inside_high = is_less(x, T(S(high)));
    if (std::isinf(low) ? (inside_high.value_or(true) || std::isinf(high))
                        : inside_low.value_or(false) && (std::isinf(high) || inside_high.value_or(false)))
      return law.density_inside(x);
    return inside_low && inside_high ? T(0.0) : unknown<T>();
  } else {
    return unknown<T>();
  }
}

}  // namespace

template <typename T>
T Program::about_law(const Instruction& instruction, const T* slots) const {
  const auto& about = integrals_[static_cast<std::size_t>(instruction.number)];
  if (!about.integral) return density_of<T>(*about.law, slots[about.slots.front()]);
  std::vector<T> read;
  read.reserve(about.slots.size());
  for (const int slot : about.slots) read.push_back(slots[slot]);
  return about.integral->evaluate(read.data());
}

template <typename T>
void Program::execute(const std::vector<Instruction>& instructions, T* slots) const {
  for (const auto& i : instructions)
    slots[i.target] = is_about_a_law(i.op) ? about_law(i, slots)
                                           : apply<T>(i.op, slots[i.a], slots[i.b], slots[i.c], i.number);
}

/// The commonest operations without the detours of general number types.
template <>
void Program::execute(const std::vector<Instruction>& instructions, double* slots) const {
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
      case Operation::expectation:
      case Operation::density:
        target = about_law(i, slots);
        break;
      default:
        target = apply<double>(i.op, slots[i.a], slots[i.b], slots[i.c], i.number);
    }
  }
}

/// Of constants that are kept: enough for the quadrature of expectations, too.
constexpr long constant_bits = 96;

void Program::keep_constants() {
  const solvers::ScopedPrecision working(constant_bits);
  std::vector<Ball> own;
  constant_balls_ = constants<Ball>(own);
}

template <typename T>
const std::vector<T>& Program::constants(std::vector<T>& own) const {
  std::vector<T> slots(literals_.begin(), literals_.end());
  slots.resize(literals_.size() + prologue_.size() + 1);
  execute(prologue_, slots.data());
  own.clear();
  for (const int slot : constant_slots_) own.push_back(slots[static_cast<std::size_t>(slot)]);
  return own;
}

template <typename T>
void Program::run(const T* all, T* result) const {
  using Base = typename base<T>::type;
  Frame<T> frame(slots_ + 1);
  T* slot = frame.data();
  if constexpr (std::is_same_v<Base, double>) {
    slot = std::copy(constants_.begin(), constants_.end(), slot);
  } else if (solvers::ScopedPrecision::bits() <= constant_bits) {
    slot = std::copy(constant_balls_.begin(), constant_balls_.end(), slot);
  } else {
    std::vector<Base> own;
    const auto& exact = constants<Base>(own);
    slot = std::copy(exact.begin(), exact.end(), slot);
  }
  for (const int input : inputs_) *slot++ = all[input];
  execute(body_, frame.data());
  for (const int output : outputs_) *result++ = frame.data()[output];
}

template <typename T>
void Program::evaluate(const VectorOf<T>& profile, T* result) const {
  run(profile.data(), result);
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
  template void Program::run(const T*, T*) const;                   \
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
template void Program::run(const ComplexBall*, ComplexBall*) const;
template void Program::run(const Growth*, Growth*) const;
template const std::vector<Ball>& Program::constants(std::vector<Ball>&) const;

}  // namespace models::expressions

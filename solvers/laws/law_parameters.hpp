// solvers/laws/law_parameters.hpp
// The numbers that made a law, for methods that evaluate it in another arithmetic.
#pragma once

#include <array>

#include "solvers/laws/law.hpp"

namespace solvers {

/// A law that knows the arguments of the function that made it, in their order; samples say how many they
/// are.
class ParametricLaw : public Law {
 public:
  virtual std::array<double, 2> parameters() const = 0;
};

/// Those of the law; NaN for a law without.
std::array<double, 2> law_parameters(const Law&);

}  // namespace solvers

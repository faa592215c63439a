#include "solvers/laws/law_parameters.hpp"

#include <cmath>

namespace solvers {

std::array<double, 2> law_parameters(const Law& law) {
  if (const auto* parametric = dynamic_cast<const ParametricLaw*>(&law)) return parametric->parameters();
  return {std::nan(""), std::nan("")};
}

}  // namespace solvers

#include "solvers/laws/law.hpp"

#include <cmath>

namespace solvers {

std::array<double, 2> Law::parameters() const { return {std::nan(""), std::nan("")}; }

double Law::cumulative_below(double x) const { return cumulative(x); }

}  // namespace solvers

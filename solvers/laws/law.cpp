#include "solvers/laws/law.hpp"

namespace solvers {

double Law::cumulative_below(double x) const { return cumulative(x); }

}  // namespace solvers

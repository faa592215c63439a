#include "models/limited_trust/observation.hpp"

#include <algorithm>

#include "solvers/core/require.hpp"

namespace models::limited_trust {

Observation observe(std::span<const double> own, std::span<const double> net, int chosen) {
  if (own.size() != net.size() || chosen < 0 || chosen >= static_cast<int>(own.size())) [[unlikely]] {
    solvers::require::same_size("observe", "own", static_cast<long>(own.size()), "net",
                                static_cast<long>(net.size()));
    solvers::require::within("observe", "chosen", chosen, 0, static_cast<double>(own.size()) - 1);
  }
  const auto j = static_cast<std::size_t>(chosen);
  const double minus_infinity = -std::numeric_limits<double>::infinity();
  double greedy = minus_infinity, next = minus_infinity;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const bool dominates = (own[i] >= own[j] && net[i] > net[j]) || (own[i] > own[j] && net[i] >= net[j]);
    if (dominates) return {};
    greedy = std::max(greedy, own[i]);
    if (net[i] > net[j]) next = std::max(next, own[i]);
  }
  return {greedy - own[j], greedy - next, true};
}

}  // namespace models::limited_trust

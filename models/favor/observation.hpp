// models/favor/observation.hpp
// What one agent's action says of its discount factor, and which earlier observations it contradicts.
// Source: Hazard (2008), Modeling Reputation, (3) and (4).
#pragma once

#include <span>
#include <vector>

namespace models::favor {

/// gamma*_i of one observer about one target: the target's discount factor lay in [lower, upper] at `time`.
/// A favor granted gives [gamma, 1), one refused [0, gamma]; ends at 1 count as closed.
struct Observation {
  double lower = 0, upper = 1;  ///< 0 <= lower <= upper <= 1
  double time = 0;              ///< round
};

/// Which observations a contradiction invalidates. (4) as printed cannot be meant: its condition does not
/// involve i, and i' is lost.
enum class Accommodation {
  strict,     ///< those up to and with the latest contradicted one; all that stay have a common point
  inclusive,  ///< those before the latest contradicted one: the literal "at or after"
};

/// (3) for one observer and one target: the intervals have no point in common. Touching ends are no conflict.
inline bool conflict(const Observation& a, const Observation& b) {
  return a.upper < b.lower || b.upper < a.lower;
}

/// I (+) i': drops what the new observation invalidates, then appends it. Returns how many were dropped.
int accommodate(std::vector<Observation>& history, const Observation& added, Accommodation rule);

}  // namespace models::favor

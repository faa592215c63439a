// models/limited_trust/phi_pair.hpp
// Phi at one range of trust together with its density in the lower end.
#pragma once

namespace models::limited_trust {

template <typename T>
struct PhiPair {
  T value{0};    ///< Phi(x, y)
  T density{0};  ///< -dPhi/dx at fixed y
};

}  // namespace models::limited_trust

// models/digital_twin/parameters.cpp
// What the parameters of the digital-twin game say about themselves.
#include "models/digital_twin/parameters.hpp"

namespace models::digital_twin {
namespace {

bool constant(const Vector& values) { return values.size() == 0 || (values.array() == values(0)).all(); }

}  // namespace

bool Players::identical() const {
  return constant(sharing_cost) && constant(probing_cost) && constant(deception_cost) &&
         constant(information_sensitivity) && constant(reward) && constant(sharing_value) &&
         constant(probing_value);
}

}  // namespace models::digital_twin

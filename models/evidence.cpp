#include "models/evidence.hpp"

#include "models/digital_twin/claims/claims.hpp"
#include "models/digital_twin/digital_twin.hpp"
#include "models/digital_twin/reproductions.hpp"

namespace models {

const std::vector<SourceEvidence>& evidence() {
  static const std::vector<SourceEvidence> all = {
      {&digital_twin::family(), digital_twin::claims, digital_twin::reproductions},
  };
  return all;
}

}  // namespace models

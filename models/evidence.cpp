#include "models/evidence.hpp"

#include "models/coopetition/claims/claims.hpp"
#include "models/coopetition/coopetition.hpp"
#include "models/coopetition/reproductions.hpp"
#include "models/digital_twin/claims/claims.hpp"
#include "models/digital_twin/digital_twin.hpp"
#include "models/digital_twin/reproductions.hpp"
#include "models/favor/claims/claims.hpp"
#include "models/favor/favor.hpp"
#include "models/favor/reproductions.hpp"
#include "models/limited_trust/claims/claims.hpp"
#include "models/limited_trust/limited_trust.hpp"
#include "models/limited_trust/reproductions.hpp"

namespace models {

const std::vector<SourceEvidence>& evidence() {
  static const std::vector<SourceEvidence> all = {
      {&digital_twin::family(), digital_twin::claims, digital_twin::reproductions},
      {&limited_trust::family(), limited_trust::claims, limited_trust::reproductions},
      {&coopetition::family(), coopetition::claims, coopetition::reproductions},
      {&favor::family(), favor::claims, favor::reproductions},
  };
  return all;
}

}  // namespace models

// models/coopetition/experiment_keys.hpp
// Words of descriptions for experiments on a coopetition game: the factorial protocol, the rubric, play that
// looks ahead.
#pragma once

#include "models/coopetition/keys.hpp"
#include "models/description/schema_of.hpp"

namespace models::coopetition {

/// Opens [factorial], [rubric] and [markov], with the conditions that span their keys.
void add_experiments(description::SchemaOf<Keys>&);

}  // namespace models::coopetition

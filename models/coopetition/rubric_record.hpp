// models/coopetition/rubric_record.hpp
// The rubric's points beside the trajectory that they are awarded to.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

/// Adds to the summary of a scripted run: points of each part and their sum, visible transitions, F, the
/// share of drawn parameters that get at least as many points; and the table `rubric-null`, how often each
/// score was awarded to them.
void add_rubric(const Parameters&, const RunOptions&, Trajectory&);

}  // namespace models::coopetition

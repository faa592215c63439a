// apps/common/records_trajectory.hpp
// A trajectory written series by series, since its numbers can be many.
#pragma once

#include "apps/common/arguments.hpp"
#include "apps/common/open_model.hpp"
#include "models/results.hpp"

namespace apps {

class TextSink;

/// In the format of the arguments; `is_first` writes the header of CSV.
void write_trajectory(TextSink&, const Arguments&, const OpenModel&, const models::Trajectory&,
                      bool is_first);

}  // namespace apps

// apps/simulate/records_ensemble.hpp
// Several seeds of one simulation, written run by run.
#pragma once

#include "apps/common/arguments.hpp"
#include "apps/simulate/ensemble.hpp"

namespace apps {

class TextSink;

/// In the format of the arguments: JSON is one record with a list of runs; JSONL one record a seed and one
/// that pools them; CSV has a leading column `seed`. `is_first` writes the header of CSV.
void write_ensemble(TextSink&, const Arguments&, const OpenModel& base, const Ensemble&, bool is_first);

}  // namespace apps

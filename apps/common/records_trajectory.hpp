// apps/common/records_trajectory.hpp
// A trajectory written series by series, since its numbers can be many.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/tidy_table.hpp"
#include "models/results.hpp"

namespace apps {

class TextSink;

/// In the format of the arguments; `is_first` writes the header of CSV. Throws InputError for a --table that
/// the trajectory does not have.
void write_trajectory(TextSink&, const Arguments&, const OpenModel&, const models::Trajectory&,
                      bool is_first);

/// The fixed part of a record, then "series" one after another; no line break behind it.
void write_with_series(TextSink&, const nlohmann::ordered_json& fixed, const models::Trajectory&,
                       bool one_line);

/// The table of --table as CSV: of the series, the summary, or one of the trajectory's own.
void write_table(TextSink&, const std::string& table, const models::Trajectory&, const TidyRow& leading,
                 bool with_header);

/// Refuses a --table that no run of the model can have: InputError with those that exist.
void require_table(const Arguments&, const OpenModel&, bool several_seeds);

}  // namespace apps

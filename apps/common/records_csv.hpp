// apps/common/records_csv.hpp
// Answers as tidy tables: one row a player of an equilibrium, a bound, or a value of a trajectory.
#pragma once

#include "apps/common/open_model.hpp"
#include "apps/common/tidy_table.hpp"
#include "models/results.hpp"

namespace apps {

/// One row per (equilibrium, player), one per equilibrium where it is symmetric. Where no equilibrium is
/// left, the refuted candidates; where there are none either, one row with the status. `leading` cells open
/// each row.
TidyTable tidy(const models::Solution&, const TidyRow& leading);

TidyTable tidy(const models::Bounds&, const TidyRow& leading);
TidyTable tidy(const models::CheckReport&, const TidyRow& leading);

models::DataTable summary_table(const models::Trajectory&);
models::DataTable estimates_table(const models::Pooled&);

// Written piece by piece, `leading` cells before each row.
void write_csv(TextSink&, const models::DataTable&, const TidyRow& leading, bool with_header);
/// Long form: step,entity,quantity,value.
void write_csv(TextSink&, const models::Trajectory&, const TidyRow& leading, bool with_header);

}  // namespace apps

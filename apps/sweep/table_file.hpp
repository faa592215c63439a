// apps/sweep/table_file.hpp
// The data file of a sweep as CSV: lines that the journal keeps, copied in plan order.
#pragma once

#include "apps/common/text_sink.hpp"
#include "apps/sweep/store.hpp"

namespace apps::sweep {

/// One header with the columns of all points, in the order of their first appearance, then all rows. The
/// columns are known to the journals, so that each record is read once.
void write_table(TextSink&, const Results&);

}  // namespace apps::sweep

// apps/sweep/continuation.hpp
// Along one axis of a grid solves begin from the equilibria of the point before. What a row says depends on
// that row alone, so that shards, threads and processes change nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "apps/common/arguments.hpp"
#include "apps/sweep/fill.hpp"
#include "apps/sweep/points.hpp"
#include "apps/sweep/shard.hpp"

namespace apps::sweep {

struct Continuation {
  std::size_t axis = 0;                         ///< of the plan
  double cold_check = cold_check_unless_asked;  ///< percent of the points of a row that are solved from
                                                ///< scratch as well; in [0, 100]
};

/// What --continue and --cold-check ask for. Throws UsageError for a plan that is no grid, a key that is none
/// of its axes or is `seed` (whose neighbours have nothing in common), a percentage that is none.
std::optional<Continuation> read_continuation(const Arguments&, const Plan&);

/// The shard in whole rows along the axis.
Shard along(const Shard&, const Plan&, std::size_t axis);

/// A piece a row. The first point is solved as without continuation, an anchor; each later one from the
/// equilibria of its neighbour, and from scratch where one of them was lost or an answer is not certified.
/// Points at equal distances and the last one are solved from scratch as well: where that finds an
/// equilibrium that following missed, the points before are solved from scratch, too, back to one where
/// nothing was missed. Points whose completeness is proved need no such check. Each row of the table says how
/// its point was found (`start`), on which `branch` each equilibrium lies, and where branches begin and end.
Work each_row(const Identity&, const Plan&, const PointSolver&, const Continuation&);

/// "continuation: 95 points from their neighbors, 5 of 100 solved from scratch as well; ..." with a line
/// break.
std::string summary_of_starts(const Journal&);

}  // namespace apps::sweep

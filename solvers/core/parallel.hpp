// solvers/core/parallel.hpp
// Independent pieces of one job on several threads; what comes back does not depend on how many.
#pragma once

#include <functional>

#include "solvers/core/stop.hpp"

namespace solvers {

/// Calls piece(i) once for each i in [0, count), on `threads` threads (at least one), in no particular order.
/// No new piece begins once `stop` asks for an end; pieces that began are finished. The exception of the
/// lowest piece that threw is rethrown after all threads have ended.
void in_parallel(long count, int threads, const Stop& stop, const std::function<void(long)>& piece);

}  // namespace solvers

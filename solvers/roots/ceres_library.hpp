// solvers/roots/ceres_library.hpp
// The shared object that holds Ceres, opened at its first use: loading it costs a start 3 to 5 ms.
#pragma once

#include "solvers/roots/plugin/ceres_task.hpp"

namespace solvers::plugin {

/// The function that runs Ceres. Looks for libentente_ceres.so beside the program (a build) and in
/// ../lib/entente (an installation), then where the loader looks. Any thread may call it.
/// Throws std::runtime_error naming the places when it is in none.
RunCeres& ceres();

}  // namespace solvers::plugin

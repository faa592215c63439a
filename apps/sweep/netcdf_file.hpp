// apps/sweep/netcdf_file.hpp
// The table of a sweep as a NetCDF-4 file: what other tools open as arrays with named axes.
#pragma once

#include <string>

#include "apps/sweep/store.hpp"

namespace apps::sweep {

/// Replaces `path` as a whole or not at all. Holds one block of points in memory. Throws std::system_error.
void write_netcdf(const std::string& path, const Results&);

}  // namespace apps::sweep

// apps/sweep/netcdf_library.hpp
// The shared object that holds the NetCDF library with HDF5 below it, opened at its first use.
#pragma once

#include <memory>
#include <string>

#include "apps/sweep/plugin/netcdf_task.hpp"

namespace apps::sweep {

/// A new NetCDF-4 file. libentente_netcdf.so is looked for beside the program (a build) and in
/// its place below lib (an installation), then where the loader looks. Throws std::runtime_error naming the places
/// where it is in none, std::system_error where the file cannot be written.
std::unique_ptr<NetcdfWriter> open_netcdf(const std::string& path, const NetcdfHeader&);

}  // namespace apps::sweep

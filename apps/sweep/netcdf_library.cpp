#include "apps/sweep/netcdf_library.hpp"

#include <filesystem>
#include <stdexcept>
#include <system_error>

#include <dlfcn.h>
#include <fmt/format.h>

namespace apps::sweep {
namespace {

constexpr const char* library_name = "libentente_netcdf.so";

/// At exit HDF5 would write a file once more that failed for want of room, and crash. Files are closed here
/// anyway.
void leave_exit_alone(void* library) {
  if (void* function = dlsym(library, "H5dont_atexit")) reinterpret_cast<int (*)()>(function)();
}

OpenNetcdf* open() {
  std::error_code none;
  const auto folder = std::filesystem::canonical("/proc/self/exe", none).parent_path();
  std::string tried;
  for (const auto& place : {folder / library_name, folder / ENTENTE_PLUGIN_FROM_PROGRAM / library_name,
                            std::filesystem::path(library_name)}) {
    if (void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL)) {
      leave_exit_alone(library);
      if (void* function = dlsym(library, open_netcdf_name)) return reinterpret_cast<OpenNetcdf*>(function);
    }
    tried += fmt::format("\n  {}", dlerror());
  }
  throw std::runtime_error(
      fmt::format("{} cannot be loaded; build the target entente_netcdf, or install it with the program:{}",
                  library_name, tried));
}

}  // namespace

std::unique_ptr<NetcdfWriter> open_netcdf(const std::string& path, const NetcdfHeader& header) {
  static OpenNetcdf* const function = open();  // tried anew at the next call if it throws
  return std::unique_ptr<NetcdfWriter>(function(path, header));
}

}  // namespace apps::sweep

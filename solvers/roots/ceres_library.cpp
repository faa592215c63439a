#include "solvers/roots/ceres_library.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

#include <dlfcn.h>
#include <fmt/format.h>

namespace solvers::plugin {
namespace {

constexpr const char* library_name = "libentente_ceres.so";

// Where the program or shared object with this code lies. (A RUNPATH is not enough: sanitizers call dlopen
// from their own library, whose RUNPATH then counts.)
std::filesystem::path own_folder() {
  std::error_code none;
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&own_folder), &info) && info.dli_fname) {
    const auto own = std::filesystem::canonical(info.dli_fname, none);
    if (!none && own.filename().string().find(".so") != std::string::npos) return own.parent_path();
  }
  return std::filesystem::canonical("/proc/self/exe", none).parent_path();
}

RunCeres* open() {
  const auto folder = own_folder();
  std::string tried;
  for (const auto& place : {folder / library_name, folder / ENTENTE_PLUGIN_FROM_PROGRAM / library_name,
                            std::filesystem::path(library_name)}) {
    if (void* library = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL))
      if (void* function = dlsym(library, run_ceres_name)) return reinterpret_cast<RunCeres*>(function);
    tried += fmt::format("\n  {}", dlerror());
  }
  throw std::runtime_error(
      fmt::format("solve_nonlinear_system: {} cannot be loaded; build the target entente_ceres, or install "
                  "it with the program:{}",
                  library_name, tried));
}

}  // namespace

RunCeres& ceres() {
  static RunCeres* const run = open();  // tried anew at the next call if it throws
  return *run;
}

}  // namespace solvers::plugin

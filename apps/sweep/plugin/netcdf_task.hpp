// apps/sweep/plugin/netcdf_task.hpp
// What crosses the border to the shared object that holds the NetCDF library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace apps::sweep {

struct NetcdfDimension {
  std::string name;
  std::size_t size = 0;
};

/// A number that may be missing is NaN, a flag -1, a text empty.
enum class NetcdfType { real, flag, text };

struct NetcdfVariable {
  std::string name;
  NetcdfType type = NetcdfType::real;
  std::vector<int> dimensions;     ///< indices into the file's, slowest first
  std::vector<std::size_t> chunk;  ///< by dimension; empty: written as a whole
  std::vector<std::string> flags;  ///< meanings of 0, 1, ... of a flag
  std::vector<std::pair<std::string, std::string>> attributes;
};

struct NetcdfHeader {
  std::vector<NetcdfDimension> dimensions;
  std::vector<NetcdfVariable> variables;
  std::vector<std::pair<std::string, std::string>> attributes;
};

/// Values of a block of a variable, row by row: which of the three is used, its type says.
struct NetcdfBlock {
  std::vector<double> reals;
  std::vector<std::int8_t> flags;
  std::vector<std::string> texts;
};

/// A file in the making. Every function throws std::system_error where it cannot be written.
class NetcdfWriter {
 public:
  virtual ~NetcdfWriter() = default;
  /// The hyperslab of `variable` that begins at `start` and is `count` long in each dimension.
  virtual void write(std::size_t variable, const std::vector<std::size_t>& start,
                     const std::vector<std::size_t>& count, const NetcdfBlock&) = 0;
  virtual void close() = 0;
};

/// Makes the file, over what stands there. The caller deletes the writer.
using OpenNetcdf = NetcdfWriter*(const std::string& path, const NetcdfHeader&);
constexpr const char* open_netcdf_name = "entente_open_netcdf";

}  // namespace apps::sweep

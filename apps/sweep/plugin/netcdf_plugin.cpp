#include <cerrno>
#include <limits>
#include <system_error>

#include <netcdf.h>

#include "apps/sweep/plugin/netcdf_task.hpp"

namespace apps::sweep {
namespace {

constexpr int deflate_level = 4;
constexpr std::size_t cache_bytes = 1 << 20;  // of chunks of a variable, each written once and whole

class Writer : public NetcdfWriter {
 public:
  Writer(const std::string& path, const NetcdfHeader& header) : path_(path) {
    errno = 0;
    check(nc_create(path.c_str(), NC_CLOBBER | NC_NETCDF4, &file_));
    int none = 0;
    check(nc_set_fill(file_, NC_FILL, &none));
    for (const auto& [name, text] : header.attributes) put_text(NC_GLOBAL, name, text);
    std::vector<int> dimensions;
    for (const auto& [name, size] : header.dimensions)
      check(nc_def_dim(file_, name.c_str(), size, &dimensions.emplace_back()));
    for (const auto& variable : header.variables) define(variable, dimensions);
    check(nc_enddef(file_));
  }

  ~Writer() override {
    if (file_ >= 0) nc_abort(file_);
  }

  void write(std::size_t variable, const std::vector<std::size_t>& start,
             const std::vector<std::size_t>& count, const NetcdfBlock& block) override {
    const auto& [id, type] = variables_.at(variable);
    if (type == NetcdfType::real)
      check(nc_put_vara_double(file_, id, start.data(), count.data(), block.reals.data()));
    if (type == NetcdfType::flag)
      check(nc_put_vara_schar(file_, id, start.data(), count.data(), block.flags.data()));
    if (type != NetcdfType::text) return;
    std::vector<const char*> texts;
    for (const auto& text : block.texts) texts.push_back(text.c_str());
    check(nc_put_vara_string(file_, id, start.data(), count.data(), texts.data()));
  }

  void close() override {
    const int file = file_;
    file_ = -1;
    check(nc_close(file));
  }

 private:
  void define(const NetcdfVariable& variable, const std::vector<int>& dimensions) {
    std::vector<int> own;
    for (const int d : variable.dimensions) own.push_back(dimensions.at(static_cast<std::size_t>(d)));
    int id = 0;
    const auto type = variable.type == NetcdfType::real   ? NC_DOUBLE
                      : variable.type == NetcdfType::flag ? NC_BYTE
                                                          : NC_STRING;
    check(nc_def_var(file_, variable.name.c_str(), type, static_cast<int>(own.size()), own.data(), &id));
    if (!variable.chunk.empty() && !own.empty()) {
      check(nc_def_var_chunking(file_, id, NC_CHUNKED, variable.chunk.data()));
      check(nc_set_var_chunk_cache(file_, id, cache_bytes, 11, 1.0F));
      if (type != NC_STRING) check(nc_def_var_deflate(file_, id, 1, 1, deflate_level));
    }
    set_fill(variable, id);
    for (const auto& [name, text] : variable.attributes) put_text(id, name, text);
    if (!variable.flags.empty()) put_flags(id, variable.flags);
    variables_.emplace_back(id, variable.type);
  }

  void set_fill(const NetcdfVariable& variable, int id) {
    const double missing = std::numeric_limits<double>::quiet_NaN();
    const signed char none = -1;
    if (variable.type == NetcdfType::real) check(nc_def_var_fill(file_, id, NC_FILL, &missing));
    if (variable.type == NetcdfType::flag) check(nc_def_var_fill(file_, id, NC_FILL, &none));
  }

  /// As the CF conventions name categories.
  void put_flags(int id, const std::vector<std::string>& meanings) {
    std::vector<signed char> values;
    std::string names;
    for (const auto& meaning : meanings) {
      values.push_back(static_cast<signed char>(values.size()));
      names += (names.empty() ? "" : " ") + meaning;
    }
    check(nc_put_att_schar(file_, id, "flag_values", NC_BYTE, values.size(), values.data()));
    put_text(id, "flag_meanings", names);
  }

  void put_text(int variable, const std::string& name, const std::string& text) {
    check(nc_put_att_text(file_, variable, name.c_str(), text.size(), text.data()));
  }

  void check(int code) const {
    if (code == NC_NOERR) return;
    const int error = code > 0 ? code : errno != 0 ? errno : EIO;  // a positive code is an errno itself
    throw std::system_error(error, std::generic_category(),
                            "cannot write '" + path_ + "' (" + nc_strerror(code) + ")");
  }

  std::string path_;
  int file_ = -1;
  std::vector<std::pair<int, NetcdfType>> variables_;
};

}  // namespace
}  // namespace apps::sweep

extern "C" apps::sweep::NetcdfWriter* entente_open_netcdf(const std::string& path,
                                                          const apps::sweep::NetcdfHeader& header) {
  return new apps::sweep::Writer(path, header);
}

#include "apps/sweep/netcdf_file.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include <fmt/format.h>

#include "apps/common/text_sink.hpp"
#include "apps/sweep/netcdf_layout.hpp"
#include "apps/sweep/netcdf_library.hpp"

namespace apps::sweep {
namespace {

constexpr std::size_t most_at_once = 65'536;  // values of a coordinate

double real_in(const std::string& cell) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}

std::int8_t flag_in(const std::vector<std::string>& flags, const std::string& cell) {
  const auto at = std::find(flags.begin(), flags.end(), cell);
  return at == flags.end() ? std::int8_t{-1} : static_cast<std::int8_t>(at - flags.begin());
}

/// Writes the points of a grid block by block.
class GridWriter {
 public:
  GridWriter(const Results& results, const std::string& path)
      : results_(results),
        layout_(layout_of(results)),
        header_(header_of(results, layout_)),
        first_(header_.variables.size() - layout_.columns.size()),
        file_(open_netcdf(path, header_)) {}

  void write() {
    write_coordinates();
    const auto axes = header_.dimensions.size() - 2;
    std::vector<std::size_t> lengths;
    for (std::size_t i = 0; i < axes; ++i) lengths.push_back(header_.dimensions[i].size);
    const auto blocking = blocking_of(lengths, numbers_per_point(Scope::player));
    const auto cut = lengths[blocking.axis];
    for (std::size_t outer = 0; outer * cut * blocking.inner < results_.size(); ++outer)
      for (std::size_t j = 0; j < cut; j += blocking.piece) {
        auto start = std::vector<std::size_t>(axes), count = lengths;
        start[blocking.axis] = j;
        count[blocking.axis] = std::min(blocking.piece, cut - j);
        for (std::size_t i = blocking.axis, rest = outer; i-- > 0; rest /= lengths[i]) {
          start[i] = rest % lengths[i];
          count[i] = 1;
        }
        write_block((outer * cut + j) * blocking.inner, count[blocking.axis] * blocking.inner, start, count);
      }
    file_->close();
  }

 private:
  std::size_t numbers_per_point(Scope scope) const {
    const auto& dimensions = header_.dimensions;
    const auto players = dimensions.back().size, equilibria = dimensions[dimensions.size() - 2].size;
    return scope == Scope::point ? 1 : scope == Scope::equilibrium ? equilibria : equilibria * players;
  }

  void write_coordinates() {
    const auto& plan = results_.plan();
    for (std::size_t axis = 0; axis < plan.axes().size(); ++axis)
      for (std::size_t i = 0; i < plan.length(axis); i += most_at_once) {
        NetcdfBlock block;
        const auto count = std::min(most_at_once, plan.length(axis) - i);
        for (std::size_t k = i; k < i + count; ++k) {
          block.texts.push_back(plan.value(axis, k));
          block.reals.push_back(real_in(block.texts.back()));
        }
        file_->write(axis, {i}, {count}, block);
      }
    NetcdfBlock players{.texts = layout_.players};
    if (!players.texts.empty()) file_->write(plan.axes().size(), {0}, {players.texts.size()}, players);
    for (auto v = plan.axes().size() + 1; v < first_; ++v) write_numbering(v);
  }

  /// 1, 2, ... along a dimension, as the table counts.
  void write_numbering(std::size_t variable) {
    const auto dimension = static_cast<std::size_t>(header_.variables[variable].dimensions.front());
    const auto size = header_.dimensions[dimension].size;
    for (std::size_t i = 0; i < size; i += most_at_once) {
      NetcdfBlock block;
      for (auto k = i; k < std::min(size, i + most_at_once); ++k)
        block.reals.push_back(static_cast<double>(k + 1));
      file_->write(variable, {i}, {block.reals.size()}, block);
    }
  }

  void write_block(std::size_t first, std::size_t points, const std::vector<std::size_t>& start,
                   const std::vector<std::size_t>& count) {
    std::vector<NetcdfBlock> blocks(layout_.columns.size());
    for (std::size_t c = 0; c < blocks.size(); ++c) clear(blocks[c], c, points);
    for (std::size_t i = 0; i < points; ++i)
      if (results_.has(first + i)) fill(blocks, i, results_.read(first + i).rows);
    for (std::size_t c = 0; c < blocks.size(); ++c) {
      auto from = start, size = count;
      const auto& dimensions = header_.variables[first_ + c].dimensions;
      for (std::size_t d = start.size(); d < dimensions.size(); ++d) {
        from.push_back(0);
        size.push_back(header_.dimensions[static_cast<std::size_t>(dimensions[d])].size);
      }
      file_->write(first_ + c, from, size, blocks[c]);
    }
  }

  void clear(NetcdfBlock& block, std::size_t column, std::size_t points) const {
    const auto size = points * numbers_per_point(layout_.columns[column].scope);
    switch (header_.variables[first_ + column].type) {
      case NetcdfType::real:
        return block.reals.assign(size, std::numeric_limits<double>::quiet_NaN());
      case NetcdfType::flag:
        return block.flags.assign(size, -1);
      case NetcdfType::text:
        return block.texts.assign(size, "");
    }
  }

  void fill(std::vector<NetcdfBlock>& blocks, std::size_t point, const TidyTable& table) const {
    for (const auto& row : table.rows) {
      std::size_t equilibrium = 0, player = 0;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (table.columns[i] == "equilibrium" && !row[i].empty()) equilibrium = std::stoul(row[i]) - 1;
        if (table.columns[i] == "player") player = place_of_player(row[i]);
      }
      for (std::size_t i = 0; i < row.size(); ++i) {
        const auto column = layout_.place.find(table.columns[i]);
        if (column != layout_.place.end() && !row[i].empty())
          set(blocks[column->second], column->second, point, equilibrium, player, row[i]);
      }
    }
  }

  std::size_t place_of_player(const std::string& name) const {
    const auto at = std::find(layout_.players.begin(), layout_.players.end(), name);
    return at == layout_.players.end() ? 0 : static_cast<std::size_t>(at - layout_.players.begin());
  }

  void set(NetcdfBlock& block, std::size_t column, std::size_t point, std::size_t equilibrium,
           std::size_t player, const std::string& cell) const {
    const auto scope = layout_.columns[column].scope;
    const auto players = header_.dimensions.back().size;
    const auto within = scope == Scope::point         ? 0
                        : scope == Scope::equilibrium ? equilibrium
                                                      : equilibrium * players + player;
    const auto at = point * numbers_per_point(scope) + within;
    switch (header_.variables[first_ + column].type) {
      case NetcdfType::real:
        block.reals[at] = real_in(cell);
        return;
      case NetcdfType::flag:
        block.flags[at] = flag_in(layout_.columns[column].flags, cell);
        return;
      case NetcdfType::text:
        block.texts[at] = cell;
    }
  }

  const Results& results_;
  GridLayout layout_;
  NetcdfHeader header_;
  std::size_t first_;  ///< variable of a column
  std::unique_ptr<NetcdfWriter> file_;
};

}  // namespace

void write_netcdf(const std::string& path, const Results& results) {
  TextSink sink(path);
  try {
    GridWriter(results, sink.place()).write();
  } catch (const std::system_error& error) {  // names the file beside it
    throw std::system_error(error.code(), fmt::format("cannot write '{}'", path));
  }
  sink.commit();
}

}  // namespace apps::sweep

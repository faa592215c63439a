// apps/sweep/netcdf_layout.hpp
// How the rows of a sweep become variables over named dimensions.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "apps/sweep/plugin/netcdf_task.hpp"
#include "apps/sweep/store.hpp"

namespace apps::sweep {

/// What the cells of a column are.
enum class CellKind { real, truth, text };

/// What a column says something about.
enum class Scope { point, equilibrium, player };

/// A column of the rows, which becomes a variable of the same name.
struct GridColumn {
  std::string name;
  CellKind kind = CellKind::real;
  Scope scope = Scope::player;
  std::vector<std::string> flags;  ///< where its words are known beforehand, or it is a truth
};

/// Found by one pass over all points.
struct GridLayout {
  std::vector<GridColumn> columns;
  std::unordered_map<std::string, std::size_t> place;  ///< of a column
  std::vector<std::string> players;
  std::size_t equilibria = 1;
};

/// Columns but for those that are dimensions: the point, the axes, equilibrium and player.
GridLayout layout_of(const Results&);

/// Dimensions (the axes of a grid, else `point`; then equilibrium, player), coordinates, one variable a
/// column. The last `layout.columns.size()` variables are those of the columns, in their order; before them
/// stand the coordinates: one an axis, then player, equilibrium and, without a grid, point.
NetcdfHeader header_of(const Results&, const GridLayout&);

/// The points that are written at once: `outer` blocks of consecutive points, each cut along one axis into
/// pieces that are the chunks of the file.
struct Blocking {
  std::size_t axis = 0;   ///< that is cut
  std::size_t piece = 1;  ///< its values in a chunk
  std::size_t inner = 1;  ///< points a value of it
};
/// Chunks of at most 65,536 numbers, whatever wrote the file.
Blocking blocking_of(const std::vector<std::size_t>& lengths, std::size_t numbers_per_point);

}  // namespace apps::sweep

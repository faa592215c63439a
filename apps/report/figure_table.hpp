// apps/report/figure_table.hpp
// What a figure shows as a table, and figures with fewer points than they have.
#pragma once

#include <string>
#include <vector>

#include "apps/report/html.hpp"
#include "models/figures.hpp"

namespace apps::report {

/// The numbers of the figure, at most `most_rows` of them. Curves over the same places stand beside one
/// another.
HtmlTable figure_table(const models::Figure&, std::size_t most_rows);

/// Points that are drawn: of curves, cells of grids, links and nodes.
std::size_t points_of(const models::Figure&);

constexpr std::size_t most_points = 250'000;  ///< of a figure on a page

/// Takes points out until at most `limit` are left, and says so in the caption. Lines keep the least and the
/// greatest value of every stretch, grids keep every k-th row and column with the last, links go by their
/// order.
void thin(models::Figure&, std::size_t limit = most_points);

}  // namespace apps::report

// apps/report/sweep_figures.hpp
// What a sweep shows: surfaces and maps over two axes, lines over one.
#pragma once

#include <string>
#include <vector>

#include "apps/report/record.hpp"
#include "models/figures.hpp"

namespace apps::report {

/// A figure a quantity. Over two numeric axes of a full grid: surfaces of the choices, maps of the rest; over
/// one: lines, one a player. Of several equilibria at a point lines show all as marks, grids the first. Other
/// plans show marks over their first axis.
/// `family`: whose symbols the axes carry; empty where it is not known.
std::vector<models::Figure> sweep_figures(const SweepRows&, const std::string& family);

/// The number that a cell holds, 1 and 0 for truths; NaN for other text.
double number_in(const std::string& cell);

}  // namespace apps::report

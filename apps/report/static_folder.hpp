// apps/report/static_folder.hpp
// Figures for papers: each drawn by gnuplot, its script and data kept beside it.
#pragma once

#include <string>
#include <vector>

#include "apps/report/section.hpp"

namespace apps::report {

/// FOLDER/NAME.gp, NAME.dat and NAME.FORMAT for every figure; `gnuplot NAME.gp` in the folder draws one
/// again. `format`: "svg", "pdf" or "png". Throws InputError where gnuplot is missing or refuses a script,
/// std::system_error where the folder cannot be written.
void write_static(const std::string& folder, const std::string& format, std::vector<Chapter>);

}  // namespace apps::report

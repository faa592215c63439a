// apps/report/gnuplot_figure.hpp
// Figures in the language of gnuplot: a script, and the data that it reads.
#pragma once

#include <string>

#include "models/figures.hpp"

namespace apps::report {

struct GnuplotFigure {
  std::string script;  ///< reads NAME.dat and writes NAME.FORMAT; `output` can be given by -e instead
  std::string data;    ///< blocks, one a curve, with two empty lines between
};

/// `name`: of the files, without suffix; `format`: "svg", "pdf" or "png".
GnuplotFigure gnuplot_figure(const models::Figure&, const std::string& name, const std::string& format);

}  // namespace apps::report

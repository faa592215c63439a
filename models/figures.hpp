// models/figures.hpp
// Pictures as data: what is drawn, never how. Reports make pages and papers' figures of them.
#pragma once

#include <string>
#include <vector>

namespace models {

/// One curve or set of points: x and y are equally long.
struct Curve {
  std::string name;  ///< as the legend says it
  std::vector<double> x, y;
  bool joined = true;  ///< a line; else points
};

/// A picture in the plane.
struct Figure {
  std::string id;  ///< kebab-case, e.g. "best-responses"
  std::string title;
  std::string x_label, y_label;  ///< with the unit
  std::vector<Curve> curves;
};

}  // namespace models

// models/figures.hpp
// Pictures as data: what is drawn over which axes. How it looks is the business of whoever draws it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace models {

enum class FigureKind {
  lines,           ///< curves over one axis, with bands
  bars,            ///< over categories
  dots,            ///< values over categories, with brackets
  density,         ///< filled curves
  best_responses,  ///< reply curves and the equilibria where they meet
  simplex,         ///< mixed strategies over three actions: x, y, z sum to 1
  heat_map,
  surface,  ///< in space, with contours
  network,
};

/// What an axis shows.
struct FigureAxis {
  std::string title;  ///< with the unit in brackets
  bool logarithmic = false;
  std::vector<std::string> categories;  ///< where positions 0, 1, ... stand for these
  std::string player, choice;           ///< where it is a choice of a player: equilibria are drawn there
};

enum class Accent { series, good, warning, bad, faint };
enum class Symbol { none, dot, ring, diamond, cross };
enum class Stroke { none, solid, dashed, dotted };

/// Points of one meaning, joined or not. A NaN breaks the line.
struct Curve {
  std::string name;                  ///< for the legend; empty: not listed
  std::vector<double> x, y;          ///< equally long
  std::vector<double> z;             ///< third share of a simplex
  std::vector<double> lower, upper;  ///< of y: a band around a line, brackets of points; or empty
  std::vector<std::string> labels;   ///< of the points; or empty
  Stroke stroke = Stroke::solid;
  Symbol symbol = Symbol::none;
  Accent accent = Accent::series;
};

/// Values over a rectangular grid; NaN where there is none.
struct FigureGrid {
  std::vector<double> x, y;
  std::vector<double> values;  ///< y.size() rows of x.size()
};

/// Nodes with a value each, and links between them. Where they stand is found by whoever draws.
struct FigureNetwork {
  std::vector<std::string> nodes;
  std::vector<double> values;  ///< of the nodes, or empty
  struct Link {
    int from = 0, to = 0;
    double value = 1;
  };
  std::vector<Link> links;
  bool directed = false;
  bool links_carry_values = false;  ///< links are coloured rather than nodes
};

struct Figure {
  FigureKind kind = FigureKind::lines;
  std::string id;       ///< kebab-case: it names a file
  std::string title;    ///< one line
  std::string caption;  ///< what is seen, by which method
  FigureAxis x, y, z;   ///< z: height or colour
  std::vector<Curve> curves;
  std::optional<FigureGrid> grid;
  std::optional<FigureNetwork> network;
};

std::string_view name(FigureKind);  ///< "lines", "best-responses", ...

}  // namespace models

#include "apps/report/gnuplot_figure.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "apps/common/numbers.hpp"
#include "apps/report/network_layout.hpp"
#include "apps/report/plotly_figure.hpp"

namespace apps::report {
namespace {

using models::Curve;
using models::Figure;
using models::FigureAxis;
using models::FigureKind;
using models::Stroke;
using models::Symbol;

/// A text in quotes as gnuplot reads it: without its own marks (enhanced mode is off).
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += "''";
    else
      result += c == '\n' ? ' ' : c;
  }
  return result + "'";
}

std::string number(double value) { return std::isfinite(value) ? to_shortest(value) : "NaN"; }

const char* terminal(const std::string& format) {
  if (format == "svg") return "svg noenhanced size 720,480 dynamic font 'Helvetica,14' background 'white'";
  if (format == "pdf") return "pdfcairo noenhanced size 6in,4in font 'Helvetica,11'";
  return "pngcairo noenhanced size 1440,960 font 'Helvetica,20' linewidth 2 pointscale 2";
}

int symbol_number(Symbol symbol) {
  switch (symbol) {
    case Symbol::ring:
      return 6;
    case Symbol::diamond:
      return 13;
    case Symbol::cross:
      return 2;
    default:
      return 7;
  }
}

std::string tics(const FigureAxis& axis, char which) {
  std::string text;
  for (std::size_t i = 0; i < axis.categories.size(); ++i)
    text += fmt::format("{}{} {}", i > 0 ? ", " : "", quoted(axis.categories[i]), i);
  return fmt::format("set {}tics ({}){}\n", which, text,
                     which == 'x' && axis.categories.size() > 6 ? " rotate by -40" : "");
}

std::string axis_lines(const FigureAxis& axis, char which) {
  auto text = fmt::format("set {}label {}\n", which, quoted(axis.title));
  if (axis.logarithmic) text += fmt::format("set logscale {}\n", which);
  if (!axis.categories.empty()) {
    text += tics(axis, which);
    text += fmt::format("set {}range [-0.6:{}]\n", which, static_cast<double>(axis.categories.size()) - 0.4);
  }
  return text;
}

std::string style_of(const Curve& curve, std::size_t index) {
  static constexpr int dashes[] = {1, 2, 3, 4, 5};
  const auto colour = accent_colour(curve.accent, index);
  const bool line = curve.stroke != Stroke::none, points = curve.symbol != Symbol::none;
  const int dash = curve.stroke == Stroke::dashed           ? 2
                   : curve.stroke == Stroke::dotted         ? 3
                   : curve.accent == models::Accent::series ? dashes[index % 5]
                                                            : 1;
  std::string text = line && points ? "linespoints" : line ? "lines" : "points";
  text += fmt::format(" lc rgb '{}'", colour);
  if (line) text += fmt::format(" lw 2 dt {}", dash);
  if (points) text += fmt::format(" pt {} ps 1.2", symbol_number(curve.symbol));
  return text;
}

std::string title_of(const Curve& curve) {
  return curve.name.empty() ? "notitle" : "title " + quoted(curve.name);
}

/// Columns x, y, lower, upper (or z); one block a curve.
std::string curve_data(const Figure& figure) {
  std::string data;
  for (const auto& curve : figure.curves) {
    data += "# " + curve.name + "\n";
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      data += number(curve.x[i]) + " " + number(curve.y[i]);
      if (!curve.z.empty()) data += " " + number(curve.z[i]);
      if (!curve.lower.empty()) data += " " + number(curve.lower[i]) + " " + number(curve.upper[i]);
      data += "\n";
    }
    data += "\n\n";
  }
  return data;
}

void add_part(std::string& plots, const std::string& part) {
  plots += (plots.empty() ? "" : ", \\\n  ") + part;
}

std::string curve_plots(const Figure& figure, std::size_t first_block) {
  const bool swapped = figure.kind == FigureKind::dots;
  std::string plots;
  std::size_t index = 0;
  for (std::size_t i = 0; i < figure.curves.size(); ++i) {
    const auto& curve = figure.curves[i];
    const auto colour = accent_colour(curve.accent, index);
    const auto data = fmt::format("data index {}", first_block + i);
    const bool line = curve.stroke != Stroke::none;
    if (!curve.lower.empty() && line)
      add_part(plots,
               fmt::format("{} using 1:3:4 with filledcurves fc rgb '{}' fs transparent solid 0.2 notitle",
                           data, colour));
    if (figure.kind == FigureKind::density && curve.stroke == Stroke::solid)
      add_part(plots, fmt::format(
                          "{} using 1:2 with filledcurves y1=0 fc rgb '{}' fs transparent solid 0.15 notitle",
                          data, colour));
    if (!curve.lower.empty() && !line)
      add_part(plots, fmt::format("{} using {} pt 0 lw 1.5 lc rgb '{}' notitle", data,
                                  swapped ? "2:1:3:4 with xerrorbars" : "1:2:3:4 with yerrorbars", colour));
    add_part(plots, fmt::format("{} using {} with {} {}", data, swapped ? "2:1" : "1:2",
                                style_of(curve, index), title_of(curve)));
    if (curve.accent == models::Accent::series) ++index;
  }
  return plots;
}

bool has_marks(const Figure& figure) {
  return std::any_of(figure.curves.begin(), figure.curves.end(),
                     [](const Curve& curve) { return curve.symbol != Symbol::none; });
}

bool is_nonnegative(const Figure& figure) {
  for (const auto& curve : figure.curves)
    for (const auto* values : {&curve.y, &curve.lower})
      if (std::any_of(values->begin(), values->end(), [](double y) { return y < 0; })) return false;
  return !figure.y.logarithmic;
}

GnuplotFigure curves(const Figure& figure) {
  const bool swapped = figure.kind == FigureKind::dots;
  auto script =
      axis_lines(swapped ? figure.y : figure.x, 'x') + axis_lines(swapped ? figure.x : figure.y, 'y');
  if (swapped)
    script += fmt::format("set yrange [{}:-0.6]\n", static_cast<double>(figure.x.categories.size()) - 0.4);
  script += "set key outside top center horizontal\nset grid lc rgb '#dddddd'\n";
  script += has_marks(figure) ? "set autoscale xfix\nset autoscale yfix\nset offsets graph 0.03, graph 0.03, "
                                "graph 0.03, graph 0.03\n"
                              : "";
  if (!swapped && !has_marks(figure) && is_nonnegative(figure)) script += "set yrange [0:]\n";
  return {script + "plot " + curve_plots(figure, 0) + "\n", curve_data(figure)};
}

/// Bars beside one another: boxes shifted by the place of their curve.
GnuplotFigure bars(const Figure& figure) {
  auto script = axis_lines(figure.x, 'x') + axis_lines(figure.y, 'y');
  const double width = 0.8 / static_cast<double>(std::max<std::size_t>(1, figure.curves.size()));
  script += fmt::format("set key outside top center horizontal\nset boxwidth {}\nset style fill solid 0.85\n",
                        width);
  std::string plots;
  for (std::size_t i = 0; i < figure.curves.size(); ++i)
    add_part(plots, fmt::format("data index {} using ($1+({})):2 with boxes lc rgb '{}' {}", i,
                                -0.4 + width * (static_cast<double>(i) + 0.5), series_colour(i),
                                title_of(figure.curves[i])));
  return {script + "plot " + plots + "\n", curve_data(figure)};
}

/// x y value, an empty line behind each row: what `splot` and `with image` read.
std::string grid_data(const Figure& figure) {
  const auto& grid = *figure.grid;
  std::string data;
  for (std::size_t j = 0; j < grid.y.size(); ++j) {
    for (std::size_t i = 0; i < grid.x.size(); ++i)
      data += number(grid.x[i]) + " " + number(grid.y[j]) + " " + number(grid.values[j * grid.x.size() + i]) +
              "\n";
    data += "\n";
  }
  return data + "\n";
}

GnuplotFigure grid(const Figure& figure) {
  auto script = axis_lines(figure.x, 'x') + axis_lines(figure.y, 'y');
  script +=
      "set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', "
      "5 '#1f9e89', 6 '#35b779', 7 '#6ece58', 8 '#b5de2b', 9 '#fde725')\n";
  script += fmt::format("set cblabel {}\n", quoted(figure.z.title));
  if (figure.kind == FigureKind::surface) {
    script += fmt::format(
        "set zlabel {} rotate by 90\nset contour base\nset cntrparam levels 9\nset hidden3d\n"
        "set view 60,40\nset xyplane 0.15\nset xlabel rotate parallel offset 0,-1\nset ylabel rotate "
        "parallel offset 0,-1\nunset key\nunset colorbox\n",
        quoted(figure.z.title));
    return {script + "splot data using 1:2:3 with lines lw 0.6 lc palette\n", grid_data(figure)};
  }
  script += "set autoscale xfix\nset autoscale yfix\nset key outside top center horizontal\n";
  auto plots = std::string("data index 0 using 1:2:3 with image notitle");
  if (!figure.curves.empty()) plots += ", \\\n  " + curve_plots(figure, 1);
  return {script + "plot " + plots + "\n", grid_data(figure) + curve_data(figure)};
}

/// Corners of the triangle: (0,0), (1,0), (1/2, sqrt(3)/2).
GnuplotFigure simplex(const Figure& figure) {
  std::string script =
      "set size ratio -1\nunset border\nunset tics\nset xrange [-0.2:1.2]\nset yrange [-0.15:1.0]\nh = "
      "sqrt(3)/2\n"
      "set key outside top center horizontal\n"
      "set object 1 polygon from 0,0 to 1,0 to 0.5,h to 0,0 fs empty border lc rgb 'black'\n";
  script += fmt::format(
      "set label 1 {} at 0.5,h+0.05 center\nset label 2 {} at -0.02,-0.05 center\n"
      "set label 3 {} at 1.02,-0.05 center\n",
      quoted(figure.x.title), quoted(figure.y.title), quoted(figure.z.title));
  std::string plots;
  for (std::size_t i = 0; i < figure.curves.size(); ++i)
    add_part(plots, fmt::format("data index {} using ($1/2+$3):($1*h) with {} {}", i,
                                style_of(figure.curves[i], i), title_of(figure.curves[i])));
  return {script + "plot " + plots + "\n", curve_data(figure)};
}

GnuplotFigure network(const Figure& figure) {
  const auto& network = *figure.network;
  const auto places = network_layout(network);
  std::string data = "# links: x y dx dy value\n";
  for (const auto& link : network.links) {
    const auto &a = places[static_cast<std::size_t>(link.from)],
               &b = places[static_cast<std::size_t>(link.to)];
    const double nx = network.directed ? 0.03 * (b.y - a.y) : 0,
                 ny = network.directed ? -0.03 * (b.x - a.x) : 0;
    data += fmt::format("{:.6g} {:.6g} {:.6g} {:.6g} {}\n", a.x + nx + 0.06 * (b.x - a.x),
                        a.y + ny + 0.06 * (b.y - a.y), 0.88 * (b.x - a.x), 0.88 * (b.y - a.y),
                        number(link.value));
  }
  data += "\n\n# nodes: x y value name\n";
  for (std::size_t i = 0; i < places.size(); ++i)
    data += fmt::format("{:.6g} {:.6g} {} \"{}\"\n", places[i].x, places[i].y,
                        i < network.values.size() ? number(network.values[i]) : "0", network.nodes[i]);
  std::string script =
      "unset border\nunset xtics\nunset ytics\nunset key\nset xrange [-1.2:1.2]\nset yrange [-1.2:1.2]\n"
      "set palette defined (0 '#440154', 1 '#482878', 2 '#3e4989', 3 '#31688e', 4 '#26828e', 5 '#1f9e89', "
      "6 '#35b779', 7 '#6ece58', 8 '#b5de2b', 9 '#fde725')\n";
  script += fmt::format("set cblabel {}\n", quoted(figure.z.title));
  const bool coloured_links = network.links_carry_values,
             coloured_nodes = !network.values.empty() && !coloured_links;
  std::string plots =
      fmt::format("data index 0 using 1:2:3:4{} with vectors {} {}", coloured_links ? ":5" : "",
                  network.directed ? "head filled size screen 0.015,18" : "nohead",
                  coloured_links ? "lw 2 lc palette" : "lw 0.7 lc rgb '#a0a0a0'");
  add_part(plots,
           fmt::format("data index 1 using 1:2{} with points pt 7 ps {} {}", coloured_nodes ? ":3" : "",
                       places.size() <= 60 ? 2.2 : 0.8, coloured_nodes ? "lc palette" : "lc rgb '#8c96a0'"));
  if (places.size() <= 60) add_part(plots, "data index 1 using 1:2:4 with labels offset 0,0.9");
  return {script + "plot " + plots + "\n", data};
}

GnuplotFigure drawn(const Figure& figure) {
  switch (figure.kind) {
    case FigureKind::bars:
      return bars(figure);
    case FigureKind::simplex:
      return simplex(figure);
    case FigureKind::network:
      return network(figure);
    case FigureKind::heat_map:
    case FigureKind::surface:
      return grid(figure);
    default:
      return curves(figure);
  }
}

}  // namespace

GnuplotFigure gnuplot_figure(const Figure& figure, const std::string& name, const std::string& format) {
  auto result = drawn(figure);
  std::string caption = figure.title + ". " + figure.caption;
  std::replace(caption.begin(), caption.end(), '\n', ' ');
  result.script = fmt::format(
      "# {}\n# Draw it again: gnuplot {}.gp\nset terminal {}\nif (!exists(\"output\")) output = '{}.{}'\nset "
      "output "
      "output\ndata = '{}.dat'\nset datafile missing 'NaN'\nset encoding utf8\n{}",
      caption, name, terminal(format), name, format, name, result.script);
  return result;
}

}  // namespace apps::report

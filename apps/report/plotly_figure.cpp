#include "apps/report/plotly_figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "apps/report/html.hpp"
#include "apps/report/plotly_network.hpp"

namespace apps::report {
namespace {

using models::Accent;
using models::Curve;
using models::Figure;
using models::FigureAxis;
using models::FigureKind;
using models::Stroke;
using models::Symbol;
using Json = nlohmann::ordered_json;

constexpr std::array palette = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00"};
constexpr std::array dashes = {"solid", "dash", "dot", "dashdot", "longdash", "longdashdot"};
constexpr std::size_t longest_tick = 34;  // characters; hover and table have the whole name

Json numbers(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(std::isfinite(value) ? Json(value) : Json());
  return list;
}

Json texts(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const auto& value : values) list.push_back(escaped(value));
  return list;
}

/// "#0072b2" with an opacity.
std::string translucent(const std::string& colour, const char* opacity) {
  const auto part = [&](int at) {
    return std::to_string(std::stoi(colour.substr(static_cast<std::size_t>(at), 2), nullptr, 16));
  };
  return "rgba(" + part(1) + "," + part(3) + "," + part(5) + "," + opacity + ")";
}

const char* symbol_name(Symbol symbol) {
  switch (symbol) {
    case Symbol::ring:
      return "circle-open";
    case Symbol::diamond:
      return "diamond";
    case Symbol::cross:
      return "x";
    default:
      return "circle";
  }
}

const char* dash_of(const Curve& curve, std::size_t index) {
  if (curve.stroke == Stroke::dashed) return "dash";
  if (curve.stroke == Stroke::dotted) return "dot";
  return curve.accent == Accent::series ? dashes[index % dashes.size()] : "solid";
}

bool is_horizontal(const Figure& figure) { return figure.kind == FigureKind::dots; }

void add_band(Json& data, const Curve& curve, const std::string& colour) {
  Json lower{{"type", "scatter"},         {"mode", "lines"},        {"x", numbers(curve.x)},
             {"y", numbers(curve.lower)}, {"line", {{"width", 0}}}, {"hoverinfo", "skip"},
             {"showlegend", false}};
  auto upper = lower;
  upper["y"] = numbers(curve.upper);
  upper["fill"] = "tonexty";
  upper["fillcolor"] = translucent(colour, "0.18");
  data.push_back(std::move(lower));
  data.push_back(std::move(upper));
}

Json brackets(const Curve& curve) {
  Json plus = Json::array(), minus = Json::array();
  for (std::size_t i = 0; i < curve.y.size(); ++i) {
    const double up = curve.upper[i] - curve.y[i], down = curve.y[i] - curve.lower[i];
    plus.push_back(std::isfinite(up) ? Json(up) : Json());
    minus.push_back(std::isfinite(down) ? Json(down) : Json());
  }
  return {{"type", "data"},      {"symmetric", false}, {"array", plus},
          {"arrayminus", minus}, {"thickness", 1.5},   {"width", 5}};
}

Json trace_of(const Figure& figure, const Curve& curve, std::size_t index) {
  const auto colour = accent_colour(curve.accent, index);
  const bool has_line = curve.stroke != Stroke::none, has_points = curve.symbol != Symbol::none;
  const bool swapped = is_horizontal(figure);
  Json trace = Json::object();
  trace["type"] = figure.kind == FigureKind::bars ? "bar" : "scatter";
  trace["name"] = escaped(curve.name);
  trace["showlegend"] = !curve.name.empty();
  trace[swapped ? "y" : "x"] = numbers(curve.x);
  trace[swapped ? "x" : "y"] = numbers(curve.y);
  if (!curve.labels.empty()) trace["text"] = texts(curve.labels);
  if (figure.kind == FigureKind::bars) {
    trace["marker"] = {{"color", colour}};
  } else {
    trace["mode"] = has_line && has_points ? "lines+markers" : has_line ? "lines" : "markers";
    if (has_line) trace["line"] = {{"color", colour}, {"width", 2}, {"dash", dash_of(curve, index)}};
    if (has_points)
      trace["marker"] = {{"color", colour},
                         {"size", 9},
                         {"symbol", symbol_name(curve.symbol)},
                         {"line", {{"width", 2}, {"color", colour}}}};
  }
  if (figure.kind == FigureKind::density && curve.stroke == Stroke::solid) {
    trace["fill"] = "tozeroy";
    trace["fillcolor"] = translucent(colour, "0.15");
  }
  if (!curve.labels.empty()) trace["hovertemplate"] = "%{text}<br>%{x}, %{y}<extra></extra>";
  if (!curve.lower.empty() && !has_line) trace[swapped ? "error_x" : "error_y"] = brackets(curve);
  return trace;
}

Json simplex_trace(const Curve& curve, std::size_t index) {
  const auto colour = accent_colour(curve.accent, index);
  return {{"type", "scatterternary"},
          {"cliponaxis", false},
          {"name", escaped(curve.name)},
          {"mode", "markers"},
          {"a", numbers(curve.x)},
          {"b", numbers(curve.y)},
          {"c", numbers(curve.z)},
          {"text", texts(curve.labels)},
          {"marker",
           {{"color", colour},
            {"size", 12},
            {"symbol", symbol_name(curve.symbol)},
            {"line", {{"width", 2}, {"color", colour}}}}}};
}

Json colour_bar(const FigureAxis& axis) {
  return {{"title", {{"text", escaped(axis.title)}, {"side", "right"}}}, {"thickness", 14}, {"len", 0.9}};
}

bool is_truth(const models::FigureGrid& grid) {
  return std::all_of(grid.values.begin(), grid.values.end(),
                     [](double value) { return std::isnan(value) || value == 0 || value == 1; });
}

/// About ten lines of one height, on the surface and on the floor; grey shows on either.
Json contours_of(const models::FigureGrid& grid) {
  Json contours{
      {"show", true}, {"usecolormap", false}, {"color", "#7d8894"}, {"width", 3}, {"project", {{"z", true}}}};
  double low = INFINITY, high = -INFINITY;
  for (const double value : grid.values)
    if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  if (high > low)
    contours.update({{"start", low + (high - low) / 20}, {"end", high}, {"size", (high - low) / 10}});
  return contours;
}

Json grid_trace(const Figure& figure) {
  const auto& grid = *figure.grid;
  Json rows = Json::array();
  for (std::size_t j = 0; j < grid.y.size(); ++j) {
    const auto begin = grid.values.begin() + static_cast<std::ptrdiff_t>(j * grid.x.size());
    rows.push_back(numbers({begin, begin + static_cast<std::ptrdiff_t>(grid.x.size())}));
  }
  Json trace{{"x", numbers(grid.x)},
             {"y", numbers(grid.y)},
             {"z", rows},
             {"colorscale", "Viridis"},
             {"colorbar", colour_bar(figure.z)}};
  if (figure.kind == FigureKind::surface) {
    trace["type"] = "surface";
    trace["contours"] = {{"z", contours_of(grid)}};
  } else if (is_truth(grid)) {
    trace["type"] = "heatmap";
    trace["colorbar"].update({{"tickvals", {0, 1}}, {"ticktext", {"no", "yes"}}});
  } else if (std::min(grid.x.size(), grid.y.size()) >= 8) {
    trace["type"] = "contour";
    trace["contours"] = {
        {"coloring", "heatmap"}, {"showlabels", true}, {"labelfont", {{"color", "#ffffff"}, {"size", 11}}}};
    trace["line"] = {{"color", "rgba(255,255,255,0.55)"}, {"width", 1}};
    trace["connectgaps"] = false;
  } else {
    trace["type"] = "heatmap";
  }
  return trace;
}

std::string shortened(const std::string& text) {
  return text.size() <= longest_tick ? text : text.substr(0, longest_tick - 2) + "..";
}

Json axis_json(const FigureAxis& axis) {
  Json json{{"title", {{"text", escaped(axis.title)}}}, {"automargin", true}, {"zeroline", false}};
  if (axis.logarithmic) json["type"] = "log";
  if (axis.categories.empty()) {
    if (axis.logarithmic) json["exponentformat"] = "power";
    return json;
  }
  Json places = Json::array(), names = Json::array();
  for (std::size_t i = 0; i < axis.categories.size(); ++i) {
    places.push_back(i);
    names.push_back(escaped(shortened(axis.categories[i])));
  }
  json["tickvals"] = places;
  json["ticktext"] = names;
  json["range"] = {-0.6, static_cast<double>(axis.categories.size()) - 0.4};
  return json;
}

/// Nothing is below zero, so that an axis needs not go there either.
bool is_nonnegative(const Figure& figure) {
  for (const auto& curve : figure.curves)
    for (const auto* values : {&curve.y, &curve.lower})
      if (std::any_of(values->begin(), values->end(), [](double y) { return y < 0; })) return false;
  return !figure.y.logarithmic;
}

/// Titles in space are written along slanted axes: small, and without their units, which the data table has.
Json axis_in_space(FigureAxis axis) {
  axis.title = axis.title.substr(0, axis.title.rfind(" ["));
  auto json = axis_json(axis);
  json["title"]["font"] = {{"size", 12}};
  json.erase("automargin");
  return json;
}

Json scene(const Figure& figure) {
  return {{"xaxis", axis_in_space(figure.x)},
          {"yaxis", axis_in_space(figure.y)},
          {"zaxis", axis_in_space(figure.z)},
          {"aspectmode", "manual"},
          {"aspectratio", {{"x", 1.1}, {"y", 1.1}, {"z", 0.8}}},
          {"camera",
           {{"eye", {{"x", -1.6}, {"y", -1.7}, {"z", 0.95}}},
            {"center", {{"x", 0.05}, {"y", 0.0}, {"z", -0.15}}}}}};
}

Json ternary(const Figure& figure) {
  const auto axis = [](const FigureAxis& a) {
    return Json{{"title", {{"text", escaped(a.title)}}}, {"min", 0}, {"tickformat", ".1f"}};
  };
  return {{"sum", 1}, {"aaxis", axis(figure.x)}, {"baxis", axis(figure.y)}, {"caxis", axis(figure.z)}};
}

int height_of(const Figure& figure) {
  if (is_horizontal(figure)) return 130 + 26 * static_cast<int>(figure.x.categories.size());
  return figure.kind == FigureKind::surface || figure.kind == FigureKind::network ? 460 : 400;
}

Json layout_of(const Figure& figure) {
  Json layout{{"height", height_of(figure)},
              {"margin", {{"l", 56}, {"r", 12}, {"t", 12}, {"b", 48}}},
              {"hovermode", "closest"},
              {"legend", {{"orientation", "h"}, {"x", 0}, {"y", 1.02}, {"yanchor", "bottom"}}}};
  if (figure.kind == FigureKind::surface) {
    layout["scene"] = scene(figure);
    layout["margin"] = {{"l", 0}, {"r", 0}, {"t", 0}, {"b", 0}};
  } else if (figure.kind == FigureKind::simplex) {
    layout["ternary"] = ternary(figure);
    layout["margin"] = {{"l", 40}, {"r", 40}, {"t", 40}, {"b", 48}};
  } else {
    auto x = axis_json(figure.x), y = axis_json(figure.y);
    if (!figure.grid && !is_horizontal(figure) && is_nonnegative(figure)) y["rangemode"] = "nonnegative";
    if (is_horizontal(figure)) {
      std::swap(x, y);
      y["range"] = {static_cast<double>(figure.x.categories.size()) - 0.4, -0.6};  // the first on top
    }
    layout["xaxis"] = std::move(x);
    layout["yaxis"] = std::move(y);
  }
  if (figure.kind == FigureKind::bars) layout["barmode"] = "group";
  const auto listed = std::count_if(figure.curves.begin(), figure.curves.end(),
                                    [](const Curve& curve) { return !curve.name.empty(); });
  layout["showlegend"] = listed > 1 || (figure.grid && listed > 0);
  return layout;
}

}  // namespace

std::string series_colour(std::size_t index) { return palette[index % palette.size()]; }

std::string accent_colour(Accent accent, std::size_t index) {
  switch (accent) {
    case Accent::good:
      return palette[2];
    case Accent::warning:
      return palette[4];
    case Accent::bad:
      return palette[1];
    case Accent::faint:
      return "#8c8c8c";
    case Accent::series:
      break;
  }
  return series_colour(index);
}

Json plotly_figure(const Figure& figure) {
  if (figure.kind == FigureKind::network) return plotly_network(figure);
  Json data = Json::array();
  if (figure.grid) data.push_back(grid_trace(figure));
  std::size_t index = 0;  // of curves that take the next colour
  for (const auto& curve : figure.curves) {
    if (figure.kind == FigureKind::simplex) {
      data.push_back(simplex_trace(curve, index));
    } else {
      if (!curve.lower.empty() && curve.stroke != Stroke::none)
        add_band(data, curve, accent_colour(curve.accent, index));
      data.push_back(trace_of(figure, curve, index));
    }
    if (curve.accent == Accent::series) ++index;
  }
  return {{"data", std::move(data)}, {"layout", layout_of(figure)}};
}

}  // namespace apps::report

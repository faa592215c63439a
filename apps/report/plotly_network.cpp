#include "apps/report/plotly_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/html.hpp"
#include "apps/report/network_layout.hpp"

namespace apps::report {
namespace {

using models::Figure;
using models::FigureNetwork;
using Json = nlohmann::ordered_json;
using Places = std::vector<NodePlace>;

constexpr std::size_t most_labels = 60;  // nodes; more would cover one another
constexpr int steps = 10;                // of colour among links
constexpr int bend_points = 9;           // of a curved link

/// Ten steps of the scale Viridis.
constexpr std::array<const char*, steps> viridis = {"#440154", "#482878", "#3e4989", "#31688e", "#26828e",
                                                    "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"};

struct Range {
  double low = 0, high = 1;
};

Range range_of(const std::vector<double>& values) {
  Range range{INFINITY, -INFINITY};
  for (const double value : values)
    if (std::isfinite(value)) range = {std::min(range.low, value), std::max(range.high, value)};
  if (!(range.low <= range.high)) return {};
  if (range.low >= 0 && range.high <= 1) return {0, 1};  // trust and chances keep their natural scale
  if (range.low == range.high) return {range.low - 0.5, range.high + 0.5};
  return range;
}

std::vector<double> link_values(const FigureNetwork& network) {
  std::vector<double> values;
  for (const auto& link : network.links) values.push_back(link.value);
  return values;
}

int step_of(double value, const Range& range) {
  const double share = (value - range.low) / (range.high - range.low);
  return std::clamp(static_cast<int>(share * steps), 0, steps - 1);
}

/// From `a` to `b`; bent to the right where the way back is drawn too.
void add_link(Json& x, Json& y, const NodePlace& a, const NodePlace& b, bool bent) {
  const int points = bent ? bend_points : 2;
  const double shorten = bent ? 0.07 : 0;  // leaves the arrow's tip at the node's rim
  for (int i = 0; i < points; ++i) {
    const double t = shorten + (1 - 2 * shorten) * i / (points - 1);
    const double bend = bent ? 0.3 * t * (1 - t) : 0;
    x.push_back(a.x + t * (b.x - a.x) + bend * (b.y - a.y));
    y.push_back(a.y + t * (b.y - a.y) - bend * (b.x - a.x));
  }
  x.push_back(nullptr);
  y.push_back(nullptr);
}

Json line_trace(Json x, Json y, const std::string& colour, bool arrows) {
  Json trace{{"type", "scatter"},
             {"mode", "lines"},
             {"x", std::move(x)},
             {"y", std::move(y)},
             {"line", {{"color", colour}, {"width", arrows ? 2.5 : 1}}},
             {"hoverinfo", "skip"},
             {"showlegend", false}};
  return trace;
}

/// Heads of arrows at the ends of the bent links, turned along their last piece.
Json arrow_heads(const FigureNetwork& network, const Places& places, const Range& range) {
  Json x = Json::array(), y = Json::array(), angles = Json::array(), colours = Json::array(),
       texts = Json::array();
  for (const auto& link : network.links) {
    Json lx = Json::array(), ly = Json::array();
    add_link(lx, ly, places[static_cast<std::size_t>(link.from)], places[static_cast<std::size_t>(link.to)],
             true);
    const double x1 = lx[bend_points - 1], y1 = ly[bend_points - 1];
    const double dx = x1 - lx[bend_points - 2].get<double>(), dy = y1 - ly[bend_points - 2].get<double>();
    x.push_back(x1);
    y.push_back(y1);
    angles.push_back(std::atan2(dx, dy) * 180 / M_PI);
    colours.push_back(viridis[static_cast<std::size_t>(step_of(link.value, range))]);
    texts.push_back(
        escaped(fmt::format("{} to {}: {:.4g}", network.nodes[static_cast<std::size_t>(link.from)],
                            network.nodes[static_cast<std::size_t>(link.to)], link.value)));
  }
  return {{"type", "scatter"},
          {"mode", "markers"},
          {"x", x},
          {"y", y},
          {"text", texts},
          {"hoverinfo", "text"},
          {"showlegend", false},
          {"marker", {{"symbol", "triangle-up"}, {"size", 11}, {"angle", angles}, {"color", colours}}}};
}

void add_links(Json& data, const Figure& figure, const Places& places) {
  const auto& network = *figure.network;
  const auto range = range_of(link_values(network));
  const bool coloured = network.links_carry_values;
  for (int step = 0; step < (coloured ? steps : 1); ++step) {
    Json x = Json::array(), y = Json::array();
    for (const auto& link : network.links)
      if (!coloured || step_of(link.value, range) == step)
        add_link(x, y, places[static_cast<std::size_t>(link.from)], places[static_cast<std::size_t>(link.to)],
                 network.directed);
    if (x.empty()) continue;
    const auto colour = coloured ? viridis[static_cast<std::size_t>(step)] : "rgba(140,140,140,0.55)";
    data.push_back(line_trace(std::move(x), std::move(y), colour, coloured));
  }
  if (network.directed) data.push_back(arrow_heads(network, places, range));
}

Json node_trace(const Figure& figure, const Places& places) {
  const auto& network = *figure.network;
  Json x = Json::array(), y = Json::array(), texts = Json::array(), hover = Json::array(),
       colours = Json::array();
  const auto values = network.links_carry_values ? link_values(network) : network.values;
  const auto range = range_of(values);
  for (std::size_t i = 0; i < places.size(); ++i) {
    x.push_back(places[i].x);
    y.push_back(places[i].y);
    texts.push_back(escaped(network.nodes[i]));
    const bool has_value = i < network.values.size();
    hover.push_back(has_value ? fmt::format("{}: {:.4g}", escaped(network.nodes[i]), network.values[i])
                              : escaped(network.nodes[i]));
    colours.push_back(has_value && std::isfinite(network.values[i]) ? Json(network.values[i]) : Json());
  }
  const bool labelled = places.size() <= most_labels;
  const double size = places.size() <= 12 ? 26 : labelled ? 17 : 7;
  Json marker{
      {"size", size},
      {"line", {{"width", 1}, {"color", "#8c8c8c"}}},
      {"colorscale", "Viridis"},
      {"cmin", range.low},
      {"cmax", range.high},
      {"showscale", true},
      {"colorbar",
       {{"title", {{"text", escaped(figure.z.title)}, {"side", "right"}}}, {"thickness", 14}, {"len", 0.9}}}};
  marker["color"] = network.values.empty() ? Json("#9aa5b1") : colours;
  if (network.values.empty() && !network.links_carry_values) marker["showscale"] = false;
  return {{"type", "scatter"},
          {"mode", labelled ? "markers+text" : "markers"},
          {"x", x},
          {"y", y},
          {"text", texts},
          {"textposition", "top center"},
          {"hovertext", hover},
          {"hoverinfo", "text"},
          {"showlegend", false},
          {"marker", marker}};
}

/// A scale for links: a trace without points that only carries the colour bar.
Json scale_trace(const Figure& figure) {
  const auto range = range_of(link_values(*figure.network));
  return {{"type", "scatter"},
          {"mode", "markers"},
          {"x", {nullptr}},
          {"y", {nullptr}},
          {"hoverinfo", "skip"},
          {"showlegend", false},
          {"marker",
           {{"color", {range.low}},
            {"colorscale", "Viridis"},
            {"cmin", range.low},
            {"cmax", range.high},
            {"showscale", true},
            {"colorbar",
             {{"title", {{"text", escaped(figure.z.title)}, {"side", "right"}}},
              {"thickness", 14},
              {"len", 0.9}}}}}};
}

}  // namespace

Json plotly_network(const Figure& figure) {
  const auto places = network_layout(*figure.network);
  Json data = Json::array();
  add_links(data, figure, places);
  data.push_back(node_trace(figure, places));
  if (figure.network->links_carry_values && figure.network->values.empty())
    data.push_back(scale_trace(figure));
  const Json axis{{"visible", false}, {"range", {-1.2, 1.2}}};
  return {{"data", std::move(data)},
          {"layout",
           {{"height", 460},
            {"margin", {{"l", 8}, {"r", 8}, {"t", 8}, {"b", 8}}},
            {"hovermode", "closest"},
            {"xaxis", axis},
            {"yaxis", axis}}}};
}

}  // namespace apps::report

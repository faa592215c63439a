#include "apps/report/figure_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace apps::report {
namespace {

using models::Curve;
using models::Figure;
using models::FigureAxis;
using models::FigureGrid;

Cell place_cell(const FigureAxis& axis, double x) {
  const auto place = static_cast<std::size_t>(std::max(0.0, x));
  return place < axis.categories.size() ? text_cell(axis.categories[place]) : number_cell(x);
}

std::string name_or(const std::string& name, const char* other) { return name.empty() ? other : name; }

bool share_places(const std::vector<Curve>& curves) {
  return std::all_of(curves.begin(), curves.end(),
                     [&](const Curve& c) { return c.x == curves.front().x && c.z.empty(); });
}

void add_side_by_side(HtmlTable& table, const Figure& figure, std::size_t most_rows) {
  table.columns = {name_or(figure.x.title, "where")};
  for (const auto& curve : figure.curves) {
    table.columns.push_back(name_or(curve.name, name_or(figure.y.title, "value").c_str()));
    if (!curve.lower.empty()) table.columns.insert(table.columns.end(), {"lower", "upper"});
  }
  const auto& x = figure.curves.front().x;
  table.left_out = x.size() - std::min(x.size(), most_rows);
  for (std::size_t i = 0; i < std::min(x.size(), most_rows); ++i) {
    auto& row = table.rows.emplace_back(std::vector<Cell>{place_cell(figure.x, x[i])});
    for (const auto& curve : figure.curves) {
      row.push_back(number_cell(curve.y[i]));
      if (!curve.lower.empty())
        row.insert(row.end(), {number_cell(curve.lower[i]), number_cell(curve.upper[i])});
    }
  }
}

void add_one_by_one(HtmlTable& table, const Figure& figure, std::size_t most_rows) {
  const bool three = !figure.curves.front().z.empty();
  table.columns = {"curve", name_or(figure.x.title, "x"), name_or(figure.y.title, "y")};
  if (three) table.columns.push_back(figure.z.title);
  for (const auto& curve : figure.curves)
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      if (table.rows.size() == most_rows) {
        ++table.left_out;
        continue;
      }
      auto& row = table.rows.emplace_back(std::vector<Cell>{
          text_cell(curve.name), place_cell(figure.x, curve.x[i]), number_cell(curve.y[i])});
      if (three) row.push_back(number_cell(curve.z[i]));
    }
}

void add_grid(HtmlTable& table, const Figure& figure, std::size_t most_rows) {
  const auto& grid = *figure.grid;
  table.columns = {name_or(figure.x.title, "x"), name_or(figure.y.title, "y"),
                   name_or(figure.z.title, "value")};
  for (std::size_t j = 0; j < grid.y.size(); ++j)
    for (std::size_t i = 0; i < grid.x.size(); ++i) {
      if (table.rows.size() == most_rows) {
        ++table.left_out;
        continue;
      }
      table.rows.push_back(
          {number_cell(grid.x[i]), number_cell(grid.y[j]), number_cell(grid.values[j * grid.x.size() + i])});
    }
}

void add_network(HtmlTable& table, const Figure& figure, std::size_t most_rows) {
  const auto& network = *figure.network;
  const auto node = [&](int i) { return text_cell(network.nodes[static_cast<std::size_t>(i)]); };
  const bool by_node = !network.links_carry_values && !network.values.empty();
  const auto value = name_or(figure.z.title, "value");
  table.columns =
      by_node ? std::vector<std::string>{"node", value} : std::vector<std::string>{"from", "to", value};
  const std::size_t count = by_node ? network.nodes.size() : network.links.size();
  for (std::size_t i = 0; i < std::min(count, most_rows); ++i) {
    if (by_node)
      table.rows.push_back({text_cell(network.nodes[i]), number_cell(network.values[i])});
    else
      table.rows.push_back(
          {node(network.links[i].from), node(network.links[i].to), number_cell(network.links[i].value)});
  }
  table.left_out = count - table.rows.size();
}

/// Of every stretch the places of the least and the greatest value, in their order; always the ends.
std::vector<std::size_t> kept_places(const std::vector<double>& y, std::size_t count) {
  std::vector<std::size_t> kept{0};
  const std::size_t stretches = std::max<std::size_t>(1, (count - 2) / 2);
  for (std::size_t s = 0; s < stretches; ++s) {
    const std::size_t begin = 1 + s * (y.size() - 2) / stretches,
                      end = 1 + (s + 1) * (y.size() - 2) / stretches;
    if (begin >= end) continue;
    auto [least, greatest] = std::minmax_element(y.begin() + static_cast<std::ptrdiff_t>(begin),
                                                 y.begin() + static_cast<std::ptrdiff_t>(end));
    auto first = static_cast<std::size_t>(least - y.begin()),
         second = static_cast<std::size_t>(greatest - y.begin());
    if (first > second) std::swap(first, second);
    kept.push_back(first);
    if (second != first) kept.push_back(second);
  }
  kept.push_back(y.size() - 1);
  return kept;
}

template <typename T>
void keep(std::vector<T>& values, const std::vector<std::size_t>& places) {
  if (values.empty()) return;
  std::vector<T> kept;
  kept.reserve(places.size());
  for (const auto place : places) kept.push_back(values[place]);
  values = std::move(kept);
}

void thin(Curve& curve, std::size_t count) {
  if (curve.x.size() <= std::max<std::size_t>(count, 4)) return;
  const auto places = kept_places(curve.y, std::max<std::size_t>(count, 4));
  for (auto* values : {&curve.x, &curve.y, &curve.z, &curve.lower, &curve.upper}) keep(*values, places);
  keep(curve.labels, places);
}

std::vector<std::size_t> every(std::size_t step, std::size_t size) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < size; i += step) places.push_back(i);
  if (places.back() != size - 1) places.push_back(size - 1);
  return places;
}

void thin(FigureGrid& grid, std::size_t count) {
  std::size_t step = 1;
  const auto kept = [&](std::size_t size) { return every(step, size).size(); };
  while (kept(grid.x.size()) * kept(grid.y.size()) > count) ++step;
  const auto columns = every(step, grid.x.size()), rows = every(step, grid.y.size());
  std::vector<double> values;
  for (const auto j : rows)
    for (const auto i : columns) values.push_back(grid.values[j * grid.x.size() + i]);
  grid.values = std::move(values);
  keep(grid.x, columns);
  keep(grid.y, rows);
}

}  // namespace

HtmlTable figure_table(const Figure& figure, std::size_t most_rows) {
  HtmlTable table{.caption = figure.title + ": data"};
  if (figure.grid)
    add_grid(table, figure, most_rows);
  else if (figure.network)
    add_network(table, figure, most_rows);
  else if (!figure.curves.empty() && share_places(figure.curves))
    add_side_by_side(table, figure, most_rows);
  else if (!figure.curves.empty())
    add_one_by_one(table, figure, most_rows);
  return table;
}

std::size_t points_of(const Figure& figure) {
  std::size_t points = 0;
  for (const auto& curve : figure.curves) points += curve.x.size();
  if (figure.grid) points += figure.grid->values.size();
  if (figure.network) points += figure.network->nodes.size() + figure.network->links.size();
  return points;
}

void thin(Figure& figure, std::size_t limit) {
  const auto points = points_of(figure);
  if (points <= limit) return;
  const double share = static_cast<double>(limit) / static_cast<double>(points);
  const auto part = [&](std::size_t size) {
    return static_cast<std::size_t>(share * static_cast<double>(size));
  };
  for (auto& curve : figure.curves) thin(curve, part(curve.x.size()));
  if (figure.grid) thin(*figure.grid, part(figure.grid->values.size()));
  if (figure.network) {
    auto& links = figure.network->links;
    links.resize(std::min(links.size(), limit - std::min(limit, figure.network->nodes.size())));
  }
  if (!figure.caption.empty()) figure.caption += ' ';
  figure.caption +=
      fmt::format("Thinned: {} of {} points are drawn; the data have all.", points_of(figure), points);
}

}  // namespace apps::report

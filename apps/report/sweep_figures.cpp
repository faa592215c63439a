#include "apps/report/sweep_figures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "apps/report/html.hpp"
#include "models/description/schema.hpp"
#include "models/registry.hpp"

namespace apps::report {
namespace {

using models::Accent;
using models::Curve;
using models::Figure;
using models::FigureGrid;
using models::FigureKind;
using models::Stroke;
using models::Symbol;
using Strings = std::vector<std::string>;

constexpr std::size_t most_figures = 12, most_surfaces = 3, most_players = 6;

/// What a table says of its evidence rather than of its answer.
bool is_evidence(const std::string& column) {
  static constexpr std::array<std::string_view, 17> names = {
      "point",        "status",       "termination",      "player",          "equilibrium", "verdict",
      "level",        "claim",        "epsilon",          "residual",        "regret",      "note",
      "nash_verdict", "nash_epsilon", "relative_epsilon", "spectral_radius", "stable"};
  return std::find(names.begin(), names.end(), column) != names.end();
}

std::string cell(const SweepRows& rows, std::size_t row, int column) {
  return column < 0 ? "" : rows.rows[row][static_cast<std::size_t>(column)];
}

std::string spoken(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// "information sensitivity (lambda)" of "players.information_sensitivity"; indices of entries stay.
std::string axis_title(const std::string& key, const std::string& family) {
  const auto dot = key.rfind('.');
  auto title = spoken(dot == std::string::npos ? key : key.substr(dot + 1));
  if (const auto bracket = key.find('['); dot != std::string::npos && bracket < dot)
    title = spoken(key.substr(0, key.find(']') + 1)) + " " + title;
  const auto* known = models::find_family(family);
  const auto* described = known ? known->schema->find_key(key) : nullptr;
  if (!described) return title;
  if (!described->symbol.empty()) title += " (" + symbol_text(described->symbol) + ")";
  if (!described->unit.empty()) title += " [" + described->unit + "]";
  return title;
}

/// Columns behind `player` up to `payoff` are the choices; the others are quantities.
struct Columns {
  Strings choices, others;
};

Columns columns_of(const SweepRows& rows) {
  Columns result;
  bool behind_player = false, behind_payoff = false;
  for (const auto& name : rows.columns) {
    const int place = rows.column(name);
    const bool is_axis = std::find(rows.axes.begin(), rows.axes.end(), name) != rows.axes.end();
    if (name == "player") behind_player = true;
    if (is_axis || is_evidence(name)) continue;
    bool numeric = false;
    for (std::size_t i = 0; i < rows.rows.size() && !numeric; ++i)
      numeric = !std::isnan(number_in(cell(rows, i, place)));
    if (numeric)
      (behind_player && !behind_payoff && name != "payoff" ? result.choices : result.others).push_back(name);
    if (name == "payoff") behind_payoff = true;
  }
  return result;
}

Strings players_of(const SweepRows& rows) {
  const int column = rows.column("player");
  Strings players;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const auto name = cell(rows, i, column);
    if (std::find(players.begin(), players.end(), name) == players.end()) players.push_back(name);
    if (players.size() > most_players) break;
  }
  return players;
}

bool is_certified(const SweepRows& rows, std::size_t row) {
  return cell(rows, row, rows.column("status")) == "certified";
}

/// Whether the row is of the first profile of its point.
bool is_first(const SweepRows& rows, std::size_t row) {
  const auto number = cell(rows, row, rows.column("equilibrium"));
  return number.empty() || number == "1";
}

std::vector<double> axis_values(const SweepRows& rows, const std::string& axis) {
  std::set<double> values;
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    values.insert(number_in(cell(rows, i, rows.column(axis))));
  return {values.begin(), values.end()};
}

bool is_numeric(const SweepRows& rows, const std::string& axis) {
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    if (std::isnan(number_in(cell(rows, i, rows.column(axis))))) return false;
  return !rows.rows.empty();
}

/// Evenly spaced in logarithms rather than in values.
bool is_logarithmic(const std::vector<double>& values) {
  if (values.size() < 4 || values.front() <= 0 || values.back() < 50 * values.front()) return false;
  const double ratio = values[1] / values[0];
  for (std::size_t i = 2; i < values.size(); ++i)
    if (std::abs(values[i] / values[i - 1] / ratio - 1) > 1e-6) return false;
  return true;
}

struct Grid {
  std::vector<double> x, y;

  std::size_t place(double a, double b) const {
    const auto column = std::lower_bound(x.begin(), x.end(), a) - x.begin();
    const auto row = std::lower_bound(y.begin(), y.end(), b) - y.begin();
    return static_cast<std::size_t>(row) * x.size() + static_cast<std::size_t>(column);
  }
};

Figure named(const std::string& column, const std::string& player, bool several_players, FigureKind kind) {
  Figure figure{.kind = kind,
                .id = slug("sweep-" + column + (several_players ? "-" + player : "")),
                .title = spoken(column) + (several_players ? " of " + player : "")};
  figure.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(figure.title[0])));
  figure.z.title = spoken(column);
  return figure;
}

Figure grid_figure(const SweepRows& rows, const std::string& family, const Grid& grid,
                   const std::string& column, const std::string& player, bool several_players,
                   FigureKind kind) {
  auto figure = named(column, player, several_players, kind);
  figure.x.title = axis_title(rows.axes[0], family);
  figure.y.title = axis_title(rows.axes[1], family);
  figure.x.logarithmic = is_logarithmic(grid.x);
  figure.y.logarithmic = is_logarithmic(grid.y);
  FigureGrid values{grid.x, grid.y, std::vector<double>(grid.x.size() * grid.y.size(), NAN)};
  Curve doubtful{
      .name = "not certified", .stroke = Stroke::none, .symbol = Symbol::cross, .accent = Accent::bad};
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    if (!is_first(rows, i) || (several_players && cell(rows, i, rows.column("player")) != player)) continue;
    const double x = number_in(cell(rows, i, rows.column(rows.axes[0])));
    const double y = number_in(cell(rows, i, rows.column(rows.axes[1])));
    auto& value = values.values[grid.place(x, y)];
    if (std::isnan(value)) value = number_in(cell(rows, i, rows.column(column)));
    if (is_certified(rows, i)) continue;
    doubtful.x.push_back(x);
    doubtful.y.push_back(y);
  }
  figure.caption = fmt::format("Over a grid of {} by {} points.", grid.x.size(), grid.y.size());
  if (!doubtful.x.empty()) {
    figure.caption += fmt::format(" {} points are not certified{}.", doubtful.x.size(),
                                  kind == FigureKind::heat_map ? ": they carry a cross" : "");
    if (kind == FigureKind::heat_map) figure.curves.push_back(std::move(doubtful));
  }
  figure.grid = std::move(values);
  return figure;
}

std::vector<Figure> grid_figures(const SweepRows& rows, const std::string& family, const Columns& columns) {
  const Grid grid{axis_values(rows, rows.axes[0]), axis_values(rows, rows.axes[1])};
  auto players = players_of(rows);
  const bool several = players.size() > 1;
  if (players.size() > 2) players.resize(2);
  std::vector<Figure> figures;
  for (const auto& choice : columns.choices)
    for (const auto& player : players)
      figures.push_back(
          grid_figure(rows, family, grid, choice, player, several,
                      figures.size() < most_surfaces ? FigureKind::surface : FigureKind::heat_map));
  for (const auto& other : columns.others)
    figures.push_back(grid_figure(rows, family, grid, other, players.front(), several && other == "payoff",
                                  FigureKind::heat_map));
  return figures;
}

/// Marks of all profiles; joined where every point has one.
Figure line_figure(const SweepRows& rows, const std::string& family, const std::string& column,
                   const Strings& players, bool joined) {
  auto figure = named(column, "", false, FigureKind::lines);
  if (std::find(players.begin(), players.end(), column) != players.end())
    figure.title = figure.z.title = "Choice towards " + column;
  figure.y = figure.z;
  figure.x.title = axis_title(rows.axes[0], family);
  const auto values = axis_values(rows, rows.axes[0]);
  figure.x.logarithmic = is_logarithmic(values);
  Curve doubtful{
      .name = "not certified", .stroke = Stroke::none, .symbol = Symbol::cross, .accent = Accent::bad};
  for (const auto& player : players) {
    Curve curve{.name = players.size() > 1 ? player : ""};
    if (!joined || values.size() < 12) curve.symbol = Symbol::dot;
    if (!joined) curve.stroke = Stroke::none;
    std::vector<std::pair<double, double>> points;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      if (cell(rows, i, rows.column("player")) != player) continue;
      const double x = number_in(cell(rows, i, rows.column(rows.axes[0])));
      const double y = number_in(cell(rows, i, rows.column(column)));
      points.emplace_back(x, y);
      if (!is_certified(rows, i)) doubtful.x.push_back(x), doubtful.y.push_back(y);
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [x, y] : points) curve.x.push_back(x), curve.y.push_back(y);
    if (std::all_of(curve.y.begin(), curve.y.end(), [](double y) { return std::isnan(y); })) continue;
    figure.curves.push_back(std::move(curve));
  }
  if (!doubtful.x.empty()) figure.curves.push_back(std::move(doubtful));
  return figure;
}

std::vector<Figure> line_figures(const SweepRows& rows, const std::string& family, const Columns& columns) {
  auto players = players_of(rows);
  if (players.size() > most_players) players.resize(most_players);
  bool joined = rows.axes.size() == 1;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) joined = joined && is_first(rows, i);
  std::vector<Figure> figures;
  for (const auto* list : {&columns.choices, &columns.others})
    for (const auto& column : *list) figures.push_back(line_figure(rows, family, column, players, joined));
  return figures;
}

/// Every combination of the values of two axes is there.
bool is_full_grid(const SweepRows& rows) {
  if (rows.axes.size() != 2 || !is_numeric(rows, rows.axes[0]) || !is_numeric(rows, rows.axes[1]))
    return false;
  std::set<std::pair<double, double>> points;
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    points.emplace(number_in(cell(rows, i, rows.column(rows.axes[0]))),
                   number_in(cell(rows, i, rows.column(rows.axes[1]))));
  const auto x = axis_values(rows, rows.axes[0]).size(), y = axis_values(rows, rows.axes[1]).size();
  return x > 1 && y > 1 && points.size() == x * y;
}

}  // namespace

double number_in(const std::string& text) {
  if (text == "true") return 1;
  if (text == "false") return 0;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) ? value : NAN;
}

std::vector<Figure> sweep_figures(const SweepRows& rows, const std::string& family) {
  if (rows.axes.empty() || rows.rows.empty() || !is_numeric(rows, rows.axes[0])) return {};
  const auto columns = columns_of(rows);
  auto figures =
      is_full_grid(rows) ? grid_figures(rows, family, columns) : line_figures(rows, family, columns);
  if (figures.size() > most_figures) figures.resize(most_figures);
  return figures;
}

}  // namespace apps::report

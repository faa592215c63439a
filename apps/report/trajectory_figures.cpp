#include "apps/report/trajectory_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/html.hpp"
#include "apps/report/json_cells.hpp"
#include "apps/report/result_figures.hpp"

namespace apps::report {
namespace {

using models::Accent;
using models::Curve;
using models::Figure;
using models::FigureKind;
using models::Stroke;
using models::Symbol;
using Json = nlohmann::ordered_json;
using Values = std::vector<double>;

constexpr std::size_t most_lines = 8;     // entities; of more only quantiles are drawn
constexpr std::size_t most_figures = 12;  // quantities
constexpr std::size_t most_drawn = 40;    // nodes of a network in which everybody may be linked

struct NamedSeries {
  std::string entity;
  Values values;
};

/// Series by quantity, in the order of their first appearance.
struct Quantities {
  std::vector<std::string> names;
  std::map<std::string, std::vector<NamedSeries>> series;

  void add(const Json& json) {
    const auto quantity = text_at(json, "quantity");
    if (!series.contains(quantity)) names.push_back(quantity);
    series[quantity].push_back({text_at(json, "entity"), numbers_of(json.at("values"))});
  }
};

Quantities quantities_of(const Json& list) {
  Quantities quantities;
  for (const auto& json : list) quantities.add(json);
  return quantities;
}

/// The share `p` of sorted values, between the two nearest.
double quantile(const Values& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double rest = place - static_cast<double>(below);
  return below + 1 < sorted.size() ? sorted[below] * (1 - rest) + sorted[below + 1] * rest : sorted[below];
}

/// At every step the quantile `p` over the series; NaN where none has a value.
Values quantiles(const std::vector<const Values*>& series, std::size_t steps, double p) {
  Values result(steps, NAN);
  for (std::size_t t = 0; t < steps; ++t) {
    Values at;
    for (const auto* values : series)
      if (t < values->size() && std::isfinite((*values)[t])) at.push_back((*values)[t]);
    if (at.empty()) continue;
    std::sort(at.begin(), at.end());
    result[t] = quantile(at, p);
  }
  return result;
}

Values means(const std::vector<const Values*>& series, std::size_t steps) {
  Values result(steps, NAN);
  for (std::size_t t = 0; t < steps; ++t) {
    double sum = 0;
    int count = 0;
    for (const auto* values : series)
      if (t < values->size() && std::isfinite((*values)[t])) sum += (*values)[t], ++count;
    if (count > 0) result[t] = sum / count;
  }
  return result;
}

std::string spoken(std::string quantity) {
  std::replace(quantity.begin(), quantity.end(), '_', ' ');
  return quantity;
}

Figure figure_of(const std::string& quantity) {
  Figure figure{.kind = FigureKind::lines,
                .id = slug("over-time-" + quantity),
                .title = spoken(quantity) + " over time"};
  figure.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(figure.title[0])));
  figure.x.title = "step";
  figure.y.title = spoken(quantity);
  return figure;
}

Figure lines_figure(const std::string& quantity, const std::vector<NamedSeries>& series,
                    const Values& steps) {
  auto figure = figure_of(quantity);
  for (const auto& [entity, values] : series)
    figure.curves.push_back({.name = entity, .x = steps, .y = values});
  return figure;
}

std::vector<const Values*> pointers(const std::vector<NamedSeries>& series) {
  std::vector<const Values*> all;
  for (const auto& one : series) all.push_back(&one.values);
  return all;
}

Figure quantile_figure(const std::string& quantity, const std::vector<NamedSeries>& series,
                       const Values& steps) {
  auto figure = figure_of(quantity);
  const auto all = pointers(series);
  const auto at = [&](double p) { return quantiles(all, steps.size(), p); };
  figure.caption = fmt::format("{} series: median with the middle 80 % (band), least and greatest (dotted).",
                               series.size());
  figure.curves.push_back({.name = "median", .x = steps, .y = at(0.5), .lower = at(0.1), .upper = at(0.9)});
  for (const double end : {0.0, 1.0})
    figure.curves.push_back({.name = end == 0 ? "least" : "greatest",
                             .x = steps,
                             .y = at(end),
                             .stroke = Stroke::dotted,
                             .accent = Accent::faint});
  return figure;
}

/// Who trusts whom at the last step, where every series is of a pair.
std::optional<Figure> pairs_network(const std::string& quantity, const std::vector<NamedSeries>& series) {
  Figure figure{.kind = FigureKind::network,
                .id = slug("network-" + quantity),
                .title = spoken(quantity) + " at the last step",
                .caption = "An arrow from A to B carries the value of A towards B."};
  figure.z.title = spoken(quantity);
  auto& network = figure.network.emplace();
  network.directed = network.links_carry_values = true;
  const auto node = [&](const std::string& name) {
    const auto found = std::find(network.nodes.begin(), network.nodes.end(), name);
    if (found != network.nodes.end()) return static_cast<int>(found - network.nodes.begin());
    network.nodes.push_back(name);
    return static_cast<int>(network.nodes.size()) - 1;
  };
  std::vector<std::string> names;
  for (const auto& [entity, values] : series)
    if (const auto arrow = entity.find("->"); arrow != std::string::npos && !values.empty()) {
      names.push_back(entity.substr(0, arrow));
      names.push_back(entity.substr(arrow + 2));
    }
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  for (const auto& name : names) node(name);
  for (const auto& [entity, values] : series)
    if (const auto arrow = entity.find("->"); arrow != std::string::npos && !values.empty())
      network.links.push_back({node(entity.substr(0, arrow)), node(entity.substr(arrow + 2)), values.back()});
  if (network.nodes.size() < 3 || network.nodes.size() > most_drawn) return std::nullopt;
  figure.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(figure.title[0])));
  return figure;
}

/// Agents of the model's network coloured by their last trust.
std::optional<Figure> agents_network(const Json& model, const std::vector<NamedSeries>& series) {
  auto network = network_of(model);
  if (!network) return std::nullopt;
  std::map<std::string, double> last;
  for (const auto& [entity, values] : series)
    if (!values.empty()) last[entity] = values.back();
  for (std::size_t i = 0; i < network->nodes.size(); ++i) {
    const auto found = last.find(fmt::format("agent{}", i + 1));
    if (found == last.end()) return std::nullopt;
    network->values.push_back(found->second);
  }
  Figure figure{.kind = FigureKind::network,
                .id = "network-of-agents",
                .title = "Trust on the network at the last step",
                .caption = "Agents coloured by their trust when the simulation ended."};
  figure.z.title = "trust";
  figure.network = std::move(network);
  return figure;
}

/// Column `name` of a table, if it has it.
std::optional<Values> column(const Json& table, const char* name) {
  const auto& columns = table.at("columns");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] != name) continue;
    Values values;
    for (const auto& row : table.at("rows")) values.push_back(number_or_nan(row.at(i)));
    return values;
  }
  return std::nullopt;
}

/// Fitted curves with their bands: tables whose columns are x, fit, lower, upper.
void add_trends(std::vector<Figure>& figures, const Json& tables) {
  for (const auto& table : tables) {
    const auto fit = column(table, "fit"), lower = column(table, "lower"), upper = column(table, "upper");
    if (!fit || !lower || !upper) continue;
    const auto name = text_at(table, "name"), x = table.at("columns").at(0).get<std::string>();
    Figure figure{.kind = FigureKind::lines,
                  .id = slug(name),
                  .title = spoken(name),
                  .caption = text_at(table, "meaning")};
    std::replace(figure.title.begin(), figure.title.end(), '-', ' ');
    figure.title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(figure.title[0])));
    figure.x.title = spoken(x);
    figure.y.title = "fit";
    figure.curves.push_back({.name = "fit, with band",
                             .x = *column(table, x.c_str()),
                             .y = *fit,
                             .lower = *lower,
                             .upper = *upper});
    figures.push_back(std::move(figure));
  }
}

}  // namespace

std::vector<Figure> trajectory_figures(const Json& record) {
  const auto steps = numbers_of(record.at("steps"));
  const auto quantities = quantities_of(record.value("series", Json::array()));
  std::vector<Figure> figures, networks;
  for (const auto& quantity : quantities.names) {
    if (figures.size() == most_figures) break;
    const auto& series = quantities.series.at(quantity);
    figures.push_back(series.size() <= most_lines ? lines_figure(quantity, series, steps)
                                                  : quantile_figure(quantity, series, steps));
    if (quantity != "trust") continue;
    if (auto figure = agents_network(record.at("model"), series))
      networks.push_back(std::move(*figure));
    else if (auto pairs = pairs_network(quantity, series))
      networks.push_back(std::move(*pairs));
  }
  figures.insert(figures.end(), networks.begin(), networks.end());
  add_trends(figures, record.value("tables", Json::array()));
  return figures;
}

std::vector<Figure> ensemble_figures(const Json& record) {
  std::vector<Quantities> runs;
  Values steps;
  for (const auto& run : record.value("runs", Json::array())) {
    runs.push_back(quantities_of(run.value("series", Json::array())));
    if (const auto own = numbers_of(run.at("steps")); own.size() > steps.size()) steps = own;
  }
  std::vector<Figure> figures;
  if (!runs.empty())
    for (const auto& quantity : runs.front().names) {
      if (figures.size() == most_figures) break;
      auto figure = figure_of(quantity);
      const auto& entities = runs.front().series.at(quantity);
      figure.caption = fmt::format("Mean over {} seeds with the middle 80 % of them (band).", runs.size());
      for (std::size_t e = 0; e < std::min(entities.size(), most_lines); ++e) {
        std::vector<const Values*> all;
        for (const auto& run : runs)
          if (const auto found = run.series.find(quantity);
              found != run.series.end() && e < found->second.size())
            all.push_back(&found->second[e].values);
        figure.curves.push_back({.name = entities[e].entity,
                                 .x = steps,
                                 .y = means(all, steps.size()),
                                 .lower = quantiles(all, steps.size(), 0.1),
                                 .upper = quantiles(all, steps.size(), 0.9)});
      }
      if (entities.size() > most_lines)
        figure.caption += fmt::format(" The first {} of {} are drawn.", most_lines, entities.size());
      figures.push_back(std::move(figure));
    }
  add_trends(figures, record.at("pooled").value("tables", Json::array()));
  return figures;
}

}  // namespace apps::report

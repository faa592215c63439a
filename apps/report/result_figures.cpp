#include "apps/report/result_figures.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/text_files.hpp"
#include "apps/report/html.hpp"
#include "apps/report/json_cells.hpp"
#include "models/networks/read_network.hpp"

namespace apps::report {
namespace {

using models::Accent;
using models::Curve;
using models::Figure;
using models::FigureAxis;
using models::FigureKind;
using models::FigureNetwork;
using models::Stroke;
using models::Symbol;
using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

constexpr std::size_t most_players = 60, most_equilibria = 60, most_mixed = 3;

/// The equilibria, or the refuted candidates where there are none.
Json listed_profiles(const Json& record) {
  auto list = record.value("equilibria", Json::array());
  return list.empty() ? record.value("rejected", Json::array()) : list;
}

Strings players_of(const Json& equilibrium) {
  Strings players;
  for (const auto& [player, choices] : equilibrium.at("profile").items()) players.push_back(player);
  return players;
}

/// Names of choices that are plain numbers of every player who has them.
Strings numeric_choices(const Json& equilibrium) {
  Strings names;
  std::set<std::string> others;
  for (const auto& [player, choices] : equilibrium.at("profile").items())
    for (const auto& [name, value] : choices.items()) {
      if (!value.is_number()) others.insert(name);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  std::erase_if(names, [&](const auto& name) { return others.contains(name); });
  return names;
}

bool is_distribution(const Json& choices) {
  double sum = 0;
  for (const auto& [name, value] : choices.items()) {
    if (!value.is_number() || value.get<double>() < 0) return false;
    sum += value.get<double>();
  }
  return choices.size() >= 2 && std::abs(sum - 1) < 1e-9;
}

bool is_mixed(const Json& equilibrium) {
  const auto& profile = equilibrium.at("profile");
  return std::all_of(profile.begin(), profile.end(), [](const Json& c) { return is_distribution(c); });
}

bool names_players(const Json& equilibrium) {
  const auto players = players_of(equilibrium);
  for (const auto& [player, choices] : equilibrium.at("profile").items())
    for (const auto& [name, value] : choices.items())
      if (!value.is_number() || std::find(players.begin(), players.end(), name) == players.end())
        return false;
  return players.size() > 1;
}

std::string title_at(const Json& list, std::size_t i, std::string_view what) {
  return list.size() == 1 ? std::string(what) : fmt::format("{}, {} of {}", what, i + 1, list.size());
}

Figure mixed_bars(const Json& list, std::size_t i) {
  Figure figure{.kind = FigureKind::bars,
                .id = fmt::format("mixed-strategies-{}", i + 1),
                .title = title_at(list, i, "Mixed strategies"),
                .caption = "Probability of each action, by player."};
  figure.y.title = "probability";
  figure.x.title = "action";
  for (const auto& [player, choices] : list[i].at("profile").items()) {
    Curve bars{.name = player};
    for (const auto& [action, chance] : choices.items()) {
      auto& names = figure.x.categories;
      auto place = std::find(names.begin(), names.end(), action);
      if (place == names.end()) place = names.insert(names.end(), action);
      bars.x.push_back(static_cast<double>(place - names.begin()));
      bars.y.push_back(chance.get<double>());
    }
    figure.curves.push_back(std::move(bars));
  }
  return figure;
}

/// The mixed strategies of players who have three actions of the same names.
std::optional<Figure> simplex(const Json& list) {
  const auto& first = list.front().at("profile").front();
  if (first.size() != 3) return std::nullopt;
  Figure figure{
      .kind = FigureKind::simplex,
      .id = "simplex",
      .title = "Mixed strategies on the simplex",
      .caption = "Each corner is an action, each mark a player's mixed strategy in an equilibrium."};
  Strings actions;
  for (const auto& [action, chance] : first.items()) actions.push_back(action);
  figure.x.title = actions[0], figure.y.title = actions[1], figure.z.title = actions[2];
  constexpr Symbol symbols[] = {Symbol::dot, Symbol::ring, Symbol::diamond, Symbol::cross};
  for (const auto& player : players_of(list.front())) {
    Curve marks{.name = player, .stroke = Stroke::none, .symbol = symbols[figure.curves.size() % 4]};
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto& choices = list[i].at("profile").at(player);
      if (choices.size() != 3 || !choices.contains(actions[0])) return std::nullopt;
      marks.x.push_back(choices.at(actions[0]).get<double>());
      marks.y.push_back(choices.at(actions[1]).get<double>());
      marks.z.push_back(choices.at(actions[2]).get<double>());
      marks.labels.push_back(fmt::format("{}, equilibrium {}", player, i + 1));
    }
    figure.curves.push_back(std::move(marks));
  }
  return figure;
}

void add_mixed(std::vector<Figure>& figures, const Json& list) {
  if (auto figure = simplex(list)) figures.push_back(std::move(*figure));
  for (std::size_t i = 0; i < std::min(list.size(), most_mixed); ++i) figures.push_back(mixed_bars(list, i));
}

/// Whose choice is about whom: links from the one who does to the one for whom it is done.
Figure choices_network(const Json& list) {
  Figure figure{.kind = FigureKind::network,
                .id = "choices-network",
                .title = "Choices between players",
                .caption =
                    "An arrow from one player to another carries what the first does for the second in "
                    "equilibrium 1."};
  figure.z.title = "choice";
  auto& network = figure.network.emplace();
  network.directed = network.links_carry_values = true;
  network.nodes = players_of(list.front());
  for (const auto& [player, choices] : list.front().at("profile").items())
    for (const auto& [other, value] : choices.items()) {
      const auto at = [&](const std::string& name) {
        return static_cast<int>(std::find(network.nodes.begin(), network.nodes.end(), name) -
                                network.nodes.begin());
      };
      network.links.push_back({at(player), at(other), value.get<double>()});
    }
  return figure;
}

/// A trust, or the mean of mixed ones.
double mean_trust(const Json& choices) {
  const auto& trust = choices.at("trust");
  if (trust.is_number()) return trust.get<double>();
  double mean = 0;
  for (std::size_t i = 0; i < trust.size(); ++i)
    mean += trust[i].get<double>() * choices.at("probability").at(i).get<double>();
  return mean;
}

std::optional<Figure> trust_network(const Json& record, const Json& list) {
  auto network = network_of(record.at("model"));
  const auto& profile = list.front().at("profile");
  if (!network || network->nodes.size() != profile.size()) return std::nullopt;
  for (const auto& [player, choices] : profile.items()) {
    if (!choices.contains("trust")) return std::nullopt;
    network->values.push_back(mean_trust(choices));
  }
  const bool refuted = record.value("equilibria", Json::array()).empty();
  Figure figure{.kind = FigureKind::network,
                .id = "trust-network",
                .title = "Trust on the network",
                .caption = refuted
                               ? "Agents coloured by their trust in the best candidate, which is refuted."
                               : "Agents coloured by their trust in equilibrium 1 (the mean of mixed ones)."};
  figure.z.title = "trust";
  figure.network = std::move(network);
  return figure;
}

std::optional<Figure> choices_figure(const Json& list) {
  const auto players = players_of(list.front());
  const auto names = numeric_choices(list.front());
  const bool symmetric =
      std::all_of(list.begin(), list.end(), [](const Json& e) { return e.value("symmetric", false); });
  if (names.empty() || symmetric || players.size() < 2 || players.size() > most_players || names.size() > 12)
    return std::nullopt;
  const bool several = list.size() > 1;
  Figure figure{.kind = several ? FigureKind::dots : FigureKind::bars,
                .id = "choices",
                .title = several ? "Choices in all equilibria" : "Choices",
                .caption = several ? "Each mark is a player's choice in one of the profiles listed above."
                                   : "What each player chooses in the profile above."};
  figure.x.categories = players;
  figure.y.title = names.size() == 1 ? names.front() : "choice";
  for (const auto& name : names) {
    Curve curve{.name = name};
    if (several) curve.stroke = Stroke::none, curve.symbol = Symbol::ring;
    for (std::size_t i = 0; i < std::min(list.size(), most_equilibria); ++i)
      for (std::size_t p = 0; p < players.size(); ++p) {
        const auto& choices = list[i].at("profile").value(players[p], Json::object());
        if (!choices.contains(name)) continue;
        curve.x.push_back(static_cast<double>(p));
        curve.y.push_back(number_or_nan(choices.at(name)));
        if (several) curve.labels.push_back(fmt::format("{}, profile {}", players[p], i + 1));
      }
    figure.curves.push_back(std::move(curve));
  }
  return figure;
}

/// The value of a choice of a player in an equilibrium, or NaN.
double value_of(const Json& equilibrium, const FigureAxis& axis) {
  const auto& profile = equilibrium.at("profile");
  if (!profile.contains(axis.player) || !profile.at(axis.player).contains(axis.choice)) return NAN;
  return number_or_nan(profile.at(axis.player).at(axis.choice));
}

struct Mark {
  const char* name;
  Symbol symbol;
  Accent accent;
};

Mark mark_of(const Json& equilibrium) {
  if (text_at(equilibrium.at("certificate"), "verdict") == "refuted")
    return {"refuted candidate", Symbol::cross, Accent::bad};
  if (!equilibrium.contains("stability")) return {"equilibrium", Symbol::dot, Accent::good};
  return equilibrium.at("stability").at("stable").get<bool>()
             ? Mark{"stable equilibrium", Symbol::dot, Accent::good}
             : Mark{"unstable equilibrium", Symbol::ring, Accent::bad};
}

}  // namespace

std::optional<FigureNetwork> network_of(const Json& model) {
  const auto& parameters = model.value("parameters", Json::object());
  if (!parameters.contains("network") || !parameters.at("network").contains("edges")) return std::nullopt;
  const auto& edges = parameters.at("network").at("edges");
  const bool directed = parameters.at("network").value("directed", false);
  FigureNetwork result;
  result.directed = directed;
  int nodes = 0;
  if (edges.is_array()) {
    for (const auto& pair : edges) {
      result.links.push_back({pair.at(0).get<int>() - 1, pair.at(1).get<int>() - 1});
      nodes = std::max({nodes, pair.at(0).get<int>(), pair.at(1).get<int>()});
    }
    for (int i = 0; i < nodes; ++i) result.nodes.push_back(fmt::format("{}", i + 1));
    return result;
  }
  try {
    const auto graph =
        models::networks::find_network(edges.get<std::string>(), text_reader(), directed).graph;
    for (int i = 0; i < graph.nodes(); ++i) {
      const auto place = static_cast<std::size_t>(i);
      result.nodes.push_back(graph.labels.empty() ? std::to_string(i + 1) : graph.labels[place]);
      for (const auto j : graph.neighbors(i))
        if (directed || i < j) result.links.push_back({i, j});
    }
  } catch (const std::exception&) {
    return std::nullopt;  // a network that is not here is not drawn; the record says its name
  }
  return result;
}

std::vector<Figure> result_figures(const Json& record) {
  const auto list = listed_profiles(record);
  std::vector<Figure> figures;
  if (list.empty()) return figures;
  if (is_mixed(list.front())) {
    add_mixed(figures, list);
  } else if (names_players(list.front())) {
    figures.push_back(choices_network(list));
  } else {
    if (auto figure = trust_network(record, list)) figures.push_back(std::move(*figure));
    if (auto figure = choices_figure(list)) figures.push_back(std::move(*figure));
  }
  return figures;
}

void add_equilibria_to(std::vector<Figure>& figures, const Json& record) {
  const auto list = listed_profiles(record);
  for (auto& figure : figures) {
    if (figure.x.choice.empty() || figure.y.choice.empty()) continue;
    std::vector<Curve> marks;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const double x = value_of(list[i], figure.x), y = value_of(list[i], figure.y);
      if (!std::isfinite(x) || !std::isfinite(y)) continue;
      const auto mark = mark_of(list[i]);
      auto found =
          std::find_if(marks.begin(), marks.end(), [&](const auto& c) { return c.name == mark.name; });
      if (found == marks.end())
        found = marks.insert(
            marks.end(),
            Curve{.name = mark.name, .stroke = Stroke::none, .symbol = mark.symbol, .accent = mark.accent});
      found->x.push_back(x);
      found->y.push_back(y);
      found->labels.push_back(fmt::format("{} {} of {}", mark.name, i + 1, list.size()));
    }
    figure.curves.insert(figure.curves.end(), marks.begin(), marks.end());
  }
}

}  // namespace apps::report

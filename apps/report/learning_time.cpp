#include "apps/report/learning_time.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"

namespace apps::report {
namespace {

using models::Curve;
using models::Figure;
using models::FigureKind;
using models::Stroke;
using Json = nlohmann::ordered_json;

constexpr int most_games = 5000;  // drawn

/// The value of a bound, or NaN.
double value_of(const Json& bounds, std::string_view quantity) {
  for (const auto& bound : bounds)
    if (text_at(bound, "quantity") == quantity) return number_or_nan(bound.at("value"));
  return NAN;
}

/// Chances per game that a lower bound within the error is seen, an upper one, both at once.
struct Chances {
  double lower, upper, both;

  /// P(both bounds were seen within t games), by inclusion and exclusion over independent games.
  double done_by(double t) const {
    return 1 - std::pow(1 - lower, t) - std::pow(1 - upper, t) + std::pow(1 - lower - upper + both, t);
  }
};

/// Games until all but a thousandth of the runs are done.
int horizon(const Chances& chances) {
  int t = 1;
  while (t < most_games && chances.done_by(t) < 0.999) ++t;
  return t;
}

}  // namespace

std::optional<Figure> learning_time_figure(const Json& bounds) {
  const Chances chances{value_of(bounds, "lower_bound_chance"), value_of(bounds, "upper_bound_chance"),
                        value_of(bounds, "both_bounds_chance")};
  if (!(chances.lower > 0) || !(chances.upper > 0) || !(chances.both >= 0)) return std::nullopt;
  Figure figure{
      .kind = FigureKind::density, .id = "learning-time", .title = "Time to learn the follower's trust"};
  figure.x.title = "games";
  figure.y.title = "probability";
  const int games = horizon(chances);
  Curve both{.name = "both bounds within the error"}, lower{.name = "lower bound only"},
      upper{.name = "upper bound only"};
  double greatest = 0;
  for (int t = 1; t <= games; ++t) {
    for (auto* curve : {&both, &lower, &upper}) curve->x.push_back(t);
    both.y.push_back(chances.done_by(t) - chances.done_by(t - 1));
    lower.y.push_back(chances.lower * std::pow(1 - chances.lower, t - 1));
    upper.y.push_back(chances.upper * std::pow(1 - chances.upper, t - 1));
    greatest = std::max({greatest, both.y.back(), lower.y.back(), upper.y.back()});
  }
  figure.caption =
      "Exact law of independent games from the chances of Lemmas 2 to 4; vertical lines are bounds of the "
      "record.";
  figure.curves = {std::move(both), std::move(lower), std::move(upper)};
  for (const auto& [quantity, name] : {std::pair{"theorem3_games", "mean, both bounds"},
                                       std::pair{"interval_games_mean", "mean, interval narrow enough"}})
    if (const double at = value_of(bounds, quantity); std::isfinite(at) && at <= games)
      figure.curves.push_back({.name = fmt::format("{} ({:.4g})", name, at),
                               .x = {at, at},
                               .y = {0, greatest},
                               .stroke = Stroke::dashed});
  return figure;
}

}  // namespace apps::report

#include "models/user_claims/point_game.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace models::user_claims {
namespace {

using Kind = ClaimQuantity::Kind;

/// What choices, payoffs and printed sensitivities are taken to be right to: relative to their size, and
/// absolutely below size 1. A number that is exactly 0 stands at a bound, and is taken as it is.
constexpr double accuracy = 1e-9;
/// Of an equilibrium's numbers in difference quotients.
constexpr double noise = 1e-10;

Ball about(double value) {
  if (value == 0) return Ball(0);
  const double off = accuracy * std::max(1.0, std::abs(value));
  return Ball(solvers::Interval{value - off, value + off});
}

const Quantity* named(const models::Quantities& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& q) { return q.name == name; });
  return found == list.end() ? nullptr : &*found;
}

std::optional<double> number_in(const Quantity* quantity, int entry) {
  if (!quantity) return std::nullopt;
  if (const auto* x = std::get_if<double>(&quantity->value)) return *x;
  if (const auto* x = std::get_if<bool>(&quantity->value)) return *x ? 1.0 : 0.0;
  const auto* array = std::get_if<std::vector<double>>(&quantity->value);
  if (!array || entry < 0 || entry >= static_cast<int>(array->size())) return std::nullopt;
  return (*array)[static_cast<std::size_t>(entry)];
}

/// A payoff or choice as the record prints it.
std::optional<double> printed(const Equilibrium& equilibrium, const ClaimQuantity& quantity) {
  if (quantity.choice.empty()) return number_in(named(equilibrium.payoff, quantity.player), -1);
  for (const auto& strategy : equilibrium.profile)
    if (strategy.player == quantity.player)
      return number_in(named(strategy.choices, quantity.choice), quantity.entry);
  return std::nullopt;
}

/// The largest difference between two profiles' numbers; infinite where they are of different kinds.
double distance(const Equilibrium& a, const Equilibrium& b) {
  constexpr double unlike = std::numeric_limits<double>::infinity();
  if (a.profile.size() != b.profile.size()) return unlike;
  double most = 0;
  for (std::size_t p = 0; p < a.profile.size(); ++p) {
    const auto &x = a.profile[p].choices, &y = b.profile[p].choices;
    if (x.size() != y.size()) return unlike;
    for (std::size_t c = 0; c < x.size(); ++c) {
      const auto* array = std::get_if<std::vector<double>>(&x[c].value);
      const int entries = array ? static_cast<int>(array->size()) : 1;
      for (int k = 0; k < entries; ++k) {
        const auto here = number_in(&x[c], k), there = number_in(&y[c], k);
        if (here && there) most = std::max(most, std::abs(*here - *there));
      }
    }
  }
  return most;
}

/// The derivative that the record prints: by the key itself, or by every entry of an array that one number
/// fills.
std::optional<double> printed_sensitivity(const Equilibrium& equilibrium, const ClaimQuantity& of,
                                          const std::string& key) {
  std::optional<double> sum;
  for (const auto& [parameter, derivatives] : equilibrium.sensitivity) {
    const bool entry = parameter.starts_with(key + "[") &&
                       parameter.find_first_not_of("0123456789", key.size() + 1) == parameter.size() - 1;
    if (parameter != key && !entry) continue;
    const auto* value = named(derivatives, of.player + "." + of.choice);
    const auto number = value ? number_in(value, of.entry) : number_in(named(derivatives, of.text), -1);
    if (!number) return std::nullopt;
    sum = sum.value_or(0) + *number;
  }
  return sum;
}

std::string key_of(const std::vector<Override>& overrides) {
  std::string text;
  for (const auto& [key, value] : overrides) text += key + '=' + value + '\n';
  return text;
}

}  // namespace

LoadedModel VariedGame::at(std::vector<Override> overrides) const {
  auto own = options;
  own.overrides.insert(own.overrides.end(), std::make_move_iterator(overrides.begin()),
                       std::make_move_iterator(overrides.end()));
  auto loaded = read_model(*document, own);
  loaded.wishes.stop = stop;
  return loaded;
}

std::vector<Override> overrides_at(const std::vector<ParameterRange>& box,
                                   const std::vector<double>& coordinates) {
  std::vector<Override> overrides;
  for (std::size_t k = 0; k < box.size(); ++k)
    overrides.push_back({box[k].key, fmt::format("{}", coordinates[k])});
  return overrides;
}

ProfileFormulas::ProfileFormulas(const std::vector<StatedChoice>& choices, const std::string& subject,
                                 Quantities& quantities, std::vector<expressions::Problem>& problems,
                                 const std::vector<int>& texts)
    : choices_(choices), quantities_(static_cast<int>(quantities.all().size())) {
  for (std::size_t k = 0; k < choices.size(); ++k) {
    formula_of_.push_back(-1);
    if (!choices[k].value.text()) continue;
    formula_of_.back() = static_cast<int>(formulas_.size());
    formulas_.emplace_back(*choices[k].value.text(), subject, quantities, problems, texts[k]);
  }
}

std::vector<Ball> ProfileFormulas::at(const std::vector<Ball>& coordinates) const {
  BallValues values = BallValues::Constant(std::max<Eigen::Index>(quantities_, 1), Ball::indeterminate());
  for (std::size_t k = 0; k < coordinates.size(); ++k) values(static_cast<Eigen::Index>(k)) = coordinates[k];
  std::vector<Ball> result;
  for (std::size_t k = 0; k < choices_.size(); ++k)
    result.push_back(formula_of_[k] < 0 ? Ball(choices_[k].value.number())
                                        : formulas_[static_cast<std::size_t>(formula_of_[k])].at(values));
  return result;
}

Profile ProfileFormulas::at(const std::vector<double>& coordinates) const {
  const auto numbers = at(std::vector<Ball>(coordinates.begin(), coordinates.end()));
  Profile profile;
  for (std::size_t k = 0; k < choices_.size(); ++k) {
    if (profile.empty() || profile.back().player != choices_[k].player)
      profile.push_back({choices_[k].player, {}});
    profile.back().choices.push_back({choices_[k].choice, numbers[k].midpoint()});
  }
  return profile;
}

PointGame::PointGame(const VariedGame& game, const std::vector<ParameterRange>& box,
                     std::vector<double> coordinates, const ProfileFormulas* profile)
    : game_(game), box_(box), coordinates_(std::move(coordinates)), profile_(profile) {}

const Solution& PointGame::at(const std::vector<double>& coordinates, const std::vector<Override>& further) {
  auto overrides = overrides_at(box_, coordinates);
  overrides.insert(overrides.end(), further.begin(), further.end());
  const auto [found, fresh] = solved_.try_emplace(key_of(overrides));
  if (!fresh) return found->second;
  try {
    auto loaded = game_.at(std::move(overrides));
    if (profile_ && !profile_->empty())
      found->second = {.status = Status::certified,
                       .equilibria = {loaded.model->certify(profile_->at(coordinates), loaded.wishes)}};
    else
      found->second = certified(*loaded.model, loaded.model->solve(loaded.wishes), loaded.wishes);
  } catch (const std::exception& error) {
    found->second.notes.emplace_back(error.what());
  }
  return found->second;
}

BallValues PointGame::values(const Quantities& quantities, const std::vector<int>& reads, std::size_t e,
                             std::string& why) {
  BallValues values =
      BallValues::Constant(static_cast<Eigen::Index>(quantities.all().size()), Ball::indeterminate());
  for (const int k : reads)
    values(k) = value_of(quantities, quantities.all()[static_cast<std::size_t>(k)], e, why);
  return values;
}

Ball PointGame::value_of(const Quantities& quantities, const ClaimQuantity& quantity, std::size_t e,
                         std::string& why) {
  if (quantity.kind == Kind::parameter)
    return Ball(coordinates_[static_cast<std::size_t>(quantity.parameter)]);
  if (quantity.kind == Kind::derivative) return derivative(quantities, quantity, e, why);
  const auto& equilibrium = here().equilibria[e];
  if (quantity.kind == Kind::choice)
    for (const auto& side : equilibrium.certificate.box)
      if (side.name == quantity.text) return Ball(side.range);
  const auto value = printed(equilibrium, quantity);
  if (value && quantity.kind == Kind::choice && profile_ && !profile_->empty()) return Ball(*value);
  if (!value) why = fmt::format("{} has no value", quantity.text);
  return value && std::isfinite(*value) ? about(*value) : Ball::indeterminate();
}

/// The value at another value of one parameter, at the equilibrium nearest to this one.
std::optional<double> PointGame::shifted(const ClaimQuantity& of, const std::string& key, double value,
                                         std::size_t e, std::string& why) {
  auto coordinates = coordinates_;
  std::vector<Override> further;
  const auto varied = std::find_if(box_.begin(), box_.end(), [&](const auto& r) { return r.key == key; });
  if (varied == box_.end())
    further.push_back({key, fmt::format("{}", value)});
  else
    coordinates[static_cast<std::size_t>(varied - box_.begin())] = value;
  const auto& there = at(coordinates, further);
  const auto& from = here();
  if (there.equilibria.size() != from.equilibria.size()) {
    why = fmt::format("at {} = {} there are {} equilibria, here {}: no derivative", key, value,
                      there.equilibria.size(), from.equilibria.size());
    return std::nullopt;
  }
  const auto& origin = from.equilibria[e];
  const auto nearest = std::min_element(
      there.equilibria.begin(), there.equilibria.end(),
      [&](const auto& a, const auto& b) { return distance(a, origin) < distance(b, origin); });
  return printed(*nearest, of);
}

/// From the record's sensitivities, else by difference quotients of equilibria at two steps, which Richardson
/// extrapolation joins and whose difference is the error.
Ball PointGame::derivative(const Quantities& quantities, const ClaimQuantity& d, std::size_t e,
                           std::string& why) {
  const auto& of = quantities.all()[static_cast<std::size_t>(d.of)];
  const bool profile_given = profile_ && !profile_->empty();
  if (of.kind == Kind::choice && !profile_given)
    if (const auto known = printed_sensitivity(here().equilibria[e], of, d.key)) return about(*known);
  const auto varied = std::find_if(box_.begin(), box_.end(), [&](const auto& r) { return r.key == d.key; });
  const bool moves = varied != box_.end();
  const double at = moves ? coordinates_[static_cast<std::size_t>(varied - box_.begin())]
                          : quantities.constant(d.key).value_or(0);
  const double width =
      moves && varied->upper > varied->lower ? varied->upper - varied->lower : std::max(std::abs(at), 0.1);
  const auto range = quantities.range_of(d.key);
  const double h = 1e-3 * width;
  std::array<double, 2> slopes{};
  double size = 1;
  for (int k = 0; k < 2; ++k) {
    const double step = k == 0 ? h : h / 2;
    const bool central = range.contains(at - step) && range.contains(at + step);
    const double s = central || range.contains(at + 2 * step) ? step : -step;
    const auto ahead = shifted(of, d.key, at + s, e, why);
    const auto other = shifted(of, d.key, central ? at - s : at + 2 * s, e, why);
    const auto middle = printed(here().equilibria[e], of);
    if (!ahead || !other || !middle) return Ball::indeterminate();
    slopes[static_cast<std::size_t>(k)] =
        central ? (*ahead - *other) / (2 * s) : (-3 * *middle + 4 * *ahead - *other) / (2 * s);
    size = std::max({size, std::abs(*ahead), std::abs(*other)});
  }
  if (slopes[0] == 0 && slopes[1] == 0) return Ball(0);
  const double best = slopes[1] + (slopes[1] - slopes[0]) / 3;
  const double error = std::abs(slopes[1] - slopes[0]) + 2 * noise * size / h;
  return std::isfinite(best) ? Ball(solvers::Interval{best - error, best + error}) : Ball::indeterminate();
}

}  // namespace models::user_claims

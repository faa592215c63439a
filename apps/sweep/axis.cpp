#include "apps/sweep/axis.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "apps/common/numbers.hpp"
#include "models/spacing.hpp"

namespace apps::sweep {
namespace {

constexpr std::int64_t longest_axis = 100'000'000;  // values

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

double number_at(const Spacing& spacing, std::size_t i) {
  const auto& [from, to, points, logarithmic] = spacing;
  const double step = points > 1 ? (to - from) / static_cast<double>(points - 1) : 0;
  if (!logarithmic && step == std::floor(step) && from == std::floor(from))  // seeds, counts: whole exactly
    return from + static_cast<double>(i) * step;
  return models::spaced_value(from, to, points, logarithmic, i);
}

Axis spaced_axis(const std::string& key, const std::vector<std::string>& parts) {
  const auto what = fmt::format("--sweep {}:", key);
  const bool logarithmic = parts.size() == 4;
  const auto number = [&](const std::string& text) { return read_real("--sweep " + key, text); };
  const double lower = number(parts[0]), upper = number(parts[1]);
  const auto count = read_whole(what, parts[2], 1, longest_axis);
  if (logarithmic && parts[3] != "log")
    throw UsageError(fmt::format("{} '{}' behind the count is not 'log'", what, parts[3]));
  if (logarithmic && !(lower > 0 && upper > 0))
    throw UsageError(fmt::format("{} a logarithmic axis needs ends above 0", what));
  if (count == 1 && lower != upper)
    throw UsageError(
        fmt::format("{} one point cannot hold both {} and {}; use 2 or more", what, lower, upper));
  return {key, {}, Spacing{lower, upper, static_cast<std::size_t>(count), logarithmic}};
}

/// The spacing that gives exactly these values, if one does.
std::optional<Spacing> spacing_of(const std::vector<double>& values) {
  if (values.size() < 3) return std::nullopt;  // a list says as much
  for (const bool logarithmic : {false, true}) {
    const Spacing spacing{values.front(), values.back(), values.size(), logarithmic};
    if (logarithmic && !(spacing.from > 0 && spacing.to > 0)) continue;
    std::size_t i = 0;
    while (i < values.size() && number_at(spacing, i) == values[i]) ++i;
    if (i == values.size()) return spacing;
  }
  return std::nullopt;
}

}  // namespace

std::string Axis::value(std::size_t i) const {
  return spacing ? to_shortest(number_at(*spacing, i)) : listed.at(i);
}

Axis read_axis(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UsageError(fmt::format("--sweep '{}' is not KEY=LO:HI:N, KEY=LO:HI:N:log or KEY=V1,V2,...", text));
  const auto key = text.substr(0, equals);
  const auto parts = split(text.substr(equals + 1), ':');
  if (parts.size() == 3 || parts.size() == 4) return spaced_axis(key, parts);
  if (parts.size() != 1) throw UsageError(fmt::format("--sweep {}: needs LO:HI:N, for example 0:1:11", key));
  Axis axis{key, split(parts[0], ',')};
  if (std::any_of(axis.listed.begin(), axis.listed.end(), [](const auto& value) { return value.empty(); }))
    throw UsageError(fmt::format("--sweep {}: a value between commas is missing", key));
  return axis;
}

Axis to_axis(const models::SweepAxis& axis) {
  Axis result{axis.key, {}, spacing_of(axis.values)};
  if (!result.spacing)
    for (const double value : axis.values) result.listed.push_back(to_shortest(value));
  return result;
}

}  // namespace apps::sweep

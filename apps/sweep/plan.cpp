#include "apps/sweep/plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/numbers.hpp"
#include "apps/sweep/designs.hpp"
#include "models/memory.hpp"
#include "models/sweep_axes.hpp"

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

Axis spaced_axis(const std::string& key, const std::vector<std::string>& parts) {
  const auto what = fmt::format("--sweep {}:", key);
  const bool logarithmic = parts.size() == 4;
  const double lower = read_real(what, parts[0]), upper = read_real(what, parts[1]);
  const auto count = read_whole(what, parts[2], 1, longest_axis);
  if (logarithmic && parts[3] != "log")
    throw UsageError(fmt::format("{} '{}' behind the count is not 'log'", what, parts[3]));
  if (logarithmic && !(lower > 0 && upper > 0))
    throw UsageError(fmt::format("{} a logarithmic axis needs ends above 0", what));
  if (count == 1 && lower != upper)
    throw UsageError(
        fmt::format("{} one point cannot hold both {} and {}; use 2 or more", what, lower, upper));
  auto values = models::spaced_values(lower, upper, static_cast<int>(count), logarithmic);
  const double step = count > 1 ? (upper - lower) / static_cast<double>(count - 1) : 0;
  if (!logarithmic && step == std::floor(step) && lower == std::floor(lower))  // seeds, counts: whole exactly
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = lower + static_cast<double>(i) * step;
  auto axis = to_axis({key, values});
  axis.logarithmic = logarithmic;
  return axis;
}

void require_equal_lengths(const std::vector<Axis>& axes) {
  for (const auto& axis : axes)
    if (axis.values.size() != axes.front().values.size())
      throw std::invalid_argument(
          fmt::format("sweep: {} has {} values but {} has {}; axes that go together need equally many",
                      axes.front().key, axes.front().values.size(), axis.key, axis.values.size()));
}

/// The axis with values between its ends at `fractions` of the way.
Axis at_fractions(const Axis& axis, const std::vector<double>& fractions) {
  const auto what = fmt::format("--sweep {}:", axis.key);
  const double lower = read_real(what, axis.values.front()), upper = read_real(what, axis.values.back());
  Axis result{axis.key, {}, axis.logarithmic};
  for (const double x : fractions)
    result.values.push_back(
        to_shortest(axis.logarithmic ? lower * std::pow(upper / lower, x) : lower + (upper - lower) * x));
  return result;
}

}  // namespace

Axis read_axis(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UsageError(fmt::format("--sweep '{}' is not KEY=LO:HI:N, KEY=LO:HI:N:log or KEY=V1,V2,...", text));
  const auto key = text.substr(0, equals);
  const auto parts = split(text.substr(equals + 1), ':');
  if (parts.size() == 3 || parts.size() == 4) return spaced_axis(key, parts);
  if (parts.size() != 1) throw UsageError(fmt::format("--sweep {}: needs LO:HI:N, for example 0:1:11", key));
  Axis axis{key, split(parts[0], ',')};
  if (std::any_of(axis.values.begin(), axis.values.end(), [](const auto& value) { return value.empty(); }))
    throw UsageError(fmt::format("--sweep {}: a value between commas is missing", key));
  return axis;
}

Axis to_axis(const models::SweepAxis& axis) {
  Axis result{axis.key, {}};
  for (const double value : axis.values) result.values.push_back(to_shortest(value));
  return result;
}

Plan::Plan(std::vector<Axis> axes, double bytes_per_point) : axes_(std::move(axes)) {
  if (axes_.empty())
    throw std::invalid_argument("sweep: no axis; add [[sweep]] to the description or --sweep KEY=LO:HI:N");
  double points = 1;  // 5^40 fits in a double, not in an integer
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    const auto& axis = axes_[i];
    if (axis.values.empty())
      throw std::invalid_argument(fmt::format("sweep: the axis {} has no values", axis.key));
    for (std::size_t j = 0; j < i; ++j)
      if (axes_[j].key == axis.key)
        throw std::invalid_argument(fmt::format("sweep: two axes vary {}", axis.key));
    points *= static_cast<double>(axis.values.size());
  }
  models::require_memory("sweep", fmt::format("a grid of {:.6g} points", points), points * bytes_per_point,
                         "use fewer values");
  size_ = static_cast<std::size_t>(points);
}

Plan Plan::of_kind(PlanKind kind, std::vector<Axis> axes, std::uint64_t seed) {
  if (kind == PlanKind::grid || axes.empty()) return Plan(std::move(axes));
  require_equal_lengths(axes);
  for (const auto& axis : axes) Plan({axis});  // neither empty nor too long
  for (std::size_t i = 0; i < axes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (axes[i].key == axes[j].key)
        throw std::invalid_argument(fmt::format("sweep: two axes vary {}", axes[i].key));
  Plan plan;
  plan.size_ = axes.front().values.size();
  plan.together_ = true;
  if (kind != PlanKind::zip) {
    const auto fractions = kind == PlanKind::sobol ? sobol(axes.size(), plan.size_)
                                                   : latin_hypercube(axes.size(), plan.size_, seed);
    for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = at_fractions(axes[i], fractions[i]);
  }
  plan.axes_ = std::move(axes);
  return plan;
}

std::string Plan::to_json() const {
  auto axes = nlohmann::ordered_json::array();
  for (const auto& axis : axes_) axes.push_back({{"key", axis.key}, {"values", axis.values}});
  return nlohmann::ordered_json{{"kind", together_ ? "zip" : "grid"}, {"axes", axes}}.dump();
}

Plan Plan::from_json(const std::string& text) {
  const auto json = nlohmann::ordered_json::parse(text);
  std::vector<Axis> axes;
  for (const auto& axis : json.at("axes"))
    axes.push_back({axis.at("key"), axis.at("values").get<std::vector<std::string>>()});
  return of_kind(json.at("kind") == "zip" ? PlanKind::zip : PlanKind::grid, std::move(axes), 0);
}

std::vector<models::Override> Plan::point(std::size_t index) const {
  std::vector<models::Override> overrides(axes_.size());
  if (together_) {
    for (std::size_t i = 0; i < axes_.size(); ++i) overrides[i] = {axes_[i].key, axes_[i].values[index]};
    return overrides;
  }
  for (std::size_t i = axes_.size(); i-- > 0;) {
    const auto& axis = axes_[i];
    overrides[i] = {axis.key, axis.values[index % axis.values.size()]};
    index /= axis.values.size();
  }
  return overrides;
}

std::vector<std::size_t> Plan::probes() const {
  constexpr std::size_t short_axis = 64;  // of a longer one the ends are enough: ranges of keys are intervals
  std::vector<std::size_t> indices;
  if (together_) {
    for (std::size_t i = 0; i < size_; i += size_ <= short_axis || i + 1 == size_ ? 1 : size_ - 1)
      indices.push_back(i);
    return indices;
  }
  std::size_t stride = size_;
  for (const auto& axis : axes_) {
    const auto count = axis.values.size();
    stride /= count;
    for (std::size_t j = 0; j < count; j += count <= short_axis ? 1 : count - 1)
      indices.push_back(j * stride);
  }
  return indices;
}

}  // namespace apps::sweep

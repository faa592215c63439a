#include "apps/sweep/plan.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/numbers.hpp"
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
  return to_axis({key, models::spaced_values(lower, upper, static_cast<int>(count), logarithmic)});
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

std::string Plan::to_json() const {
  auto axes = nlohmann::ordered_json::array();
  for (const auto& axis : axes_) axes.push_back({{"key", axis.key}, {"values", axis.values}});
  return nlohmann::ordered_json{{"kind", "grid"}, {"axes", axes}}.dump();
}

Plan Plan::from_json(const std::string& text) {
  const auto json = nlohmann::ordered_json::parse(text);
  std::vector<Axis> axes;
  for (const auto& axis : json.at("axes"))
    axes.push_back({axis.at("key"), axis.at("values").get<std::vector<std::string>>()});
  return Plan(std::move(axes));
}

std::vector<models::Override> Plan::point(std::size_t index) const {
  std::vector<models::Override> overrides(axes_.size());
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

#include "apps/sweep/plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/numbers.hpp"
#include "apps/sweep/designs.hpp"
#include "models/memory.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 4> kind_names = {"grid", "zip", "latin-hypercube", "sobol"};

const char* name(PlanKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

void require_distinct(const std::vector<Axis>& axes) {
  for (std::size_t i = 0; i < axes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (axes[j].key == axes[i].key)
        throw std::invalid_argument(fmt::format("sweep: two axes vary {}", axes[i].key));
}

void require_equal_lengths(const std::vector<Axis>& axes) {
  for (const auto& axis : axes)
    if (axis.size() != axes.front().size())
      throw std::invalid_argument(
          fmt::format("sweep: {} has {} values but {} has {}; axes that go together need equally many",
                      axes.front().key, axes.front().size(), axis.key, axis.size()));
}

void require_tabled(std::size_t dimensions, std::size_t points) {
  if (dimensions > most_sobol_dimensions || points > most_sobol_points)
    throw std::invalid_argument(fmt::format(
        "sweep: Sobol's sequence is tabled for up to {} axes and 2^32 points; use latin-hypercube",
        most_sobol_dimensions));
}

Json axis_json(const Axis& axis) {
  if (!axis.spacing) return {{"key", axis.key}, {"values", axis.listed}};
  return {{"key", axis.key},
          {"from", axis.spacing->from},
          {"to", axis.spacing->to},
          {"points", axis.spacing->points},
          {"spacing", axis.spacing->logarithmic ? "log" : "linear"}};
}

Axis axis_of(const Json& json) {
  if (json.contains("values")) return {json.at("key"), json.at("values").get<std::vector<std::string>>()};
  return {json.at("key"),
          {},
          Spacing{json.at("from"), json.at("to"), json.at("points"), json.at("spacing") == "log"}};
}

}  // namespace

PlanKind plan_kind_named(const std::string& text) {
  const auto at = std::find(kind_names.begin(), kind_names.end(), text);
  if (at == kind_names.end()) throw std::invalid_argument(fmt::format("sweep: no plan is named '{}'", text));
  return static_cast<PlanKind>(at - kind_names.begin());
}

Plan::Plan(std::vector<Axis> axes, double bytes_per_point) : axes_(std::move(axes)) {
  if (axes_.empty())
    throw std::invalid_argument("sweep: no axis; add [[sweep]] to the description or --sweep KEY=LO:HI:N");
  double points = 1;  // 5^40 fits in a double, not in an integer
  for (const auto& axis : axes_) {
    if (axis.size() == 0)
      throw std::invalid_argument(fmt::format("sweep: the axis {} has no values", axis.key));
    points *= static_cast<double>(axis.size());
  }
  require_distinct(axes_);
  models::require_memory("sweep", fmt::format("a grid of {:.6g} points", points), points * bytes_per_point,
                         "use fewer values");
  size_ = static_cast<std::size_t>(points);
}

Plan Plan::of_kind(PlanKind kind, std::vector<Axis> axes, std::uint64_t seed) {
  if (kind == PlanKind::grid || axes.empty()) return Plan(std::move(axes));
  require_equal_lengths(axes);
  for (const auto& axis : axes) Plan({axis});  // neither empty nor too long
  require_distinct(axes);
  Plan plan;
  plan.kind_ = kind;
  plan.size_ = axes.front().size();
  if (kind == PlanKind::sobol) require_tabled(axes.size(), plan.size_);
  if (kind == PlanKind::latin_hypercube) plan.seed_ = seed;
  if (kind != PlanKind::zip)
    for (const auto& axis : axes) {
      const auto what = fmt::format("--sweep {}:", axis.key);
      plan.lower_.push_back(read_real(what, axis.value(0)));
      plan.upper_.push_back(read_real(what, axis.value(axis.size() - 1)));
    }
  plan.axes_ = std::move(axes);
  return plan;
}

std::string Plan::to_json() const {
  auto axes = Json::array();
  for (const auto& axis : axes_) axes.push_back(axis_json(axis));
  Json json{{"kind", name(kind_)}};
  if (kind_ == PlanKind::latin_hypercube) json["seed"] = seed_;
  json["axes"] = axes;
  return json.dump();
}

Plan Plan::from_json(const std::string& text) {
  const auto json = Json::parse(text);
  std::vector<Axis> axes;
  for (const auto& axis : json.at("axes")) axes.push_back(axis_of(axis));
  return of_kind(plan_kind_named(json.at("kind")), std::move(axes), json.value("seed", std::uint64_t{0}));
}

std::string Plan::value(std::size_t axis, std::size_t i) const {
  if (kind_ == PlanKind::grid || kind_ == PlanKind::zip) return axes_[axis].value(i);
  const double share = kind_ == PlanKind::sobol ? sobol(axis, i) : latin_hypercube(axis, i, size_, seed_);
  const double lower = lower_[axis], upper = upper_[axis];
  return to_shortest(axes_[axis].is_logarithmic() ? lower * std::pow(upper / lower, share)
                                                  : lower + (upper - lower) * share);
}

std::vector<models::Override> Plan::point(std::size_t index) const {
  std::vector<models::Override> overrides(axes_.size());
  for (std::size_t i = axes_.size(); i-- > 0;) {
    const auto count = length(i);
    overrides[i] = {axes_[i].key, value(i, is_grid() ? index % count : index)};
    if (is_grid()) index /= count;
  }
  return overrides;
}

std::vector<std::size_t> Plan::probes() const {
  constexpr std::size_t short_axis = 64;  // of a longer one the ends are enough: ranges of keys are intervals
  std::vector<std::size_t> indices;
  if (!is_grid()) {
    for (std::size_t i = 0; i < size_; i += size_ <= short_axis || i + 1 == size_ ? 1 : size_ - 1)
      indices.push_back(i);
    return indices;
  }
  std::size_t stride = size_;
  for (const auto& axis : axes_) {
    const auto count = axis.size();
    stride /= count;
    for (std::size_t j = 0; j < count; j += count <= short_axis ? 1 : count - 1)
      indices.push_back(j * stride);
  }
  return indices;
}

}  // namespace apps::sweep

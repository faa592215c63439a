// apps/sweep/plan.hpp
// The points of a sweep as a pure list: axes in, ordered points out. Of a grid the first axis varies slowest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "apps/sweep/axis.hpp"
#include "models/read_model.hpp"

namespace apps::sweep {

/// How axes make points: every combination; the i-th values of all together; or as many points as every axis
/// has values, spread over the box between the ends.
enum class PlanKind { grid, zip, latin_hypercube, sobol };

/// "grid", "zip", "latin-hypercube" or "sobol", as --plan says it. Throws std::invalid_argument for another.
PlanKind plan_kind_named(const std::string&);

class Plan {
 public:
  static constexpr double bytes_of_entry = 16;  ///< what is kept in memory of a point

  /// Throws models::TooLarge where the points, at `bytes_per_point`, do not fit in memory, and
  /// std::invalid_argument for no axis, an axis without values, or a key that two axes share.
  explicit Plan(std::vector<Axis> axes, double bytes_per_point = bytes_of_entry);

  /// The same of any kind; a Latin hypercube is random through `seed` alone.
  /// Throws also for axes of different lengths where they go together, and for ends that are no numbers.
  static Plan of_kind(PlanKind, std::vector<Axis> axes, std::uint64_t seed);

  /// The plan that `to_json` wrote.
  static Plan from_json(const std::string& text);
  std::string to_json() const;  ///< on one line

  PlanKind kind() const { return kind_; }
  bool is_grid() const { return kind_ == PlanKind::grid; }
  std::size_t size() const { return size_; }
  const std::vector<Axis>& axes() const { return axes_; }
  std::vector<models::Override> point(std::size_t index) const;  ///< one override an axis

  /// The values of an axis in their order: of a grid those of the axis, else one a point.
  std::size_t length(std::size_t axis) const { return is_grid() ? axes_[axis].size() : size_; }
  std::string value(std::size_t axis, std::size_t i) const;

  /// Few points that together hold every value of every short axis and the ends of the long ones: enough to
  /// find most faults of input before anything is solved.
  std::vector<std::size_t> probes() const;

 private:
  Plan() = default;

  PlanKind kind_ = PlanKind::grid;
  std::vector<Axis> axes_;
  std::vector<double> lower_, upper_;  ///< of designs, by axis
  std::uint64_t seed_ = 0;             ///< of a Latin hypercube
  std::size_t size_ = 0;
};

}  // namespace apps::sweep

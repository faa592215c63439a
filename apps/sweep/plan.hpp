// apps/sweep/plan.hpp
// The points of a sweep as a pure list: axes in, ordered points out. Of a grid the first axis varies slowest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/read_model.hpp"

namespace apps::sweep {

/// One key and its values, as a description writes them.
struct Axis {
  std::string key;
  std::vector<std::string> values;
  bool logarithmic = false;  ///< spaced by ratios: samples of it are, too
};

/// How axes make points: every combination; the i-th values of all together; or as many points as every axis
/// has values, spread over the box between the ends.
enum class PlanKind { grid, zip, latin_hypercube, sobol };

/// "KEY=LO:HI:N", "KEY=LO:HI:N:log" or "KEY=V1,V2,...". The ends are met exactly. Throws UsageError.
Axis read_axis(const std::string& text);

/// The axis of a description's [[sweep]].
Axis to_axis(const models::SweepAxis&);

class Plan {
 public:
  static constexpr double bytes_of_entry = 16;  ///< what is kept in memory of a point

  /// Throws models::TooLarge where the points, at `bytes_per_point`, do not fit in memory, and
  /// std::invalid_argument for no axis, an axis without values, or a key that two axes share.
  explicit Plan(std::vector<Axis> axes, double bytes_per_point = bytes_of_entry);

  /// The same of any kind; a design is random only through `seed`, and stands in `axes()` point by point.
  /// Throws also for axes of different lengths where they go together, and for ends that are no numbers.
  static Plan of_kind(PlanKind, std::vector<Axis> axes, std::uint64_t seed);

  /// The plan that `to_json` wrote.
  static Plan from_json(const std::string& text);
  std::string to_json() const;  ///< on one line

  std::size_t size() const { return size_; }
  const std::vector<Axis>& axes() const { return axes_; }
  std::vector<models::Override> point(std::size_t index) const;  ///< one override an axis

  /// Few points that together hold every value of every short axis and the ends of the long ones: enough to
  /// find most faults of input before anything is solved.
  std::vector<std::size_t> probes() const;

 private:
  Plan() = default;

  std::vector<Axis> axes_;
  std::size_t size_ = 0;
  bool together_ = false;  ///< the i-th values of all axes are the i-th point
};

}  // namespace apps::sweep

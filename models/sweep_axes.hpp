// models/sweep_axes.hpp
// [[sweep]] of a description -> the values of each axis.
#pragma once

#include <string>
#include <vector>

#include "models/common_keys.hpp"
#include "models/description/faults.hpp"
#include "models/description/schema.hpp"

namespace models {

/// One axis of a sweep, from [[sweep]] or --sweep.
struct SweepAxis {
  std::string key;             ///< dotted key of the description
  std::vector<double> values;  ///< in plan order
};

/// The axes of `sweep`, whose entries stand in `root`. Faults: a key that the family lacks or that holds no
/// number, values outside the key's range, a grid that is not fully given.
std::vector<SweepAxis> sweep_axes(const std::vector<SweepKeys>& sweep, const description::Schema&,
                                  const description::Table& root, description::Faults&);

/// The key of a path such as "players.reward", "agents[2].discount_factor" or "parameters.demand", if it
/// holds one number that can be varied; else nullptr, and in `why` what is wrong, to be read behind the path.
const description::Key* varied_key(const description::Schema&, const description::Table& root,
                                   const std::string& path, std::string& why);

/// `points` values from `from` to `to`, both met exactly, with equal differences or equal ratios (both ends >
/// 0). One point: `from`.
std::vector<double> spaced_values(double from, double to, int points, bool ratios);

}  // namespace models

// models/pooling.hpp
// Several seeds of one simulation taken together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/results.hpp"

namespace models {

/// Mean and standard error s / sqrt(n) of finite values; s has n - 1 degrees of freedom.
Estimate estimate(std::string name, const std::vector<double>& values);

/// The estimate of every number in the runs' summaries, in the order of their first appearance. Values that
/// are not finite are left out: `runs` says how many stand.
std::vector<Estimate> summary_estimates(const std::vector<const Trajectory*>& runs);

}  // namespace models

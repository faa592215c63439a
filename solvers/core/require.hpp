// solvers/core/require.hpp
// Argument checks whose message is written from the check itself: name, value, constraint, remedy.
#pragma once

#include <Eigen/Core>
#include <string_view>

namespace solvers::require {

// Each throws std::invalid_argument "WHO: NAME = VALUE is ...; REMEDY".

void finite(std::string_view who, std::string_view name, double value, std::string_view remedy = "");
void finite(std::string_view who, std::string_view name, const Eigen::VectorXd& values);
void positive(std::string_view who, std::string_view name, double value, std::string_view remedy = "");
void nonnegative(std::string_view who, std::string_view name, double value, std::string_view remedy = "");
void at_least(std::string_view who, std::string_view name, long value, long minimum, std::string_view remedy = "");
/// lower < value < upper
void inside(std::string_view who, std::string_view name, double value, double lower, double upper,
            std::string_view remedy = "");
/// lower <= value <= upper
void within(std::string_view who, std::string_view name, double value, double lower, double upper,
            std::string_view remedy = "");
void same_size(std::string_view who, std::string_view name, long size, std::string_view other, long other_size);
/// Anything else: throws "WHO: WHAT" unless `holds`.
void that(bool holds, std::string_view who, std::string_view what);

}  // namespace solvers::require

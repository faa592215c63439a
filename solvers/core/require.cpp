#include "solvers/core/require.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace solvers::require {
namespace {

[[noreturn]] void fail(std::string_view who, std::string_view what, std::string_view remedy) {
  throw std::invalid_argument(remedy.empty() ? fmt::format("{}: {}", who, what)
                                             : fmt::format("{}: {}; {}", who, what, remedy));
}

}  // namespace

void finite(std::string_view who, std::string_view name, double value, std::string_view remedy) {
  if (!std::isfinite(value)) fail(who, fmt::format("{} = {} is not finite", name, value), remedy);
}

void finite(std::string_view who, std::string_view name, const Eigen::VectorXd& values) {
  for (Eigen::Index i = 0; i < values.size(); ++i)  // a name is written only for a fault: 10^5 of them cost 30 ms
    if (!std::isfinite(values(i))) finite(who, fmt::format("{}[{}]", name, i), values(i));
}

void positive(std::string_view who, std::string_view name, double value, std::string_view remedy) {
  if (!(value > 0) || !std::isfinite(value))
    fail(who, fmt::format("{} = {} is not a positive number", name, value), remedy);
}

void nonnegative(std::string_view who, std::string_view name, double value, std::string_view remedy) {
  if (!(value >= 0) || !std::isfinite(value))
    fail(who, fmt::format("{} = {} is not a number >= 0", name, value), remedy);
}

void at_least(std::string_view who, std::string_view name, long value, long minimum, std::string_view remedy) {
  if (value < minimum) fail(who, fmt::format("{} = {} is below {}", name, value, minimum), remedy);
}

void inside(std::string_view who, std::string_view name, double value, double lower, double upper,
            std::string_view remedy) {
  if (!(value > lower && value < upper))
    fail(who, fmt::format("{} = {} is outside ({}, {})", name, value, lower, upper), remedy);
}

void within(std::string_view who, std::string_view name, double value, double lower, double upper,
            std::string_view remedy) {
  if (!(value >= lower && value <= upper))
    fail(who, fmt::format("{} = {} is outside [{}, {}]", name, value, lower, upper), remedy);
}

void same_size(std::string_view who, std::string_view name, long size, std::string_view other, long other_size) {
  if (size != other_size)
    fail(who, fmt::format("{} has {} entries but {} has {}", name, size, other, other_size), "");
}

void that(bool holds, std::string_view who, std::string_view what) {
  if (!holds) fail(who, what, "");
}

}  // namespace solvers::require

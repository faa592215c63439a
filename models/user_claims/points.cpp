#include "models/user_claims/points.hpp"

#include <algorithm>
#include <cmath>

#include "solvers/core/random.hpp"

namespace models::user_claims {
namespace {

constexpr std::size_t most_corner_dimensions = 6;

double between(const ParameterRange& range, double share) {
  const double x = range.lower + (range.upper - range.lower) * share;
  return std::clamp(range.whole ? std::round(x) : x, range.lower, range.upper);
}

void add_once(std::vector<std::vector<double>>& points, std::vector<double> point) {
  if (std::find(points.begin(), points.end(), point) == points.end()) points.push_back(std::move(point));
}

/// The root of x^(d+1) = x + 1 above 1.
double generalised_golden_ratio(std::size_t dimensions) {
  double phi = 2;
  for (int k = 0; k < 60; ++k) phi = std::pow(1 + phi, 1.0 / (static_cast<double>(dimensions) + 1));
  return phi;
}

}  // namespace

ClaimPoints points_of(const std::vector<ParameterRange>& box, std::size_t sample, std::uint64_t seed) {
  ClaimPoints points;
  const auto d = box.size();
  const auto with_corners = std::min(d, most_corner_dimensions);
  for (std::size_t corner = 0; corner < (std::size_t{1} << with_corners); ++corner) {
    std::vector<double> point;
    for (std::size_t j = 0; j < d; ++j)
      point.push_back(between(box[j], j < with_corners ? static_cast<double>((corner >> j) & 1U) : 0.5));
    add_once(points.all, std::move(point));
  }
  points.corners = points.all.size();
  std::vector<double> centre;
  for (const auto& range : box) centre.push_back(between(range, 0.5));
  add_once(points.all, std::move(centre));
  if (points.all.size() == 1) return points;  // no width

  solvers::RandomStream random(seed, 77);
  const double phi = generalised_golden_ratio(d);
  std::vector<double> start;
  for (std::size_t j = 0; j < d; ++j) start.push_back(random.uniform());
  const auto before = points.all.size();
  for (std::size_t k = 1; k <= sample; ++k) {
    std::vector<double> point;
    for (std::size_t j = 0; j < d; ++j) {
      const double x = start[j] + static_cast<double>(k) * std::pow(phi, -static_cast<double>(j + 1));
      point.push_back(between(box[j], x - std::floor(x)));
    }
    add_once(points.all, std::move(point));
  }
  points.sample = points.all.size() - before;
  return points;
}

std::vector<double> rounded(const std::vector<ParameterRange>& box, std::vector<double> point, int decimals) {
  for (std::size_t j = 0; j < box.size(); ++j) {
    const double width = box[j].upper - box[j].lower;
    if (!(width > 0)) continue;
    const int digits = decimals - static_cast<int>(std::floor(std::log10(width)));
    const double unit = std::pow(10, std::abs(digits));
    const double near = digits >= 0 ? std::round(point[j] * unit) / unit : std::round(point[j] / unit) * unit;
    if (near >= box[j].lower && near <= box[j].upper) point[j] = near;
  }
  return point;
}

}  // namespace models::user_claims

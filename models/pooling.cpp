#include "models/pooling.hpp"

#include <cmath>
#include <map>

namespace models {

std::size_t rows(const DataTable& table) {
  if (table.columns.empty()) return 0;
  return std::visit([](const auto& values) { return values.size(); }, table.columns.front().values);
}

Estimate estimate(std::string name, const std::vector<double>& values) {
  Estimate result{.name = std::move(name), .runs = values.size()};
  const auto n = static_cast<double>(values.size());
  for (const double x : values) result.mean += x / n;
  if (values.size() < 2) return result;
  double squares = 0;
  for (const double x : values) squares += (x - result.mean) * (x - result.mean);
  result.standard_error = std::sqrt(squares / (n - 1) / n);
  return result;
}

std::vector<Estimate> summary_estimates(const std::vector<const Trajectory*>& runs) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<double>> values;
  for (const auto* run : runs)
    for (const auto& quantity : run->summary) {
      const auto* number = std::get_if<double>(&quantity.value);
      if (!number || !std::isfinite(*number)) continue;
      auto& list = values[quantity.name];
      if (list.empty()) order.push_back(quantity.name);
      list.push_back(*number);
    }
  std::vector<Estimate> estimates;
  for (const auto& name : order) estimates.push_back(estimate(name, values[name]));
  return estimates;
}

}  // namespace models

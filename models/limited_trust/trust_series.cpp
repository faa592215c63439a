#include "models/limited_trust/trust_series.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

namespace models::limited_trust {
namespace {

struct Quantile {
  double at;
  const char* name;
};
constexpr std::array<Quantile, 3> quantiles{
    {{0.05, "quantile 0.05"}, {0.5, "median"}, {0.95, "quantile 0.95"}}};

}  // namespace

double mean(std::span<const double> values) {
  return values.empty()
             ? 0
             : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

TrustSeries::TrustSeries(int agents, bool with_agents, std::size_t kept)
    : with_agents_(with_agents), sorted_(static_cast<std::size_t>(agents)) {
  const auto open = [&](const std::string& entity) {
    series_.push_back({"trust", entity, {}});
    series_.back().values.reserve(kept);
  };
  open("mean");
  for (const auto& quantile : quantiles) open(quantile.name);
  if (with_agents)
    for (int i = 0; i < agents; ++i) open(fmt::format("agent{}", i + 1));
}

void TrustSeries::add(const std::vector<double>& trust) {
  auto series = series_.begin();
  const auto put = [&](double value) { (series++)->values.push_back(value); };
  put(mean(trust));
  std::copy(trust.begin(), trust.end(), sorted_.begin());
  auto from = sorted_.begin();
  for (const auto& quantile : quantiles) {
    const auto nth =
        sorted_.begin() + static_cast<long>(quantile.at * static_cast<double>(sorted_.size() - 1));
    std::nth_element(from, nth, sorted_.end());
    put(*nth);
    from = nth;
  }
  if (with_agents_) std::for_each(trust.begin(), trust.end(), put);
}

}  // namespace models::limited_trust

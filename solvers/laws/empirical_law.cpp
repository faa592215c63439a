// The law of given samples, each with the same probability.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"

namespace solvers {
namespace {

class Empirical final : public ParametricLaw {
 public:
  explicit Empirical(std::vector<double> sorted) : sorted_(std::move(sorted)), sums_(sorted_.size() + 1) {
    // In long double, so that sums of many samples keep their digits.
    long double sum = 0;
    for (std::size_t i = 0; i < sorted_.size(); ++i) sums_[i + 1] = sum += sorted_[i];
    mean_ = static_cast<double>(sum / static_cast<long double>(sorted_.size()));
    long double squares = 0;
    for (const double x : sorted_) squares += static_cast<long double>(x - mean_) * (x - mean_);
    variance_ = static_cast<double>(squares / static_cast<long double>(sorted_.size()));
  }

  std::string name() const override { return fmt::format("samples ({} numbers)", sorted_.size()); }
  LawKind kind() const override { return LawKind::samples; }
  std::array<double, 2> parameters() const override { return {static_cast<double>(sorted_.size()), 0}; }
  bool has_density() const override { return false; }
  double density(double x) const override { return std::isnan(x) ? x : 0; }
  double cumulative(double x) const override { return std::isnan(x) ? x : share(up_to(x)); }
  double cumulative_below(double x) const override { return std::isnan(x) ? x : share(below(x)); }
  double survival(double x) const override { return std::isnan(x) ? x : share(sorted_.size() - up_to(x)); }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    // The smallest k with share(k) >= p, by that comparison: p * N may round across a whole number.
    std::size_t k = static_cast<std::size_t>(std::ceil(p * static_cast<double>(sorted_.size())));
    while (k > 1 && share(k - 1) >= p) --k;
    while (share(k) < p) ++k;
    return sorted_[std::max<std::size_t>(k, 1) - 1];
  }
  double mean() const override { return mean_; }
  double variance() const override { return variance_; }
  double partial_mean_below(double c) const override {
    if (std::isnan(c)) return c;
    return static_cast<double>(sums_[below(c)] / static_cast<long double>(sorted_.size()));
  }
  Interval support() const override { return {sorted_.front(), sorted_.back()}; }
  std::vector<double> kinks() const override {
    auto atoms = sorted_;
    atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
    return atoms;
  }
  double sample(RandomStream& stream) const override { return sorted_[stream.below(sorted_.size())]; }

 private:
  std::size_t up_to(double x) const {
    return static_cast<std::size_t>(std::upper_bound(sorted_.begin(), sorted_.end(), x) - sorted_.begin());
  }
  std::size_t below(double x) const {
    return static_cast<std::size_t>(std::lower_bound(sorted_.begin(), sorted_.end(), x) - sorted_.begin());
  }
  double share(std::size_t count) const {
    return static_cast<double>(count) / static_cast<double>(sorted_.size());
  }

  std::vector<double> sorted_;
  std::vector<long double> sums_;  ///< sums_[k]: of the k smallest
  double mean_, variance_;
};

}  // namespace

LawPtr empirical_law(Vector samples) {
  require::that(samples.size() > 0, "empirical_law", "there are no samples; give at least one number");
  require::finite("empirical_law", "samples", samples);
  std::vector<double> sorted(samples.data(), samples.data() + samples.size());
  std::sort(sorted.begin(), sorted.end());
  return std::make_shared<Empirical>(std::move(sorted));
}

}  // namespace solvers

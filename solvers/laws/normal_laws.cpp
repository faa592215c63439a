// Normal and lognormal laws, through the complementary error function.
#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/special_functions/erf.hpp>
#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double root_two = std::numbers::sqrt2;

/// P(Z <= z) of the standard normal law, its digits kept in the lower tail.
double normal_below(double z) { return std::erfc(-z / root_two) / 2; }

double normal_density(double z) { return std::exp(-z * z / 2) * (std::numbers::inv_sqrtpi / root_two); }

double normal_quantile(double p) {
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  return -root_two * boost::math::erfc_inv(2 * p);
}

class Normal final : public ParametricLaw {
 public:
  Normal(double mean, double deviation) : mean_(mean), deviation_(deviation) {}

  std::string name() const override {
    return fmt::format("normal = {{ mean = {}, deviation = {} }}", mean_, deviation_);
  }
  LawKind kind() const override { return LawKind::normal; }
  std::array<double, 2> parameters() const override { return {mean_, deviation_}; }
  bool has_density() const override { return true; }
  double density(double x) const override { return normal_density(standard(x)) / deviation_; }
  double cumulative(double x) const override { return normal_below(standard(x)); }
  double survival(double x) const override { return normal_below(-standard(x)); }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    return mean_ + deviation_ * normal_quantile(p);
  }
  double mean() const override { return mean_; }
  double variance() const override { return deviation_ * deviation_; }
  double partial_mean_below(double c) const override {
    const double z = standard(c);
    return mean_ * normal_below(z) - deviation_ * normal_density(z);
  }
  Interval support() const override { return {-infinity, infinity}; }
  std::vector<double> kinks() const override { return {}; }
  double sample(RandomStream& stream) const override { return mean_ + deviation_ * stream.normal(); }

 private:
  double standard(double x) const { return (x - mean_) / deviation_; }

  double mean_, deviation_;
};

class Lognormal final : public ParametricLaw {
 public:
  Lognormal(double mean, double sigma) : mean_(mean), sigma_(sigma) {}

  std::string name() const override {
    return fmt::format("lognormal = {{ mean = {}, sigma = {} }}", mean_, sigma_);
  }
  LawKind kind() const override { return LawKind::lognormal; }
  std::array<double, 2> parameters() const override { return {mean_, sigma_}; }
  bool has_density() const override { return true; }
  double density(double x) const override {
    if (x <= 0 || x == infinity) return 0;
    return normal_density(standard(x)) / sigma_ / x;
  }
  double cumulative(double x) const override { return x <= 0 ? 0 : normal_below(standard(x)); }
  double survival(double x) const override { return x <= 0 ? 1 : normal_below(-standard(x)); }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    if (p == 0) return 0;
    return value(normal_quantile(p));
  }
  double mean() const override { return mean_; }
  double variance() const override { return mean_ * mean_ * std::expm1(sigma_ * sigma_); }
  double partial_mean_below(double c) const override {
    return c <= 0 ? 0 : mean_ * normal_below(standard(c) - sigma_);
  }
  Interval support() const override { return {0, infinity}; }
  std::vector<double> kinks() const override { return {0}; }
  double sample(RandomStream& stream) const override { return value(stream.normal()); }

 private:
  // log X = nu + sigma Z with nu = log(mean) - sigma^2 / 2.
  double standard(double x) const { return (std::log(x) - std::log(mean_)) / sigma_ + sigma_ / 2; }
  double value(double z) const { return mean_ * std::exp(sigma_ * (z - sigma_ / 2)); }

  double mean_, sigma_;
};

}  // namespace

LawPtr normal_law(double mean, double standard_deviation) {
  require::finite("normal_law", "mean", mean);
  require::positive("normal_law", "standard_deviation", standard_deviation);
  return std::make_shared<Normal>(mean, standard_deviation);
}

LawPtr lognormal_law(double mean, double sigma) {
  require::positive("lognormal_law", "mean", mean);
  require::positive("lognormal_law", "sigma", sigma);
  return std::make_shared<Lognormal>(mean, sigma);
}

}  // namespace solvers

// Uniform, exponential and Pareto laws: elementary functions, drawn by inversion.
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class Uniform final : public ParametricLaw {
 public:
  Uniform(double lower, double upper) : lower_(lower), upper_(upper), width_(upper - lower) {}

  std::string name() const override { return fmt::format("uniform = [{}, {}]", lower_, upper_); }
  LawKind kind() const override { return LawKind::uniform; }
  std::array<double, 2> parameters() const override { return {lower_, upper_}; }
  bool has_density() const override { return true; }
  double density(double x) const override {
    if (std::isnan(x)) return x;
    return x >= lower_ && x < upper_ ? 1 / width_ : 0;
  }
  double cumulative(double x) const override { return (std::clamp(x, lower_, upper_) - lower_) / width_; }
  double survival(double x) const override { return (upper_ - std::clamp(x, lower_, upper_)) / width_; }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    return p < 0.5 ? lower_ + p * width_ : upper_ - (1 - p) * width_;  // exact at both ends
  }
  double mean() const override { return lower_ + width_ / 2; }
  double variance() const override { return width_ / 12 * width_; }
  double partial_mean_below(double c) const override {  // (x^2 - a^2) / (2 (b - a)) without cancellation
    const double x = std::clamp(c, lower_, upper_);
    return (x - lower_) / width_ * (lower_ + (x - lower_) / 2);
  }
  Interval support() const override { return {lower_, upper_}; }
  std::vector<double> kinks() const override { return {lower_, upper_}; }
  double sample(RandomStream& stream) const override { return stream.uniform(lower_, upper_); }

 private:
  double lower_, upper_, width_;
};

/// 1 - (1 + t) e^-t: the probability that a gamma law of shape 2 gives to [0, t].
double second_gamma(double t) {
  if (t > 0.5) return -std::expm1(-t) - t * std::exp(-t);  // loses at most two bits
  double sum = 0, term = t * t;                            // sum over k >= 2 of (-1)^k (k - 1) t^k / k!
  for (int k = 2; k < 20; ++k) {
    term /= k;
    sum += (k - 1) * term;
    term *= -t;
  }
  return sum;
}

class Exponential final : public ParametricLaw {
 public:
  explicit Exponential(double mean) : mean_(mean) {}

  std::string name() const override { return fmt::format("exponential = {{ mean = {} }}", mean_); }
  LawKind kind() const override { return LawKind::exponential; }
  std::array<double, 2> parameters() const override { return {mean_, 0}; }
  bool has_density() const override { return true; }
  double density(double x) const override { return x < 0 ? 0 : std::exp(-x / mean_) / mean_; }
  double cumulative(double x) const override { return x <= 0 ? 0 : -std::expm1(-x / mean_); }
  double survival(double x) const override { return x <= 0 ? 1 : std::exp(-x / mean_); }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    return -mean_ * std::log1p(-p);
  }
  double mean() const override { return mean_; }
  double variance() const override { return mean_ * mean_; }
  double partial_mean_below(double c) const override {
    if (c <= 0) return 0;
    return c == infinity ? mean_ : mean_ * second_gamma(c / mean_);
  }
  Interval support() const override { return {0, infinity}; }
  std::vector<double> kinks() const override { return {0}; }
  double sample(RandomStream& stream) const override { return mean_ * stream.exponential(); }

 private:
  double mean_;
};

/// (1 - e^-y) / y, 1 at y = 0.
double relative_loss(double y) { return y == 0 ? 1 : -std::expm1(-y) / y; }

class Pareto final : public ParametricLaw {
 public:
  Pareto(double scale, double shape) : scale_(scale), shape_(shape) {}

  std::string name() const override {
    return fmt::format("pareto = {{ scale = {}, shape = {} }}", scale_, shape_);
  }
  LawKind kind() const override { return LawKind::pareto; }
  std::array<double, 2> parameters() const override { return {scale_, shape_}; }
  bool has_density() const override { return true; }
  double density(double x) const override {
    if (x < scale_) return 0;
    return x == infinity ? 0 : std::exp(-shape_ * log_ratio(x)) * (shape_ / x);
  }
  double cumulative(double x) const override { return x <= scale_ ? 0 : -std::expm1(-shape_ * log_ratio(x)); }
  double survival(double x) const override { return x <= scale_ ? 1 : std::exp(-shape_ * log_ratio(x)); }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    return scale_ * std::exp(-std::log1p(-p) / shape_);
  }
  double mean() const override { return shape_ > 1 ? scale_ * (shape_ / (shape_ - 1)) : infinity; }
  double variance() const override {
    if (shape_ <= 2) return infinity;
    const double over = scale_ / (shape_ - 1);
    return over * over * (shape_ / (shape_ - 2));
  }
  double partial_mean_below(double c) const override {  // shape scale^shape times the integral of x^-shape
    if (c <= scale_) return 0;
    if (c == infinity) return mean();
    const double log_c = log_ratio(c);
    return scale_ * shape_ * log_c * relative_loss((shape_ - 1) * log_c);
  }
  Interval support() const override { return {scale_, infinity}; }
  std::vector<double> kinks() const override { return {scale_}; }
  double sample(RandomStream& stream) const override {
    return scale_ * std::exp(stream.exponential() / shape_);
  }

 private:
  /// log(x / scale), exact near the scale and without overflow.
  double log_ratio(double x) const {
    return x < 2 * scale_ ? std::log1p((x - scale_) / scale_) : std::log(x) - std::log(scale_);
  }

  double scale_, shape_;
};

}  // namespace

LawPtr uniform_law(double lower, double upper) {
  require::finite("uniform_law", "lower", lower);
  require::finite("uniform_law", "upper", upper);
  require::positive("uniform_law", "upper - lower", upper - lower, "give the ends as lower < upper");
  return std::make_shared<Uniform>(lower, upper);
}

LawPtr exponential_law(double mean) {
  require::positive("exponential_law", "mean", mean);
  return std::make_shared<Exponential>(mean);
}

LawPtr pareto_law(double scale, double shape) {
  require::positive("pareto_law", "scale", scale);
  require::positive("pareto_law", "shape", shape);
  return std::make_shared<Pareto>(scale, shape);
}

}  // namespace solvers

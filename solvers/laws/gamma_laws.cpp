// Gamma and beta laws, through the incomplete gamma and beta functions of Boost.Math.
#include <cmath>
#include <limits>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <fmt/format.h>

#include "solvers/core/require.hpp"
#include "solvers/laws/law_parameters.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Where the value does not fit a double it is 0 or infinite; what Boost cannot evaluate it still throws.
using Errors =
    boost::math::policies::policy<boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::denorm_error<boost::math::policies::ignore_error>>;

/// The logarithm of a gamma variable of scale 1, which for a small shape is far below what a double holds.
/// Source: Marsaglia & Tsang (2000), ACM Trans. Math. Softw. 26(3), 363-372; shapes below 1 by their
/// section 6.
double log_gamma_draw(double shape, RandomStream& stream) {
  if (shape < 1) return log_gamma_draw(shape + 1, stream) - stream.exponential() / shape;
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = stream.normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (-stream.exponential() < x * x / 2 + d - d * v + d * std::log(v)) return std::log(d) + std::log(v);
  }
}

/// The quantile with the digits of the cumulative: Boost's inverses may stop at half of them. Newton steps,
/// kept where they bring the side on which p lies closer.
double polished(const Law& law, double x, double p) {
  const auto excess = [&](double at) {
    return p < 0.5 ? law.cumulative(at) - p : (1 - p) - law.survival(at);
  };
  double error = excess(x);
  for (int step = 0; step < 4 && error != 0; ++step) {
    const double next = x - error / law.density(x);
    if (!(next > law.support().lower && next < law.support().upper)) break;
    const double next_error = excess(next);
    if (std::abs(next_error) >= std::abs(error)) break;
    x = next;
    error = next_error;
  }
  return x;
}

class Gamma final : public ParametricLaw {
 public:
  Gamma(double shape, double scale) : shape_(shape), scale_(scale) {}

  std::string name() const override {
    return fmt::format("gamma = {{ shape = {}, scale = {} }}", shape_, scale_);
  }
  LawKind kind() const override { return LawKind::gamma; }
  std::array<double, 2> parameters() const override { return {shape_, scale_}; }
  bool has_density() const override { return true; }
  double density(double x) const override {
    if (std::isnan(x)) return x;
    if (x < 0 || x == infinity) return 0;
    if (x == 0) return shape_ < 1 ? infinity : shape_ == 1 ? 1 / scale_ : 0;
    return boost::math::gamma_p_derivative(shape_, x / scale_, Errors()) / scale_;
  }
  double cumulative(double x) const override { return below(shape_, x); }
  double survival(double x) const override {
    if (std::isnan(x)) return x;
    if (x <= 0) return 1;
    return x == infinity ? 0 : boost::math::gamma_q(shape_, x / scale_, Errors());
  }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    if (p == 0) return 0;
    if (p == 1) return infinity;
    const double x = scale_ * (p < 0.5 ? boost::math::gamma_p_inv(shape_, p, Errors())
                                       : boost::math::gamma_q_inv(shape_, 1 - p, Errors()));
    return polished(*this, x, p);
  }
  double mean() const override { return shape_ * scale_; }
  double variance() const override { return shape_ * scale_ * scale_; }
  double partial_mean_below(double c) const override { return mean() * below(shape_ + 1, c); }
  Interval support() const override { return {0, infinity}; }
  std::vector<double> kinks() const override { return {0}; }
  double sample(RandomStream& stream) const override {
    return scale_ * std::exp(log_gamma_draw(shape_, stream));
  }

 private:
  double below(double shape, double x) const {
    if (std::isnan(x)) return x;
    if (x <= 0) return 0;
    return x == infinity ? 1 : boost::math::gamma_p(shape, x / scale_, Errors());
  }

  double shape_, scale_;
};

class Beta final : public ParametricLaw {
 public:
  Beta(double alpha, double beta) : alpha_(alpha), beta_(beta) {}

  std::string name() const override {
    return fmt::format("beta = {{ alpha = {}, beta = {} }}", alpha_, beta_);
  }
  LawKind kind() const override { return LawKind::beta; }
  std::array<double, 2> parameters() const override { return {alpha_, beta_}; }
  bool has_density() const override { return true; }
  double density(double x) const override {
    if (std::isnan(x)) return x;
    if (x < 0 || x >= 1) return 0;
    if (x == 0) return alpha_ < 1 ? infinity : alpha_ == 1 ? beta_ : 0;
    return boost::math::ibeta_derivative(alpha_, beta_, x, Errors());
  }
  double cumulative(double x) const override { return below(alpha_, x); }
  double survival(double x) const override {
    if (std::isnan(x)) return x;
    if (x <= 0) return 1;
    return x >= 1 ? 0 : boost::math::ibetac(alpha_, beta_, x, Errors());
  }
  double quantile(double p) const override {
    require::within("quantile", "p", p, 0, 1);
    if (p == 0 || p == 1) return p;
    const double x = p < 0.5 ? boost::math::ibeta_inv(alpha_, beta_, p, Errors())
                             : boost::math::ibetac_inv(alpha_, beta_, 1 - p, Errors());
    return polished(*this, x, p);
  }
  double mean() const override { return alpha_ / (alpha_ + beta_); }
  double variance() const override {
    const double sum = alpha_ + beta_;
    return alpha_ / sum * (beta_ / sum) / (sum + 1);
  }
  double partial_mean_below(double c) const override { return mean() * below(alpha_ + 1, c); }
  Interval support() const override { return {0, 1}; }
  std::vector<double> kinks() const override { return {0, 1}; }
  double sample(RandomStream& stream) const override {  // X / (X + Y) of two gamma variables
    const double x = log_gamma_draw(alpha_, stream), y = log_gamma_draw(beta_, stream);
    return 1 / (1 + std::exp(y - x));
  }

 private:
  double below(double alpha, double x) const {
    if (std::isnan(x)) return x;
    if (x <= 0) return 0;
    return x >= 1 ? 1 : boost::math::ibeta(alpha, beta_, x, Errors());
  }

  double alpha_, beta_;
};

}  // namespace

LawPtr gamma_law(double shape, double scale) {
  require::positive("gamma_law", "shape", shape);
  require::positive("gamma_law", "scale", scale);
  return std::make_shared<Gamma>(shape, scale);
}

LawPtr beta_law(double alpha, double beta) {
  require::positive("beta_law", "alpha", alpha);
  require::positive("beta_law", "beta", beta);
  return std::make_shared<Beta>(alpha, beta);
}

}  // namespace solvers

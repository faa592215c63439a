// solvers/laws/law.hpp
// A probability law of one real number: what payoffs, costs and values are drawn from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/vector.hpp"

namespace solvers {

/// Which of the laws below it is, for methods with a form of their own for some.
enum class LawKind { uniform, exponential, normal, lognormal, pareto, beta, gamma, samples, other };

/// Every function of a number takes infinite arguments, and returns NaN for NaN.
class Law {
 public:
  virtual ~Law() = default;

  virtual std::string name() const = 0;  ///< as descriptions write it, e.g. "exponential = { mean = 4 }"
  virtual LawKind kind() const { return LawKind::other; }
  virtual bool has_density() const = 0;             ///< false for empirical samples: atoms
  virtual double density(double x) const = 0;       ///< f(x); right limit at a jump of f; 0 without a density
  virtual double cumulative(double x) const = 0;    ///< F(x) = P(X <= x)
  virtual double cumulative_below(double x) const;  ///< P(X < x); differs from F at atoms
  virtual double survival(double x) const = 0;      ///< P(X > x), with its digits kept in the tail
  /// Smallest x with F(x) >= p, to rounding; the lower end of the support for p = 0. Throws
  /// std::invalid_argument for p outside [0, 1].
  virtual double quantile(double p) const = 0;
  virtual double mean() const = 0;      ///< infinite where the moment does not exist
  virtual double variance() const = 0;  ///< infinite where the moment does not exist
  virtual double partial_mean_below(
      double c) const = 0;                        ///< E[X; X < c] = P(X < c) E[X | X < c], in closed form
  virtual Interval support() const = 0;           ///< ends may be infinite
  virtual std::vector<double> kinks() const = 0;  ///< ascending finite points where f is not smooth, ends
                                                  ///< included; the atoms of samples
  virtual double sample(RandomStream& stream) const = 0;
};

using LawPtr = std::shared_ptr<const Law>;

// Draws: by inversion (uniform, exponential, Pareto, samples), by Box & Muller (normal, lognormal), by
// Marsaglia & Tsang (2000), ACM Trans. Math. Softw. 26(3), 363-372 (gamma; beta as a ratio of two, kept as
// logarithms). Each throws std::invalid_argument for parameters outside their range or not finite.
LawPtr uniform_law(double lower, double upper);             ///< lower < upper, a finite width apart
LawPtr exponential_law(double mean);                        ///< mean > 0
LawPtr normal_law(double mean, double standard_deviation);  ///< standard_deviation > 0
LawPtr lognormal_law(double mean, double sigma);            ///< mean of X itself, sigma of log X; both > 0
LawPtr pareto_law(double scale, double shape);              ///< P(X > x) = (scale / x)^shape, x >= scale
LawPtr beta_law(double alpha, double beta);                 ///< on [0, 1]; both > 0
LawPtr gamma_law(double shape, double scale);               ///< mean shape * scale; both > 0
LawPtr empirical_law(Vector samples);                       ///< at least one finite number

}  // namespace solvers

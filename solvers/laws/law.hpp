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

class Law {
 public:
  virtual ~Law() = default;

  virtual std::string name() const = 0;  ///< as descriptions write it, e.g. "exponential = { mean = 4 }"
  virtual bool has_density() const = 0;  ///< false for empirical samples: atoms
  virtual double density(double x) const = 0;       ///< f(x); right limit at a jump of f
  virtual double cumulative(double x) const = 0;    ///< F(x) = P(X <= x)
  virtual double cumulative_below(double x) const;  ///< P(X < x); differs from F at atoms
  virtual double survival(double x) const = 0;      ///< P(X > x), with its digits kept in the tail
  virtual double quantile(double p) const = 0;      ///< smallest x with F(x) >= p; p in [0, 1]
  virtual double mean() const = 0;                  ///< infinity where the moment does not exist
  virtual double variance() const = 0;              ///< infinity where the moment does not exist
  virtual double partial_mean_below(double c) const = 0;  ///< E[X; X < c] = P(X < c) E[X | X < c]
  virtual Interval support() const = 0;             ///< ends may be infinite
  virtual std::vector<double> kinks() const = 0;    ///< finite points where f is not smooth, ends included
  virtual double sample(RandomStream& stream) const = 0;
};

using LawPtr = std::shared_ptr<const Law>;

// Each throws std::invalid_argument for parameters outside their range.
LawPtr uniform_law(double lower, double upper);            ///< lower < upper
LawPtr exponential_law(double mean);                       ///< mean > 0
LawPtr normal_law(double mean, double standard_deviation); ///< standard_deviation > 0
LawPtr lognormal_law(double mean, double sigma);           ///< mean of X itself, sigma of log X; both > 0
LawPtr pareto_law(double scale, double shape);             ///< P(X > x) = (scale / x)^shape, x >= scale
LawPtr beta_law(double alpha, double beta);                ///< on [0, 1]; both > 0
LawPtr gamma_law(double shape, double scale);              ///< mean shape * scale; both > 0
LawPtr empirical_law(Vector samples);                      ///< at least one finite number

}  // namespace solvers

// models/favor/survival.hpp
// How much an observation still weighs: the chance that its target has not been replaced since.
#pragma once

#include <vector>

namespace models::favor {

/// How the density (8) weighs an observation of age T - t, and how observations are combined.
enum class Density {
  survival,  ///< s = (1 - lambda)^(T - t), combined by (9)
  printed,   ///< s = lambda^(T - t) as printed, which forgets nearly all after one round
  regime,    ///< exact Bayes filter of a target that is replaced with probability lambda a round
};

/// Of one observation.
struct Weight {
  double kept = 1;  ///< s
  double lost = 0;  ///< 1 - s, with its digits kept where s is close to 1
};

/// s as a function of the age. Whole ages up to `ages` come from a table.
class Survival {
 public:
  /// Throws std::invalid_argument for a replacement rate outside [0, 1] or ages < 0.
  Survival(Density density, double replacement_rate, int ages);

  Weight operator()(double age) const {  ///< age >= 0, in rounds
    const auto whole = static_cast<std::size_t>(age);
    return whole < table_.size() && static_cast<double>(whole) == age ? table_[whole] : weight(age);
  }

 private:
  Weight weight(double age) const;

  double logarithm_;  ///< of s after one round
  std::vector<Weight> table_;
};

}  // namespace models::favor

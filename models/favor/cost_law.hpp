// models/favor/cost_law.hpp
// What a favor costs the agent who does it: F, f and the partial mean M of a law, under an acceptance rule.
#pragma once

#include <algorithm>
#include <cmath>

#include "solvers/laws/law.hpp"

namespace models::favor {

/// Whether a favor that costs exactly the limit is done. Differs only for laws with atoms.
enum class Acceptance {
  strict,     ///< C < c, as the source has it
  inclusive,  ///< C <= c
};

/// A law of non-negative costs C. Source: Hazard (2008), section 3: PE(C | C < c) = P(C < c) E(C | C < c).
class CostLaw {
 public:
  /// Throws std::invalid_argument for a null law, negative support or a mean that is not finite and positive.
  explicit CostLaw(solvers::LawPtr law, Acceptance acceptance = Acceptance::strict);

  const solvers::Law& law() const { return *law_; }
  const solvers::LawPtr& pointer() const { return law_; }
  Acceptance acceptance() const { return acceptance_; }
  double mean() const { return mean_; }  ///< E(C), unit of cost
  bool is_uniform_from_zero() const { return kind_ == Kind::uniform; }
  bool is_exponential() const { return kind_ == Kind::exponential; }
  double upper_end() const { return upper_; }  ///< of the support; infinite where it has none
  /// Whether f never rises on c >= 0 (uniform from 0, exponential, gamma with shape <= 1): then a pair has at
  /// most one positive solution.
  bool has_falling_density() const { return falling_; }

  double below(double c) const {  ///< F(c) = P(C < c), P(C <= c) if inclusive
    switch (kind_) {
      case Kind::uniform:
        return std::clamp(c / upper_, 0.0, 1.0);
      case Kind::exponential:
        return c <= 0 ? 0 : -std::expm1(-c / mean_);
      case Kind::general:
        break;
    }
    return below_general(c);
  }
  double density(double c) const {  ///< f(c), 1 / unit of cost; 0 without a density
    switch (kind_) {
      case Kind::uniform:
        return c >= 0 && c < upper_ ? 1 / upper_ : 0;
      case Kind::exponential:
        return c < 0 ? 0 : std::exp(-c / mean_) / mean_;
      case Kind::general:
        break;
    }
    return law_->density(c);
  }
  double partial_mean(double c) const {  ///< M(c) = E[C; C < c], unit of cost
    if (kind_ == Kind::uniform) {
      const double x = std::clamp(c, 0.0, upper_);
      return x * x / (2 * upper_);
    }
    return kind_ == Kind::exponential ? law_->partial_mean_below(c) : partial_mean_general(c);
  }
  /// Smallest c with F(c) >= p (inclusive) or the largest with F(c) <= p (strict); see
  /// solvers::Law::quantile.
  double quantile(double p) const { return law_->quantile(p); }

 private:
  enum class Kind { uniform, exponential, general };

  double below_general(double c) const;
  double partial_mean_general(double c) const;

  solvers::LawPtr law_;
  Acceptance acceptance_;
  Kind kind_ = Kind::general;
  double mean_, upper_;
  bool falling_ = false;
};

}  // namespace models::favor

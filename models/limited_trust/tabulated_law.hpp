// models/limited_trust/tabulated_law.hpp
// The density and the cumulative function of a law as polynomials on panels.
#pragma once

#include <optional>
#include <vector>

#include "models/limited_trust/panel_polynomial.hpp"
#include "solvers/laws/law.hpp"

namespace models::limited_trust {

/// A law on [lower, upper]; what lies outside has probability below 1e-13 and no room in the panels.
class TabulatedLaw {
 public:
  double lower() const { return breaks_.front(); }
  double upper() const { return breaks_.back(); }
  double median() const { return median_; }
  solvers::Interval bulk() const { return bulk_; }               ///< quantiles of 1/1000 and 999/1000
  const std::vector<double>& breaks() const { return breaks_; }  ///< of panels on which the density is smooth
  const std::vector<double>& kinks() const { return kinks_; }    ///< where it is not; both ends included
  /// Bounds what the tails left out may add to an expectation of |X|.
  double lost_mean() const { return lost_mean_; }

  double density(double x) const;  ///< 0 outside
  double cumulative(double x) const { return cumulative_(x); }

 private:
  friend std::optional<TabulatedLaw> tabulate(const solvers::Law&, double accuracy, int parts,
                                              int most_panels);
  std::vector<double> breaks_, kinks_;
  std::vector<PanelCoefficients> density_;
  PanelFunction cumulative_;
  solvers::Interval bulk_{};
  double median_ = 0, lost_mean_ = 0;
};

/// Bisect the support until the polynomial of every panel agrees with the density to `accuracy` of all
/// probability, and no panel is wider than 1 / parts of the range between the quantiles of 1/1000 and
/// 999/1000. Nothing for laws without a density or that need more panels, such as those with an infinite
/// density or with heavy tails.
std::optional<TabulatedLaw> tabulate(const solvers::Law&, double accuracy, int parts, int most_panels);

}  // namespace models::limited_trust

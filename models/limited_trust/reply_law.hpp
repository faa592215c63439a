// models/limited_trust/reply_law.hpp
// The law of the follower's planned reply to one row: payoffs (a, b) of leader and follower, n independent
// options.
#pragma once

#include <vector>

#include "models/limited_trust/panel_polynomial.hpp"
#include "models/limited_trust/tabulated_law.hpp"

namespace models::limited_trust {

/// On one panel of the leader's payoff a, for a fixed sum c = a + b of the reply, as polynomials in a:
struct ReplyPanel {
  double from, to;
  PanelCoefficients density;       ///< w(a, c): density of a together with "sum <= c"
  PanelIntegral cumulative;        ///< H(a, c): probability of "own payoff <= a, sum <= c"
  PanelCoefficients above;         ///< density of a together with "sum > c"
  PanelIntegral above_cumulative;  ///< its integral from the lower end
  PanelIntegral mass;              ///< of the replies with sum c and own payoff <= a: density at c
  PanelIntegral moment;            ///< the same, weighted with the own payoff
};

/// The joint density of (a, b) under trust d of the follower, with c = a + b:
///   h(a, b) = n f_a(a) f_b(b) [R(b, c)^(n-1) + (n-1) integral_b^{b+d} f_b(t) F_a(c - t) R(t, c)^(n-2) dt],
///   R(t, c) = F_b(t - d) + integral_{t-d}^t f_b(y) F_a(c - y) dy,
/// R the probability that an option does not beat the sum c of an admissible one when t is the best own
/// payoff. Method: polynomials on panels split at the kinks of both laws and at their distance d from those.
class ReplyLaw {
 public:
  ReplyLaw(const TabulatedLaw& leader, const TabulatedLaw& follower, int options, double trust, int level);

  /// All panels of a from the lower to the upper end, for the sum c.
  void panels_at(double c, std::vector<ReplyPanel>& panels) const;

 private:
  struct Cell {
    std::array<PanelCoefficients, panel_points>
        density;  ///< [k]: coefficient of s^k, a polynomial in the panel of b
    std::array<PanelIntegral, panel_points> below;  ///< the same for the integral over b from its lower end
  };
  const Cell& cell(int i, int j) const { return cells_[i * (follower_breaks_.size() - 1) + j]; }

  std::vector<double> leader_breaks_, follower_breaks_;
  std::vector<Cell> cells_;
  std::vector<PanelCoefficients> marginal_;  ///< density of a, on the panels of leader_breaks_
};

}  // namespace models::limited_trust

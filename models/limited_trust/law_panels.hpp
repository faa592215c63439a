// models/limited_trust/law_panels.hpp
// Where to split integrals over the payoffs of a law: kinks, tails, steep ends.
#pragma once

#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/laws/law.hpp"

namespace models::limited_trust {

/// Points at which a quadrature over a law is split, and what lies outside.
struct LawPanels {
  solvers::Interval range;      ///< the support, with infinite ends cut
  std::vector<double> seams;    ///< ascending, both ends of `range` included
  std::vector<double> kinks;    ///< of the density, finite
  std::vector<double> steep;    ///< points that grade the way to a kink where the density is unbounded
  double below = 0, above = 0;  ///< probability left out beyond the cut ends
  double scale = 0;             ///< between the quantiles 0.16 and 0.84
};

/// Panels reach down to a probability of `least` at unbounded densities and of 1e-30 in tails. Throws
/// std::invalid_argument for a law with atoms.
LawPanels law_panels(const solvers::Law&, double least);

/// x with P(X > x) = tail, to about six digits: a quantile loses the upper tail in 1 - p.
double upper_point(const solvers::Law&, double tail);

/// Adds seams where the largest of `count` draws lies: points with tails of 0.1 down to a twentieth of 1 /
/// count.
void add_seams_of_largest(const solvers::Law&, int count, LawPanels&);

/// Nodes and weights of a quadrature.
struct Nodes {
  std::vector<double> at, weight;
  void clear() { at.clear(), weight.clear(); }
};

/// Gauss-Legendre nodes with `count` points on each piece of [from, to] between seams, which come in any
/// order and may lie outside. Replaces what `nodes` held.
void spread(std::vector<double>& seams, double from, double to, int count, Nodes& nodes);

}  // namespace models::limited_trust

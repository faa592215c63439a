// models/expressions/signomial.hpp
// Formulas that are sums of powers: near zero, where balls see only infinities cancel, their exponents still
// tell what wins.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "models/expressions/graph.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::expressions {

/// constant + sum of factor * node: exponents such as 1 / elasticity - 1, of which equal ones cancel exactly.
struct Exponent {
  double constant = 0;            ///< a multiple of 2^-10 below 2^20, so that sums are exact
  std::map<int, double> symbols;  ///< by node, likewise; no zeros
  bool operator==(const Exponent&) const = default;
};

/// coefficient * u^a * v^b for positive u, v.
struct Monomial {
  solvers::Ball coefficient;
  Exponent first, second;
};

/// The node as a sum of monomials in the inputs 0 and 1 of the graph, no two with the same exponents; none
/// where it is no such sum. Exponents must be fixed by the parameters. Source: Duffin & Peterson (1973),
/// Geometric programming with signomials, J. Optim. Theory Appl. 11, 3-35.
std::optional<std::vector<Monomial>> signomial(const Graph&, int node);

/// f(w S, S) times a positive function of w and S, for a signomial f(u, v), as its sign is needed where S
/// or w is near 0: terms in w and S without the powers that they have in common.
class ShareForm {
 public:
  /// None where the exponents cannot be put into order.
  static std::optional<ShareForm> of(const Graph&, const std::vector<Monomial>&);

  /// Encloses it for all w in `share`, part of [0, 1], and positive S in `total`; at w = 0 the limit where f
  /// is infinite there.
  solvers::Ball over(const solvers::Interval& share, const solvers::Interval& total) const;

 private:
  struct Term {
    solvers::Ball coefficient, by_share, by_total;  ///< exponents >= 0, exactly 0 where there is none
  };
  std::vector<Term> terms_;
};

}  // namespace models::expressions

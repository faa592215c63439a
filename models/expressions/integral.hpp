// models/expressions/integral.hpp
// The expectation of a compiled formula over a number that a law draws.
#pragma once

#include <memory>
#include <vector>

#include "models/expressions/drawn_law.hpp"
#include "models/expressions/graph.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::expressions {

class Program;

/// E[f(W, s)], W drawn from a law with a density, s what f reads from outside.
class Integral {
 public:
  /// `read`: nodes of the graph that f depends on, in the order in which `evaluate` takes their values; what
  /// else it reads is constant.
  Integral(const Graph& graph, const GraphNode& expectation, const std::vector<int>& read,
           int first_parameter);

  int inputs() const { return inputs_; }

  /// At values s[0 .. inputs() - 1]. Doubles and duals over them: adaptive Gauss-Legendre panels between the
  /// places where sides of max, min, abs and conditions change, to about 1e-14 of E|f|; infinite where it
  /// does not exist, NaN where f has no value. Balls: rigorous, kinks and tails included; indeterminate where
  /// there is no bound. Duals over balls know the value alone.
  template <typename T>
  T evaluate(const T* s) const;

 private:
  template <typename T>
  class Sum;
  class Enclosure;
  solvers::Ball enclose(const solvers::Ball* s) const;

  std::shared_ptr<const DrawnLaw> law_;
  int inputs_ = 0;
  std::shared_ptr<const Program> integrand_;  ///< inputs: s, then W
  std::shared_ptr<const Program> sides_;      ///< pairs (a, b): sides change where a = b; may be null
  std::vector<bool> affine_;                  ///< by pair: a - b is affine in W
  std::vector<bool> against_zero_;            ///< by pair: b is 0, not the second of the pair
};

/// E[integrand] as doubles, where it depends on nothing but constants.
double expected_constant(const Graph&, int integrand, int draw);

/// The density at x, 0 outside of the support.
double density_at(const DrawnLaw&, double x);

}  // namespace models::expressions

// models/expressions/formula.hpp
// Formulas as the smooth functions that solvers take: values and exact derivatives, compiled when first
// asked for.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "models/expressions/graph.hpp"
#include "models/expressions/program.hpp"
#include "solvers/games/smooth_function.hpp"

namespace models::expressions {

/// The graph that the formulas of one game share. Derivatives are added to it on demand, by one thread at a
/// time.
struct FormulaStore {
  Graph graph;
  int variables = 0;               ///< entries of a profile
  std::vector<double> parameters;  ///< by number
  std::mutex mutex;
};

/// Node `output` of the store as f(z). z has `variables` entries, the parameters then being those of the
/// store, or these followed by all parameters, which are then variables like the others.
class Formula final : public solvers::SmoothFunction {
 public:
  Formula(std::shared_ptr<FormulaStore> store, int output);
  ~Formula() override;

  double value(const solvers::Vector& z) const override;
  solvers::Ball value(const solvers::BallVector& z) const override;
  void differentiate(const solvers::Vector& z, const solvers::DerivativeRequest&,
                     solvers::Derivatives<double>& out) const override;
  void differentiate(const solvers::BallVector& z, const solvers::DerivativeRequest&,
                     solvers::Derivatives<solvers::Ball>& out) const override;
  bool depends_on(int k) const override;

  bool has_kinks() const { return program().has_kinks(); }  ///< max, min, abs or if of variables
  const Program& program() const;                           ///< compiled when first asked for
  int output() const { return output_; }

 private:
  struct Compiled;
  const Compiled& compiled(const solvers::DerivativeRequest&, bool by_parameter) const;
  template <typename T>
  void evaluate(const solvers::VectorOf<T>& z, const solvers::DerivativeRequest&,
                solvers::Derivatives<T>& out) const;
  template <typename T>
  void forget_derivatives(const solvers::DerivativeRequest&, solvers::Derivatives<T>& out) const;
  template <typename T>
  T value_at(const solvers::VectorOf<T>& z) const;

  std::shared_ptr<FormulaStore> store_;
  int output_;
  mutable std::unique_ptr<const Program> value_;  ///< written once, guarded by the store's mutex
  mutable std::atomic<const Program*> ready_{nullptr};
  mutable std::vector<std::unique_ptr<const Compiled>> compiled_;  ///< guarded by the store's mutex
};

}  // namespace models::expressions

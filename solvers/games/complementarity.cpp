#include "solvers/games/complementarity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solvers/core/require.hpp"

namespace solvers {
double ComplementarityProblem::natural_residual(const Vector& w) const {
  Vector G;
  evaluate(w, G, nullptr);
  return natural_residual(w, G);
}

double ComplementarityProblem::natural_residual(const Vector& w, const Vector& G) const {
  if (G.hasNaN() || !w.allFinite()) return std::numeric_limits<double>::quiet_NaN();
  double largest = 0;  // also of an infinite G, which holds w at its bound
  for (Eigen::Index j = 0; j < w.size(); ++j) largest = std::max(largest, natural_residual(w, G, j));
  return largest;
}

double ComplementarityProblem::natural_residual(const Vector& w, const Vector& G, Eigen::Index j) const {
  if (w(j) < lower_(j)) return std::max(lower_(j) - w(j), std::min(-G(j), upper_(j) - w(j)));
  if (w(j) > upper_(j)) return std::max(w(j) - upper_(j), std::min(G(j), w(j) - lower_(j)));
  return G(j) > 0 ? std::min(G(j), w(j) - lower_(j)) : std::min(-G(j), upper_(j) - w(j));
}

KktConditions::KktConditions(ConstrainedGame game, SharedMultipliers rule) {
  check_game(game);
  variables_ = game.dimension();
  lower_ = game.lower;
  upper_ = game.upper;
  parameters_ = game.parameters;
  int first = 0;
  for (std::size_t i = 0; i < game.players.size(); ++i) {
    const auto& player = game.players[i];
    rows_.push_back({player.payoff, first, player.variables});
    add_constraints(player.constraints, static_cast<int>(i), false, first, player.variables);
    if (rule == SharedMultipliers::separate)
      add_constraints(game.shared, static_cast<int>(i), true, first, player.variables);
    first += player.variables;
  }
  if (rule == SharedMultipliers::equal) add_constraints(game.shared, -1, true, 0, variables_);
}

KktConditions::KktConditions(VariationalInequality problem) {
  check_inequality(problem);
  variables_ = static_cast<int>(problem.map.size());
  lower_ = problem.lower;
  upper_ = problem.upper;
  parameters_ = problem.parameters;
  for (int k = 0; k < variables_; ++k)
    rows_.push_back({problem.map[static_cast<std::size_t>(k)], k, 1, true});
  add_constraints(problem.constraints, -1, false, 0, variables_);
}

void KktConditions::add_constraints(const std::vector<GameConstraint>& constraints, int player, bool shared,
                                    int first, int count) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < constraints.size(); ++c) {
    const Eigen::Index size = lower_.size() + 1;
    terms_.push_back({constraints[c].function, first, count});
    places_.push_back({player, static_cast<int>(c), shared, constraints[c].equality});
    lower_.conservativeResize(size);
    upper_.conservativeResize(size);
    lower_(size - 1) = constraints[c].equality ? -infinity : 0;
    upper_(size - 1) = infinity;
  }
}

template <typename T>
VectorOf<T> KktConditions::arguments(const VectorOf<T>& w) const {
  VectorOf<T> z(variables_ + parameters_.size());
  for (int k = 0; k < variables_; ++k) z(k) = w(k);
  for (Eigen::Index k = 0; k < parameters_.size(); ++k) z(variables_ + k) = T(parameters_(k));
  return z;
}

/// The Jacobian's columns: x first, then (where columns > variables_) the parameters; those of the
/// multipliers stand last.
template <typename T>
void KktConditions::form(const VectorOf<T>& w, int columns, VectorOf<T>& G, MatrixOf<T>* jacobian) const {
  const int size = this->size();
  const VectorOf<T> z = arguments(w);
  Derivatives<T> f;
  G = VectorOf<T>::Constant(size, T(0));
  if (jacobian) *jacobian = MatrixOf<T>::Constant(size, columns + size - variables_, T(0));
  for (const Row& row : rows_) {
    if (row.is_map && !jacobian) {
      G(row.first) = row.function->value(z);
      continue;
    }
    const bool second = jacobian && !row.is_map;
    const int needed = jacobian ? columns : row.first + row.count;
    row.function->differentiate(z, {needed, row.first, second ? row.count : 0}, f);
    if (row.is_map) {
      G(row.first) = f.value;
      jacobian->row(row.first).head(columns) = f.gradient.transpose();
      continue;
    }
    for (int k = 0; k < row.count; ++k) {
      G(row.first + k) = -f.gradient(row.first + k);
      if (second)
        for (int c = 0; c < columns; ++c) (*jacobian)(row.first + k, c) = -f.hessian(k, c);
    }
  }
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    const Term& term = terms_[t];
    const int place = variables_ + static_cast<int>(t), column = columns + static_cast<int>(t);
    const T& lambda = w(place);
    const bool second = jacobian && !(lambda == T(0));
    const int needed = jacobian ? columns : term.first + term.count;
    term.function->differentiate(z, {needed, term.first, second ? term.count : 0}, f);
    G(place) = -f.value;
    for (int k = 0; k < term.count; ++k) {
      G(term.first + k) += lambda * f.gradient(term.first + k);
      if (jacobian) (*jacobian)(term.first + k, column) = f.gradient(term.first + k);
      if (second)
        for (int c = 0; c < columns; ++c) (*jacobian)(term.first + k, c) += lambda * f.hessian(k, c);
    }
    if (jacobian)
      for (int c = 0; c < columns; ++c) (*jacobian)(place, c) = -f.gradient(c);
  }
}

void KktConditions::evaluate(const Vector& w, Vector& G, Matrix* jacobian) const {
  form(w, variables_, G, jacobian);
}

void KktConditions::evaluate(const BallVector& w, BallVector& G, BallMatrix* jacobian) const {
  form(w, variables_, G, jacobian);
}

Matrix KktConditions::parameter_jacobian(const Vector& w) const {
  Vector G;
  Matrix all;
  form(w, variables_ + static_cast<int>(parameters_.size()), G, &all);
  return all.middleCols(variables_, parameters_.size());
}

}  // namespace solvers

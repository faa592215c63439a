// solvers/games/complementarity.hpp
// Mixed complementarity problems, and the first-order (KKT) conditions of games and variational inequalities
// as such: what all methods for games with constraints solve and all proofs are about.
#pragma once

#include <string>
#include <vector>

#include "solvers/games/constrained_game.hpp"

namespace solvers {

/// Find lower <= w <= upper such that for each j: G_j(w) = 0, or w_j = lower_j and G_j(w) >= 0, or
/// w_j = upper_j and G_j(w) <= 0. Source: Facchinei & Pang (2003), section 1.4; Dirkse & Ferris (1995).
class ComplementarityProblem {
 public:
  virtual ~ComplementarityProblem() = default;

  int size() const { return static_cast<int>(lower_.size()); }
  const Vector& lower() const { return lower_; }
  const Vector& upper() const { return upper_; }

  /// G(w), and G'(w) where `jacobian` is not null.
  virtual void evaluate(const Vector& w, Vector& G, Matrix* jacobian) const = 0;
  virtual void evaluate(const BallVector& w, BallVector& G, BallMatrix* jacobian) const = 0;
  /// dG/dp at w: size x number of parameters.
  virtual Matrix parameter_jacobian(const Vector& w) const = 0;

  Vector project(const Vector& w) const { return w.cwiseMax(lower_).cwiseMin(upper_); }
  /// Largest |w - proj(w - G(w))|: zero exactly at solutions; NaN where G is not a number.
  double natural_residual(const Vector& w) const;
  double natural_residual(const Vector& w, const Vector& G) const;
  /// Its part of entry j, without forming w - G, in which a large w would hide G.
  double natural_residual(const Vector& w, const Vector& G, Eigen::Index j) const;

 protected:
  Vector lower_, upper_;
};

/// How multipliers go with shared constraints.
enum class SharedMultipliers {
  equal,     ///< one for all players: variational equilibria
  separate,  ///< one for each player: all generalised Nash equilibria; singular where one binds
};

/// What an entry of w beyond x is.
struct MultiplierPlace {
  int player = -1;     ///< whose problem it belongs to; -1: everybody's
  int constraint = 0;  ///< index in the player's own list or in `shared`
  bool shared = false;
  bool equality = false;
};

/// The KKT conditions of all players: w = (x, lambda) with
///   G_x = -grad_i U_i + sum_c lambda_c grad_i g_c,   G_lambda = -g,   lambda >= 0 (free for g = 0).
/// Bounds on x need no multipliers: they are those of the complementarity problem, and G_x is theirs.
class KktConditions final : public ComplementarityProblem {
 public:
  /// Throws std::invalid_argument as check_game and check_inequality do.
  explicit KktConditions(ConstrainedGame, SharedMultipliers = SharedMultipliers::equal);
  explicit KktConditions(VariationalInequality);

  void evaluate(const Vector& w, Vector& G, Matrix* jacobian) const override;
  void evaluate(const BallVector& w, BallVector& G, BallMatrix* jacobian) const override;
  Matrix parameter_jacobian(const Vector& w) const override;

  int variables() const { return variables_; }  ///< entries of x in w
  const std::vector<MultiplierPlace>& multipliers() const { return places_; }

 private:
  struct Row {  ///< derivatives of a payoff by [first, first + count), or an entry of a map at `first`
    SmoothFunctionPtr function;
    int first = 0, count = 1;
    bool is_map = false;
  };
  struct Term {  ///< a constraint with its multiplier in rows [first, first + count)
    SmoothFunctionPtr function;
    int first = 0, count = 0;
  };
  void add_constraints(const std::vector<GameConstraint>&, int player, bool shared, int first, int count);
  template <typename T>
  void form(const VectorOf<T>& w, int columns, VectorOf<T>& G, MatrixOf<T>* jacobian) const;
  template <typename T>
  VectorOf<T> arguments(const VectorOf<T>& w) const;

  int variables_ = 0;
  Vector parameters_;
  std::vector<Row> rows_;
  std::vector<Term> terms_;
  std::vector<MultiplierPlace> places_;
};

}  // namespace solvers

// solvers/games/constrained_game.hpp
// An N-player game in which each player maximises a payoff over numbers within bounds, subject to constraints
// of his own and constraints shared by all: a generalised Nash equilibrium problem.
#pragma once

#include <string>
#include <vector>

#include "solvers/games/smooth_function.hpp"

namespace solvers {

/// g(z) <= 0, or g(z) = 0.
struct GameConstraint {
  SmoothFunctionPtr function;
  bool equality = false;
};

struct ConstrainedPlayer {
  int variables = 1;                          ///< how many entries of x are his; at least 1
  SmoothFunctionPtr payoff;                   ///< U_i(z), which he maximises
  std::vector<GameConstraint> constraints{};  ///< bind him alone; may depend on the others' choices
};

/// z = (x, p): the profile x stacks x_0, ..., x_{N-1}, the parameters p follow it, and every function takes
/// z. Player i: maximise U_i(x, p) over lower_i <= x_i <= upper_i, his constraints and the shared ones. At a
/// variational equilibrium a shared constraint has one multiplier, the same for all.
/// Source: Facchinei & Kanzow (2010), Generalized Nash equilibrium problems, Ann. Oper. Res. 175, 177-211.
struct ConstrainedGame {
  std::vector<ConstrainedPlayer> players;
  std::vector<GameConstraint> shared{};
  Vector lower, upper;  ///< of x; infinite ends allowed, lower <= upper
  Vector parameters{};  ///< p; may be empty

  int dimension() const;                          ///< of x
  int offset(int player) const;                   ///< where x_i begins
  int owner(int variable) const;                  ///< who chooses x_k
  Vector with_parameters(const Vector& x) const;  ///< z = (x, p)
  BallVector with_parameters(const BallVector& x) const;
};

/// Find x within the bounds, with constraints g, such that F(x) (y - x) >= 0 for all y that satisfy them: a
/// variational inequality. With lower = 0, upper infinite and no constraints it is the complementarity
/// problem x >= 0, F(x) >= 0, x F(x) = 0. Source: Facchinei & Pang (2003), chapter 1.
struct VariationalInequality {
  std::vector<SmoothFunctionPtr> map;         ///< F_k(z), one for each entry of x
  std::vector<GameConstraint> constraints{};  ///< convex g for the conditions to be sufficient
  Vector lower, upper;
  Vector parameters{};
};

/// Both throw std::invalid_argument for shapes that disagree, a missing function, bounds out of order or NaN.
void check_game(const ConstrainedGame&);
void check_inequality(const VariationalInequality&);

}  // namespace solvers

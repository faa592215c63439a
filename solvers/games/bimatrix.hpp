// solvers/games/bimatrix.hpp
// Equilibria of finite games of two players: one by complementary pivoting, all by enumeration of vertices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/games/finite_game.hpp"

namespace solvers {

struct BimatrixResult {
  Termination termination = Termination::not_started;
  Vector row, column;  ///< mixed strategies
  double regret = 0;   ///< largest gain of a player at them, evaluated afresh, unit of payoff
  long pivots = 0;
};

/// One equilibrium of a two-player game, by dropping `label`: a row (0, ..., m - 1) or a column (m, ..., m +
/// n - 1). Works in doubles on payoffs scaled to [1, 2]; ties are broken lexicographically, so it ends;
/// rounding may still spoil a nearly degenerate game: look at `regret`, then use `exact_lemke_howson`. Dense,
/// O(m n) a pivot. Source: Lemke & Howson (1964), J. SIAM 12, 413-423; von Stengel (2002), Handbook of Game
/// Theory 3, ch. 45. Throws std::invalid_argument for empty or unequal shapes, payoffs that are not finite, a
/// label out of range.
BimatrixResult lemke_howson(const BimatrixGame&, int label = 0, long max_pivots = 100'000);

/// One equilibrium, fast, for stage games by the thousand: the pure one with the largest sum of payoffs where
/// there is a pure one (first in order of rows, then columns, among ties), else Lemke and Howson's.
BimatrixResult find_bimatrix_equilibrium(const BimatrixGame&);

/// All pure equilibria (row, column), by exact comparison, row by row.
std::vector<std::pair<int, int>> pure_equilibria(const BimatrixGame&);

/// The pair of exact strategies that pivoting in rational arithmetic ends at; nothing where the budget is
/// spent.
std::optional<MixedProfileOf<Rational>> exact_lemke_howson(const ExactFiniteGame&, int label = 0,
                                                           long max_pivots = 100'000);

/// An extreme equilibrium: a pair of vertices of the best-response polytopes.
struct ExtremeEquilibrium {
  MixedProfileOf<Rational> profile;
  int component = 0;        ///< extreme equilibria that are joined by equilibria share a number
  bool isolated = true;     ///< the only one of its component: no equilibrium near it
  bool degenerate = false;  ///< a player has more best responses than the other's strategy has actions
};

struct ExtremeEquilibriaOptions {
  long max_bases = 200'000;  ///< most linear systems solved; at least 1
  Stop stop{};
};

struct ExtremeEquilibriaResult {
  Termination termination = Termination::not_started;
  std::vector<ExtremeEquilibrium> equilibria;
  int components = 0;
  bool complete =
      false;  ///< every equilibrium is a mixture of the listed ones of one component: exact, a proof
  long bases = 0;
};

/// All extreme equilibria in exact arithmetic: vertices of both best-response polytopes by enumeration of
/// bases, paired where every action is unplayed or a best response. C(m + n, m) linear systems for each
/// player: up to about 9 x 9. `iteration_limit` where there would be more than max_bases; nothing is then
/// searched. Source: Mangasarian (1964), J. SIAM 12, 778-780; Avis, Rosenberg, Savani & von Stengel (2010),
/// Economic Theory 42, 9-37. Throws std::invalid_argument unless there are two players, or for options out of
/// range.
ExtremeEquilibriaResult extreme_equilibria(const ExactFiniteGame&, const ExtremeEquilibriaOptions& = {});

}  // namespace solvers

// solvers/certificates/game_certificate.hpp
// Everything that is shown about one profile of a game with constraints, from the game and the profile alone.
#pragma once

#include <vector>

#include "solvers/certificates/kkt_proof.hpp"
#include "solvers/certificates/own_maximum.hpp"

namespace solvers {

struct GameCertificateOptions {
  double tolerance = 1e-9;  ///< of regret, unit of payoff: what `proved` and `refuted` are about; > 0
  int max_variables = 3;    ///< own problems with more variables get no global bound
  long max_boxes = 20'000;  ///< of branch and bound, for each player
  KktProofOptions proof{};
  Stop stop{};
};

/// What a player could gain, the others fixed.
struct PlayerRegret {
  double payoff = 0;     ///< at the profile
  double gain = 0;       ///< of `deviation`, certain, rounded down; 0: no better strategy was found
  double bound = 0;      ///< no allowed strategy gains more, rounded up; infinity: unknown
  Vector deviation;      ///< his strategy; empty where gain = 0
  bool concave = false;  ///< his problem is concave on its whole box, proved
  long boxes = 0;        ///< that branch and bound looked at
};

struct GameCertificate {
  /// proved: every regret is at most the tolerance. refuted: somebody certainly gains more.
  Verdict verdict = Verdict::undecided;
  int deviator = -1;                  ///< where refuted: who gains most for certain
  double epsilon = 0;                 ///< largest bound
  std::vector<PlayerRegret> regrets;  ///< by player
  double infeasibility = 0;           ///< largest violation of a bound or constraint, evaluated in doubles
  Vector multipliers;                 ///< recovered, in the order of KktConditions::multipliers()
  double residual = 0;                ///< natural residual of the KKT conditions with them; NaN: not finite
  KktProof proof;                     ///< of one variational equilibrium in a box
  /// Where shared constraints bind: dimension of the generalised equilibria near the profile, by the rank of
  /// the conditions with multipliers of each player's own; 0: none or isolated.
  int generalised_dimension = 0;
};

/// Throws std::invalid_argument as check_game does, for a profile of the wrong size or not finite, or an
/// option out of range. Infeasible profiles are judged: see `infeasibility`.
GameCertificate certify_game(const ConstrainedGame&, const Vector& x, const GameCertificateOptions& = {});

struct InequalityCertificate {
  Vector multipliers;
  double residual = 0;
  double infeasibility = 0;
  KktProof proof;
};
InequalityCertificate certify_inequality(const VariationalInequality&, const Vector& x,
                                         const KktProofOptions& = {});

}  // namespace solvers

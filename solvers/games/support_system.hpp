// solvers/games/support_system.hpp
// Mixed equilibria of finite games with given supports: the equations of indifference, their roots, their
// proof.
#pragma once

#include <optional>
#include <vector>

#include "solvers/certificates/krawczyk.hpp"
#include "solvers/games/finite_game.hpp"

namespace solvers {

/// The actions that each player mixes, ascending, at least one each.
using Supports = std::vector<std::vector<int>>;

/// Actions whose probability is above `threshold`.
Supports supports_of(const MixedProfile&, double threshold);

/// d u_i(a, x_-i) / d x_j(b): what player i gets from action a when j plays b, expected over the others; one
/// matrix for each j (empty for i itself), own actions down, j's across. Instantiated for double and Ball.
template <typename T>
std::vector<MatrixOf<T>> pair_payoffs(const FiniteGameOf<T>&, const MixedProfileOf<T>&, int player);

/// The profile on these supports at which everyone is indifferent among his actions, by Newton's method from
/// `start`; nothing where it does not converge to one with positive probabilities. Others' regrets are not
/// looked at.
std::optional<MixedProfile> solve_supports(const FiniteGame&, const Supports&, const MixedProfile& start);

struct FiniteCertificate {
  ExactRegrets regrets;  ///< of the profile as given, exactly: a bound on every gain
  /// proved: `box` holds exactly one equilibrium, it has the given profile's supports, and no other
  /// equilibrium lies in the box, since actions outside pay certainly less there. undecided: a tie, or a
  /// singular system.
  Verdict unique = Verdict::undecided;
  IntervalBox box;     ///< all probabilities, player by player; empty unless proved
  std::string detail;  ///< why it is undecided
};

/// Judge a profile: exact regrets, and Krawczyk's test on the equations of indifference of its supports
/// (probabilities above `threshold`). Throws std::invalid_argument as exact_regrets does.
FiniteCertificate certify_finite(const ExactFiniteGame&, const MixedProfile&, double threshold = 1e-9);

}  // namespace solvers

// solvers/games/nash_equilibrium.hpp
// The entry: Nash equilibria of a game by a named or chosen method, from many starts, each with its evidence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "solvers/games/exploitability.hpp"
#include "solvers/games/multistart.hpp"

namespace solvers {

struct NashOptions {
  std::string method = "auto";  ///< one of nash_methods()
  int starts = 8;               ///< at least 1
  std::uint64_t seed = 1;
  double regret_tolerance = 1e-9;  ///< unit of payoff: a stationary profile above it is no equilibrium; > 0
  double distance = 1e-6;          ///< see MultistartOptions
  double step = 0.1;               ///< first step of the gradient methods; > 0
  double damping = 0.5;            ///< of best-response iteration; in (0, 1]
  BestResponseOracle oracle{};  ///< judges regrets, and drives best-response iteration; empty: local search
  IterationLimits limits{};     ///< of each start
};

/// A stationary profile with the evidence on whether it is an equilibrium.
struct NashCandidate {
  EquilibriumResult solution;
  Exploitability regrets;
  std::vector<int> starts;  ///< numbers of the starts that led here
  int null_dimension = -1;  ///< of the natural map's Jacobian; above 0: may be a continuum; -1: no Jacobian
};

struct NashResult {
  Termination termination =
      Termination::not_started;           ///< of the search for stationary profiles, not a verdict
  std::string method;                     ///< the one that ran; for "auto" the one that was chosen
  std::vector<NashCandidate> equilibria;  ///< largest regret found within the tolerance
  /// Stationary, but a player gains more than the tolerance by deviating, or a payoff is not a number.
  std::vector<NashCandidate> refuted;
  int starts = 0, converged = 0;
  long iterations = 0, evaluations = 0;
  /// A search finds profiles and proves nothing about others: there are at least these.
  bool complete = false;
  std::string detail;  ///< of the first start, where nothing was found
};

/// "auto", "semismooth-newton", "extragradient", "projected-gradient" (Armijo), "projected-gradient-fixed",
/// "projected-gradient-diminishing", "barzilai-borwein", "best-response".
const std::vector<std::string_view>& nash_methods();

/// Equilibria reached from random starts, each judged by best responses that did not find it.
/// auto: semismooth Newton where the game has a Jacobian, else extragradient; the next of these and
/// best-response iteration while no start has converged. Throws std::invalid_argument for an unknown method
/// (the message lists those that exist) or an option out of range.
NashResult find_nash_equilibria(const Game&, const NashOptions& = {});

/// One start, one method; "auto" chooses as above.
EquilibriumResult find_stationary_profile(const Game&, const Vector& start, const NashOptions& = {});

}  // namespace solvers

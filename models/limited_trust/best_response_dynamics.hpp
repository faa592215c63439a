// models/limited_trust/best_response_dynamics.hpp
// Agents of a network who move to their best level of trust round by round, and what is left to gain.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "models/limited_trust/trust_responses.hpp"
#include "solvers/core/stop.hpp"
#include "solvers/core/termination.hpp"

namespace models::limited_trust {

/// The metagame on a grid: who chooses among which levels.
struct TrustGame {
  const Network* network = nullptr;
  const RankedPayoffs* payoffs = nullptr;
  std::vector<int> choices;  ///< the levels of the grid, increasing
  std::vector<bool> fixed;   ///< agents that never move
};

struct DynamicsOptions {
  bool simultaneous = true;  ///< else one after the other, by number, each seeing the last moves
  int max_rounds = 1000;
  bool to_the_end = false;   ///< play max_rounds although profiles rest or repeat
  int noise_samples = 0;     ///< utilities known only from so many games; 0: exactly
  double game_variance = 0;  ///< of one game's payoff; with noise only
  std::uint64_t seed = 1;    ///< noise of round t, agent i comes from stream (seed, t, i)
  solvers::Stop stop{};
  std::function<void(const TrustProfile&)> observe{};  ///< the profile at the beginning of each round
};

/// Standard deviation of a utility that is estimated from `samples` rounds: `leads` games that the agent
/// leads, and as many again that it follows in, the mean over a network.
double estimate_deviation(int leads, double game_variance, int samples);

struct DynamicsResult {
  solvers::Termination termination = solvers::Termination::not_started;
  TrustProfile profile;  ///< the last one
  long rounds = 0;       ///< played
  long period = 0;       ///< of the cycle, in rounds; 0: none was found
  long transient = 0;    ///< rounds before the first profile of the cycle, or before the profile at rest
};

/// Best responses from a profile: the smallest maximiser within payoffs.rounding(). `converged` where nobody
/// moves in a round without noise; `cycling` where profiles repeat (found by solvers::CycleDetector; exact,
/// since profiles are levels). Noise: each utility is the exact one plus a normal error of variance (games of
/// the round) x game_variance / noise_samples, a stand-in for the mean of sampled games.
DynamicsResult best_response_dynamics(const TrustGame&, TrustProfile start, const DynamicsOptions& = {});

/// What each agent could gain alone: exactly what exploitability and epsilon-Nash mean on the grid.
struct TrustRegrets {
  Vector on_grid;         ///< >= 0; 0 for fixed agents
  std::vector<int> best;  ///< the level that gains it
  Vector off_grid;  ///< the supremum over levels and just above them, below the highest; empty where unknown
  double largest() const { return on_grid.size() ? on_grid.maxCoeff() : 0; }
};

/// Regrets of all agents. Off the grid: between two levels of others u_i falls with own trust where
/// payoffs.own_trust_costs(), so the supremum over [0, highest level] is at a level or just above one; needs
/// leaders who rank by trust too, else off_grid stays empty.
TrustRegrets trust_regrets(const TrustGame&, const TrustProfile&);

}  // namespace models::limited_trust

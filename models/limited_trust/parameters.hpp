// models/limited_trust/parameters.hpp
// Parameters of limited-trust Stackelberg games, alone and on networks.
// Source: Murray, Garg & Nagi, "Limited-Trust in Social Network Games".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solvers/core/vector.hpp"
#include "solvers/graphs/graph.hpp"
#include "solvers/laws/law.hpp"

namespace models::limited_trust {

using solvers::Matrix;
using solvers::Vector;

/// What one game pays: explicit matrices, or laws from which every entry is drawn independently.
struct Payoffs {
  std::optional<Matrix> leader;    ///< A, m x n: rows are the leader's actions
  std::optional<Matrix> follower;  ///< B, m x n
  solvers::LawPtr leader_law;      ///< of every entry of A; null where the matrices are given
  solvers::LawPtr follower_law;    ///< of every entry of B
  int leader_actions = 2;          ///< m
  int follower_actions = 2;        ///< n
};

/// Which of several equally good replies is played.
enum class ActionTies {
  deterministic,  ///< larger own payoff, then the lowest index
  legacy,         ///< the authors' 2 x 2 program: away from the greedy strategy
};

/// How much of its own payoff each player gives up for the sake of both.
struct TrustLevels {
  double leader = 0;                        ///< delta_1 >= 0
  double follower = 0;                      ///< delta_2 >= 0
  std::optional<double> believed_follower;  ///< the leader's belief about delta_2; absent: the truth
  ActionTies ties = ActionTies::deterministic;
  double tie_tolerance = 0;  ///< net payoffs this close count as equal; 0: exact comparison
};

/// Which of several equally trusting neighbors is invited.
enum class NeighborTies { random, lexicographic };

struct Network {
  solvers::Graph graph;
  std::vector<int> invitations;  ///< k_i >= 1, one an agent; above the degree: every neighbor
  NeighborTies ties = NeighborTies::random;
  std::vector<int> fixed_agents;   ///< whose trust never changes
  Vector initial_trust;            ///< one an agent
  std::vector<std::string> notes;  ///< on how the network was read
};

struct Metagame {
  double max_trust = 30;  ///< delta_max > 0
  int grid_points = 91;   ///< of [0, delta_max], both ends included; at least 2
  bool simultaneous = true;
  int noise_samples = 0;      ///< games per estimate of a utility; 0: exact
  int rounds = 1000;          ///< at most this many of best-response dynamics
  bool personalised = false;  ///< delta_i(j): trust shown to each neighbor apart
};

/// How agents learn one another's trust and choose partners.
struct Learning {
  enum class Policy { eps_greedy, eps_first, eps_decreasing, thompson };
  enum class Contradiction { restart, legacy };  ///< Algorithm 1 as printed; the authors' program
  enum class Update { epoch, probabilistic };
  bool known = false;  ///< trust is common knowledge: nothing to learn
  Policy policy = Policy::eps_decreasing;
  Contradiction contradiction = Contradiction::restart;
  Update update = Update::epoch;
  int epoch_rounds = 100;
  double update_probability = 0.01;
  double exploration = 0.1;       ///< eps of eps_greedy; share of rounds of eps_first
  bool reset_exploration = true;  ///< the clock of eps_decreasing restarts at an epoch
};

/// Inputs of the bounds on learning time (Lemmas 2 to 4, Theorem 3).
struct LearningBound {
  double follower_trust = 0.3;  ///< delta_2
  double error = 0.1;           ///< eps > 0
  int follower_actions = 5;     ///< n >= 2
  int leader_actions = 1;       ///< m: rows from which an oracle learns at once
};

struct Simulation {
  int rounds = 1000;
  int seeds = 1;          ///< replicates
  bool expected = false;  ///< exact utilities of known trust in place of drawn games
};

struct Parameters {
  Payoffs payoffs;
  TrustLevels trust;
  std::optional<Network> network;
  Metagame metagame;
  Learning learning;
  LearningBound bound;
  Simulation simulation;
};

}  // namespace models::limited_trust

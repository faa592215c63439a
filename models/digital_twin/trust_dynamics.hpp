// models/digital_twin/trust_dynamics.hpp
// Trust of everyone in everyone over the rounds of a simulation, moving by (7) or held at the game's value.
// Source: Li & Li, Section III-C.2; the form without a matrix is an identity of ours, proved below.
#pragma once

#include <memory>

#include "models/digital_twin/parameters.hpp"
#include "solvers/core/interval.hpp"

namespace models::digital_twin {

/// tau_ij, trust of i in j, at the present round. Nobody has trust in itself: sums leave i out.
class TrustDynamics {
 public:
  virtual ~TrustDynamics() = default;

  virtual int players() const = 0;
  virtual Vector received(
      const Vector& honesty) const = 0;                    ///< (8): sum over j != i of tau_ij h_j, for each i
  virtual Vector inbound(const Vector& weight) const = 0;  ///< sum over k != i of w_k tau_ki, for each i
  virtual Vector in(int target) const = 0;  ///< trust of each player in `target`, whose own entry is 0
  virtual Vector spread() const = 0;        ///< standard deviation over observers of trust in each target

  /// Holds the trust of every pair at every round so far: exact for the matrix, by convexity of (7) for the
  /// history.
  virtual solvers::Interval range() const = 0;

  /// (7) with the estimate of each player's honesty: tau_ij <- (1 - eta_i) tau_ij + eta_i h_j.
  virtual void update(const Vector& believed) = 0;

  virtual bool moves() const = 0;           ///< false where trust is a parameter of the game
  virtual double largest_step() const = 0;  ///< of the last update, over the pairs that the form keeps
  virtual std::unique_ptr<TrustDynamics> clone() const = 0;

  /// Mean over observers of the trust in each target.
  Vector mean() const;
};

/// Every pair stored: any initial trust, O(N^2) memory and time a round.
/// Throws std::invalid_argument for shapes that disagree. `rate` empty: trust stays as it is.
std::unique_ptr<TrustDynamics> dense_trust(Matrix initial, Vector rate);

/// One number for all pairs that never moves. O(N).
std::unique_ptr<TrustDynamics> constant_trust(int players, double value);

/// Trust by its history, for one initial value of all pairs and beliefs common to all observers:
///   tau_ij^t = (1 - eta_i)^t tau^0 + sum over u < t of W_iu h_j^u,  W_iu = eta_i (1 - eta_i)^(t-1-u),
/// by unrolling (7). So received = W (H' h) and inbound = H (W' w), both without the diagonal term, where H
/// holds the estimates h^u as columns: O(t N) a round and O(rounds N) memory; no pair is ever stored.
/// `largest_step` is that of trust in each player by an observer of that player's own rate.
std::unique_ptr<TrustDynamics> history_trust(double initial, Vector rate, int rounds);

/// The form that suits the simulation: constant where the game fixes trust, the history where it applies and
/// costs less than the matrix, else the matrix. Throws TooLarge before allocating where it does not fit.
std::unique_ptr<TrustDynamics> make_trust_dynamics(const Parameters& parameters);

/// Whether `make_trust_dynamics` takes the form by history.
bool takes_history_trust(const Parameters& parameters);

}  // namespace models::digital_twin

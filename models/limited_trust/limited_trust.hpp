// models/limited_trust/limited_trust.hpp
// Limited-trust Stackelberg games as a model: one game, games with drawn payoffs, or a network of agents.
#pragma once

#include "models/family.hpp"
#include "models/limited_trust/law_moments.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

class LimitedTrust final : public Model {
 public:
  /// Throws std::invalid_argument for payoffs that are neither two matrices of one shape nor two laws, and
  /// for trust out of range. `places` is where verbs report laws without the moments that they need.
  explicit LimitedTrust(Parameters parameters, LawPlaces places = {});

  const Parameters& parameters() const { return parameters_; }

  CheckReport check() const override;
  Candidates solve(const RunOptions&) const override;
  Equilibrium certify(const Profile&, const RunOptions&) const override;
  Trajectory simulate(const RunOptions&) const override;
  int seeds() const override { return parameters_.simulation.seeds; }
  Bounds bound(const RunOptions&) const override;

 private:
  Parameters parameters_;
  LawPlaces places_;
};

/// The family `limited-trust`, for the registry.
const Family& family();

}  // namespace models::limited_trust

// models/digital_twin/digital_twin.hpp
// The digital-twin trust game as a model: what each verb does for each concept.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "models/family.hpp"

namespace models::digital_twin {

class DigitalTwin final : public Model {
 public:
  /// Throws std::invalid_argument for fewer than two players, vectors of different lengths, a parameter out
  /// of its range, a trust matrix of another shape, or gradient `stationary` beside trust that does not
  /// follow honesty.
  explicit DigitalTwin(Parameters parameters);

  const Parameters& parameters() const { return parameters_; }

  CheckReport check() const override;
  Candidates solve(const RunOptions&) const override;
  Equilibrium certify(const Profile&, const RunOptions&) const override;
  Trajectory simulate(const RunOptions&) const override;
  Bounds bound(const RunOptions&) const override;

 private:
  Parameters parameters_;
};

/// The family `digital-twin`, for the registry.
const Family& family();

}  // namespace models::digital_twin

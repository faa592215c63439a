// models/coopetition/coopetition.hpp
// Coopetition under trust as a model: what each verb does for each concept.
#pragma once

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

class Coopetition final : public Model {
 public:
  /// Throws std::invalid_argument for fewer than two actors, shares that do not sum to 1 within 1e-9, shapes
  /// that disagree, a parameter out of its range.
  explicit Coopetition(Parameters parameters);

  const Parameters& parameters() const { return parameters_; }

  CheckReport check() const override;
  std::vector<Figure> figures(const RunOptions&) const override;
  Candidates solve(const RunOptions&) const override;
  Equilibrium certify(const Profile&, const RunOptions&) const override;
  Trajectory simulate(const RunOptions&) const override;
  std::vector<std::string> tables() const override;
  Bounds bound(const RunOptions&) const override;

 private:
  Parameters parameters_;
};

/// The family `coopetition`, for the registry.
const Family& family();

}  // namespace models::coopetition

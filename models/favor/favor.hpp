// models/favor/favor.hpp
// Favor reciprocation as a model: limits of pairs or of a network, thresholds of patience, agents over time.
#pragma once

#include "models/family.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

class Favor final : public Model {
 public:
  explicit Favor(Parameters parameters) : parameters_(std::move(parameters)) {}

  const Parameters& parameters() const { return parameters_; }

  CheckReport check() const override;
  std::vector<Figure> figures(const RunOptions&) const override;
  Candidates solve(const RunOptions&) const override;
  Equilibrium certify(const Profile&, const RunOptions&) const override;
  Bounds bound(const RunOptions&) const override;
  Trajectory simulate(const RunOptions&) const override;
  int seeds() const override;
  std::vector<std::string> tables() const override;
  Pooled pool(const std::vector<const Trajectory*>&) const override;

 private:
  Parameters parameters_;
};

/// The family `favor`, for the registry.
const Family& family();

}  // namespace models::favor

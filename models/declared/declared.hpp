// models/declared/declared.hpp
// Games that users write: payoffs, constraints and maps as formulas of a description.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"

namespace models::declared {

class Declared : public Model {
 public:
  explicit Declared(Parameters parameters) : parameters_(std::move(parameters)) {}

  CheckReport check() const override;
  std::vector<Figure> figures(const RunOptions&) const override;
  Candidates solve(const RunOptions&) const override;
  Equilibrium certify(const Profile&, const RunOptions&) const override;

  const Parameters& parameters() const { return parameters_; }

 private:
  Parameters parameters_;
};

const Family& family();

}  // namespace models::declared

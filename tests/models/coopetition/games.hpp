// Games that the tests of coopetition share.
#pragma once

#include "models/coopetition/equations.hpp"
#include "models/coopetition/parameters.hpp"
#include "tests/support/reference.hpp"

namespace tests {

/// Samsung and Sony's S-LCD with logarithmic value.
inline models::coopetition::Parameters samsung_sony() {
  using namespace models::coopetition;
  Parameters p;
  p.actors = {{"Samsung", 100, 0.55}, {"Sony", 100, 0.45}};
  p.dependence = Matrix{{0, 0.64}, {0.86, 0}};
  p.trust.initial = {Matrix::Constant(2, 2, 0.5), Matrix::Zero(2, 2)};
  p.trust.baseline = Vector::Constant(2, 30);
  return p;
}

/// The same with trust-contingent play: baseline, reciprocity and trust of both.
inline models::coopetition::Parameters with_trust(double b, double rho, double T) {
  auto p = samsung_sony();
  p.concept_ = models::coopetition::Concept::trust_contingent;
  p.trust.baseline.setConstant(b);
  p.trust.reciprocity = rho;
  p.trust.initial.trust.setConstant(T);
  return p;
}

/// The item of tests/reference/coopetition.json with that name.
inline ReferenceItem coopetition_item(const std::string& kind, const std::string& name) {
  for (const auto& item : reference_items("coopetition.json", kind))
    if (item.name() == name) return item;
  throw std::runtime_error("coopetition.json has no item '" + name + "'");
}

}  // namespace tests

// models/favor/all_limits.hpp
// Every solution of a pair, with proof.
#pragma once

#include <vector>

#include "models/favor/limit_proof.hpp"

namespace models::favor {

struct AllLimits {
  std::vector<PairLimits> solutions;  ///< ascending, (0, 0) first
  bool complete = false;              ///< proved: these are all
  std::string method;
};

/// All c12 with Psi(c12) = c12 by exclusion and subdivision in balls, from where the elasticity of F excludes
/// positive solutions up to the top; for falling densities (0, 0) and the greatest.
AllLimits all_limits(const Pair&, const EnclosedPair&, const LimitProofOptions& = {});

/// A proved enclosure of exactly one solution around `guess`, by the sign change of Psi(x) - x and a slope
/// that is certainly not 1; undecided where that fails.
LimitProof prove_solution(const Pair&, const EnclosedPair&, const PairLimits& guess);

}  // namespace models::favor

// models/coopetition/factorial_record.hpp
// The factorial experiment as records show it: statistics, effects of the factors, configurations.
#pragma once

#include <string>
#include <vector>

#include "models/coopetition/parameters.hpp"
#include "models/family.hpp"

namespace models::coopetition {

/// The experiment of `parameters.factorial` under the variants of `parameters.trust.law`. Tables:
/// `statistics` (a row a metric), `effects` (a row a metric and factor: correlation; variance-based indices,
/// exact on the grid and sampled over the ranges of the levels with 95 % bootstrap intervals),
/// `configurations` (a row for each that differs, with how many there are of it). Invariants: closed forms,
/// the index of lambda-/lambda+ in its closed form, and metrics bounded as the law bounds them; `certified`
/// where all hold. Throws TooLarge.
Trajectory simulate_factorial(const Parameters&, const RunOptions&);

/// What `check` says of it.
CheckReport check_factorial_experiment(const Parameters&);

std::vector<std::string> factorial_tables();

}  // namespace models::coopetition

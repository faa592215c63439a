// models/favor/keys.hpp
// What a description of favors says, before data files are read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/favor/law_keys.hpp"
#include "models/favor/parameters.hpp"

namespace models::favor {

struct AgentKeys {
  std::string name;
  Discounting discounting;
  std::optional<description::Value> costs, values;  ///< laws of its own
};

/// Agents that differ at most in their discount factors.
struct PopulationKeys {
  int count = 0;
  Vector discount_factor;
};

struct ValueKeys {
  LawKeys law;
  std::optional<double> mean, intercept, slope;
  std::optional<Matrix> given_cost;  ///< k x 2: cost, value
};

struct Keys {
  LawKeys costs;
  Acceptance acceptance = Acceptance::strict;
  ValueKeys values;
  std::vector<AgentKeys> agents;
  std::optional<PopulationKeys> population;
  std::optional<Matrix> rates;
  std::optional<double> rate;
  Concept concept_ = Concept::pair_limits;
  bool all_solutions = false;
  BoundQuestion bound;
  SocietySettings simulation;
};

/// What is wrong with a discount function: the key, "" for several, and the message; nothing where A exists.
struct DiscountingFault {
  std::string key, message;
};
std::optional<DiscountingFault> fault_of(const Discounting&);

/// The parameters of keys without a fault, data files read through the reader; nothing, and faults,
/// otherwise.
std::optional<Parameters> resolve_keys(const Keys&, const description::Table& resolved,
                                       const description::TextReader&, description::Faults&);

}  // namespace models::favor

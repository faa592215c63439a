// models/limited_trust/law_moments.hpp
// Moments of payoff laws that expected payoffs need; a law without them is a fault of the description.
#pragma once

#include <string>

#include "models/description/faults.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// Where a description says a law.
struct LawPlace {
  std::string key;  ///< such as payoffs.law; empty where there is none
  description::Location where;
};

struct LawPlaces {
  LawPlace leader, follower;  ///< the same for a law of both
};

LawPlaces law_places(const description::Table& resolved);

/// Whether no method but a sample of games gives the expected payoffs of a law without a variance. Both laws
/// must have a mean.
bool heavy_tails_need_sample(const Payoffs&);

/// Adds a fault, at the law, for each law without a mean or, where games are `sampled`, without a variance.
void check_moments(const Payoffs&, const LawPlaces&, bool sampled, description::Faults&);

/// Throws description::DescriptionError, at the law, where check_moments finds a fault or heavy tails need a
/// sample: for verbs that need moments, of laws that others can do without. Does nothing for laws that stand
/// in no description.
void require_moments(const Payoffs&, const LawPlaces&, bool sampled);

}  // namespace models::limited_trust

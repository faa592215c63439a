// models/coopetition/resolve_keys.hpp
// Conditions that span several keys, and the parameters that the keys stand for.
#pragma once

#include "models/coopetition/diagram.hpp"
#include "models/coopetition/keys.hpp"
#include "models/description/schema.hpp"

namespace models::coopetition {

// Cross-checks of the schema: each names the keys that it finds wrong. With a drawing they wait until it is
// merged.

/// Two actors or more, names that differ, shares of all or of none that sum to 1 within 1e-9.
void check_actors(const Keys&, description::Objections&);
/// Actors that exist, none that depends on itself, one weight a goal, no matrix beside a list.
void check_dependencies(const Keys&, description::Objections&);
/// Matrices and arrays with one entry an actor.
void check_trust_shapes(const Keys&, description::Objections&);
/// Phases with actions or deviations, one for all or one an actor; no more rounds than a script has.
void check_script(const Keys&, description::Objections&);
void check_folds(const Keys&, description::Objections&);

/// Takes over actors and dependencies of a drawing. [[actors]] of the description name some of its actors and
/// replace what they say; objects to others, and to dependencies beside the drawing.
void merge_diagram(Keys&, const Diagram&, description::Objections&);

/// The parameters of keys without a fault.
Parameters resolve_keys(const Keys&);

}  // namespace models::coopetition

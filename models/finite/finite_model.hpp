// models/finite/finite_model.hpp
// A finite game as a model of the program: all equilibria where that can be exact, one by a path where not.
#pragma once

#include <memory>

#include "models/family.hpp"
#include "models/finite/nfg.hpp"

namespace models::finite {

/// check, solve and certify of a game given by its payoffs. Profiles name a probability for each action.
/// Methods: auto, pure (all pure equilibria), extreme (two players, all), lemke-howson (two players),
/// logit-path. Labels that are empty or repeated become "action1", ...; players "player1", ... Throws
/// std::invalid_argument for tables that do not fit the actions.
std::unique_ptr<Model> make_finite_model(NamedFiniteGame);

}  // namespace models::finite

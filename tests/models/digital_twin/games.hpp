// tests/models/digital_twin/games.hpp
// Games for the tests of the digital-twin family: from the reference file, random ones, identical players.
#pragma once

#include "models/digital_twin/parameters.hpp"
#include "solvers/core/random.hpp"
#include "tests/support/reference.hpp"

namespace tests::digital_twin {

using models::digital_twin::Gradient;
using models::digital_twin::Parameters;
using models::digital_twin::Players;
using models::digital_twin::Trust;
using solvers::Matrix;
using solvers::Vector;

/// "inputs.par" of a reference item.
Players players_of(const ReferenceItem& item);

/// "inputs.tau" as a matrix, steady-state trust where the item has none.
Trust trust_of(const ReferenceItem& item);

/// An N x 3 table as a profile.
Vector profile_of(const Matrix& rows);

/// N players with the same costs 1, values 1, lambda and R.
Players identical_players(int count, double lambda, double reward);

/// Heterogeneous players and a trust of any kind, drawn from the stream.
Players random_players(int count, solvers::RandomStream& stream);
Trust random_trust(Trust::Kind kind, int count, solvers::RandomStream& stream);

/// A profile in the interior of the strategy sets.
Vector random_profile(int count, solvers::RandomStream& stream);

}  // namespace tests::digital_twin

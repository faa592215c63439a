// models/declared/kinks.hpp
// Equilibria at kinks of formulas (max, min, abs, if), where the derivatives of either side say nothing.
#pragma once

#include "models/declared/parameters.hpp"
#include "models/family.hpp"

namespace models::declared {

/// Whether some formula has kinks outside of expectations.
bool has_kinks(const Parameters&);

/// Profiles to be judged, of games of players: the first-order conditions with kinks rounded off to a width
/// that shrinks to 1e-10, followed from the solutions of the widest; then moved onto the kinks that they end
/// at by Gauss-Newton steps. Nothing for games that are too large. Source: Chen & Mangasarian (1996), Comput.
/// Optim. Appl. 5, 97-138.
std::vector<Vector> find_at_kinks(const Parameters&, const RunOptions&);

/// Whether some kink lies at x, to rounding.
bool is_at_kink(const Parameters&, const Vector& x);

}  // namespace models::declared

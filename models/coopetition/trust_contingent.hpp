// models/coopetition/trust_contingent.hpp
// Nash equilibria while trust is held at its initial value: all of them, the smallest and the largest tagged.
#pragma once

#include <optional>

#include "models/coopetition/equations.hpp"
#include "models/family.hpp"
#include "solvers/core/stop.hpp"

namespace models::coopetition {

/// The least and the greatest equilibrium, by best replies from the bottom and from the top of the box
/// (Topkis).
struct ExtremalEquilibria {
  Vector smallest, largest;
  bool settled = false;  ///< both iterations came to rest
};
ExtremalEquilibria extremal_equilibria(const StageGame<double>&);

/// The equilibrium that play picks; `near` is what `Selection::nearest` means, a start of best-reply
/// dynamics: the stable equilibrium that they lead to. Nothing where they do not settle.
std::optional<Vector> select_equilibrium(const StageGame<double>&, Selection, const Vector& near);

Candidates solve_trust_contingent(const Parameters&, const RunOptions&);

/// "smallest", "largest", "unique" (both) or "intermediate".
std::string selection_tag(const StageGame<double>&, const Vector& actions);

}  // namespace models::coopetition

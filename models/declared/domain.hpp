// models/declared/domain.hpp
// Where formulas have values and derivatives: looked at in balls before anything is solved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/declared/parameters.hpp"
#include "solvers/core/verdict.hpp"

namespace models::declared {

struct Finiteness {
  /// proved: finite on the whole box, in balls. refuted: not finite at `point`. undecided: neither.
  solvers::Verdict verdict = solvers::Verdict::undecided;
  Vector point;      ///< where it is not finite
  double value = 0;  ///< there: NaN or infinite
  bool cut = false;  ///< an infinite bound was taken as 1000 beyond the other end
};

/// Is the formula finite for all profiles within the bounds? Corners and middles in doubles, then bisection
/// in balls, at most `most_boxes` of them.
Finiteness finiteness(const Parameters&, const Formula&, int most_boxes = 4000);

/// "the payoff of player 'ada' is not a number at ada.x = 0" for the first formula without a finite value at
/// the profile; nothing where all have one.
std::optional<std::string> missing_value(const Parameters&, const Vector& x);

/// ": 3 / 0", ": log(-1)": the first operation of the formula that has no value at x, with its operands;
/// empty where all have one.
std::string cause(const Parameters&, const Formula&, const Vector& x);

/// A formula with its name for people: "the payoff of player 'ada'".
struct NamedFormula {
  std::string name;
  const Formula* formula;
};
std::vector<NamedFormula> formulas_of(const Parameters&);

/// A bound of a variable at which the formula is finite and its derivative is not: "q = 0".
std::vector<std::string> steep_bounds(const Parameters&, const Formula&, int first, int count);

/// A profile at which the player's own problem curves upwards; nothing where none was met among random ones.
std::optional<Vector> convex_point(const Parameters&, int player);

/// A point between the bounds, number k of a fixed sequence; infinite ends are taken as 10 away.
Vector inner_point(const Parameters&, int k);

/// "firm1.q = 0, firm2.q = 3, ...": the entries that the formula reads.
std::string described(const Parameters&, const Formula&, const Vector& x);

}  // namespace models::declared

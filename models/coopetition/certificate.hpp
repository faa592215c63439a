// models/coopetition/certificate.hpp
// Judging a profile of actions by code that did not find it: rigorous regrets, and a box with exactly one
// equilibrium.
#pragma once

#include "models/coopetition/equations.hpp"
#include "models/family.hpp"
#include "solvers/certificates/ball_system.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::coopetition {

/// What one actor could gain, from its utility alone.
struct ActorRegret {
  double bound = 0;  ///< no action pays more than this above the profile; infinity where nothing was shown
  double gain = 0;   ///< the deviation pays certainly this much more; 0: none is known
  double range = 1;  ///< bound of the size of its payoffs over all profiles
  double deviation = 0;
};

/// Utility is concave in the own action. Method: where its slope (a dual over balls) is certainly positive at
/// l and negative at u, no action pays more than U(l) + U'(l) (u - l); 128 bits.
std::vector<ActorRegret> regrets(const StageGame<double>&, const StageGame<solvers::Ball>&,
                                 const Vector& actions);

/// A box with exactly one equilibrium, which holds the actions: Krawczyk's test on the slopes of those within
/// (0, e), certain slopes over the whole box for those at e. Empty where it cannot be shown, as at a fold, at
/// a corner where the slope is 0, or where somebody does not act.
std::vector<solvers::Interval> unique_box(const StageGame<solvers::Ball>&, const Vector& endowments,
                                          const Vector& actions);

/// The judgement on a profile as Nash equilibrium of the stage game: regrets, box, payoffs, residual (largest
/// |a_i - best reply|), stability of best-reply dynamics. `subject` names the concept, e.g. "coopetitive
/// equilibrium". Throws std::invalid_argument as `actions_of` does.
Equilibrium certify_stage(const Parameters&, const StageGame<double>&, const StageGame<solvers::Ball>&,
                          const std::string& subject, const Profile&, const RunOptions&);

Equilibrium certify_coopetitive(const Parameters&, const Profile&, const RunOptions&);
Equilibrium certify_trust_contingent(const Parameters&, const Profile&, const RunOptions&);

}  // namespace models::coopetition

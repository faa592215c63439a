// models/coopetition/best_reply.hpp
// The best reply of an actor: the one root of its falling slope, or a corner of [0, e]; in double, and
// enclosed.
#pragma once

#include "models/coopetition/own_problem.hpp"
#include "solvers/core/interval.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::coopetition {

/// argmax over [0, endowment]. Method: safeguarded Newton steps on the slope in log a.
double best_reply(const OwnProblem<double>& own, double endowment);

/// Encloses the best reply, rigorously: ends where the slope has certainly the sign that it must have.
/// `guess`: the best reply in double. [0, e] itself where no sign can be decided.
solvers::Interval enclose_best_reply(const OwnProblem<solvers::Ball>& own, double endowment, double guess);

/// Everyone's best reply to `actions`.
Vector best_replies(const StageGame<double>& game, const Vector& actions);

}  // namespace models::coopetition

// models/limited_trust/round_course.hpp
// Rounds of best responses to their end: who stops, who comes to rest, who cycles.
#pragma once

#include "models/limited_trust/best_response_dynamics.hpp"
#include "solvers/dynamics/cycle.hpp"

namespace models::limited_trust {

/// How a course of rounds ended; the members as in DynamicsResult.
struct RoundCourse {
  solvers::Termination termination = solvers::Termination::iteration_limit;
  long rounds = 0, period = 0, transient = 0;
};

/// Rounds until the cycle begins: two courses, one `period` ahead, meet there (Brent's second phase).
template <typename Rounds>
long transient_of(Rounds behind, Rounds ahead, long period) {
  for (long t = 0; t < period; ++t) ahead.play();
  long transient = 0;
  for (; behind.profile() != ahead.profile(); ++transient) {
    behind.play();
    ahead.play();
  }
  return transient;
}

/// Plays rounds from `start()`, whose values offer play() (did anybody move?), profile(), and key(), the
/// profile as numbers. `observe` sees them at the beginning of each round; `rounds` is where they ended.
template <typename Rounds, typename Start, typename Observe>
RoundCourse run_course(Rounds& rounds, Start start, const DynamicsOptions& options, Observe observe) {
  using solvers::Termination;
  RoundCourse course;
  solvers::CycleDetector detector;
  detector.add(rounds.key());
  while (course.rounds < options.max_rounds) {
    if (const auto stopped = options.stop.requested()) {
      course.termination = *stopped;
      break;
    }
    observe(rounds.profile());
    const bool moved = rounds.play();
    ++course.rounds;
    if (options.noise_samples > 0 || course.termination != Termination::iteration_limit) continue;
    if (!moved) {
      course.termination = Termination::converged;
      course.transient = course.rounds - 1;
    } else if (const auto period = detector.add(rounds.key())) {
      course.termination = Termination::cycling;
      course.period = *period;
      course.transient = transient_of(start(), start(), *period);
    }
    if (course.termination != Termination::iteration_limit && !options.to_the_end) break;
  }
  return course;
}

}  // namespace models::limited_trust

// models/limited_trust/claims/learning_claims.hpp
// Claims about how fast trust is learned: Lemmas 2 to 4, Theorem 3, what follows them. Each check takes the
// functions that it examines, so that a test can feed others and see the verdict turn.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/claims.hpp"
#include "models/limited_trust/claims/played_rows.hpp"
#include "models/limited_trust/learning_time.hpp"

namespace models::limited_trust {

/// A number that the source states for a question: a chance, or a mean time.
using Stated = std::function<Bracketed(const LearningQuestion&)>;

Bracketed lower_chance(const LearningQuestion&);  ///< P^l through Phi
Bracketed upper_chance(const LearningQuestion&);  ///< P^u through Phi
Bracketed both_chance(const LearningQuestion&);   ///< Q through Phi
Bracketed stated_time(const LearningQuestion&);   ///< T of Theorem 3

/// The question of U[0, 1] or exponential payoffs of mean 1, n replies.
LearningQuestion uniform_question(int replies, double trust, double error);
LearningQuestion exponential_question(int replies, double trust, double error);

/// Which event of one game a chance is about.
enum class Shown { lower, upper, both };

/// Whether the chance is that of the event: against games played by the definition of the choice, within
/// four standard errors. Refuted beyond six in any question.
Finding judge_chance(const Stated&, Shown, const std::vector<LearningQuestion>&, const VerifyOptions&);

/// Whether P^u is the chance that the LOWER bound exceeds the trust by eps at the most, as Lemma 3's
/// statement has it: an event that is certain.
Finding judge_lower_bound_event(const Stated& upper, const VerifyOptions&);

/// Where the other replies lie, given the greedy reply and the one that is taken: the source's regions.
using Region =
    std::function<bool(const Reply& greedy, const Reply& taken, const Reply& other, const LearningQuestion&)>;
bool in_a2(const Reply& greedy, const Reply& taken, const Reply& other, const LearningQuestion&);
bool in_a3(const Reply& greedy, const Reply& taken, const Reply& other, const LearningQuestion&);

/// Whether the second reply is taken exactly where all others lie in the region.
Finding judge_region(const Region&, const VerifyOptions&);

/// Whether T is at least the mean of the time until both bounds are within eps, played; it is that mean.
Finding judge_time_to_both(const Stated& time, const VerifyOptions&);

/// Whether T is above the exact mean of the time until the interval is narrower than 2 eps.
Finding judge_time_to_width(const Stated& time, const VerifyOptions&);

/// The mean time of a leader that sees so many rows of each game.
using TimeOfRows = std::function<Bracketed(const LearningQuestion&, int rows)>;
Bracketed oracle_time(const LearningQuestion&, int rows);  ///< Theorem 3 with 1 - (1 - p)^rows

/// Whether it is at most T / rows.
Finding judge_oracle(const TimeOfRows&, const VerifyOptions&);

/// Phi in balls: `phi_enclosed`.
using EnclosedPhi =
    std::function<solvers::Ball(const ReplyLaws&, const solvers::Ball& lower, const solvers::Ball& width)>;

/// Whether Phi on (lower, upper] tends to 0 as replies grow: payoffs of this law, enclosed. Refuted where it
/// does not fall.
Finding judge_many_replies(const EnclosedPhi&, const solvers::LawPtr&, double lower, double upper);

}  // namespace models::limited_trust

// models/favor/claims/reputation_claims.hpp
// Claims about observations and beliefs, (3) to (10), and about the notation.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "models/claims.hpp"
#include "models/favor/observation.hpp"
#include "models/favor/survival.hpp"

namespace models::favor {

/// What is left of a history, in the order of time, once an observation has been added.
using Accommodating = std::function<std::vector<Observation>(std::vector<Observation>, const Observation&)>;
/// (4) as printed: its condition does not involve the observation that it keeps or drops, and the new one is
/// lost.
std::vector<Observation> printed_accommodation(std::vector<Observation>, const Observation&);
std::vector<Observation> meant_accommodation(std::vector<Observation>, const Observation&);
Finding judge_accommodation(const Accommodating&);
/// Whether the history falls as replacement becomes more frequent, over seven rates.
Finding judge_falling_history(const Accommodating&, const VerifyOptions&);
/// Whether `size` of a history and a new observation is the number of observations that count.
Finding judge_size(const std::function<double(const std::vector<Observation>&, const Observation&)>& size,
                   const VerifyOptions&);

/// (5), a formula of r and lambda, against simulated lives: averages within lives, or over time.
Finding judge_history_length(const std::function<double(double, double)>& formula, bool over_lives,
                             const VerifyOptions&);
/// Who saw whom act.
struct Seen {
  int observer = 0, target = 0;
};
/// Whether the set of (5) and (6), a1's observations of a2, takes an observation in.
using Counted = std::function<bool(const Seen&, int a1, int a2)>;
bool printed_index(const Seen&, int a1, int a2);  ///< o_i = a2
bool meant_index(const Seen&, int a1, int a2);    ///< o_i = a1, o'_i = a2
/// Whether that set counts what the text says, the direct observations of a2 by a1.
Finding judge_index(const Counted&, const VerifyOptions&);

/// A density of gamma at x, given weight and interval.
using IntervalDensity = std::function<double(double weight, double lower, double upper, double x)>;
double mixture_density(double weight, double lower, double upper, double x);  ///< (8)
Finding judge_density(const IntervalDensity&, const VerifyOptions&);
/// Whether (8) with this weight predicts replaced agents as well as weights (1 - lambda)^age.
Finding judge_weight(Density weight, const VerifyOptions&);
/// Whether the posterior mean of a history, now, replacement rate, is that of rejection sampling.
Finding judge_posterior(
    const std::function<double(const std::vector<Observation>&, double now, double rate)>& mean,
    const VerifyOptions&);
double product_mean(const std::vector<Observation>&, double now, double rate);   ///< (9)
double filtered_mean(const std::vector<Observation>&, double now, double rate);  ///< exact

/// V of an agent as a function of what is held of it and what it holds of the other, (7) or (10).
using Utility = std::function<double(double own_mean, double other_mean)>;
double printed_utility(double own_mean, double other_mean);
/// The tuple that (7) enters once the offerer has acted before the asker.
using Tuple = std::function<Seen(int offerer, int asker)>;
Seen printed_tuple(int offerer, int asker);  ///< (a1, a2, ...), the offerer first
Seen meant_tuple(int offerer, int asker);
/// Whether the asker's belief of the offerer depends on what the offerer did.
Finding judge_tuple(const Tuple&, const VerifyOptions&);
Finding judge_rising_utility(const Utility&, const VerifyOptions&);
/// Whether every bracket of a printed formula has its partner.
Finding judge_brackets(std::string_view formula);

}  // namespace models::favor

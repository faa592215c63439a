#include "models/limited_trust/claims/dynamics_claims.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "models/limited_trust/mixed_trust.hpp"
#include "models/limited_trust/network_play.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/graphs/generators.hpp"

namespace models::limited_trust {
namespace {

using solvers::Termination;

constexpr int full = 90;  // the level of trust 30

Payoffs experiment_laws() {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = solvers::exponential_law(4);
  return payoffs;
}

/// Means over the agents, round by round.
struct Course {
  std::vector<double> trust, utility;
};

Course course_of(const DynamicsRule& rule, const Network& network, int rounds, int noise,
                 std::uint64_t seed) {
  static const double variance = game_variance(experiment_laws(), 30, 1);
  const auto& payoffs = experiment_payoffs();
  auto start = everybody(network, 0);
  for (const int agent : network.fixed_agents) start[static_cast<std::size_t>(agent)] = full;
  Course course;
  const auto observe = [&](const TrustProfile& profile) {
    double sum = 0;
    for (const int level : profile) sum += payoffs.trust()(level);
    course.trust.push_back(sum / static_cast<double>(profile.size()));
    course.utility.push_back(round_utilities(network, payoffs, profile).total().mean());
  };
  rule(game_of(network, payoffs), start,
       {.max_rounds = rounds,
        .to_the_end = true,
        .noise_samples = noise,
        .game_variance = noise ? variance : 0,
        .seed = seed,
        .observe = observe});
  return course;
}

double mean_utility(const Course& course) {
  return std::accumulate(course.utility.begin(), course.utility.end(), 0.0) /
         static_cast<double>(course.utility.size());
}

/// Regret of the mixture of the star with ten leaves: the center at 0, leaves at 30 with probability q, else
/// at 0, where q makes both pay the same (specification of the metagame on stars).
double regret_of_mixed_star() {
  constexpr int leaves = 10;
  const auto network = network_of(solvers::star(leaves), 1);
  const auto& payoffs = experiment_payoffs();
  const auto game = game_of(network, payoffs);
  const auto profile_of = [&](double q) {
    MixedProfile profile(leaves + 1, Vector::Zero(payoffs.levels()));
    profile[0](0) = 1;
    for (int leaf = 1; leaf <= leaves; ++leaf) {
      profile[static_cast<std::size_t>(leaf)](full) = q;
      profile[static_cast<std::size_t>(leaf)](0) = 1 - q;
    }
    return profile;
  };
  double low = 0.5, high = 1;
  for (int k = 0; k < 50; ++k) {  // trust pays the less, the more of the others trust
    const double middle = (low + high) / 2;
    const Vector utility = mixed_utilities(network, payoffs, profile_of(middle), 1);
    (utility(full) > utility(0) ? low : high) = middle;
  }
  return mixed_regrets(game, profile_of(low)).largest();
}

/// Regret of the profile in which the dynamics end, infinite where they do not.
double regret_of_end(const DynamicsRule& rule, const Network& network) {
  const auto game = game_of(network, experiment_payoffs());
  const auto result = rule(game, everybody(network, 0), {});
  if (result.termination != Termination::converged) return std::numeric_limits<double>::infinity();
  return trust_regrets(game, result.profile).largest();
}

}  // namespace

Finding judge_existence(const DynamicsRule& rule) {
  double worst = regret_of_mixed_star();
  const auto women = networks::find_network("southern-women", nullptr).graph;
  std::vector<Network> all = {network_of(karate(), 2), network_of(women, 2), network_of(figure1(), 2),
                              network_of(solvers::dyad(), 1)};
  for (int k = 1; k <= 5; ++k) all.push_back(network_of(solvers::star(5), k));
  for (const auto& network : all) worst = std::max(worst, regret_of_end(rule, network));
  Finding finding{
      .margin = worst,
      .coverage =
          "karate, Southern women and Figure 1 with k = 2, dyad, star of five with k = 1 to 5; star of "
          "ten with k = 1; 91 levels of trust",
      .evidence =
          fmt::format("a profile with a regret of at most {:.2g} on each, mixed on the star of ten; the "
                      "theorem on all games is not decided by examples",
                      worst)};
  if (worst <= 1e-9) finding.verdict = ClaimVerdict::holds_with_provisos;
  return finding;
}

Finding judge_dyad(const DynamicsRule& rule) {
  long ended = 0, starts = 0;
  for (const int k : {1, 2}) {
    const auto network = network_of(solvers::dyad(), k);
    const auto game = game_of(network, experiment_payoffs());
    for (int first = 0; first <= full; first += 15)
      for (int second = 0; second <= full; second += 15) {
        const auto result = rule(game, {first, second}, {});
        ended += result.termination == Termination::converged && result.profile == TrustProfile{0, 0} &&
                 trust_regrets(game, result.profile).largest() <= 1e-12;
        ++starts;
      }
  }
  return {.verdict = ended == starts ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = static_cast<double>(starts - ended),
          .coverage = fmt::format("{} starts, k = 1 and 2, 91 levels", starts),
          .evidence = fmt::format("{} end without trust, where nobody gains by any trust", ended),
          .again = "entente solve limited-trust/figure16-dyad"};
}

Finding judge_star(const DynamicsRule& rule, NeighborTies ties) {
  int met = 0, unended = 0;
  const bool random = ties == NeighborTies::random;
  const int most = random ? 6 : 3;
  Finding finding{.coverage = fmt::format("star of five leaves, k = 1 to {}, {} ties, from no trust", most,
                                          random ? "random" : "lexicographic"),
                  .again = "entente solve limited-trust/figure15-star"};
  if (!random) finding.again += " --set metagame.tie_breaking=lexicographic";
  for (int k = 1; k <= most; ++k) {
    const auto network = network_of(solvers::star(5), k, ties);
    const auto result =
        rule(game_of(network, experiment_payoffs()), everybody(network, 0), {.max_rounds = 2000});
    TrustProfile expected(6, k < 5 ? full : 0);
    expected[0] = 0;
    const bool rests = result.termination == Termination::converged && result.profile == expected;
    met += rests;
    unended += result.termination != Termination::converged && result.period == 0;
    finding.evidence += result.period > 0 ? fmt::format("k = {}: cycle of {} rounds; ", k, result.period)
                        : rests           ? fmt::format("k = {}: leaves end at {}; ", k, k < 5 ? 30 : 0)
                        : result.termination != Termination::converged
                            ? fmt::format("k = {}: no end in 2000 rounds; ", k)
                            : fmt::format("k = {}: ends elsewhere; ", k);
  }
  finding.margin = most - met;
  finding.verdict = met == most             ? ClaimVerdict::holds
                    : met + unended == most ? ClaimVerdict::undecided
                                            : ClaimVerdict::refuted;
  return finding;
}

Finding judge_cycle(const DynamicsRule& rule) {
  const auto network = network_of(karate(), 2, NeighborTies::lexicographic);
  const auto game = game_of(network, experiment_payoffs());
  const auto result = rule(game, everybody(network, 0), {});
  const long period = result.period;
  bool returns = false;
  if (period > 0) {  // played again from where it stood
    const auto again =
        rule(game, result.profile, {.max_rounds = static_cast<int>(period), .to_the_end = true});
    returns = again.profile == result.profile;
  }
  const bool rests = result.termination == Termination::converged;
  return {.verdict = returns               ? ClaimVerdict::holds
                     : rests || period > 0 ? ClaimVerdict::refuted
                                           : ClaimVerdict::undecided,
          .margin = static_cast<double>(period),
          .coverage = "karate, k = 2, lexicographic ties, 91 levels, from no trust",
          .evidence = fmt::format("profiles repeat after {} rounds with period {}", result.transient, period),
          .again = "entente solve limited-trust/figure8-karate-lexicographic"};
}

Finding judge_s_curve(const DynamicsRule& rule, const VerifyOptions& options) {
  constexpr int rounds = 50;
  const auto network = network_of(karate(), 2);
  const auto exact = course_of(rule, network, rounds, 0, options.seed);
  const auto estimated = course_of(rule, network, rounds, 1000, options.seed);
  const auto jumps = [](const Course& course) {  // near full trust within 15 rounds, and high from then on
    const auto late = std::vector<double>(course.trust.begin() + 20, course.trust.end());
    return course.trust[15] > 25 && *std::min_element(late.begin(), late.end()) > 24;
  };
  Finding finding{
      .margin = estimated.trust[12] - exact.trust[12],
      .coverage = fmt::format("karate, k = 2, random ties, {} rounds, 91 levels", rounds),
      .evidence =
          fmt::format("mean trust after 12 and {} rounds: {:.1f} and {:.1f} exactly, one level a round; "
                      "{:.1f} and {:.1f} with utilities estimated from 1000 games",
                      rounds - 1, exact.trust[12], exact.trust[rounds - 1], estimated.trust[12],
                      estimated.trust[rounds - 1]),
      .again = "entente simulate limited-trust/figure6-karate-random --set metagame.noise_samples=1000"};
  finding.verdict = jumps(exact)       ? ClaimVerdict::holds
                    : jumps(estimated) ? ClaimVerdict::holds_with_provisos
                                       : ClaimVerdict::refuted;
  return finding;
}

Finding judge_leaders(const DynamicsRule& rule, const VerifyOptions& options) {
  constexpr int rounds = 100;
  const auto alone = network_of(karate(), 2, NeighborTies::lexicographic);
  auto led = alone;
  for (int agent = 29; agent < 34; ++agent) led.fixed_agents.push_back(agent);  // agents 30 to 34
  const auto gain = [&](int noise, std::uint64_t seed) {
    return mean_utility(course_of(rule, led, rounds, noise, seed)) -
           mean_utility(course_of(rule, alone, rounds, noise, seed));
  };
  const double exact = gain(0, 0);
  const int seeds = options.thorough ? 20 : 4;
  double sum = 0, squares = 0;
  for (int k = 0; k < seeds; ++k) {
    const double one = gain(1000, options.seed + static_cast<std::uint64_t>(k));
    sum += one, squares += one * one;
  }
  const double estimated = sum / seeds;
  const double error = std::sqrt(std::max(squares / seeds - estimated * estimated, 0.0) / (seeds - 1));
  Finding finding{
      .margin = estimated / std::max(error, 1e-12),
      .coverage = fmt::format("karate, k = 2, lexicographic ties, {} rounds, agents 30 to 34 at 30; {} seeds",
                              rounds, seeds),
      .evidence =
          fmt::format("leaders change the mean utility by {:+.3f} exactly, and by {:+.3f} +- {:.3f} where "
                      "utilities are estimated from 1000 games",
                      exact, estimated, error),
      .again = "entente simulate limited-trust/figure9-karate-leaders"};
  const bool helps = estimated > 2 * error;
  finding.verdict = exact > 0 && helps ? ClaimVerdict::holds
                    : helps            ? ClaimVerdict::holds_with_provisos
                    : exact < 0        ? ClaimVerdict::refuted
                                       : ClaimVerdict::undecided;
  return finding;
}

Finding judge_learned_ties(const EstimateRule& rule, const VerifyOptions& options) {
  Parameters p;
  p.payoffs = experiment_laws();
  p.network = network_of(karate(), 2);
  p.network->initial_trust.setConstant(10);
  const Acquaintances acquaintances(*p.network);
  const auto utilities = expected_utilities(p.payoffs, p.metagame);
  NetworkPlay play(p, acquaintances, utilities.value().table, options.seed);
  const auto tied = [&] {  // share of the pairs of neighbors of whom an agent expects the same
    long same = 0, all = 0;
    for (int i = 0; i < acquaintances.agents(); ++i)
      for (auto a = acquaintances.begin(i); a < acquaintances.end(i); ++a)
        for (auto b = a + 1; b < acquaintances.end(i); ++b, ++all)
          same += rule(play.known()[static_cast<std::size_t>(a)]) ==
                  rule(play.known()[static_cast<std::size_t>(b)]);
    return static_cast<double>(same) / static_cast<double>(all);
  };
  const double at_start = tied();
  while (play.round() < 100) play.play_round();
  const double after_epoch = tied();
  while (play.round() < 1000) play.play_round();
  const double late = tied();
  return {
      .verdict = late > 0.01    ? ClaimVerdict::refuted
                 : at_start > 0 ? ClaimVerdict::holds_with_provisos
                                : ClaimVerdict::holds,
      .margin = late,
      .coverage = "karate, k = 2, everybody at trust 10, one seed, 1000 rounds",
      .evidence = fmt::format("of the pairs of neighbors of one agent, {:.3g} have the same estimate at the "
                              "start, {:.3g} after an epoch of 100 rounds, {:.3g} after 1000",
                              at_start, after_epoch, late)};
}

}  // namespace models::limited_trust

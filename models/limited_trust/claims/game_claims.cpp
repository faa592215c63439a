#include "models/limited_trust/claims/game_claims.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "models/limited_trust/equations.hpp"
#include "models/limited_trust/exact_comparison.hpp"
#include "solvers/core/random.hpp"

namespace models::limited_trust {
namespace {

constexpr double trusts[] = {0, 0.25, 0.5, 1, 2, 4};

struct Bimatrix {
  Matrix leader, follower;
};

/// Exponential payoffs of mean 1.
Bimatrix exponential_game(int size, solvers::RandomStream& stream) {
  Bimatrix game{Matrix(size, size), Matrix(size, size)};
  for (auto* side : {&game.leader, &game.follower})
    for (double& entry : side->reshaped()) entry = stream.exponential();
  return game;
}

/// Small whole numbers: sums tie everywhere.
Bimatrix whole_game(int size, solvers::RandomStream& stream) {
  Bimatrix game{Matrix(size, size), Matrix(size, size)};
  for (auto* side : {&game.leader, &game.follower})
    for (double& entry : side->reshaped()) entry = static_cast<double>(stream.below(6));
  return game;
}

int games(const VerifyOptions& options) { return options.thorough ? 100'000 : 5'000; }

/// How the payoff in question changes from one play to the next, positive where the claim wants it.
double gain(MovedPayoff moved, const Play& before, const Play& after) {
  if (moved == MovedPayoff::follower) return after.follower_payoff - before.follower_payoff;
  if (moved == MovedPayoff::leader) return before.leader_payoff - after.leader_payoff;
  const ExactSum was(before.leader_payoff, before.follower_payoff),
      is(after.leader_payoff, after.follower_payoff);
  const double size = std::abs(net_payoff(after.leader_payoff, after.follower_payoff) -
                               net_payoff(before.leader_payoff, before.follower_payoff));
  return is < was ? std::min(-size, -std::numeric_limits<double>::min()) : size;
}

std::string argument(MovedPayoff moved) {
  const std::string nested =
      "the replies do not depend on delta_1, and the admissible rows at one trust are among those at a "
      "larger one; ";
  switch (moved) {
    case MovedPayoff::follower:
      return nested +
             "a row that is newly taken has a larger net payoff, or the same in which the rule would have "
             "taken it before, and pays the leader no more, so it pays the follower no less";
    case MovedPayoff::leader:
      return nested +
             "a row that is newly taken was not admissible before, so it pays the leader less than any that "
             "was";
    case MovedPayoff::net:
      return nested + "the largest net payoff among more rows is no smaller";
  }
  return nested;
}

}  // namespace

Finding judge_monotone(const PlayRule& rule, MovedPayoff moved, const VerifyOptions& options) {
  double least = std::numeric_limits<double>::infinity();
  long steps = 0, wrong = 0;
  for (int k = 0; k < games(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const auto game = k % 2 ? exponential_game(2, stream) : whole_game(3, stream);
    const double follower = k % 2 ? stream.exponential() : static_cast<double>(stream.below(5));
    auto before = rule(game.leader, game.follower, {.leader = 0, .follower = follower});
    for (std::size_t t = 1; t < std::size(trusts); ++t) {
      const auto after = rule(game.leader, game.follower, {.leader = trusts[t], .follower = follower});
      const double change = gain(moved, before, after);
      least = std::min(least, change);
      wrong += change < 0;
      ++steps;
      before = after;
    }
  }
  return {.verdict = wrong ? ClaimVerdict::refuted : ClaimVerdict::proved_by_argument,
          .margin = least,
          .coverage = fmt::format("argument for all games; {} steps of the leader's trust in {} random games",
                                  steps, games(options)),
          .evidence = wrong ? fmt::format("{} steps go the other way, by {:.3g} at the most", wrong, -least)
                            : argument(moved) + "; no step seen went the other way"};
}

Finding judge_strict_rise(const PlayRule& rule, const VerifyOptions& options) {
  long steps = 0, unchanged = 0;
  for (int k = 0; k < games(options) / 5; ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const auto game = exponential_game(2, stream);
    const double follower = stream.exponential();
    for (std::size_t t = 1; t < std::size(trusts); ++t) {
      const auto before = rule(game.leader, game.follower, {.leader = trusts[t - 1], .follower = follower});
      const auto after = rule(game.leader, game.follower, {.leader = trusts[t], .follower = follower});
      unchanged += !(after.follower_payoff > before.follower_payoff);
      ++steps;
    }
  }
  return {.verdict = unchanged ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = static_cast<double>(unchanged) / static_cast<double>(steps),
          .coverage = fmt::format("{} steps of the leader's trust in random 2 x 2 games", steps),
          .evidence = fmt::format("{} of {} steps leave the follower's payoff as it was: payoffs are step "
                                  "functions of trust",
                                  unchanged, steps),
          .again = "entente solve limited-trust/table2 --set trust.leader=0.5"};
}

Finding judge_tie_rule(const std::function<ActionTies(double trust)>& ties) {
  Matrix leader(2, 1), follower(2, 1);
  leader << 1, 2;
  follower << 2, 1;
  const auto payoff = [&](double trust) {
    return play(leader, follower, {.leader = trust, .ties = ties(trust)}).follower_payoff;
  };
  const double change = payoff(2) - payoff(1);
  return {
      .verdict = change < 0 ? ClaimVerdict::refuted : ClaimVerdict::undecided,
      .margin = std::abs(change),
      .coverage = "the game of two rows that pay (1, 2) and (2, 1), trust of the leader 1 and 2",
      .evidence = fmt::format("both rows are admissible and net 3; the follower gets {} at trust 1 and {} "
                              "at trust 2",
                              payoff(1), payoff(2))};
}

Finding judge_wrong_belief(const PlayRule& rule, const VerifyOptions& options) {
  long steps = 0, loses = 0, gains = 0;
  double most = 0;
  for (int k = 0; k < 2 * games(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    const auto game = exponential_game(2, stream);
    const auto at = [&](double trust) {
      return rule(game.leader, game.follower, {.leader = trust, .follower = 0, .believed_follower = 3.75});
    };
    auto before = at(0);
    for (std::size_t t = 1; t < std::size(trusts); ++t) {
      const auto after = at(trusts[t]);
      most = std::max(most, before.follower_payoff - after.follower_payoff);
      loses += after.follower_payoff < before.follower_payoff;
      gains += after.leader_payoff > before.leader_payoff;
      before = after;
      ++steps;
    }
  }
  return {
      .verdict = loses ? ClaimVerdict::refuted : ClaimVerdict::undecided,
      .margin = most,
      .coverage = fmt::format("{} steps in {} exponential 2 x 2 games, true trust 0, believed 3.75", steps,
                              2 * games(options)),
      .evidence = fmt::format("the follower loses in {} steps, {:.3g} at the most; the leader gains in {}",
                              loses, most, gains),
      .again = "entente solve limited-trust/wrong-belief"};
}

Finding judge_expected_wrong_belief(const MeanPlay& mean_play, const VerifyOptions& options) {
  Payoffs payoffs;
  payoffs.leader_law = payoffs.follower_law = solvers::exponential_law(1);
  const long games = options.thorough ? 64'000'000 : 8'000'000;
  const auto at = [&](double trust) {
    return mean_play(payoffs, {.leader = trust, .follower = 0, .believed_follower = 3.75}, games,
                     options.seed);
  };
  const auto selfish = at(0), trusting = at(0.25);
  const double rise = trusting.leader - selfish.leader;
  const double error = std::hypot(trusting.leader_error, selfish.leader_error);
  Finding finding{.margin = rise / error,
                  .coverage = fmt::format("{} exponential 2 x 2 games, true trust 0, believed 3.75", games),
                  .evidence = fmt::format("the leader's mean payoff goes from {:.5f} at trust 0 to {:.5f} at "
                                          "0.25; standard error {:.2g} as if the games were others",
                                          selfish.leader, trusting.leader, error),
                  .again = "entente solve limited-trust/exponential-wrong-belief --set trust.leader=0.25"};
  if (rise > 4 * error) finding.verdict = ClaimVerdict::refuted;
  if (rise < -4 * error) finding.verdict = ClaimVerdict::holds_with_provisos;  // at this step
  return finding;
}

Finding judge_equal_bounds(const ObserveRule& rule) {
  const double own[] = {3, 2, 0.5}, net[] = {3, 4, 5};
  const auto seen = rule(own, net, 1);
  const double apart = seen.upper - seen.lower;
  return {
      .verdict = apart > 0 ? ClaimVerdict::refuted : ClaimVerdict::holds,
      .margin = apart,
      .coverage = "replies with own payoffs 3, 2, 0.5 and net payoffs 3, 4, 5, of which the second is taken",
      .evidence = fmt::format("it gives up 3 - 2 = {}, and 3 - 0.5 = {} would have been too much", seen.lower,
                              seen.upper)};
}

Observation own_payoff_bounds(std::span<const double> a, std::span<const double> b, int row) {
  std::vector<double> net(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) net[i] = net_payoff(a[i], b[i]);
  return observe(a, net, row);
}

Observation printed_leader_bounds(std::span<const double> a, std::span<const double> b, int row) {
  const auto taken = static_cast<std::size_t>(row);
  std::size_t greedy = 0, next = a.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] > a[greedy]) greedy = i;
    if (net_payoff(a[i], b[i]) > net_payoff(a[taken], b[taken]) && (next == a.size() || a[i] > a[next]))
      next = i;
  }
  Observation seen{.lower = b[greedy] - b[taken], .on_frontier = true};
  if (next < a.size()) seen.upper = b[greedy] - b[next];
  return seen;
}

Finding judge_leader_bounds(const LeaderBounds& bounds, const VerifyOptions& options) {
  constexpr int rows = 4;
  long excluded = 0;
  for (int k = 0; k < games(options); ++k) {
    solvers::RandomStream stream(options.seed, static_cast<std::uint64_t>(k));
    Options planned{Vector(rows), Vector(rows)};
    for (int i = 0; i < rows; ++i)
      planned.own(i) = stream.exponential(), planned.other(i) = stream.exponential();
    const double trust = stream.uniform(0, 2);
    const int row = choose(planned, trust, ActionTies::deterministic, 0);
    const auto seen = bounds({planned.own.data(), rows}, {planned.other.data(), rows}, row);
    excluded += !(seen.lower <= trust && trust < seen.upper);
  }
  return {.verdict = excluded ? ClaimVerdict::refuted : ClaimVerdict::holds,
          .margin = static_cast<double>(excluded) / games(options),
          .coverage = fmt::format("{} games of {} rows with exponential payoffs, trust uniform on [0, 2]",
                                  games(options), rows),
          .evidence = fmt::format("the bounds exclude the leader's true trust in {} of them", excluded)};
}

Finding judge_cited_figure(const ObserveRule& rule, int replies_shown) {
  std::vector<double> own, net;
  for (int j = 0; j < replies_shown; ++j) own.push_back(-j), net.push_back(j);
  long inside = 0;  // replies that show a loss strictly between those that the two ends of the frontier show
  for (int j = 0; j < replies_shown; ++j) {
    const auto seen = rule(own, net, j);
    inside += seen.on_frontier && seen.lower > 0 && seen.lower < replies_shown - 1;
  }
  return {.verdict = inside ? ClaimVerdict::holds : ClaimVerdict::refuted,
          .margin = static_cast<double>(inside),
          .coverage = fmt::format("by reading, the figure shows {} replies on a frontier", replies_shown),
          .evidence = inside
                          ? fmt::format("{} of them can lie strictly between the bounds known", inside)
                          : "none can lie strictly between the bounds known, as the text says one does; "
                            "Figure 1 is the network of seven agents, Figure 2 a frontier of five replies"};
}

}  // namespace models::limited_trust

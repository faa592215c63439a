// Tables I to III: exact utilities of the example of Figure 1 beside means of 1000 rounds, and one game.
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/limited_trust/game.hpp"
#include "models/limited_trust/limited_trust.hpp"
#include "models/limited_trust/metagame_profile.hpp"
#include "models/limited_trust/network_play.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/limited_trust/reproductions.hpp"

namespace models::limited_trust {
namespace {

const Parameters& parameters_of(const LoadedModel& loaded) {
  return dynamic_cast<const LimitedTrust&>(*loaded.model).parameters();
}

/// Standard deviations of one round's utility, one an agent and that of the mean last, from drawn rounds.
Vector spread_of_rounds(const Parameters& p, const ReproduceOptions& options) {
  const int rounds = options.thorough ? 100'000 : 4'000;
  const Acquaintances acquaintances(*p.network);
  const auto utilities = expected_utilities(p.payoffs, p.metagame, {.stop = options.stop});
  const int agents = acquaintances.agents();
  Vector sum = Vector::Zero(agents + 1), squares = sum;
  if (!utilities) return sum;
  NetworkPlay play(p, acquaintances, utilities->table, options.seed);
  Vector round(agents + 1);
  for (int t = 0; t < rounds; ++t) {
    play.play_round();
    round.head(agents) = Vector::Map(play.utility().data(), agents);
    round(agents) = round.head(agents).mean();
    sum += round;
    squares += round.cwiseAbs2();
  }
  return (squares / rounds - (sum / rounds).cwiseAbs2()).cwiseSqrt();
}

/// One column of Table I or III: the printed means beside exact expected utilities.
void add_column(const char* name, const std::string& column, const ReproduceOptions& options,
                Reproduction& result) {
  const auto loaded = catalog_model(name, options);
  const auto& p = parameters_of(loaded);
  const RankedPayoffs payoffs(payoff_source(p.payoffs, {.stop = options.stop}), starting_levels(p));
  const Vector exact = round_utilities(*p.network, payoffs, starting_profile(p, payoffs)).total();
  const Vector tolerance = 4 / std::sqrt(1000.0) * spread_of_rounds(p, options);
  const auto& printed = *loaded.published->find("mean_utility_by_agent")->array();
  const std::string why = "four standard errors of a mean of 1000 rounds, from drawn rounds";
  for (Eigen::Index i = 0; i < exact.size(); ++i)
    result.numbers.push_back({.name = fmt::format("{}, player {}", column, i + 1),
                              .published = printed.at(static_cast<std::size_t>(i)).number(),
                              .computed = exact(i),
                              .tolerance = tolerance(i),
                              .why = why});
  result.numbers.push_back({.name = column + ", average",
                            .published = loaded.published->find("mean_utility")->number(),
                            .computed = exact.mean(),
                            .tolerance = tolerance(exact.size()),
                            .why = why});
  result.stopped = options.stop.requested().has_value();
}

const std::vector<std::string> choices_of_tables{
    "\"exponential with lambda = 2\" is a law of mean 2: selfish games pay 3 to each",
    "utilities are exact expectations; printed averages are the columns' means times 2000 / 1999, so 2000 "
    "rounds may have been played"};

Reproduction table1(const ReproduceOptions& options) {
  Reproduction result{.choices = choices_of_tables};
  add_column("limited-trust/table1-selfish", "no trust", options, result);
  add_column("limited-trust/table1-slight-trust", "agent 7 trusts 0.01", options, result);
  add_column("limited-trust/table1-trusting", "trust 2", options, result);
  return result;
}

Reproduction table2(const ReproduceOptions& options) {
  const auto loaded = catalog_model("limited-trust/table2", options);
  const auto& p = parameters_of(loaded);
  Reproduction result;
  for (const auto& [word, trust] : {std::pair("selfish", 0.0), std::pair("trusting", 2.0)}) {
    const auto found = play(*p.payoffs.leader, *p.payoffs.follower, {.leader = 0, .follower = trust});
    const auto& printed = *loaded.published->find(word)->table();
    for (const auto& [who, payoff] :
         {std::pair("leader", found.leader_payoff), std::pair("follower", found.follower_payoff)})
      result.numbers.push_back({.name = fmt::format("{}, follower's trust {}", who, trust),
                                .published = printed.find(who)->number(),
                                .computed = payoff,
                                .why = "exact"});
  }
  return result;
}

/// How many of the printed lists of invitations are those computed.
void add_lists(const char* name, const std::string& column, const std::vector<std::vector<int>>& printed,
               const ReproduceOptions& options, Reproduction& result) {
  const auto loaded = catalog_model(name, options);
  const auto& p = parameters_of(loaded);
  const RankedPayoffs payoffs(payoff_source(p.payoffs, {}), starting_levels(p));
  const auto probability = invitation_probabilities(*p.network, payoffs, starting_profile(p, payoffs));
  int same = 0;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    std::vector<int> invited;
    const auto neighbors = p.network->graph.neighbors(static_cast<int>(i));
    for (std::size_t n = 0; n < neighbors.size(); ++n)
      if (probability[i][n] > 0) invited.push_back(neighbors[n] + 1);
    same += invited == printed[i];
  }
  result.numbers.push_back({.name = column + ", lists of invitations that agree",
                            .published = 7,
                            .computed = static_cast<double>(same),
                            .why = "exact"});
}

Reproduction table3(const ReproduceOptions& options) {
  Reproduction result{.choices = choices_of_tables};
  const std::string rising = "trust 2 (i - 1) / 3", falling = "trust 2 (7 - i) / 3";
  const char *first = "limited-trust/table3-increasing", *second = "limited-trust/table3-decreasing";
  add_lists(first, rising, {{5, 7}, {4, 5}, {5, 7}, {6, 7}, {3, 4}, {4, 7}, {4, 6}}, options, result);
  add_column(first, rising, options, result);
  add_lists(second, falling, {{2, 5}, {1, 3}, {2, 5}, {2, 5}, {1, 2}, {4, 7}, {1, 3}}, options, result);
  add_column(second, falling, options, result);
  return result;
}

}  // namespace

std::vector<Reproducer> reproduced_tables() {
  return {{"table1", "utilities of the example network at three profiles of trust", "Table I", table1},
          {"table2", "one game, its follower selfish and trusting", "Table II", table2},
          {"table3", "invitations and utilities of the example network as trust rises and falls", "Table III",
           table3}};
}

}  // namespace models::limited_trust

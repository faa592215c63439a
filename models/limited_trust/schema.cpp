// models/limited_trust/schema.cpp
// Keys, symbols and ranges of limited-trust games, and the conditions that span several keys.
#include "models/limited_trust/schema.hpp"

#include <utility>

#include <fmt/format.h>

#include "models/common_keys.hpp"
#include "models/description/schema_of.hpp"
#include "models/limited_trust/law_moments.hpp"
#include "models/limited_trust/network_keys.hpp"

namespace models::limited_trust {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

constexpr double largest_payoff = 1e300;  // sums and differences stay finite
constexpr double most_actions = 10'000;
constexpr double most_rounds = 1e9;

/// What a description says, before data files are read.
struct Keys {
  Parameters parameters;
  std::optional<Law> law, leader_law, follower_law;
  std::optional<NetworkKeys> network;
  NeighborTies neighbor_ties = NeighborTies::random;
};

using Schema = SchemaOf<Keys>;

void add_payoffs(Schema& schema) {
  const Key matrix{.range = within(-largest_payoff, largest_payoff), .columns = -1};
  auto leader = matrix, follower = matrix;
  leader.meaning = "what the leader gets: a row for each of its actions, a column for each of the follower's";
  leader.symbol = "A";
  leader.example = "[[4, 2], [3, 1]]";
  follower.meaning = "what the follower gets, in the same places";
  follower.symbol = "B";
  follower.example = "[[3, 4], [2, 3]]";
  schema
      .section("payoffs",
               "what a game pays: two matrices, or laws from which every entry is drawn independently")
      .matrix(
          "leader", [](Keys & k) -> auto& { return k.parameters.payoffs.leader; }, leader)
      .matrix(
          "follower", [](Keys & k) -> auto& { return k.parameters.payoffs.follower; }, follower)
      .law("law", [](Keys & k) -> auto& { return k.law; },
           {.meaning = "of every entry of both matrices",
            .example = "{ exponential = { mean = 4 } }",
            .in_template = true})
      .law("leader_law", [](Keys & k) -> auto& { return k.leader_law; },
           {.meaning = "of the leader's entries, where the two differ", .symbol = "f_a"})
      .law("follower_law", [](Keys & k) -> auto& { return k.follower_law; },
           {.meaning = "of the follower's entries, where the two differ", .symbol = "f_b"})
      .integer(
          "leader_actions", [](Keys & k) -> auto& { return k.parameters.payoffs.leader_actions; },
          {.meaning = "rows of games with drawn payoffs", .symbol = "m", .range = within(1, most_actions)})
      .integer("follower_actions", [](Keys & k) -> auto& { return k.parameters.payoffs.follower_actions; },
               {.meaning = "columns of games with drawn payoffs",
                .symbol = "n",
                .range = within(1, most_actions)});
}

void add_trust(Schema& schema) {
  schema.section("trust", "how much of its own payoff a player gives up for both, in one game")
      .number("leader", [](Keys & k) -> auto& { return k.parameters.trust.leader; },
              {.meaning = "the leader's trust", .symbol = "delta_1", .unit = "payoff", .range = nonnegative})
      .number(
          "follower", [](Keys & k) -> auto& { return k.parameters.trust.follower; },
          {.meaning = "the follower's trust", .symbol = "delta_2", .unit = "payoff", .range = nonnegative})
      .number("believed_follower", [](Keys & k) -> auto& { return k.parameters.trust.believed_follower; },
              {.meaning = "what the leader believes of the follower's trust; left out: the truth",
               .symbol = "delta_2 hat",
               .unit = "payoff",
               .range = nonnegative,
               .example = "2.0"})
      .choice("ties", [](Keys & k) -> auto& { return k.parameters.trust.ties; },
              std::vector<std::pair<std::string, ActionTies>>{{"deterministic", ActionTies::deterministic},
                                                              {"legacy", ActionTies::legacy}},
              {.meaning =
                   "among equal sums the larger own payoff, then the lowest action; or away from the greedy "
                   "action, as the authors' program"})
      .number("tie_tolerance", [](Keys & k) -> auto& { return k.parameters.trust.tie_tolerance; },
              {.meaning = "sums this close count as equal; 0 compares exactly",
               .unit = "payoff",
               .range = nonnegative});
}

void add_metagame(Schema& schema) {
  schema.section("metagame", "agents of a network choose their trust")
      .number("max_trust", [](Keys & k) -> auto& { return k.parameters.metagame.max_trust; },
              {.meaning = "largest trust of the grid",
               .symbol = "delta_max",
               .unit = "payoff",
               .range = {.lower = 0, .upper = largest_payoff, .lower_open = true}})
      .integer("grid_points", [](Keys & k) -> auto& { return k.parameters.metagame.grid_points; },
               {.meaning = "equally spaced trusts on [0, delta_max], both ends included",
                .range = within(2, 100'000)})
      .choice(
          "tie_breaking", [](Keys & k) -> auto& { return k.neighbor_ties; },
          std::vector<std::pair<std::string, NeighborTies>>{{"random", NeighborTies::random},
                                                            {"lexicographic", NeighborTies::lexicographic}},
          {.meaning = "which of several equally trusting neighbors is invited: any, or the lowest number"})
      .choice("dynamics", [](Keys & k) -> auto& { return k.parameters.metagame.simultaneous; },
              std::vector<std::pair<std::string, bool>>{{"simultaneous", true}, {"sequential", false}},
              {.meaning = "best responses to the last round, or one agent after the other"})
      .truth("personalised", [](Keys & k) -> auto& { return k.parameters.metagame.personalised; },
             {.meaning = "an agent may show each neighbor a trust of its own", .symbol = "delta_i(j)"})
      .integer("noise_samples", [](Keys & k) -> auto& { return k.parameters.metagame.noise_samples; },
               {.meaning = "games from which agents estimate each utility; 0: exact",
                .range = within(0, most_rounds)})
      .integer("rounds", [](Keys & k) -> auto& { return k.parameters.metagame.rounds; },
               {.meaning = "at most this many rounds of best responses",
                .unit = "rounds",
                .range = within(1, most_rounds)});
}

void add_learning(Schema& schema) {
  using Policy = Learning::Policy;
  using Contradiction = Learning::Contradiction;
  using Update = Learning::Update;
  schema.section("learning", "how agents learn one another's trust and choose partners, in `simulate`")
      .choice("trust", [](Keys & k) -> auto& { return k.parameters.learning.known; },
              std::vector<std::pair<std::string, bool>>{{"learned", false}, {"known", true}},
              {.meaning = "the trust of others: inferred from their choices, or common knowledge"})
      .choice("policy", [](Keys & k) -> auto& { return k.parameters.learning.policy; },
              std::vector<std::pair<std::string, Policy>>{{"eps-decreasing", Policy::eps_decreasing},
                                                          {"eps-greedy", Policy::eps_greedy},
                                                          {"eps-first", Policy::eps_first},
                                                          {"thompson", Policy::thompson}},
              {.meaning = "how invitations are divided between known good partners and others"})
      .number(
          "exploration", [](Keys & k) -> auto& { return k.parameters.learning.exploration; },
          {.meaning = "share of explored invitations of \"eps-greedy\"; of explored rounds of \"eps-first\"",
           .symbol = "eps",
           .range = fraction})
      .truth("reset_exploration", [](Keys & k) -> auto& { return k.parameters.learning.reset_exploration; },
             {.meaning = "the clock of \"eps-decreasing\" restarts when agents change their trust"})
      .choice(
          "contradiction", [](Keys & k) -> auto& { return k.parameters.learning.contradiction; },
          std::vector<std::pair<std::string, Contradiction>>{{"restart", Contradiction::restart},
                                                             {"legacy", Contradiction::legacy}},
          {.meaning =
               "an observation outside the known interval: Algorithm 1 as printed, or the authors' program"})
      .choice("update", [](Keys & k) -> auto& { return k.parameters.learning.update; },
              std::vector<std::pair<std::string, Update>>{{"epoch", Update::epoch},
                                                          {"probabilistic", Update::probabilistic}},
              {.meaning =
                   "agents change their trust all together at an epoch, or each with a probability a round"})
      .integer("epoch_rounds", [](Keys & k) -> auto& { return k.parameters.learning.epoch_rounds; },
               {.meaning = "rounds of an epoch", .unit = "rounds", .range = within(1, most_rounds)})
      .number("update_probability",
              [](Keys & k) -> auto& { return k.parameters.learning.update_probability; },
              {.meaning = "of an agent in a round, for update \"probabilistic\"",
               .unit = "1 / round",
               .range = fraction});
}

void add_wishes(Schema& schema) {
  schema.section("bound", "learning time: Lemmas 2 to 4 and Theorem 3")
      .number("follower_trust", [](Keys & k) -> auto& { return k.parameters.bound.follower_trust; },
              {.meaning = "the trust that is learned",
               .symbol = "delta_2",
               .unit = "payoff",
               .range = nonnegative})
      .number("error", [](Keys & k) -> auto& { return k.parameters.bound.error; },
              {.meaning = "how near the bounds are to come",
               .symbol = "eps",
               .unit = "payoff",
               .range = positive})
      .integer("follower_actions", [](Keys & k) -> auto& { return k.parameters.bound.follower_actions; },
               {.meaning = "replies to the row played", .symbol = "n", .range = within(2, 1e9)})
      .integer(
          "leader_actions", [](Keys & k) -> auto& { return k.parameters.bound.leader_actions; },
          {.meaning = "rows from which an oracle learns at once", .symbol = "m", .range = within(1, 1e9)});
  schema.section("simulate", "play over time")
      .integer("rounds", [](Keys & k) -> auto& { return k.parameters.simulation.rounds; },
               {.meaning = "rounds played", .symbol = "T", .unit = "rounds", .range = within(1, most_rounds)})
      .choice("utilities", [](Keys & k) -> auto& { return k.parameters.simulation.expected; },
              std::vector<std::pair<std::string, bool>>{{"sampled", false}, {"expected", true}},
              {.meaning = "of drawn games, or the expected ones where trust is known"})
      .integer("seeds", [](Keys & k) -> auto& { return k.parameters.simulation.seeds; },
               {.meaning = "runs, of seed, seed + 1, ...; --seeds goes before", .range = within(1, 1e6)});
}

void check_shapes(const Payoffs& payoffs, Objections& objections) {
  const auto &A = *payoffs.leader, &B = *payoffs.follower;
  if (A.size() == 0)
    objections.at("payoffs.leader",
                  fmt::format("payoffs.leader has {} rows of {} numbers; each player needs at least "
                              "one action",
                              A.rows(), A.cols()));
  if (A.rows() != B.rows() || A.cols() != B.cols())
    objections.at(
        "payoffs.follower",
        fmt::format("payoffs.follower is {} x {} but payoffs.leader is {} x {}; give matrices of one shape",
                    B.rows(), B.cols(), A.rows(), A.cols()));
}

void check_matrices(const Keys& keys, Objections& objections) {
  const auto& payoffs = keys.parameters.payoffs;
  for (const auto* key : {"payoffs.law", "payoffs.leader_law", "payoffs.follower_law",
                          "payoffs.leader_actions", "payoffs.follower_actions"})
    if (objections.given(key))
      objections.at(key, fmt::format("{} does not go with matrices; keep either", key));
  if (keys.network)
    objections.at("payoffs.leader",
                  "agents of a network play games with drawn payoffs; give payoffs.law, or leave "
                  "[network] out");
  if (!payoffs.leader)
    return objections.at("payoffs.follower", "payoffs.leader is missing beside payoffs.follower");
  if (!payoffs.follower)
    return objections.at("payoffs.leader", "payoffs.follower is missing beside payoffs.leader");
  check_shapes(payoffs, objections);
}

void check_payoffs(const Keys& keys, Objections& objections) {
  if (keys.parameters.payoffs.leader || keys.parameters.payoffs.follower)
    return check_matrices(keys, objections);
  if (keys.law && keys.leader_law)
    return objections.at("payoffs.leader_law",
                         "payoffs.leader_law stands beside payoffs.law; give one law for both "
                         "players, or leader_law and follower_law");
  if (keys.law && keys.follower_law)
    return objections.at("payoffs.follower_law",
                         "payoffs.follower_law stands beside payoffs.law; give one law for "
                         "both players, or leader_law and follower_law");
  if (keys.law || (keys.leader_law && keys.follower_law)) return;
  if (keys.leader_law)
    return objections.at("payoffs.leader_law", "payoffs.follower_law is missing beside leader_law");
  if (keys.follower_law)
    return objections.at("payoffs.follower_law", "payoffs.leader_law is missing beside follower_law");
  objections.at("payoffs",
                "[payoffs] needs the matrices leader and follower, or a law, such as law = { exponential = { "
                "mean = 4 } }");
}

void check_network(const Keys& keys, Objections& objections) {
  if (keys.network) check_network_keys(*keys.network, objections);
}

void check_initial_trust(const Keys& keys, Objections& objections) {
  const double most = keys.parameters.metagame.max_trust;
  if (!keys.network || keys.network->initial_trust.size() == 0) return;
  if (const double given = keys.network->initial_trust.maxCoeff(); given > most)
    objections.at("network.initial_trust",
                  fmt::format("network.initial_trust = {} is above metagame.max_trust = {}", given, most));
}

Schema make_schema() {
  Schema schema(&common_schema());
  add_payoffs(schema);
  add_trust(schema);
  add_network_keys(
      schema, [](Keys & k) -> auto& { return k.network; });
  add_metagame(schema);
  add_learning(schema);
  add_wishes(schema);
  schema.check({"payoffs", "network"}, check_payoffs)
      .check({"network"}, check_network)
      .check({"network", "metagame.max_trust"}, check_initial_trust);
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = make_schema();
  return schema;
}

/// The laws as solvers use them.
void make_laws(const Keys& keys, const Table& resolved, const TextReader& read_text, Payoffs& payoffs,
               Faults& faults) {
  const auto make = [&](const Law& law, std::string_view key) {
    return make_law(law, read_text, key, location_of(resolved, key), faults);
  };
  if (keys.law) payoffs.leader_law = payoffs.follower_law = make(*keys.law, "payoffs.law");
  if (keys.leader_law) payoffs.leader_law = make(*keys.leader_law, "payoffs.leader_law");
  if (keys.follower_law) payoffs.follower_law = make(*keys.follower_law, "payoffs.follower_law");
}

/// Utilities of agents are means of payoffs; estimates and samples of them need a variance, too.
void check_moments(const Parameters& p, const Table& resolved, Faults& faults) {
  const auto& payoffs = p.payoffs;
  if (!payoffs.leader_law || !payoffs.follower_law) return;
  const auto places = law_places(resolved);
  check_moments(payoffs, places, p.metagame.noise_samples > 0, faults);
  if (faults.empty() && heavy_tails_need_sample(payoffs)) check_moments(payoffs, places, true, faults);
}

}  // namespace

const description::Schema& schema() { return own_schema(); }

std::optional<Parameters> parameters(const Table& resolved, const TextReader& read_text, Faults& faults) {
  auto keys = own_schema().parameters(resolved);
  auto& result = keys.parameters;
  make_laws(keys, resolved, read_text, result.payoffs, faults);
  if (keys.network) {
    check_moments(result, resolved, faults);
    result.network = make_network(*keys.network, resolved, read_text, faults);
    if (result.network) result.network->ties = keys.neighbor_ties;
  }
  return faults.empty() ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace models::limited_trust

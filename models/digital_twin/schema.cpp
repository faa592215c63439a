// models/digital_twin/schema.cpp
// Keys, symbols and ranges of Li & Li's game, and the conditions that span several keys.
#include "models/digital_twin/schema.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "models/common_keys.hpp"
#include "models/description/schema_of.hpp"

namespace models::digital_twin {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

using Schema = SchemaOf<Parameters>;

constexpr double most_players = 1e6;  // nine numbers each; more would not fit beside the rest of a run
constexpr double most_rounds = 1e6;

/// A number for all players, an array with one each, or a draw for each.
template <typename Field>
void each_player(Schema& schema, const char* name, Field field, Key key) {
  key.length = "players.count";
  schema.each(name, field, std::move(key));
}

void add_players(Schema& schema) {
  schema.section("players", "who plays: each value is a number for all, an array with one each, or a draw");
  schema.count(
      "count",
      {.meaning = "number of players", .symbol = "N", .range = within(2, most_players), .example = "5"});
  each_player(schema, "sharing_cost", [](Parameters & p) -> auto& { return p.players.sharing_cost; },
              {.meaning = "cost of sharing alpha, c1 alpha^2 in (3)",
               .symbol = "c1",
               .unit = "payoff",
               .range = positive,
               .fallback = Value(1.0)});
  each_player(schema, "probing_cost", [](Parameters & p) -> auto& { return p.players.probing_cost; },
              {.meaning = "cost of probing beta, c2 beta^2 in (3)",
               .symbol = "c2",
               .unit = "payoff",
               .range = positive,
               .fallback = Value(1.0)});
  each_player(schema, "deception_cost", [](Parameters & p) -> auto& { return p.players.deception_cost; },
              {.meaning = "cost of deception delta, c3 delta^2 in (3)",
               .symbol = "c3",
               .unit = "payoff",
               .range = positive,
               .fallback = Value(1.0)});
  each_player(schema, "information_sensitivity",
              [](Parameters & p) -> auto& { return p.players.information_sensitivity; },
              {.meaning = "how sharply reward follows information, in (10)",
               .symbol = "lambda",
               .unit = "1 / information",
               .range = positive,
               .fallback = Value(1.0)});
  each_player(schema, "reward", [](Parameters & p) -> auto& { return p.players.reward; },
              {.meaning = "reward that is shared out, in (11)",
               .symbol = "R",
               .unit = "payoff",
               .range = positive,
               .fallback = Value(5.0)});
  each_player(schema, "sharing_value", [](Parameters & p) -> auto& { return p.players.sharing_value; },
              {.meaning = "information from sharing, in (9)",
               .symbol = "a",
               .unit = "information",
               .range = nonnegative,
               .fallback = Value(1.0)});
  each_player(schema, "probing_value", [](Parameters & p) -> auto& { return p.players.probing_value; },
              {.meaning = "information from probing, in (9)",
               .symbol = "b",
               .unit = "information",
               .range = nonnegative,
               .fallback = Value(1.0)});
  each_player(schema, "trust_rate", [](Parameters & p) -> auto& { return p.players.trust_rate; },
              {.meaning = "how fast trust follows honesty, in (7)",
               .symbol = "eta",
               .unit = "1 / round",
               .range = inner_fraction,
               .fallback = Value(0.3)});
  each_player(schema, "learning_rate", [](Parameters & p) -> auto& { return p.players.learning_rate; },
              {.meaning = "step of gradient learning, in (14)",
               .symbol = "eta hat",
               .unit = "strategy / payoff",
               .range = positive,
               .fallback = Value(0.05)});
}

/// "steady-state", one number for all pairs, or a matrix.
void take_trust(Parameters& p, const Value& value, long) {
  if (value.text()) {
    p.trust = {};
  } else if (value.is_number()) {
    p.trust = {.kind = Trust::Kind::uniform, .value = value.number(), .matrix = {}};
  } else {
    p.trust = {.kind = Trust::Kind::matrix, .value = 0, .matrix = {}};
    assign(p.trust.matrix, value, 0);
  }
}

void add_game(Schema& schema) {
  schema.section("game", "which game the players play")
      .choice(
          "gradient", [](Parameters & p) -> auto& { return p.gradient; },
          std::vector<std::pair<std::string, Gradient>>{{"printed", Gradient::printed},
                                                        {"exact", Gradient::exact},
                                                        {"stationary", Gradient::stationary}},
          {.meaning = "own derivative: (15) as printed, that of (11), or with inbound trust moving along"})
      .custom("trust", form_word | form_number | form_matrix, take_trust,
              {.meaning =
                   "trust of i in j: moving with honesty, one number, or an N x N array (row trusts column)",
               .symbol = "tau",
               .range = fraction,
               .fallback = Value("steady-state"),
               .length = "players.count",
               .zero_diagonal = true,
               .words = {"steady-state"}});
}

void add_wishes(Schema& schema) {
  schema.section("solve", "what to solve and how")
      .choice(
          "concept", [](Parameters & p) -> auto& { return p.concept_; },
          std::vector<std::pair<std::string, Concept>>{{"nash", Concept::nash},
                                                       {"symmetric-nash", Concept::symmetric_nash},
                                                       {"printed-symmetric", Concept::printed_symmetric}},
          {.meaning = "Nash equilibrium, that of identical players (S2, S3, S4, S-kappa), or system (16)"});
  schema.section("horizon", "looking ahead, (12) and (13)")
      .number("discount_factor", [](Parameters & p) -> auto& { return p.horizon.discount_factor; },
              {.meaning = "weight of the next round; left out: no discounting, and no S-kappa",
               .symbol = "gamma",
               .unit = "per round",
               .range = positive_fraction,
               .example = "0.9"})
      .integer("length", [](Parameters & p) -> auto& { return p.horizon.length; },
               {.meaning = "rounds looked ahead; 1 is the rule (14)",
                .symbol = "H",
                .unit = "rounds",
                .range = within(1, 10'000)})
      .choice("plan", [](Parameters & p) -> auto& { return p.horizon.plan; },
              std::vector<std::pair<std::string, Horizon::Plan>>{{"impulse", Horizon::Plan::impulse},
                                                                 {"stationary", Horizon::Plan::stationary}},
              {.meaning = "reading of (13): vary this round alone, or one action held throughout"});
}

void add_beliefs(Schema& schema) {
  using Words = std::vector<std::pair<std::string, BeliefRule>>;
  schema
      .choice("belief", [](Parameters & p) -> auto& { return p.simulation.belief.rule; },
              Words{{"last", BeliefRule::last},
                    {"window", BeliefRule::window},
                    {"cumulative", BeliefRule::cumulative},
                    {"exponential", BeliefRule::exponential},
                    {"dirichlet", BeliefRule::dirichlet},
                    {"kalman", BeliefRule::kalman}},
              {.meaning = "how beliefs (5) follow what was observed"})
      .choice("honesty", [](Parameters & p) -> auto& { return p.simulation.belief.honesty; },
              std::vector<std::pair<std::string, Honesty>>{{"joint", Honesty::joint},
                                                           {"product", Honesty::product}},
              {.meaning = "E[alpha (1 - delta)], or the source's (6), E[alpha] (1 - E[delta])"})
      .integer("window", [](Parameters & p) -> auto& { return p.simulation.belief.window; },
               {.meaning = "rounds kept by belief \"window\"",
                .symbol = "W",
                .unit = "rounds",
                .range = within(1, most_rounds)})
      .number("weight", [](Parameters & p) -> auto& { return p.simulation.belief.weight; },
              {.meaning = "of the newest observation in belief \"exponential\"",
               .symbol = "omega",
               .range = positive_fraction})
      .number(
          "prior_strength", [](Parameters & p) -> auto& { return p.simulation.belief.prior_strength; },
          {.meaning = "pseudo-count of each of the four cells in belief \"dirichlet\"", .range = positive})
      .number("process_variance",
              [](Parameters & p) -> auto& { return p.simulation.belief.process_variance; },
              {.meaning = "of the random walk in belief \"kalman\"", .range = nonnegative})
      .number("observation_variance",
              [](Parameters & p) -> auto& { return p.simulation.belief.observation_variance; },
              {.meaning = "of belief \"kalman\"", .range = positive});
}

/// tau_0: one number for all pairs, or a matrix.
void take_initial_trust(Parameters& p, const Value& value, long) {
  if (value.is_number())
    p.simulation.initial_trust = value.number();
  else
    assign(p.simulation.initial_trust_matrix, value, 0);
}

void add_simulation(Schema& schema) {
  schema.section("simulate", "learning over time")
      .integer("rounds", [](Parameters & p) -> auto& { return p.simulation.rounds; },
               {.meaning = "states recorded, t = 0, ..., T - 1",
                .symbol = "T",
                .unit = "rounds",
                .range = within(1, most_rounds)});
  add_beliefs(schema);
  schema
      .matrix(
          "initial_strategies", [](Parameters & p) -> auto& { return p.simulation.initial_strategies; },
          {.meaning = "a row alpha, beta, delta for each player; left out: drawn uniformly, then projected",
           .range = fraction,
           .example = "[[0.1, 0.2, 0.0], ...]",
           .length = "players.count",
           .columns = 3})
      .custom("initial_trust", form_number | form_matrix, take_initial_trust,
              {.meaning = "trust before the first round: one number, or an N x N array (row trusts column)",
               .symbol = "tau_0",
               .range = fraction,
               .fallback = Value(Parameters{}.simulation.initial_trust),
               .length = "players.count",
               .zero_diagonal = true});
}

struct PayoffKey {
  const char* name;
  Vector Players::*values;
};

constexpr std::array<PayoffKey, 7> payoff_keys{
    {{"sharing_cost", &Players::sharing_cost},
     {"probing_cost", &Players::probing_cost},
     {"deception_cost", &Players::deception_cost},
     {"information_sensitivity", &Players::information_sensitivity},
     {"reward", &Players::reward},
     {"sharing_value", &Players::sharing_value},
     {"probing_value", &Players::probing_value}}};

/// Objects to the key whose values differ, naming two players.
void require_equal(const char* name, const Vector& values, const char* why, Objections& objections) {
  for (Eigen::Index i = 1; i < values.size(); ++i)
    if (values(i) != values(0)) {
      objections.at(
          fmt::format("players.{}", name),
          fmt::format("{} needs identical players, but players.{} is {} for player 1 and {} for player {}; "
                      "give one number, or concept = \"nash\"",
                      why, name, values(0), values(i), i + 1));
      return;
    }
}

void check_symmetric(const Parameters& p, Objections& objections) {
  if (p.concept_ == Concept::nash) return;
  const auto* why = p.concept_ == Concept::symmetric_nash ? "concept = \"symmetric-nash\""
                                                          : "concept = \"printed-symmetric\"";
  for (const auto& [name, values] : payoff_keys) require_equal(name, p.players.*values, why, objections);
  if (p.trust.kind == Trust::Kind::matrix)
    objections.at("game.trust",
                  fmt::format("{} needs one trust for all pairs, but game.trust is a matrix; give a "
                              "number or \"steady-state\", or concept = \"nash\"",
                              why));
}

/// S-kappa is the open-loop equilibrium between S3 and S4.
void check_discounted_symmetric(const Parameters& p, Objections& objections) {
  if (p.concept_ != Concept::symmetric_nash || !p.horizon.discount_factor) return;
  if (*p.horizon.discount_factor == 1)
    objections.at(
        "horizon.discount_factor",
        "horizon.discount_factor = 1 violates gamma < 1, which concept = \"symmetric-nash\" needs (S-kappa); "
        "its limit is gradient = \"stationary\" without a discount factor");
  if (p.gradient != Gradient::exact)
    objections.at(
        "game.gradient",
        "a discount factor goes with gradient = \"exact\" only (S-kappa): under \"printed\" the future "
        "derivative is 0, and \"stationary\" already holds the play for ever");
  if (p.trust.kind == Trust::Kind::uniform)
    objections.at("game.trust",
                  "a discount factor needs trust = \"steady-state\" (S-kappa): fixed trust has no future");
  require_equal("trust_rate", p.players.trust_rate, "concept = \"symmetric-nash\" with a discount factor",
                objections);
}

void check_stationary(const Parameters& p, Objections& objections) {
  if (p.gradient != Gradient::stationary || p.trust.kind == Trust::Kind::steady_state) return;
  objections.at(
      "game.trust",
      "gradient = \"stationary\" lets inbound trust follow honesty, so it needs trust = \"steady-state\"");
}

void check_initial_strategies(const Parameters& p, Objections& objections) {
  constexpr double rounding = 1e-12;  // decimals such as 0.7 + 0.2 + 0.1 may exceed 1 by their rounding
  if (!p.simulation.initial_strategies) return;
  const auto& rows = *p.simulation.initial_strategies;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    if (rows.row(i).sum() > 1 + rounding) {
      const auto key = fmt::format("simulate.initial_strategies[{}]", i + 1);
      objections.at(key, fmt::format("{} adds up to {}, which violates alpha + beta + delta <= 1", key,
                                     rows.row(i).sum()));
    }
}

Schema make_schema() {
  Schema schema(&common_schema());
  add_players(schema);
  add_game(schema);
  add_wishes(schema);
  add_simulation(schema);
  schema.check({"players", "game.trust", "solve.concept"}, check_symmetric)
      .check({"players", "game", "solve.concept", "horizon.discount_factor"}, check_discounted_symmetric)
      .check({"game"}, check_stationary)
      .check({"players.count", "simulate.initial_strategies"}, check_initial_strategies);
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = make_schema();
  return schema;
}

}  // namespace

const description::Schema& schema() { return own_schema(); }

Parameters parameters(const description::Table& resolved) { return own_schema().parameters(resolved); }

}  // namespace models::digital_twin

// models/favor/schema.cpp
// Keys, symbols and ranges of favor reciprocation, and the conditions that span several keys.
#include "models/favor/schema.hpp"

#include <utility>

#include <fmt/format.h>

#include "models/common_keys.hpp"
#include "models/description/schema_of.hpp"
#include "models/favor/keys.hpp"
#include "models/favor/simulation_keys.hpp"

namespace models::favor {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

using Schema = SchemaOf<Keys>;

constexpr double largest_amount = 1e100;  // products of rates, costs and annuities stay finite
constexpr double most_rounds = 1e9;
constexpr double most_agents = 1e6;
constexpr Range discount_range{.lower = 0, .upper = 1};
constexpr Range amount{.lower = 0, .upper = largest_amount};

void add_costs(Schema& schema) {
  schema.section("costs", "C, what a favor costs the agent who does it; one law, non-negative");
  add_law_keys(
      schema, [](Keys & k) -> auto& { return k.costs; }, "costs");
  schema.choice("acceptance", [](Keys & k) -> auto& { return k.acceptance; },
                Words<Acceptance>{{"strict", Acceptance::strict}, {"inclusive", Acceptance::inclusive}},
                {.meaning = "is a favor done that costs exactly the limit? Differs only for laws with atoms",
                 .symbol = "C < c"});
}

void add_values(Schema& schema) {
  schema.section("values",
                 "W, what a favor is worth to the agent who asks: a law, a mean, or given the cost");
  add_law_keys(
      schema, [](Keys & k) -> auto& { return k.values.law; }, "values");
  schema
      .number("mean", [](Keys & k) -> auto& { return k.values.mean; },
              {.meaning = "all that limits depend on; every favor is worth the same",
               .symbol = "E(W)",
               .unit = "cost",
               .range = amount,
               .example = "600"})
      .matrix("given_cost", [](Keys & k) -> auto& { return k.values.given_cost; },
              {.meaning = "E(W | C = c) at points [c, w], straight between them and constant outside",
               .symbol = "w(c)",
               .unit = "cost",
               .range = amount,
               .example = "[[0, 500], [200, 700]]",
               .columns = 2})
      .number("intercept", [](Keys & k) -> auto& { return k.values.intercept; },
              {.meaning = "E(W | C = c) = intercept + slope c for all c",
               .unit = "cost",
               .range = within(-largest_amount, largest_amount),
               .example = "500"})
      .number("slope", [](Keys & k) -> auto& { return k.values.slope; },
              {.meaning = "of the same line", .range = within(-1e9, 1e9), .example = "1"});
}

SchemaOf<AgentKeys> agent_schema() {
  using Form = Discounting::Form;
  SchemaOf<AgentKeys> schema;
  schema
      .text("name", [](AgentKeys & a) -> auto& { return a.name; },
            {.meaning = "as results print it; left out: agent1, agent2, ...", .example = "\"Ann\""})
      .number("discount_factor", [](AgentKeys & a) -> auto& { return a.discounting.discount_factor; },
              {.meaning = "per round; at most 1 - 1e-12, and 1 with a finite horizon or a hazard",
               .symbol = "gamma",
               .unit = "per round",
               .range = discount_range})
      .choice("discounting", [](AgentKeys & a) -> auto& { return a.discounting.form; },
              Words<Form>{{"exponential", Form::exponential},
                          {"quasi-hyperbolic", Form::quasi_hyperbolic},
                          {"finite-horizon", Form::finite_horizon},
                          {"hazard", Form::hazard},
                          {"generalised-hyperbolic", Form::generalised_hyperbolic},
                          {"hyperbolic", Form::hyperbolic}},
              {.meaning = "D(t): gamma^t; present_bias gamma^t; gamma^t up to the horizon; "
                          "(gamma (1 - hazard_rate)^hazards)^t; (1 + curvature t)^(-decay/curvature); "
                          "1/(1 + curvature t) up to the horizon"})
      .number("present_bias", [](AgentKeys & a) -> auto& { return a.discounting.present_bias; },
              {.meaning = "weight of the whole future, for quasi-hyperbolic discounting",
               .symbol = "beta",
               .range = fraction})
      .number("horizon", [](AgentKeys & a) -> auto& { return a.discounting.horizon; },
              {.meaning = "rounds until the relation ends",
               .symbol = "T",
               .unit = "rounds",
               .range = within(0, most_rounds)})
      .number("hazard_rate", [](AgentKeys & a) -> auto& { return a.discounting.hazard_rate; },
              {.meaning = "probability that a partner is replaced, for discounting \"hazard\"",
               .symbol = "lambda",
               .unit = "per round",
               .range = fraction})
      .integer(
          "hazards", [](AgentKeys & a) -> auto& { return a.discounting.hazards; },
          {.meaning = "whose replacement ends the relation: one partner's or both", .range = within(1, 2)})
      .number("curvature", [](AgentKeys & a) -> auto& { return a.discounting.curvature; },
              {.meaning = "of hyperbolic discounting",
               .symbol = "a",
               .unit = "per round",
               .range = within(0, largest_amount)})
      .number("decay", [](AgentKeys & a) -> auto& { return a.discounting.decay; },
              {.meaning = "of generalised hyperbolic discounting; b > a",
               .symbol = "b",
               .unit = "per round",
               .range = within(0, largest_amount)})
      .custom("costs", form_law, [](AgentKeys& a, const description::Value& v, long) { a.costs = v; },
              {.meaning = "of the favors that it does, instead of [costs]",
               .symbol = "C_i",
               .example = "{ uniform = [0, 200] }"})
      .custom("values", form_law, [](AgentKeys& a, const description::Value& v, long) { a.values = v; },
              {.meaning = "of the favors that it asks, instead of [values]",
               .symbol = "W_i",
               .example = "{ uniform = [550, 650] }"});
  return schema;
}

void add_agents(Schema& schema) {
  schema.list(
      "agents", [](Keys & k) -> auto& { return k.agents; }, agent_schema(), 0, "who meets");
  schema
      .optional_section("population",
                        "agents who differ in their discount factors alone, instead of [[agents]]",
                        [](Keys& k) { k.population.emplace(); })
      .integer("count", [](Keys & k) -> auto& { return k.population->count; },
               {.meaning = "agents",
                .symbol = "N",
                .range = within(2, most_agents),
                .fallback = Value(std::int64_t{2})})
      .each("discount_factor", [](Keys & k) -> auto& { return k.population->discount_factor; },
            {.meaning = "per round; at most 1 - 1e-12",
             .symbol = "gamma",
             .unit = "per round",
             .range = {.lower = 0, .upper = largest_discount_factor},
             .required = true,
             .example = "0.5",
             .length = "population.count"});
  schema.section("encounters", "how often agents meet")
      .matrix("rates", [](Keys & k) -> auto& { return k.rates; },
              {.meaning = "probability that in a round the row offers and the column asks",
               .symbol = "r_ij",
               .unit = "per round",
               .range = fraction,
               .example = "[[0, 1.0], [0.75, 0]]",
               .zero_diagonal = true})
      .number("rate", [](Keys & k) -> auto& { return k.rate; },
              {.meaning = "the same for every ordered pair",
               .symbol = "r",
               .unit = "per round",
               .range = fraction,
               .example = "1.0"});
}

void add_wishes(Schema& schema) {
  using Asker = BoundQuestion::Asker;
  schema.section("solve", "what to solve and how")
      .choice(
          "concept", [](Keys & k) -> auto& { return k.concept_; },
          Words<Concept>{{"pair-limits", Concept::pair_limits}, {"network-limits", Concept::network_limits}},
          {.meaning = "limits of each pair, or one limit an agent where all answer a refusal"})
      .truth("all_solutions", [](Keys & k) -> auto& { return k.all_solutions; },
             {.meaning = "list every solution of a pair with proof, not the greatest alone"});
  schema.section("bound", "thresholds of patience")
      .number("cost", [](Keys & k) -> auto& { return k.bound.cost; },
              {.meaning = "of the favor asked; left out: no thresholds at a given cost",
               .symbol = "c",
               .unit = "cost",
               .range = amount,
               .example = "100"})
      .choice("asker", [](Keys & k) -> auto& { return k.bound.asker; },
              Words<Asker>{{"own", Asker::own}, {"symmetric", Asker::symmetric}},
              {.meaning = "patience of the agent who asks: its own, or that of the threshold"})
      .numbers("rates", [](Keys & k) -> auto& { return k.bound.rates; },
               {.meaning = "of symmetric pairs whose thresholds are listed",
                .symbol = "r",
                .unit = "per round",
                .range = positive_fraction,
                .fallback = Value(Array{Value(1.0)})})
      .numbers("mean_values", [](Keys & k) -> auto& { return k.bound.mean_values; },
               {.meaning = "of symmetric pairs whose thresholds are listed; left out: that of [values]",
                .symbol = "E(W)",
                .unit = "cost",
                .range = amount,
                .example = "[150, 600]"})
      .number("replacement_rate", [](Keys & k) -> auto& { return k.bound.replacement_rate; },
              {.meaning = "of agents, for the length of the history; left out: not asked",
               .symbol = "lambda",
               .unit = "per round",
               .range = positive_fraction,
               .example = "0.02"});
}

/// One law, and no negative costs: what can be said before files are read.
void check_law(const LawKeys& keys, const std::string& section, Objections& objections) {
  for (std::size_t k = 1; k < keys.written.size(); ++k)
    objections.at(section + "." + keys.written[k].first,
                  fmt::format("{0}.{1} stands beside {0}.{2}; keep one law", section, keys.written[k].first,
                              keys.written[0].first));
  for (const auto& [name, value] : keys.written) {
    const auto* ends = value.array();
    if (name == "uniform" && ends && !ends->empty() && ends->front().is_number() &&
        ends->front().number() < 0)
      objections.at(section + ".uniform",
                    fmt::format("{}.uniform reaches down to {}; costs and values of favors are 0 or more",
                                section, ends->front().number()));
  }
}

void check_values(const Keys& keys, Objections& objections) {
  const auto& v = keys.values;
  check_law(v.law, "values", objections);
  const bool line = v.intercept || v.slope;
  const int ways = !v.law.written.empty() + v.mean.has_value() + v.given_cost.has_value() + line;
  if (ways == 0)
    objections.at("values",
                  "[values] needs a law, such as uniform = [550, 650], or mean, given_cost or intercept");
  if (ways > 1)
    objections.at(
        v.mean         ? "values.mean"
        : v.given_cost ? "values.given_cost"
                       : "values.intercept",
        "[values] says several things; keep one of a law, mean, given_cost, or intercept and slope");
  if (v.slope && !v.intercept)
    objections.at("values.slope", "values.intercept is missing beside values.slope");
}

void check_costs(const Keys& keys, Objections& objections) {
  check_law(keys.costs, "costs", objections);
  if (keys.costs.written.empty()) objections.at("costs", "[costs] needs a law, such as uniform = [0, 200]");
}

void check_discounting(const Keys& keys, Objections& objections) {
  for (std::size_t i = 0; i < keys.agents.size(); ++i) {
    const auto agent = fmt::format("agents[{}]", i + 1);
    if (const auto fault = fault_of(keys.agents[i].discounting))
      objections.at(objections.given(agent + "." + fault->key) ? agent + "." + fault->key : agent,
                    agent + "." + fault->message);
  }
}

void check_given_cost(const Keys& keys, Objections& objections) {
  const auto& points = keys.values.given_cost;
  for (Eigen::Index k = 1; points && k < points->rows(); ++k)
    if (!((*points)(k - 1, 0) < (*points)(k, 0)))
      return objections.at(
          fmt::format("values.given_cost[{}]", k + 1),
          fmt::format("values.given_cost[{}]: cost {} does not exceed cost {} before it; sort the "
                      "points by cost",
                      k + 1, (*points)(k, 0), (*points)(k - 1, 0)));
}

void check_group(const Keys& keys, Objections& objections) {
  const bool listed = !keys.agents.empty();
  if (listed && keys.population)
    return objections.at("population", "[population] stands beside [[agents]]; keep one");
  if (keys.agents.size() == 1) objections.at("agents", "one [[agents]] given; favors need at least 2");
  if (keys.rates && keys.rate)
    objections.at("encounters.rate", "encounters.rate stands beside encounters.rates; keep one");
  if (!listed && !keys.population) {
    if (keys.rates)
      objections.at("encounters.rates", "encounters.rates without agents; give [[agents]] or [population]");
    return;
  }
  const auto count = listed ? static_cast<long>(keys.agents.size()) : keys.population->count;
  if (keys.rates && keys.rates->rows() != count)
    objections.at("encounters.rates", fmt::format("encounters.rates has {} rows but there are {} agents",
                                                  keys.rates->rows(), count));
  if (!keys.rates && !keys.rate)
    objections.at("encounters", "[encounters] needs rates, a row for each agent, or one rate for all");
}

void check_described_agents(const Keys& keys, Objections& objections) {
  const auto& simulation = keys.simulation;
  if (!plays_described_agents(simulation)) return;
  const auto* key =
      simulation.topology == Topology::given ? "simulate.topology" : "simulate.discount_factors";
  const auto count = keys.population ? keys.population->count : static_cast<int>(keys.agents.size());
  if (count == 0)
    return objections.at(
        key, fmt::format("{} = \"given\" needs [[agents]] or [population], and [encounters]", key));
  if (objections.given("simulate.agents") && simulation.agents != count)
    objections.at("simulate.agents", fmt::format("simulate.agents = {} but {} are described; leave it out",
                                                 simulation.agents, count));
}

Schema make_schema() {
  Schema schema(&common_schema());
  add_costs(schema);
  add_values(schema);
  add_agents(schema);
  add_wishes(schema);
  add_simulation_keys(
      schema, [](Keys & k) -> auto& { return k.simulation; });
  schema.check({"simulate", "agents", "population"}, check_described_agents);
  schema.check({"values"}, check_values)
      .check({"costs"}, check_costs)
      .check({"agents"}, check_discounting)
      .check({"values.given_cost"}, check_given_cost)
      .check({"agents", "population", "encounters"}, check_group);
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = make_schema();
  return schema;
}

}  // namespace

const description::Schema& schema() { return own_schema(); }

std::optional<Parameters> parameters(const Table& resolved, const TextReader& read_text, Faults& faults) {
  return resolve_keys(own_schema().parameters(resolved), resolved, read_text, faults);
}

}  // namespace models::favor

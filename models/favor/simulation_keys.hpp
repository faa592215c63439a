// models/favor/simulation_keys.hpp
// The sections [simulate], [reputation] and [recommendations] of a description.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/description/schema_of.hpp"
#include "models/favor/society_settings.hpp"

namespace models::favor {

/// How each choice is written.
template <typename E>
using Words = std::vector<std::pair<std::string, E>>;

const Words<Topology>& topology_words();
const Words<RateFactor>& rate_factor_words();
const Words<DiscountFactors>& discount_factor_words();
const Words<Policy>& policy_words();
const Words<OwnCost>& own_cost_words();
const Words<AskerFactor>& asker_factor_words();
const Words<Density>& density_words();
const Words<Accommodation>& accommodation_words();
const Words<Reset>& reset_words();
const Words<AdvicePolicy>& advice_words();

/// Conditions on several keys at once.
void check_simulation_keys(const SocietySettings&, description::Objections&);

/// [simulate]; `field` gives the SocietySettings of the parameters.
template <typename P, typename Field>
void add_simulate_section(description::SchemaOf<P>& schema, Field field) {
  using namespace description;
  schema.section("simulate", "a society of agents that ask favors of one another, round after round")
      .integer("agents", [field](P & p) -> auto& { return field(p).agents; },
               {.meaning = "how many", .range = within(2, 10'000)})
      .integer("rounds", [field](P & p) -> auto& { return field(p).rounds; },
               {.meaning = "how many", .unit = "rounds", .range = within(1, 1'000'000)})
      .number("replacement_rate", [field](P & p) -> auto& { return field(p).reputation.replacement_rate; },
              {.meaning = "chance a round that an agent is replaced by a new one",
               .symbol = "lambda",
               .unit = "1 / round",
               .range = fraction})
      .choice("topology", [field](P & p) -> auto& { return field(p).topology; }, topology_words(),
              {.meaning = "encounter rates: drawn evenly, scale-free, or those of [encounters]"})
      .choice("rate_factor", [field](P & p) -> auto& { return field(p).rate_factor; }, rate_factor_words(),
              {.meaning = "factor of a newcomer's rates in a scale-free topology: the number of agents "
                          "present, of all, or one",
               .symbol = "kappa"})
      .choice("discount_factors", [field](P & p) -> auto& { return field(p).discount_factors; },
              discount_factor_words(),
              {.meaning = "U, one for all, U^(1/4), 1 - U^(1/4), or those of [[agents]] at first",
               .symbol = "gamma"})
      .number("discount_factor", [field](P & p) -> auto& { return field(p).discount_factor; },
              {.meaning = "of all agents, with discount_factors \"constant\"",
               .symbol = "gamma",
               .unit = "per round",
               .range = inner_fraction})
      .choice("memory", [field](P & p) -> auto& { return field(p).clear_memory; },
              Words<bool>{{"kept", false}, {"cleared", true}},
              {.meaning = "what a replaced agent knows of others"})
      .choice("policy", [field](P & p) -> auto& { return field(p).decision.policy; }, policy_words(),
              {.meaning = "how an agent that is asked decides: (7), its honest limit, the limit of known "
                          "discount factors, or a fixed rule"})
      .choice("own_cost", [field](P & p) -> auto& { return field(p).decision.own_cost; }, own_cost_words(),
              {.meaning = "the limit at which (10) charges own costs: at the reputed discount factor as "
                          "printed, or at the true one"})
      .choice("asker_discount_factor", [field](P & p) -> auto& { return field(p).decision.asker_factor; },
              asker_factor_words(),
              {.meaning = "what gamma*_offer assumes of the asker: the offerer's public mean, the asker's "
                          "own, or the offerer's"})
      .truth("self_consistent", [field](P & p) -> auto& { return field(p).decision.self_consistent; },
             {.meaning = "actions show the discount factor that is indifferent, so that all are truthful"})
      .truth("communication", [field](P & p) -> auto& { return field(p).communication.active; },
             {.meaning = "agents that are asked seek advice first"})
      .integer("seeds", [field](P & p) -> auto& { return field(p).seeds; },
               {.meaning = "simulations from this seed on, where --seeds does not say",
                .range = within(1, 1'000'000)})
      .integer("resamples", [field](P & p) -> auto& { return field(p).resamples; },
               {.meaning = "of the bootstrap that bands the trends", .range = within(1, 100'000)})
      .integer("audit_decisions", [field](P & p) -> auto& { return field(p).audit.states; },
               {.meaning = "about how many decisions are tried the other way; 0: none",
                .range = within(0, 1'000'000)})
      .integer(
          "audit_rollouts", [field](P & p) -> auto& { return field(p).audit.rollouts; },
          {.meaning = "how often each is played on, with common random numbers", .range = within(2, 100'000)})
      .integer("audit_rounds", [field](P & p) -> auto& { return field(p).audit.rounds; },
               {.meaning = "at most, of a rollout", .unit = "rounds", .range = within(1, 1'000'000)});
}

/// [reputation] and [recommendations].
template <typename P, typename Field>
void add_belief_sections(description::SchemaOf<P>& schema, Field field) {
  using namespace description;
  schema.section("reputation", "how actions become beliefs about discount factors, in `simulate`")
      .choice(
          "density", [field](P & p) -> auto& { return field(p).reputation.density; }, density_words(),
          {.meaning = "(8) with s = (1 - lambda)^age, (8) as printed, or the exact filter of replacements"})
      .choice("accommodation", [field](P & p) -> auto& { return field(p).reputation.accommodation; },
              accommodation_words(),
              {.meaning = "a contradiction drops what came before the contradicted observation, with or "
                          "without it"});
  schema.section("recommendations", "advice that agents seek with simulate.communication = true")
      .integer("advisors", [field](P & p) -> auto& { return field(p).communication.advisors; },
               {.meaning = "asked at most for each request, best known first", .range = within(1, 10'000)})
      .integer(
          "min_observations", [field](P & p) -> auto& { return field(p).communication.min_observations; },
          {.meaning = "of an advisor before it is asked, and by it before it answers",
           .symbol = "n_min",
           .range = within(1, 1'000'000)})
      .integer(
          "window", [field](P & p) -> auto& { return field(p).communication.window; },
          {.meaning = "after which advice is forgotten", .unit = "rounds", .range = within(1, 1'000'000)})
      .choice("reset", [field](P & p) -> auto& { return field(p).communication.reset; }, reset_words(),
              {.meaning = "what an advisor who praised an unworthy agent is believed to be from then on"})
      .number("reset_level", [field](P & p) -> auto& { return field(p).communication.reset_level; },
              {.meaning = "upper end of that belief, with reset \"to-low\"",
               .symbol = "g_low",
               .unit = "per round",
               .range = inner_fraction})
      .choice("policy", [field](P & p) -> auto& { return field(p).communication.advice; }, advice_words(),
              {.meaning = "how advisors answer"});
}

/// All three, and their conditions.
template <typename P, typename Field>
void add_simulation_keys(description::SchemaOf<P>& schema, Field field) {
  add_simulate_section(schema, field);
  add_belief_sections(schema, field);
  schema.check({"simulate", "reputation", "recommendations"},
               [field](const P& p, description::Objections& objections) {
                 check_simulation_keys(field(const_cast<P&>(p)), objections);
               });
}

}  // namespace models::favor

#include "models/common_keys.hpp"

namespace models {
namespace {

using description::at_least;
using description::SchemaOf;
using description::Value;

SchemaOf<SweepKeys> sweep_schema() {
  SchemaOf<SweepKeys> schema;
  schema
      .text("key", [](SweepKeys & s) -> auto& { return s.key; },
            {.meaning = "dotted key that is varied", .required = true, .example = "\"section.key\""})
      .number("from", [](SweepKeys & s) -> auto& { return s.from; },
              {.meaning = "first value", .example = "1.0"})
      .number("to", [](SweepKeys & s) -> auto& { return s.to; }, {.meaning = "last value", .example = "2.0"})
      .integer("points", [](SweepKeys & s) -> auto& { return s.points; },
               {.meaning = "how many values", .range = description::within(1, 1'000'000), .example = "11"})
      .choice("spacing", [](SweepKeys & s) -> auto& { return s.spacing; },
              std::vector<std::pair<std::string, std::string>>{{"linear", "linear"}, {"log", "log"}},
              {.meaning = "equal differences or equal ratios"})
      .numbers(
          "values", [](SweepKeys & s) -> auto& { return s.values; },
          {.meaning = "the values themselves, instead of from, to and points", .example = "[1.0, 1.5, 2.0]"});
  return schema;
}

SchemaOf<ClaimKeys> claim_schema() {
  using namespace description;
  const auto keep = [](auto target) {  // values keep their places in the text: messages point there
    return [target](ClaimKeys& keys, const Value& value, long) { target(keys) = value; };
  };
  SchemaOf<ClaimKeys> schema;
  schema
      .custom("id", form_text, keep([](ClaimKeys & c) -> auto& { return c.id; }),
              {.meaning = "how `entente verify` calls it", .required = true, .example = "\"my-claim\""})
      .text("statement", [](ClaimKeys & c) -> auto& { return c.statement; },
            {.meaning = "the claim in words"})
      .custom("forall", form_texts, keep([](ClaimKeys & c) -> auto& { return c.forall; }),
              {.meaning = "parameters that vary, each \"NAME in [LOWER, UPPER]\"; without it: as described",
               .example = "[\"section.key in [0, 1]\"]"})
      .custom("profile", form_table, keep([](ClaimKeys & c) -> auto& { return c.profile; }),
              {.meaning = "instead of the equilibria: what each player chooses, numbers or formulas of "
                          "parameters",
               .example = "{ player1 = { q = 1 } }"})
      .custom("assume", form_text, keep([](ClaimKeys & c) -> auto& { return c.assume; }),
              {.meaning = "only where this formula is true", .example = "\"payoff.player1 > 0\""})
      .custom("assert", form_text, keep([](ClaimKeys & c) -> auto& { return c.assertion; }),
              {.meaning = "comparisons of parameters, choices, payoffs and derivatives: what is claimed",
               .required = true,
               .example = "\"payoff.player1 >= payoff.player2\""})
      .custom("recorded", form_text, keep([](ClaimKeys & c) -> auto& { return c.recorded; }),
              {.meaning = "the verdict that `verify` is to find: another one ends with exit code 5",
               .example = "\"holds\""});
  return schema;
}

SchemaOf<CommonKeys> make_schema() {
  constexpr double largest_seed = 9223372036854774784.0;  // the largest double below 2^63
  SchemaOf<CommonKeys> schema;
  schema
      .text("format", [](CommonKeys & c) -> auto& { return c.format; },
            {.meaning = "version of the language of descriptions",
             .required = true,
             .example = "\"entente/1\""})
      .text("family", [](CommonKeys & c) -> auto& { return c.family; },
            {.meaning = "kind of game", .required = true, .example = "\"\""})
      .text("title", [](CommonKeys & c) -> auto& { return c.title; }, {.meaning = "one line for people"})
      .text("source", [](CommonKeys & c) -> auto& { return c.source; },
            {.meaning = "where the case comes from"})
      .integer("seed", [](CommonKeys & c) -> auto& { return c.seed; },
               {.meaning = "of every random stream", .range = description::within(0, largest_seed)})
      .text("extends", [](CommonKeys & c) -> auto& { return c.extends; },
            {.meaning =
                 "description that this one overrides: a catalog case, or a file beside or below this one",
             .example = "\"family/case\""})
      .free_table("published",
                  [](CommonKeys&) -> description::Table& {
                    static thread_local description::Table unused;
                    return unused;
                  },
                  {.meaning = "printed numbers of the source, for `reproduce`"})
      .section("solve", "how to solve")
      .text("method", [](CommonKeys & c) -> auto& { return c.wishes.method; },
            {.meaning = "solver; \"auto\" chooses by the game"})
      .integer(
          "starts", [](CommonKeys & c) -> auto& { return c.wishes.starts; },
          {.meaning = "starting points; 0 is the method's own number", .range = description::within(0, 1e9)})
      .number("tolerance", [](CommonKeys & c) -> auto& { return c.wishes.tolerance; },
              {.meaning = "of regret, over the payoff range and the same absolutely",
               .range = description::positive})
      .integer("max_iterations", [](CommonKeys & c) -> auto& { return c.wishes.max_iterations; },
               {.meaning = "budget of a method; 0 is the method's own", .range = description::within(0, 1e9)})
      .list(
          "sweep", [](CommonKeys & c) -> auto& { return c.sweep; }, sweep_schema(), 0,
          "one axis of a grid for `entente sweep`; the first axis varies slowest")
      .list(
          "claim", [](CommonKeys & c) -> auto& { return c.claims; }, claim_schema(), 0,
          "what is claimed of the game, for `entente verify`");
  return schema;
}

}  // namespace

const SchemaOf<CommonKeys>& common_schema() {
  static const auto schema = make_schema();
  return schema;
}

}  // namespace models

#include "models/coopetition/experiment_keys.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace models::coopetition {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

using Schema = SchemaOf<Keys>;

constexpr double most_draws = 1e7;

template <typename E>
using Words = std::vector<std::pair<std::string, E>>;

Value numbers(std::initializer_list<double> values) {
  Array array;
  for (const double value : values) array.emplace_back(value);
  return Value(std::move(array));
}

/// Where the levels of one factor go.
auto levels_of(std::size_t factor) {
  return [factor](Keys& keys, const Value& value, long) {
    auto& levels = keys.factorial->levels[factor];
    levels.clear();
    for (const auto& level : *value.array()) levels.push_back(level.number());
  };
}

struct FactorKey {
  const char* symbol;
  const char* meaning;
  Range range;
  Value paper;  // the levels that reproduce the printed figures
};

void add_factorial(Schema& schema) {
  const Range rate{.lower = 0, .upper = 1, .lower_open = true};
  const std::array<FactorKey, factor_names.size()> factors = {
      {{"lambda+", "levels of the building rate", rate, numbers({.05, .08, .10, .12, .15})},
       {"lambda-", "levels of the erosion rate", rate, numbers({.15, .23, .30, .38, .45})},
       {"mu_R", "levels of the damage rate", fraction, numbers({.50, .55, .60, .65, .70})},
       {"delta_R", "levels of the decay rate", fraction, numbers({.01, .02, .03, .04, .05})},
       {"xi", "levels of the amplification", within(0, 100), numbers({.3, .4, .5, .6, .7})},
       {"rho",
        "levels of the reciprocity; idle where signals are fixed",
        {.lower = 0, .upper = 1, .upper_open = true},
        numbers({.10, .15, .20, .25, .30})},
       {"kappa",
        "levels of the sensitivity; idle where signals are fixed",
        {.lower = 0, .upper = 100, .lower_open = true},
        numbers({.5, .75, 1, 1.25, 1.5})}}};
  schema.optional_section(
      "factorial",
      "TR-2's factorial experiment on one pair, made by `simulate`: every combination of levels; "
      "[trust] says which variants of the law hold",
      [](Keys& k) { k.factorial.emplace(); });
  for (std::size_t factor = 0; factor < factors.size(); ++factor)
    schema.custom(std::string(factor_names[factor]), form_numbers, levels_of(factor),
                  {.meaning = factors[factor].meaning,
                   .symbol = factors[factor].symbol,
                   .range = factors[factor].range,
                   .fallback = factors[factor].paper});
  schema
      .choice("signals", [](Keys & k) -> auto& { return k.factorial->reactive; },
              Words<bool>{{"fixed", false}, {"reactive", true}},
              {.meaning = "tanh(x) of the protocol's deviations, or tanh(kappa (x + rho T))"})
      .integer("samples", [](Keys & k) -> auto& { return k.factorial->samples; },
               {.meaning = "of variance-based indices over the ranges of the levels; 0: none",
                .range = within(0, most_draws)})
      .integer("resamples", [](Keys & k) -> auto& { return k.factorial->resamples; },
               {.meaning = "of the bootstrap that gives their intervals", .range = within(2, 100'000)});
}

void add_rubric(Schema& schema) {
  schema
      .optional_section("rubric", "TR-2's 60-point rubric for a script of phases, awarded by `simulate`",
                        [](Keys& k) { k.rubric.emplace(); })
      .choice(
          "mean", [](Keys & k) -> auto& { return k.rubric->pairs_only; },
          Words<bool>{{"matrix", false}, {"pairs", true}},
          {.meaning =
               "trust is averaged over the whole matrix, diagonal of trust.initial included (the authors' "
               "suite), or over ordered pairs"})
      .integer(
          "draws", [](Keys & k) -> auto& { return k.rubric->draws; },
          {.meaning = "of parameters from the factorial experiment's ranges: what the rubric awards to them",
           .range = within(0, most_draws)});
}

void add_markov(Schema& schema) {
  schema
      .section("markov", "play that looks ahead, concept \"markov-perfect\": two actors, backward induction")
      .number("discount_factor", [](Keys & k) -> auto& { return k.markov.discount_factor; },
              {.meaning = "of a period",
               .unit = "1 / period",
               .range = {.lower = 0, .upper = 1, .upper_open = true}})
      .integer("periods", [](Keys & k) -> auto& { return k.markov.periods; },
               {.meaning = "before the stage payoff of the last state is earned for ever",
                .symbol = "T",
                .unit = "periods",
                .range = within(1, 10'000)})
      .integer("actions", [](Keys & k) -> auto& { return k.markov.actions; },
               {.meaning = "equally spaced on [0, e], both ends included", .range = within(2, 201)})
      .integer("points", [](Keys & k) -> auto& { return k.markov.points; },
               {.meaning = "of the grid in each of T12, T21, R12 and R21", .range = within(2, 65)})
      .integer("finer_points", [](Keys & k) -> auto& { return k.markov.finer_points; },
               {.meaning = "of a second grid that tells how much the first misses; 0: none",
                .range = within(0, 65)})
      .integer(
          "states", [](Keys & k) -> auto& { return k.markov.states; },
          {.meaning = "off the grid, drawn, at which deviations are tried", .range = within(0, 1'000'000)})
      .choice(
          "selection", [](Keys & k) -> auto& { return k.markov.selection; },
          Words<StageSelection>{{"smallest", StageSelection::smallest},
                                {"largest", StageSelection::largest},
                                {"joint", StageSelection::joint}},
          {.meaning =
               "which of several pure equilibria of a stage is played: the least actions (actor 1's first), "
               "the largest, or the largest sum of payoffs"});
}

void check_factorial(const Keys& keys, Objections& objections) {
  if (!keys.factorial) return;
  for (std::size_t factor = 0; factor < factor_names.size(); ++factor) {
    const auto& levels = keys.factorial->levels[factor];
    const auto key = fmt::format("factorial.{}", factor_names[factor]);
    if (levels.empty())
      objections.at(key, fmt::format("{} has no level", key));
    else if (!std::is_sorted(levels.begin(), levels.end(), std::less_equal<>()))
      objections.at(key, fmt::format("levels of {} must rise", key));
  }
}

void check_rubric(const Keys& keys, Objections& objections) {
  if (keys.rubric && keys.phases.empty())
    objections.at("rubric", "[rubric] judges a script: give [[phases]]");
  if (keys.rubric && keys.repeat)
    objections.at("simulate.repeat", "[rubric] judges a script that is played once");
}

void check_markov(const Keys& keys, Objections& objections) {
  const auto& m = keys.markov;
  if (keys.concept_ == Concept::markov_perfect && keys.actors.size() != 2)
    objections.at("solve.concept",
                  fmt::format("\"markov-perfect\" is for two actors, not for {}", keys.actors.size()));
  if (m.finer_points != 0 && m.finer_points <= m.points)
    objections.at("markov.finer_points",
                  fmt::format("markov.finer_points = {} is not above markov.points = {}; 0 "
                              "leaves the second grid out",
                              m.finer_points, m.points));
}

}  // namespace

void add_experiments(Schema& schema) {
  add_factorial(schema);
  add_rubric(schema);
  add_markov(schema);
  schema.check({"factorial"}, check_factorial)
      .check({"rubric", "phases", "simulate"}, check_rubric)
      .check({"actors", "markov", "solve"}, check_markov);
}

}  // namespace models::coopetition

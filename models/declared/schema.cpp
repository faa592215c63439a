// Keys, ranges and defaults of games that users write.
#include "models/declared/schema.hpp"

#include <utility>

#include "models/common_keys.hpp"
#include "models/description/schema_of.hpp"

namespace models::declared {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

constexpr double most_players = 100'000;
constexpr double most_entries = 1'000'000;
constexpr unsigned bound_forms = form_number | form_numbers | form_text;

template <typename Target>
auto take(Target target) {  // values keep their places in the text: messages point there
  return [target](auto& keys, const Value& value, long) { target(keys) = value; };
}

template <typename K, typename Get>
void add_variable_keys(SchemaOf<K>& schema, Get get, bool in_template) {
  schema
      .custom("name", form_text, take([get](K & k) -> auto& { return get(k).name; }),
              {.meaning = "how formulas call it",
               .required = true,
               .example = "\"q\"",
               .in_template = in_template})
      .custom(
          "lower", bound_forms, take([get](K & k) -> auto& { return get(k).lower; }),
          {.meaning = "least value: a number, one each, or a formula of parameters; without it there is none",
           .example = "0",
           .in_template = in_template})
      .custom("upper", bound_forms, take([get](K & k) -> auto& { return get(k).upper; }),
              {.meaning = "greatest value, in the same ways", .example = "10", .in_template = in_template})
      .custom("initial", bound_forms, take([get](K & k) -> auto& { return get(k).initial; }),
              {.meaning = "where the first search starts", .example = "1"})
      .integer("size", [get](K & k) -> auto& { return get(k).size; },
               {.meaning = "entries of an array of variables: x[1], x[2], ...",
                .range = within(1, most_entries),
                .example = "3"})
      .custom("over", form_text, take([get](K & k) -> auto& { return get(k).over; }),
              {.meaning = "set whose elements index an array of variables: x[g]", .example = "\"goods\""});
}

SchemaOf<VariableKeys> variable_schema() {
  SchemaOf<VariableKeys> schema;
  add_variable_keys(
      schema, [](VariableKeys & k) -> auto& { return k; }, true);
  return schema;
}

SchemaOf<ConstraintKeys> constraint_schema() {
  SchemaOf<ConstraintKeys> schema;
  schema
      .custom("expression", form_text, take([](ConstraintKeys & k) -> auto& { return k.expression; }),
              {.meaning = "two formulas with <=, >= or == between them",
               .required = true,
               .example = "\"sum(p, players, q[p]) <= 100\""})
      .text("name", [](ConstraintKeys & k) -> auto& { return k.name; }, {.meaning = "for results"});
  return schema;
}

SchemaOf<PlayerKeys> player_schema() {
  SchemaOf<PlayerKeys> schema;
  schema
      .custom("name", form_text, take([](PlayerKeys & k) -> auto& { return k.name; }),
              {.meaning = "for formulas and results; player1, player2, ... without it",
               .example = "\"firm\"",
               .in_template = true})
      .integer(
          "count", [](PlayerKeys & k) -> auto& { return k.count; },
          {.meaning = "that many players of one kind: the name with a number each; `self` tells them apart",
           .range = within(1, most_players),
           .example = "2",
           .in_template = true})
      .truth("leader", [](PlayerKeys & k) -> auto& { return k.leader; },
             {.meaning = "moves first: the others reply with an equilibrium among themselves (Stackelberg)"})
      .custom("maximize", form_text, take([](PlayerKeys & k) -> auto& { return k.maximize; }),
              {.meaning = "formula of what the player gets",
               .example = "\"q * (10 - total) - q\"",
               .in_template = true})
      .custom("minimize", form_text, take([](PlayerKeys & k) -> auto& { return k.minimize; }),
              {.meaning = "formula of what the player loses, instead of maximize", .example = "\"q^2\""})
      .list(
          "variables", [](PlayerKeys & k) -> auto& { return k.variables; }, variable_schema(), 1,
          "what the player chooses; inline: variables = [{ name = \"q\", lower = 0 }]")
      .list(
          "constraints", [](PlayerKeys & k) -> auto& { return k.constraints; }, constraint_schema(), 0,
          "what binds this player alone");
  return schema;
}

SchemaOf<UnknownKeys> unknown_schema() {
  SchemaOf<UnknownKeys> schema;
  add_variable_keys(
      schema, [](UnknownKeys & k) -> auto& { return k.variable; }, false);
  schema
      .custom("map", form_text | form_texts, take([](UnknownKeys & k) -> auto& { return k.map; }),
              {.meaning =
                   "F: at a solution F = 0, or the unknown is at its lower end and F >= 0, or at its upper "
                   "end and F <= 0; one formula for each entry, or one for all with `index` in it",
               .required = true,
               .example = "\"x^2 - 1\""})
      .text("index", [](UnknownKeys & k) -> auto& { return k.index; },
            {.meaning = "how the map of an array of unknowns calls the entry that it is of"});
  return schema;
}

SchemaOf<Keys> make_schema() {
  SchemaOf<Keys> schema(&common_schema());
  schema
      .free_table("parameters", [](Keys & k) -> auto& { return k.parameters; },
                  {.meaning = "numbers, arrays, matrices and laws by name: b = 0.5, tau = [[0, 1], [1, 0]], "
                              "W = { uniform = [0, 1] }, cost = { over = \"goods\", values = [1, 2] }"})
      .free_table(
          "sets", [](Keys & k) -> auto& { return k.sets; },
          {.meaning =
               "finite sets by name: goods = [\"pen\", \"book\"], periods = 4, edges = [[1, 2], [2, 3]]; "
               "`players` is always there"})
      .free_table("functions", [](Keys & k) -> auto& { return k.functions; },
                  {.meaning = "functions by name: f = \"x -> x^0.75\", g = \"(x, y) -> x * y\""})
      .free_table(
          "finite", [](Keys & k) -> auto& { return k.finite; },
          {.meaning =
               "instead of players: a finite game, by payoffs = [[[4, \"1/3\"], [0, 1]], ...], one nest "
               "of arrays a player (actions and players name them), or by gambit = \"FILE.nfg\""})
      .list(
          "players", [](Keys & k) -> auto& { return k.players; }, player_schema(), 0,
          "who chooses what, and why")
      .list(
          "shared_constraints", [](Keys & k) -> auto& { return k.shared_constraints; }, constraint_schema(),
          0, "what binds all players together (a generalised game)")
      .list(
          "unknowns", [](Keys & k) -> auto& { return k.unknowns; }, unknown_schema(), 0,
          "instead of players: a complementarity problem or variational inequality given by its map")
      .section("solve", "how to solve")
      .choice(
          "concept", [](Keys & k) -> auto& { return k.concept_; },
          std::vector<std::pair<std::string, Concept>>{{"nash", Concept::nash},
                                                       {"variational", Concept::variational}},
          {.meaning = "with shared constraints: any equilibrium, or the variational one, whose multipliers "
                      "are equal for all players"});
  return schema;
}

const SchemaOf<Keys>& own_schema() {
  static const auto schema = make_schema();
  return schema;
}

}  // namespace

const description::Schema& schema() { return own_schema(); }

Keys keys(const Table& resolved) { return own_schema().parameters(resolved); }

}  // namespace models::declared

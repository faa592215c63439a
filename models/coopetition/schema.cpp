// models/coopetition/schema.cpp
// Keys, symbols and ranges of coopetition games.
#include "models/coopetition/schema.hpp"

#include <utility>

#include <fmt/format.h>

#include "models/common_keys.hpp"
#include "models/coopetition/diagram.hpp"
#include "models/coopetition/experiment_keys.hpp"
#include "models/coopetition/keys.hpp"
#include "models/coopetition/resolve_keys.hpp"
#include "models/description/schema_of.hpp"
#include "models/description/utf8.hpp"

namespace models::coopetition {
namespace {

using namespace description;  // the words of schemas: at_least, positive, Value, ...

using Schema = SchemaOf<Keys>;

constexpr double most_rounds = 1e6;
constexpr double largest_amount = 1e100;  // squares and sums of many stay finite

template <typename E>
using Words = std::vector<std::pair<std::string, E>>;

SchemaOf<ActorKeys> actor_schema() {
  SchemaOf<ActorKeys> schema;
  schema
      .text("name", [](ActorKeys & a) -> auto& { return a.name; },
            {.meaning = "as results print it; left out: actor1, actor2, ...", .example = "\"Samsung\""})
      .number("endowment", [](ActorKeys & a) -> auto& { return a.endowment; },
              {.meaning = "actions lie in [0, e]; left out: 100, or what a drawing says",
               .symbol = "e",
               .unit = "action",
               .range = {.lower = 0, .upper = largest_amount, .lower_open = true},
               .example = "100"})
      .number("share", [](ActorKeys & a) -> auto& { return a.share; },
              {.meaning = "of the synergy; all sum to 1. Left out for all: equal shares",
               .symbol = "alpha",
               .range = fraction,
               .example = "0.55"})
      .number("own_weight", [](ActorKeys & a) -> auto& { return a.own_weight; },
              {.meaning = "of the goals that the actor reaches alone, beside the weights of its dependencies",
               .range = within(0, largest_amount)});
  return schema;
}

SchemaOf<DependencyKeys> dependency_schema() {
  SchemaOf<DependencyKeys> schema;
  schema
      .text("depender", [](DependencyKeys & d) -> auto& { return d.depender; },
            {.meaning = "the actor who relies on another", .required = true, .example = "\"Samsung\""})
      .text("dependee", [](DependencyKeys & d) -> auto& { return d.dependee; },
            {.meaning = "the actor relied on", .required = true, .example = "\"Sony\""})
      .text("dependum", [](DependencyKeys & d) -> auto& { return d.dependum; },
            {.meaning = "the goal; entries of one depender with equal names are alternatives for one goal"})
      .number("weight", [](DependencyKeys & d) -> auto& { return d.weight; },
              {.meaning = "of the goal to the depender",
               .symbol = "w",
               .range = {.lower = 0, .upper = largest_amount, .lower_open = true}})
      .number("criticality", [](DependencyKeys & d) -> auto& { return d.criticality; },
              {.meaning = "1: sole provider; left out: 1/n for n alternatives",
               .symbol = "crit",
               .range = fraction,
               .example = "1.0"});
  return schema;
}

void add_structure(Schema& schema) {
  schema.section("diagram", "an iStar 2.0 drawing that says who plays and who depends on whom")
      .text("file", [](Keys & k) -> auto& { return k.diagram; },
            {.meaning = "a drawing saved by piStar (JSON), or one that is shipped: s-lcd",
             .example = "\"s-lcd\"",
             .in_template = true});
  schema
      .list(
          "actors", [](Keys & k) -> auto& { return k.actors; }, actor_schema(), 0, "who plays; at least two")
      .list(
          "dependencies", [](Keys & k) -> auto& { return k.dependencies; }, dependency_schema(), 0,
          "who depends on whom for what (i*), instead of dependence.matrix")
      .section("dependence", "the interdependence matrix")
      .matrix(
          "matrix", [](Keys & k) -> auto& { return k.dependence; },
          {.meaning =
               "how much the row's actor depends on the column's; left out: from [[dependencies]], else 0",
           .symbol = "D",
           .range = fraction,
           .example = "[[0, 0.64], [0.86, 0]]",
           .length = "actors",
           .zero_diagonal = true})
      .choice("denominator", [](Keys & k) -> auto& { return k.denominator; },
              Words<Denominator>{{"goals", Denominator::goals}, {"links", Denominator::links}},
              {.meaning =
                   "weights are divided by those of all goals of the depender (theory), or of the goals that "
                   "the dependee serves (the authors' gym)"});
}

void add_value(Schema& schema) {
  schema.section("value", "what actions are worth")
      .choice("form", [](Keys & k) -> auto& { return k.value.form; },
              Words<ValueForm>{{"logarithmic", ValueForm::logarithmic}, {"power", ValueForm::power}},
              {.meaning = "of an action by itself: theta log(1 + a), or a^beta", .symbol = "f"})
      .number("scale", [](Keys & k) -> auto& { return k.value.scale; },
              {.meaning = "of the logarithmic form",
               .symbol = "theta",
               .unit = "payoff",
               .range = {.lower = 0, .upper = largest_amount, .lower_open = true}})
      .number("exponent", [](Keys & k) -> auto& { return k.value.exponent; },
              {.meaning = "of the power form", .symbol = "beta", .range = inner_fraction})
      .number("complementarity", [](Keys & k) -> auto& { return k.value.complementarity; },
              {.meaning = "what the synergy g = (prod a)^(1/N) adds",
               .symbol = "gamma",
               .range = within(0, largest_amount)});
}

/// One number for all pairs, or a matrix.
auto pairs_of(Matrix Keys::*member) {
  return [member](Keys& keys, const Value& value, long) {
    if (value.is_number())
      keys.*member = Matrix::Constant(1, 1, value.number());
    else
      assign(keys.*member, value, 0);
  };
}

void take_baseline(Keys& keys, const Value& value, long) {
  if (value.text())
    keys.baseline.resize(0);
  else
    assign(keys.baseline, value, 1);
}

void add_rates(Schema& schema) {
  schema.section("trust", "how trust and reputation move, and what trust does")
      .number("building_rate", [](Keys & k) -> auto& { return k.trust.law.building_rate; },
              {.meaning = "of trust after cooperation",
               .symbol = "lambda+",
               .unit = "1 / period",
               .range = fraction})
      .number("erosion_rate", [](Keys & k) -> auto& { return k.trust.law.erosion_rate; },
              {.meaning = "of trust after a violation",
               .symbol = "lambda-",
               .unit = "1 / period",
               .range = fraction})
      .number("damage_rate", [](Keys & k) -> auto& { return k.trust.law.damage_rate; },
              {.meaning = "of reputation by a violation",
               .symbol = "mu_R",
               .unit = "1 / period",
               .range = fraction})
      .number(
          "decay_rate", [](Keys & k) -> auto& { return k.trust.law.decay_rate; },
          {.meaning = "at which damage heals", .symbol = "delta_R", .unit = "1 / period", .range = fraction})
      .number("amplification", [](Keys & k) -> auto& { return k.trust.law.amplification; },
              {.meaning = "of erosion by the dependence of the one who trusts",
               .symbol = "xi",
               .range = within(0, largest_amount)})
      .number("reciprocity", [](Keys & k) -> auto& { return k.trust.reciprocity; },
              {.meaning = "weight of trust-gated reciprocity in utility (Def. 3.4)",
               .symbol = "rho",
               .unit = "payoff / action^2",
               .range = within(0, largest_amount)})
      .number("sensitivity", [](Keys & k) -> auto& { return k.trust.law.sensitivity; },
              {.meaning = "of the signal tanh(kappa (a - b))",
               .symbol = "kappa",
               .unit = "1 / action",
               .range = {.lower = 0, .upper = largest_amount, .lower_open = true}});
}

void add_variants(Schema& schema) {
  schema
      .choice(
          "building", [](Keys & k) -> auto& { return k.trust.law.building; },
          Words<Building>{{"product", Building::product}, {"gap", Building::gap}},
          {.meaning = "lambda+ s (1 - T) Theta (arXiv v1, released files), or lambda+ s max(0, Theta - T) "
                      "(documentation, later code)"})
      .choice("decay", [](Keys & k) -> auto& { return k.trust.law.decay; },
              Words<Decay>{{"regime", Decay::regime}, {"always", Decay::always}},
              {.meaning = "damage heals in periods without a violation, or always"})
      .choice("clip", [](Keys & k) -> auto& { return k.trust.law.clip; },
              Words<Clip>{{"unit", Clip::unit}, {"ceiling", Clip::ceiling}},
              {.meaning = "trust is cut to [0, 1], or to [0, Theta] of the period before (gym)"})
      .choice(
          "gating", [](Keys & k) -> auto& { return k.trust.gating; },
          Words<Gating>{{"reciprocity", Gating::reciprocity}, {"dependence", Gating::dependence}},
          {.meaning =
               "trust weighs reciprocity (Def. 3.4), or gates dependence: D becomes min(T, Theta) D (gym)"})
      .custom(
          "initial", form_number | form_matrix, pairs_of(&Keys::initial),
          {.meaning = "trust at the start, and in `solve`: for all pairs, or row in column (diagonal unused)",
           .symbol = "T(0)",
           .range = fraction,
           .fallback = Value(0.5)})
      .custom("initial_damage", form_number | form_matrix, pairs_of(&Keys::initial_damage),
              {.meaning = "reputation damage at the start, likewise",
               .symbol = "R(0)",
               .range = fraction,
               .fallback = Value(0.0)})
      .custom(
          "baseline", form_word | form_number | form_numbers, take_baseline,
          {.meaning = "action above which an actor cooperates: for all, one each, or the Nash equilibrium of "
                      "private payoffs",
           .symbol = "b",
           .unit = "action",
           .range = within(0, largest_amount),
           .fallback = Value("nash"),
           .words = {"nash"}});
}

SchemaOf<PhaseKeys> phase_schema() {
  const auto take = [](std::optional<Vector> PhaseKeys::*member) {
    return [member](PhaseKeys& phase, const Value& value, long) { assign(phase.*member, value, 1); };
  };
  SchemaOf<PhaseKeys> schema;
  schema.text("name", [](PhaseKeys & p) -> auto& { return p.name; }, {.meaning = "for people"})
      .integer("rounds", [](PhaseKeys & p) -> auto& { return p.rounds; },
               {.meaning = "periods that it lasts", .unit = "periods", .range = within(1, most_rounds)})
      .custom("actions", form_number | form_numbers, take(&PhaseKeys::actions),
              {.meaning = "of all, or one an actor",
               .symbol = "a",
               .unit = "action",
               .range = within(-largest_amount, largest_amount),
               .example = "7.0"})
      .custom("deviations", form_number | form_numbers, take(&PhaseKeys::deviations),
              {.meaning = "actions as distances from the baseline, instead of actions",
               .symbol = "a - b",
               .unit = "action",
               .range = within(-largest_amount, largest_amount),
               .example = "2.0"});
  return schema;
}

void add_wishes(Schema& schema) {
  schema.section("solve", "what to solve and how")
      .choice(
          "concept", [](Keys & k) -> auto& { return k.concept_; },
          Words<Concept>{{"coopetitive", Concept::coopetitive},
                         {"trust-contingent", Concept::trust_contingent},
                         {"markov-perfect", Concept::markov_perfect}},
          {.meaning =
               "Nash of integrated utility (TR-1), the same with trust held at its initial value (Def. 3.4), "
               "or looking ahead (Def. 7.2)"});
  schema.section("simulate", "play over time: the phases' actions, else each period's equilibrium")
      .integer("rounds", [](Keys & k) -> auto& { return k.rounds; },
               {.meaning = "periods played; left out: the length of the script, else 50",
                .symbol = "T",
                .unit = "periods",
                .range = within(1, most_rounds),
                .example = "50"})
      .truth("repeat", [](Keys & k) -> auto& { return k.repeat; },
             {.meaning = "the phases begin anew when they end, up to `rounds`"})
      .choice(
          "selection", [](Keys & k) -> auto& { return k.selection; },
          Words<Selection>{{"smallest", Selection::smallest},
                           {"largest", Selection::largest},
                           {"nearest", Selection::nearest}},
          {.meaning = "which of several equilibria is played; nearest: to the period before, first to b"});
  schema.list(
      "phases", [](Keys & k) -> auto& { return k.phases; }, phase_schema(), 0,
      "a script of actions, one phase after the other");
  schema.section("bound", "fixed points of trust; where the number of trust-contingent equilibria changes")
      .choice("parameter", [](Keys & k) -> auto& { return k.folds.axis; },
              Words<Axis>{
                  {"reciprocity", Axis::reciprocity}, {"trust", Axis::trust}, {"baseline", Axis::baseline}},
              {.meaning = "rho, the trust of all pairs, or the baseline of all"})
      .number("from", [](Keys & k) -> auto& { return k.folds.from; },
              {.meaning = "first value; left out: 0", .range = within(0, largest_amount), .example = "0.0"})
      .number("to", [](Keys & k) -> auto& { return k.folds.to; },
              {.meaning = "last value; left out: 0.2 of rho, 1 of trust, the largest endowment of b",
               .range = within(0, largest_amount),
               .example = "0.2"})
      .number("deviation", [](Keys & k) -> auto& { return k.folds.deviation; },
              {.meaning = "from the baseline, of lasting cooperation or violation: fixed points of trust",
               .symbol = "x",
               .unit = "action",
               .range = {.lower = 0, .upper = largest_amount, .lower_open = true}})
      .integer(
          "points", [](Keys & k) -> auto& { return k.folds.points; },
          {.meaning = "of the scan; between two of them one change is found", .range = within(2, 100'000)});
}

Schema make_schema() {
  Schema schema(&common_schema());
  add_structure(schema);
  add_value(schema);
  add_rates(schema);
  add_variants(schema);
  add_wishes(schema);
  add_experiments(schema);
  schema.check({"actors"}, check_actors)
      .check({}, check_dependencies)
      .check({"trust.initial", "trust.initial_damage", "trust.baseline"}, check_trust_shapes)
      .check({"phases", "simulate"}, check_script)
      .check({"bound"}, check_folds);
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = make_schema();
  return schema;
}

}  // namespace

const description::Schema& schema() { return own_schema(); }

namespace {

/// Objections to keys that a drawing has completed: at the key where it is written, else at the drawing's
/// name.
class DiagramObjections final : public Objections {
 public:
  DiagramObjections(const Table& resolved, Faults& faults) : resolved_(resolved), faults_(faults) {}
  void at(std::string_view key, std::string message) override {
    const auto* written = resolved_.find_path(key);
    if (!written || written->location().line == 0) written = resolved_.find_path("diagram.file");
    faults_.add(key, written->location(), std::move(message));
  }
  bool given(std::string_view key) const override { return resolved_.find_path(key) != nullptr; }

 private:
  const Table& resolved_;
  Faults& faults_;
};

/// The keys with the drawing's actors and dependencies in them.
void complete_from_diagram(Keys& keys, const Table& resolved, const TextReader& read_text, Faults& faults) {
  const auto text = find_diagram(*keys.diagram, read_text);
  if (!text) {
    faults.add("diagram.file", resolved.find_path("diagram.file")->location(),
               fmt::format("diagram.file: '{}' is no file that can be read, and no shipped drawing (s-lcd)",
                           printable(*keys.diagram, 200)));
    return;
  }
  DiagramObjections objections(resolved, faults);
  merge_diagram(keys, read_diagram(*keys.diagram, *text), objections);
  keys.diagram.reset();
  if (!faults.empty()) return;
  check_actors(keys, objections);
  check_dependencies(keys, objections);
  check_trust_shapes(keys, objections);
  check_script(keys, objections);
}

}  // namespace

std::optional<Parameters> parameters(const Table& resolved, const TextReader& read_text, Faults& faults) {
  auto keys = own_schema().parameters(resolved);
  if (keys.diagram) complete_from_diagram(keys, resolved, read_text, faults);
  if (!faults.empty()) return std::nullopt;
  return resolve_keys(keys);
}

}  // namespace models::coopetition

#include "models/digital_twin/schema.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "models/read_model.hpp"
#include "models/registry.hpp"
#include "tests/models/description/reading.hpp"

namespace {

using namespace models;
using tests::faults;
using tests::read;

const std::string head = "format = \"entente/1\"\nfamily = \"digital-twin\"\n";

}  // namespace

TEST_CASE("every key has the default of the interface", "[digital-twin][schema]") {
  const auto p = digital_twin::parameters(read(head + "[players]\ncount = 3\n").resolved);
  REQUIRE(p.players.count() == 3);
  CHECK(p.players.identical());
  CHECK(p.players.sharing_cost(2) == 1);
  CHECK(p.players.information_sensitivity(0) == 1);
  CHECK(p.players.reward(1) == 5);
  CHECK(p.players.trust_rate(0) == 0.3);
  CHECK(p.players.learning_rate(0) == 0.05);
  CHECK(p.gradient == digital_twin::Gradient::exact);
  CHECK(p.trust.kind == digital_twin::Trust::Kind::steady_state);
  CHECK(p.concept_ == digital_twin::Concept::nash);
  CHECK_FALSE(p.horizon.discount_factor);
  CHECK(p.simulation.rounds == 50);
  CHECK_FALSE(p.simulation.initial_strategies);
}

TEST_CASE("each key reaches its field", "[digital-twin][schema]") {
  const auto loaded = read(head + R"(title = "T"
source = "S"
seed = 9
[players]
sharing_cost = [1, 2]
probing_cost = 3
deception_cost = 4
information_sensitivity = 5
reward = 6
sharing_value = 7
probing_value = 0
trust_rate = 0.25
learning_rate = 0.125
[game]
gradient = "printed"
trust = [[0, 0.5], [0.25, 0]]
[solve]
method = "extragradient"
starts = 12
tolerance = 1e-6
max_iterations = 77
[horizon]
discount_factor = 0.9
length = 4
plan = "stationary"
[simulate]
rounds = 7
belief = "kalman"
honesty = "product"
window = 3
weight = 0.75
prior_strength = 2
process_variance = 0
observation_variance = 0.5
initial_strategies = [[0.1, 0.2, 0.3], [0.7, 0.2, 0.1]]
initial_trust = [[0, 1], [0.5, 0]]
)");
  const auto p = digital_twin::parameters(loaded.resolved);
  REQUIRE(p.players.count() == 2);  // the arrays say so
  CHECK(p.players.sharing_cost(1) == 2);
  CHECK(p.players.probing_cost(1) == 3);
  CHECK(p.players.deception_cost(1) == 4);
  CHECK(p.players.information_sensitivity(1) == 5);
  CHECK(p.players.reward(1) == 6);
  CHECK(p.players.sharing_value(1) == 7);
  CHECK(p.players.probing_value(1) == 0);
  CHECK(p.players.trust_rate(1) == 0.25);
  CHECK(p.players.learning_rate(1) == 0.125);
  CHECK(p.gradient == digital_twin::Gradient::printed);
  CHECK(p.trust.kind == digital_twin::Trust::Kind::matrix);
  CHECK(p.trust.matrix(0, 1) == 0.5);
  CHECK(p.trust.matrix(1, 0) == 0.25);
  CHECK(*p.horizon.discount_factor == 0.9);
  CHECK(p.horizon.length == 4);
  CHECK(p.horizon.plan == digital_twin::Horizon::Plan::stationary);
  CHECK(p.simulation.rounds == 7);
  CHECK(p.simulation.belief.rule == digital_twin::BeliefRule::kalman);
  CHECK(p.simulation.belief.honesty == digital_twin::Honesty::product);
  CHECK(p.simulation.belief.window == 3);
  CHECK(p.simulation.belief.weight == 0.75);
  CHECK(p.simulation.belief.prior_strength == 2);
  CHECK(p.simulation.belief.process_variance == 0);
  CHECK(p.simulation.belief.observation_variance == 0.5);
  CHECK((*p.simulation.initial_strategies)(1, 0) == 0.7);
  CHECK((*p.simulation.initial_trust_matrix)(0, 1) == 1);
  CHECK(loaded.title == "T");
  CHECK(loaded.source == "S");
  CHECK(loaded.seed == 9);
  CHECK(loaded.wishes.seed == 9);
  CHECK(loaded.wishes.method == "extragradient");
  CHECK(loaded.wishes.starts == 12);
  CHECK(loaded.wishes.tolerance == 1e-6);
  CHECK(loaded.wishes.max_iterations == 77);
}

TEST_CASE("three faults of meaning are three located messages in the order of the text",
          "[digital-twin][schema]") {
  const auto text =
      faults(head + "[players]\ncount = 3\nreward = [5, 5, -1]\nsharing_csot = 1\ntrust_rate = 1\n");
  CHECK(text ==
        "t.toml:5:17: error: players.reward[3] = -1 violates R > 0\n"
        "    5 | reward = [5, 5, -1]\n"
        "      |                 ^~\n"
        "t.toml:6:1: error: unknown key 'sharing_csot' in [players]; did you mean 'sharing_cost'?\n"
        "    6 | sharing_csot = 1\n"
        "      | ^~~~~~~~~~~~\n"
        "t.toml:7:14: error: players.trust_rate = 1 violates 0 < eta < 1\n"
        "    7 | trust_rate = 1\n"
        "      |              ^\n"
        "3 errors; nothing was solved.");
}

TEST_CASE("the template reads back without a fault, every key at its default", "[digital-twin][schema]") {
  const auto text = template_text(tests::words_only());
  INFO(text);
  CHECK(faults(text) == "");
  const auto from_template = read(text);
  const auto from_little = read(head + "[players]\ncount = 5\n");
  CHECK(description::to_toml(description::Value(from_template.resolved)) ==
        description::to_toml(description::Value(from_little.resolved)));
  for (const auto& name : digital_twin::schema().key_names()) {
    CAPTURE(name);
    CHECK(text.find(name.substr(name.rfind('.') + 1)) != std::string::npos);
  }
}

TEST_CASE("the registered family reads, checks and builds", "[digital-twin][schema]") {
  const auto* family = find_family("digital-twin");
  REQUIRE(family);
  const auto loaded = read_model(parse_document("t.toml", template_text(*family), {}));
  CHECK(loaded.family == family);
  CHECK(loaded.model);
}

// The machinery of schemas, on a family made up for it: every form that later families need.
#include "models/description/schema.hpp"

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "models/common_keys.hpp"
#include "models/description/schema_of.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using namespace models::description;

struct Agent {
  std::string name = "someone";
  double discount_factor = 0;
  std::vector<std::string> friends;
};
struct Network {
  int invitations = 2;
  solvers::Matrix rates;
};
struct Market {
  Law costs;
  std::vector<Agent> agents;
  std::optional<Network> network;
  Table parameters;
  bool talk = false;
  solvers::Vector weights;
  std::optional<double> limit;
};

SchemaOf<Agent> agent_schema() {
  SchemaOf<Agent> schema;
  schema.text("name", [](Agent & a) -> auto& { return a.name; }, {.meaning = "who"})
      .number("discount_factor", [](Agent & a) -> auto& { return a.discount_factor; },
              {.meaning = "patience",
               .symbol = "gamma",
               .range = {.lower = 0, .upper = 1, .upper_open = true},
               .required = true,
               .example = "0.9"})
      .texts("friends", [](Agent & a) -> auto& { return a.friends; }, {.meaning = "whom the agent knows"});
  return schema;
}

const SchemaOf<Market>& market_schema() {
  static const auto schema = [] {
    SchemaOf<Market> s(&common_schema());
    s.law("costs", [](Market & m) -> auto& { return m.costs; },
          {.meaning = "law of the costs", .required = true})
        .free_table("parameters", [](Market & m) -> auto& { return m.parameters; },
                    {.meaning = "the user's own"})
        .list(
            "agents", [](Market & m) -> auto& { return m.agents; }, agent_schema(), 2, "who trades")
        .optional_section("network", "who meets whom", [](Market& m) { m.network.emplace(); })
        .integer("invitations", [](Market & m) -> auto& { return m.network->invitations; },
                 {.meaning = "per round", .range = at_least(1)})
        .matrix("rates", [](Market & m) -> auto& { return m.network->rates; },
                {.meaning = "meetings",
                 .range = nonnegative,
                 .required = true,
                 .length = "agents",
                 .zero_diagonal = true})
        .section("rules", "how they trade")
        .truth("talk", [](Market & m) -> auto& { return m.talk; }, {.meaning = "whether agents talk"})
        .each("weights", [](Market & m) -> auto& { return m.weights; },
              {.meaning = "weight of each agent", .fallback = Value(1.0), .length = "agents"})
        .number("limit", [](Market & m) -> auto& { return m.limit; }, {.meaning = "largest favor"})
        .check({"agents"}, [](const Market& m, Objections& objections) {
          if (m.agents[0].name == m.agents[1].name)
            objections.at("agents[2].name", "agents[2].name is that of agent 1; give each a name of its own");
        });
    return s;
  }();
  return schema;
}

const Family& market() {
  static const Family family{.name = "market",
                             .title = "t",
                             .source = "s",
                             .verbs = {},
                             .schema = &market_schema(),
                             .build = nullptr};
  return family;
}

LoadedModel read(const std::string& text) {
  return read_model_of(market(), parse_document("m.toml", text, {}));
}

std::string faults(const std::string& text) {
  try {
    read(text);
  } catch (const DescriptionError& error) {
    return error.what();
  }
  return {};
}

const std::string head = "format = \"entente/1\"\nfamily = \"market\"\n[costs]\nuniform = [0, 200]\n";
const std::string agents =
    "[[agents]]\nname = \"Ann\"\ndiscount_factor = 0.8\n[[agents]]\ndiscount_factor = 0.5\nfriends = "
    "[\"Ann\"]\n";

}  // namespace

TEST_CASE("lists, laws, free tables, optional sections and truths reach their fields", "[schema]") {
  const auto loaded =
      read(head + agents +
           "[network]\nrates = [[0, 1], [0.5, 0]]\n[parameters]\ndemand = 5000\n[rules]\ntalk = true\n");
  const auto m = market_schema().parameters(loaded.resolved);
  CHECK(m.costs.kind == Law::Kind::uniform);
  CHECK(m.costs.second == 200);
  REQUIRE(m.agents.size() == 2);
  CHECK(m.agents[0].name == "Ann");
  CHECK(m.agents[1].name == "someone");
  CHECK(m.agents[1].discount_factor == 0.5);
  CHECK(m.agents[1].friends == std::vector<std::string>{"Ann"});
  REQUIRE(m.network);
  CHECK(m.network->invitations == 2);
  CHECK(m.network->rates(1, 0) == 0.5);
  CHECK(m.parameters.find("demand")->number() == 5000);
  CHECK(m.talk);
  REQUIRE(m.weights.size() == 2);
  CHECK(m.weights(1) == 1);
  CHECK_FALSE(m.limit);
  const auto without = market_schema().parameters(read(head + agents).resolved);
  CHECK_FALSE(without.network);
}

TEST_CASE("each law of a section is read, with its arguments checked", "[schema][law]") {
  const auto law = [](const std::string& text) {
    return market_schema()
        .parameters(
            read("format = \"entente/1\"\nfamily = \"market\"\n[costs]\n" + text + "\n" + agents).resolved)
        .costs;
  };
  CHECK(law("exponential = { mean = 100 }").kind == Law::Kind::exponential);
  CHECK(law("exponential = { mean = 100 }").first == 100);
  CHECK(law("lognormal = { mean = 3, sigma = 0.5 }").second == 0.5);
  CHECK(law("gamma = { shape = 2, scale = 3 }").kind == Law::Kind::gamma);
  CHECK(law("samples = \"costs.csv\"").file == "costs.csv");
  const auto fault = [](const std::string& text) {
    const auto report =
        faults("format = \"entente/1\"\nfamily = \"market\"\n[costs]\n" + text + "\n" + agents);
    return report.substr(0, report.find('\n'));
  };
  CHECK(fault("uniform = [0, 1]\nexponential = { mean = 1 }") ==
        "m.toml:3:1: error: costs needs exactly one law, such as uniform = [0, 1]");
  CHECK(fault("gama = { shape = 2, scale = 3 }") ==
        "m.toml:4:1: error: unknown law 'gama' in costs; did you mean 'gamma'?");
  CHECK(fault("gamma = { shape = 2 }") ==
        "m.toml:4:9: error: costs: gamma needs the number 'scale'; write gamma = { shape = 2, scale = 1 }");
  CHECK(fault("gamma = { shape = 2, scale = -3 }") ==
        "m.toml:4:30: error: costs: scale = -3 violates scale > 0");
}

TEST_CASE("faults within lists name the entry", "[schema]") {
  const auto report =
      faults(head + "[[agents]]\ndiscount_factor = 1.2\n[[agents]]\ndiscuont_factor = 0.5\nname = 5\n");
  CHECK(report.find("m.toml:6:19: error: agents[1].discount_factor = 1.2 violates 0 <= gamma < 1") == 0);
  CHECK(report.find("m.toml:7:1: error: agents[2].discount_factor is missing: patience, 0 <= gamma < 1") !=
        std::string::npos);
  CHECK(report.find("m.toml:8:1: error: unknown key 'discuont_factor' in [[agents]]; did you mean "
                    "'discount_factor'?") != std::string::npos);
  CHECK(report.find("m.toml:9:8: error: agents[2].name is a number; give text") != std::string::npos);
  CHECK(report.ends_with("4 errors; nothing was solved."));
}

TEST_CASE("what is missing altogether is located where it belongs", "[schema]") {
  const auto report =
      faults("format = \"entente/1\"\nfamily = \"market\"\n[network]\n[rules]\nweights = [1]\n");
  CHECK(report.find("m.toml:1:1: error: costs is missing: law of the costs\n") != std::string::npos);
  CHECK(report.find("m.toml:1:1: error: 0 [[agents]] given, at least 2 needed\n") != std::string::npos);
  CHECK(report.find("m.toml:3:2: error: network.rates is missing: meetings, rates >= 0\n") !=
        std::string::npos);
}

TEST_CASE("a cross-check objects at the key it names, and rests where that key is faulty already",
          "[schema]") {
  const std::string twins =
      "[[agents]]\ndiscount_factor = 0.8\n[[agents]]\nname = \"someone\"\ndiscount_factor = 0.5\n";
  CHECK(faults(head + twins).find("m.toml:8:8: error: agents[2].name is that of agent 1") == 0);
  CHECK(faults(head + twins + "[[agents]]\ndiscount_factor = 5\n").ends_with("1 error; nothing was solved."));
}

TEST_CASE("a schema describes itself", "[schema]") {
  const auto lines = market_schema().describe();
  const auto find = [&](const std::string& key) {
    for (const auto& line : lines)
      if (line.key == key) return line;
    FAIL("no description of " << key);
    return KeyDescription{};
  };
  CHECK(find("agents[].discount_factor").range == "0 <= gamma < 1");
  CHECK(find("agents[].discount_factor").fallback == "required");
  CHECK(find("network.invitations").fallback == "2");
  CHECK(find("rules.talk").kind == "true or false");
  CHECK(find("rules.limit").fallback == "");
  CHECK(find("solve.method").fallback == "\"auto\"");
  CHECK(find("sweep[].spacing").kind == "\"linear\" or \"log\"");
  CHECK(market_schema().find_key("agents[2].discount_factor")->symbol == "gamma");
  CHECK(market_schema().find_key("agents.nothing") == nullptr);
  CHECK(market_schema().find_key("nothing") == nullptr);
}

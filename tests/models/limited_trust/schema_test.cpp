// Descriptions of limited trust: what they become, and where their faults are.
#include "models/limited_trust/schema.hpp"

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "models/limited_trust/limited_trust.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using limited_trust::LimitedTrust;

const std::string head = "format = \"entente/1\"\nfamily = \"limited-trust\"\n";
const std::string law = "[payoffs]\nlaw = { exponential = { mean = 4 } }\n";

std::optional<std::string> data_file(const std::string& path) {
  if (path == "payoffs.txt") return "# two a line\n1 2\n\n3.5 1\n";
  if (path == "commas.txt") return "1\n2,5\n";
  if (path == "empty.txt") return "# nothing\n";
  if (path == "path.txt") return "1 2\n2 3\n";
  if (path == "loop.txt") return "1 2\n2 2\n";
  return std::nullopt;
}

limited_trust::Parameters read(const std::string& text) {
  const auto loaded = read_model(parse_document("t.toml", head + text, data_file), {.read_text = data_file});
  return dynamic_cast<const LimitedTrust&>(*loaded.model).parameters();
}

std::string faults(const std::string& text) {
  try {
    read(text);
  } catch (const DescriptionError& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("matrices, trust and beliefs reach the parameters", "[limited_trust][schema]") {
  const auto p = read(
      "[payoffs]\nleader = [[1, 2, 3], [4, 5, 6]]\nfollower = [[1, 1, 1], [2, 2, 2]]\n"
      "[trust]\nleader = 0.5\nfollower = 2\nbelieved_follower = 1\nties = \"legacy\"\n"
      "tie_tolerance = 1e-6\n");
  REQUIRE(p.payoffs.leader);
  CHECK(p.payoffs.leader->rows() == 2);
  CHECK((*p.payoffs.leader)(1, 2) == 6);
  CHECK((*p.payoffs.follower)(1, 0) == 2);
  CHECK(p.trust.leader == 0.5);
  CHECK(p.trust.follower == 2);
  CHECK(p.trust.believed_follower == 1.0);
  CHECK(p.trust.ties == limited_trust::ActionTies::legacy);
  CHECK(p.trust.tie_tolerance == 1e-6);
  CHECK_FALSE(p.network);
  CHECK_FALSE(read(law).trust.believed_follower);
}

TEST_CASE("laws reach the parameters, one for both or one each, and samples from a file",
          "[limited_trust][schema]") {
  const auto both = read(law);
  CHECK(both.payoffs.leader_law->name() == "exponential = { mean = 4 }");
  CHECK(both.payoffs.leader_law == both.payoffs.follower_law);
  const auto each = read(
      "[payoffs]\nleader_law = { pareto = { scale = 1, shape = 2.5 } }\n"
      "follower_law = { beta = { alpha = 2, beta = 5 } }\nleader_actions = 3\n");
  CHECK(each.payoffs.leader_law->kind() == solvers::LawKind::pareto);
  CHECK(each.payoffs.follower_law->kind() == solvers::LawKind::beta);
  CHECK(each.payoffs.leader_actions == 3);
  CHECK(each.payoffs.follower_actions == 2);
  const auto drawn = read("[payoffs]\nlaw = { samples = \"payoffs.txt\" }\n");
  CHECK(drawn.payoffs.leader_law->mean() == 7.5 / 4);
}

TEST_CASE("networks: pairs, files, generators and one value for all or for each", "[limited_trust][schema]") {
  const auto pairs = read(law +
                          "[network]\nedges = [[1, 2], [2, 4]]\ninvitations = [1, 2, 1, 3]\n"
                          "initial_trust = 0.5\nfixed_agents = [4]\n[metagame]\ntie_breaking = "
                          "\"lexicographic\"\n");
  REQUIRE(pairs.network);
  CHECK(pairs.network->graph.nodes() == 4);
  CHECK(pairs.network->graph.degree(2) == 0);  // agent 3
  CHECK(pairs.network->invitations == std::vector<int>{1, 2, 1, 3});
  CHECK(pairs.network->initial_trust == limited_trust::Vector::Constant(4, 0.5));
  CHECK(pairs.network->fixed_agents == std::vector<int>{3});
  CHECK(pairs.network->ties == limited_trust::NeighborTies::lexicographic);
  CHECK(read(law + "[network]\nedges = \"karate\"\n").network->graph.nodes() == 34);
  CHECK(read(law + "[network]\nedges = \"path.txt\"\n").network->graph.links() == 2);
  CHECK(read(law + "[network]\ngenerator = { star = { leaves = 10 } }\n").network->graph.nodes() == 11);
  CHECK(read(law + "[network]\ngenerator = { dyad = {} }\n").network->graph.nodes() == 2);
  const std::string random =
      law + "[network]\ngenerator = { erdos-renyi = { agents = 30, probability = 0.2 } }\n";
  CHECK(read(random).network->graph.links() == read(random).network->graph.links());
  CHECK(read(law + "[network]\nedges = [[1, 2]]\nagents = 5\n").network->graph.nodes() == 5);
}

TEST_CASE("faults of payoffs are located", "[limited_trust][schema][errors]") {
  const auto says = [](const std::string& text, const std::string& what) {
    CAPTURE(text);
    CHECK_THAT(faults(text), Catch::Contains(what));
  };
  says("", "needs the matrices leader and follower, or a law");
  says("[payoffs]\nleader = [[1, 2]]\n",
       "t.toml:4:10: error: payoffs.follower is missing beside payoffs.leader");
  says("[payoffs]\nleader = [[1, 2]]\nfollower = [[1], [2]]\n",
       "t.toml:5:12: error: payoffs.follower is 2 x 1 but payoffs.leader is 1 x 2");
  says("[payoffs]\nleader = [[1, 2], [3]]\nfollower = [[1, 2]]\n", "leader[2] has 1 entries; a row needs 2");
  says("[payoffs]\nleader = []\nfollower = []\n", "each player needs at least one action");
  says("[payoffs]\nleader = [[]]\nfollower = [[]]\n", "each player needs at least one action");
  says("[payoffs]\nleader = [[nan]]\nfollower = [[1]]\n", "t.toml:4:12: error");
  says("[payoffs]\nleader = [[1e301]]\nfollower = [[1]]\n", "payoffs.leader[1][1] = 1e+301 violates");
  says(law + "leader_law = { uniform = [0, 1] }\n", "payoffs.leader_law stands beside payoffs.law");
  says("[payoffs]\nleader_law = { uniform = [0, 1] }\n", "payoffs.follower_law is missing");
  says("[payoffs]\nleader = [[1]]\nfollower = [[1]]\nleader_actions = 2\n", "does not go with matrices");
  says(law + "leader_actions = 0\n", "leader_actions = 0 violates");
  says("[payoffs]\nlaw = { pareto = { scale = 1 } }\n", "pareto needs the number 'shape'");
  says("[payoffs]\nlaw = { samples = \"none.txt\" }\n",
       "t.toml:4:7: error: payoffs.law: cannot read the samples");
  says("[payoffs]\nlaw = { samples = \"commas.txt\" }\n", "commas.txt:2: ");
  says("[payoffs]\nlaw = { samples = \"empty.txt\" }\n", "holds no samples");
  says(law + "[trust]\nleader = -1\n", "trust.leader = -1 violates delta_1 >= 0");
  says(law + "[trust]\nfolower = 1\n", "did you mean 'follower'?");
}

TEST_CASE("faults of networks are located", "[limited_trust][schema][errors]") {
  const auto says = [](const std::string& text, const std::string& what) {
    CAPTURE(text);
    CHECK_THAT(faults(law + "[network]\n" + text), Catch::Contains(what));
  };
  says("", "[network] needs edges");
  says("edges = [[1, 2], [2, 2]]\n", "t.toml:6:18: error: network.edges[2] links agent 2 with itself");
  says("edges = [[1, 2], [2, 1]]\n", "network.edges[2] links 1 and 2 again");
  says("edges = [[1, 2.5]]\n", "names no two agents");
  says("edges = [[0, 1]]\n", "violates");
  says("edges = []\n", "names no agent");
  says("edges = [[1, 2]]\ninvitations = 0\n", "network.invitations = 0 violates 1 <= k");
  says("edges = [[1, 2]]\ninvitations = 1.5\n", "is not a whole number");
  says("edges = [[1, 2]]\ninvitations = [1, 1, 1]\n", "has 3 entries but the network has 2 agents");
  says("edges = [[1, 2]]\ninitial_trust = -0.5\n", "initial_trust = -0.5 violates");
  says("edges = [[1, 2]]\ninitial_trust = 31\n",
       "network.initial_trust = 31 is above metagame.max_trust = 30");
  says("edges = [[1, 2]]\nfixed_agents = [3]\n", "fixed_agents[1] = 3 but the network has 2 agents");
  says("edges = [[1, 3]]\nagents = 2\n", "network.agents = 2 but network.edges names agent 3");
  says("edges = \"karat\"\n", "did you mean 'karate'?");
  says("edges = \"loop.txt\"\n", "loop.txt:2:1: error");
  says("edges = \"karate\"\ngenerator = { dyad = {} }\n", "stands beside network.edges");
  says("generator = { stars = { leaves = 3 } }\n", "did you mean 'star'?");
  says("generator = { star = { leafs = 3 } }\n", "known: leaves");
  says("generator = { star = { leaves = 0 } }\n", "leaves = 0, which is no whole number");
  says("generator = { ring = { agents = 2 } }\n", "is refused");
  CHECK_THAT(faults("[payoffs]\nlaw = { pareto = { scale = 1, shape = 1 } }\n[network]\nedges = [[1, 2]]\n"),
             Catch::Contains("has no mean"));
  CHECK_THAT(faults("[payoffs]\nlaw = { pareto = { scale = 1, shape = 2 } }\n[network]\nedges = [[1, 2]]\n"
                    "[metagame]\nnoise_samples = 10\n"),
             Catch::Contains("has no variance"));
  CHECK_THAT(faults("[payoffs]\nlaw = { pareto = { scale = 1, shape = 2 } }\nleader_actions = 7\n"
                    "[network]\nedges = [[1, 2]]\n"),
             Catch::StartsWith("t.toml:4:7: error: payoffs.law: ") && Catch::Contains("has no variance"));
  CHECK_THAT(faults("[payoffs]\nleader = [[1]]\nfollower = [[1]]\n[network]\nedges = [[1, 2]]\n"),
             Catch::Contains("give payoffs.law"));
}

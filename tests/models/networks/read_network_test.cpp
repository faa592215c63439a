// Networks read from text in every format, and every way in which a file can be wrong.
#include "models/networks/read_network.hpp"

#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "models/networks/shipped.hpp"
#include "tests/support/run_program.hpp"

namespace {

using models::networks::find_network;
using models::networks::read_network;

/// The report of a file that is wrong; empty where it is read.
std::string faults(const std::string& text, bool directed = false) {
  try {
    read_network("net.txt", text, directed);
  } catch (const models::description::DescriptionError& error) {
    return error.what();
  }
  return "";
}

struct Wrong {
  const char* what;
  const char* text;
  const char* report;
};

const Wrong wrong_files[] = {
    {"self-loop", "1 2\n3 3\n", "net.txt:2:1: error: node 3 is linked with itself"},
    {"repeated link", "1 2\n2 3\n1 2\n", "net.txt:3:1: error: the link of 1 and 2 stands already in line 1"},
    {"some links in both directions", "1 2\n2 3\n2 1\n",
     "net.txt:3:1: error: the link of 1 and 2 stands in both directions (line 1)"},
    {"word for a node", "1 two\n", "net.txt:1:1: error: 'two' is no node"},
    {"negative node", "1 -2\n", "net.txt:1:1: error: '-2' is no node"},
    {"fraction for a node", "1 2.5\n", "'2.5' is no node"},
    {"overflowing node", "1 99999999999999999999\n", "is no node"},
    {"one node", "1 2\n3\n", "net.txt:2:1: error: a link needs two nodes"},
    {"negative weight", "1 2 -1\n", "weight -1 is not positive"},
    {"weight that is none", "1 2 nan\n", "'nan' is no weight"},
    {"five columns", "1 2 1 7 9\n", "at most a weight and a time"},
    {"wrong number of nodes", "# nodes 4\n1 2\n2 9\n",
     "net.txt:1:1: error: the header says 4 nodes, the links name 3"},
    {"wrong number of links", "# nodes 3\n# edges 3\n1 2\n2 3\n",
     "net.txt:2:1: error: the header says 3 links, but there are 2"},
    {"SNAP with a wrong count", "# Nodes: 3 Edges: 7\n0 1\n1 2\n",
     "net.txt:1:1: error: the header says 7 links, but there are 2"},
    {"SNAP without a count", "# Nodes: many\n0 1\n", "no number behind 'nodes:'"},
    {"KONECT, two modes", "% bip unweighted\n1 1\n", "net.txt:1:1: error: a two-mode network"},
    {"KONECT with a wrong count", "% sym unweighted\n% 3 3 3\n1 2\n2 3\n",
     "net.txt:2:1: error: the header says 3 links"},
    {"KONECT beyond its nodes", "% sym unweighted\n% 2 3 3\n1 2\n2 4\n",
     "nodes are numbered 1 to 3, but 4 is named"},
    {"KONECT without counts", "% sym unweighted\n% none\n1 2\n", "KONECT's second line"},
    {"unknown KONECT", "% tree\n1 2\n", "'tree' is no format of KONECT"},
    {"nothing", "", "net.txt:1:1: error: no link in this file"},
    {"comments only", "# a comment\n\n", "no link in this file"},
    {"broken XML", "<graphml>\n<graph", "not well-formed XML"},
    {"no graph", "<graphml/>", "no <graphml> with a <graph>"},
    {"unknown node",
     "<graphml><graph edgedefault='undirected'>\n<node id='a'/>\n<edge source='a' "
     "target='b'/></graph></graphml>",
     "net.txt:3:1: error: target = \"b\" is no node"},
    {"GraphML self-loop",
     "<graphml><graph edgedefault='undirected'>\n<node id='a'/>\n<edge source='a' "
     "target='a'/></graph></graphml>",
     "net.txt:3:1: error: node 1 is linked with itself"},
    {"GraphML node twice",
     "<graphml><graph edgedefault='undirected'><node id='a'/>\n<node id='a'/></graph></graphml>",
     "net.txt:2:1: error: a second <node id=\"a\">"},
    {"GraphML without direction", "<graphml><graph><node id='a'/></graph></graphml>",
     "neither directed nor undirected"},
    {"hyperedge", "<graphml><graph edgedefault='directed'><node id='a'/><hyperedge/></graph></graphml>",
     "a hyperedge"},
};

}  // namespace

TEST_CASE("wrong files are refused at the line that is wrong", "[networks]") {
  for (const auto& file : wrong_files) {
    CAPTURE(file.what);
    CHECK_THAT(faults(file.text), Catch::Contains(file.report));
  }
}

TEST_CASE("all faults of a file are reported at once", "[networks]") {
  const auto report = faults("1 1\nx 2\n2 3\n2 3\n");
  CHECK_THAT(report, Catch::Contains("net.txt:1:1") && Catch::Contains("net.txt:2:1") &&
                         Catch::Contains("net.txt:4:1") && Catch::Contains("3 errors"));
}

TEST_CASE("edge lists", "[networks]") {
  const auto plain = read_network("net", "1 2\r\n\r\n3,2\n");
  CHECK(plain.graph.nodes() == 3);
  CHECK(plain.graph.links() == 2);
  CHECK(plain.graph.linked(1, 2));
  CHECK(plain.notes.empty());
  const auto isolated = read_network("net", "# nodes 5\n# edges 2\n1 2\n2 3");
  CHECK(isolated.graph.nodes() == 5);
  CHECK(isolated.graph.degree(4) == 0);
  CHECK(read_network("net", "\xEF\xBB\xBF# nodes 2\n").graph.links() ==
        0);  // nobody is linked, and the file says so
}

TEST_CASE("SNAP: numbers with gaps become labels, links in both directions one", "[networks]") {
  const auto snap = read_network(
      "net",
      "# Undirected graph: net\n# Nodes: 3 Edges: 4\n# FromNodeId\tToNodeId\n0\t7\n7\t0\n7\t9\n9\t7\n");
  CHECK(snap.graph.nodes() == 3);
  CHECK(snap.graph.links() == 2);
  CHECK(snap.graph.linked(0, 1));
  CHECK(snap.graph.labels == std::vector<std::string>{"0", "7", "9"});
  REQUIRE(snap.notes.size() == 2);
  CHECK_THAT(snap.notes[0], Catch::Contains("0 to 9 have gaps"));
  CHECK_THAT(snap.notes[1], Catch::Contains("2 of 2 links stand in both directions"));
  const auto directed =
      read_network("net", "# Directed graph: net\n1 2\n2 1\n2 3\n");  // symmetrised, as it says so
  CHECK(directed.graph.links() == 2);
  CHECK(directed.notes.size() == 2);
}

TEST_CASE("KONECT: direction, weights and counts", "[networks]") {
  const auto sym = read_network("net", "% sym weighted\n% 2 4 4\n1 2 3\n2 4 1\n");
  CHECK(sym.graph.nodes() == 4);
  CHECK(sym.graph.degree(2) == 0);
  CHECK_THAT(sym.notes.at(0), Catch::Contains("weights"));
  const auto* asym = "% asym unweighted\n% 3 3 3\n1 2 1 1000\n2 1 1 1001\n3 2 1 1002\n";
  CHECK(read_network("net", asym).graph.links() == 2);
  const auto directed = read_network("net", asym, true);
  CHECK(directed.graph.directed());
  CHECK(directed.graph.links() == 3);
  CHECK(directed.graph.linked(2, 1));
  CHECK_FALSE(directed.graph.linked(1, 2));
}

TEST_CASE("directed reading keeps the direction of each line", "[networks]") {
  const auto graph = read_network("net", "2 1\n1 3\n", true).graph;
  CHECK(graph.linked(1, 0));
  CHECK_FALSE(graph.linked(0, 1));
  CHECK(graph.linked(0, 2));
  CHECK_THAT(faults("2 1\n1 2\n2 1\n", true), Catch::Contains("net.txt:3:1"));
  CHECK(read_network("net", "2 1\n1 2\n", true).graph.links() == 2);
}

TEST_CASE("GraphML: labels, direction", "[networks]") {
  const auto* text = R"(<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <graph id="G" edgedefault="undirected">
    <node id="n0"><data key="d0">Ann &amp; Bob</data></node>
    <node id="n1"/>
    <node id="n2"/>
    <edge source="n0" target="n1"/>
  </graph>
</graphml>)";
  const auto network = read_network("net.graphml", text);
  CHECK(network.graph.nodes() == 3);
  CHECK(network.graph.links() == 1);
  CHECK(network.graph.labels == std::vector<std::string>{"Ann & Bob", "n1", "n2"});
}

TEST_CASE("what is shipped", "[networks]") {
  REQUIRE(models::networks::shipped().size() == 2);
  const auto karate = find_network("karate", nullptr);
  CHECK(karate.graph.nodes() == 34);
  CHECK(karate.graph.links() == 78);
  CHECK(karate.graph.degree(33) == 17);
  CHECK(karate.notes.empty());
  const auto women = find_network("southern-women", nullptr);
  CHECK(women.graph.nodes() == 15);
  CHECK(women.graph.links() == 46);  // the source counts 42; no single event left out gives that
}

TEST_CASE("a network that is not there: where to get it and where to put it", "[networks]") {
  CHECK_THROWS_WITH(find_network("karat", nullptr), Catch::Contains("did you mean 'karate'?"));
  CHECK_THROWS_WITH(find_network("taro", nullptr),
                    Catch::Contains("moreno_taro") && Catch::Contains("taro.txt"));
  CHECK_THROWS_WITH(find_network("a/b.txt", nullptr), Catch::Contains("network 'a/b.txt'"));
  const auto reader = [](const std::string& path) -> std::optional<std::string> {
    if (path == "my.txt") return "1 2\n";
    return std::nullopt;
  };
  CHECK(find_network("my.txt", reader).graph.links() == 1);
}

TEST_CASE("the networks of the data folder", "[networks][data]") {
  const char* folder = std::getenv("ENTENTE_DATA");
  if (!folder) {
    WARN("ENTENTE_DATA is not set: the networks of the source that are not shipped are not read");
    return;
  }
  const auto reader = [](const std::string& path) -> std::optional<std::string> {
    if (!std::filesystem::is_regular_file(path)) return std::nullopt;
    return tests::read_text(path);
  };
  struct Known {
    const char* name;
    int nodes, links;
  };
  for (const auto& known :
       {Known{"highland-tribes", 16, 29}, Known{"taro", 22, 39}, Known{"highschool-boys", 70, 274},
        Known{"residence-hall", 217, 1839}, Known{"ego-facebook-0", 333, 2519}}) {
    CAPTURE(known.name);
    try {
      const auto network = find_network(known.name, reader);
      CHECK(network.graph.nodes() == known.nodes);
      CHECK(network.graph.links() == known.links);
    } catch (const std::invalid_argument& missing) {
      WARN(missing.what());
    }
  }
}

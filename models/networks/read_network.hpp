// models/networks/read_network.hpp
// Networks from text: edge lists, KONECT, SNAP, GraphML. Nothing is dropped silently: what is no simple graph
// is a located error, what is merged or renumbered is a note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/description/document.hpp"
#include "solvers/graphs/graph.hpp"

namespace models::networks {

/// A network with what a reader should know of how it was read.
struct NetworkText {
  solvers::Graph graph;
  std::vector<std::string> notes;
};

/// Read a network; the format follows from the text: GraphML begins with '<', KONECT with '%'; anything else
/// is an edge list, one link "a b [weight [time]]" a line, with comments after '#' (SNAP). `directed`: a line
/// lets its first node invite its second only; else it links both.
///
/// Nodes. Whole numbers; 1, ..., N where the header says N nodes ("# nodes N", "# Nodes: N", KONECT's second
/// line) or no number is left out. Otherwise they are renumbered in increasing order with the numbers as
/// labels, and a note. Both directions. An undirected file may list each link in both directions, as some
/// SNAP files do: then every link must be so listed. A file that calls itself directed (KONECT "asym", "#
/// Directed graph", GraphML's edgedefault) may be read as undirected: a link stands where either direction
/// does, with a note. Weights. Positive ones are not used, with a note; others are errors. Counts of nodes
/// and links in a header must be right: of links, either the lines or the links that they make.
///
/// Throws description::DescriptionError with every fault (at most 100), "FILE:LINE:1: error: ...": a
/// self-loop, a link that comes twice, a number that is none, a wrong count, a format that is not for this
/// (two-mode KONECT, hyperedges).
NetworkText read_network(const std::string& file, std::string_view text, bool directed = false);

/// A network by its name: one that is shipped; else a file that `read_text` finds under this name; else
/// NAME.txt (with
/// '_' for '-') in the folder networks/ below the environment variable ENTENTE_DATA. Throws
/// std::invalid_argument where there is none, saying where to get it and where to put it; DescriptionError as
/// `read_network`.
NetworkText find_network(const std::string& name, const description::TextReader& read_text,
                         bool directed = false);

}  // namespace models::networks

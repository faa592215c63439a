// solvers/graphs/generators.hpp
// Networks made by rule or by chance. All are undirected, and each takes time about linear in nodes and
// links.
#pragma once

#include "solvers/core/random.hpp"
#include "solvers/graphs/graph.hpp"

namespace solvers {

/// Node 0 linked with each of the nodes 1, ..., leaves. Throws std::invalid_argument for leaves < 1.
Graph star(int leaves);

/// Two linked nodes.
Graph dyad();

/// Each node linked with the next, the last with the first. Throws std::invalid_argument for nodes < 3.
Graph ring(int nodes);

/// G(n, p): each pair is linked with the given probability, independently.
/// Source: Gilbert (1959), Ann. Math. Stat. 30, 1141-1144. Method: geometric skips over the pairs that are
/// not linked, Batagelj & Brandes (2005), Phys. Rev. E 71, 036113. Throws std::invalid_argument for nodes < 1
/// or a probability outside [0, 1].
Graph erdos_renyi(int nodes, double probability, RandomStream random);

/// A ring in which each node is linked with its `neighbors` nearest (half on each side); then the far end of
/// each link is, with the given probability, moved to a node drawn among those not yet linked with the near
/// end. Source: Watts & Strogatz (1998), Nature 393, 440-442.
/// Throws std::invalid_argument unless neighbors is even, at least 2 and below nodes - 1, and the probability
/// in [0, 1].
Graph watts_strogatz(int nodes, int neighbors, double probability, RandomStream random);

/// Nodes join one by one, each linking with `links` earlier ones drawn without replacement in proportion to
/// their degree; the first nodes are a star of `links` leaves.
/// Source: Barabasi & Albert (1999), Science 286, 509-512; a draw from the list of all link ends is a draw in
/// proportion to degree: Batagelj & Brandes (2005).
/// Throws std::invalid_argument for links < 1 or nodes <= links.
Graph barabasi_albert(int nodes, int links, RandomStream random);

}  // namespace solvers

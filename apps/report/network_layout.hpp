// apps/report/network_layout.hpp
// Where the nodes of a drawn network stand: the same on every machine and in every run.
#pragma once

#include <vector>

#include "models/figures.hpp"

namespace apps::report {

struct NodePlace {
  double x = 0, y = 0;  ///< in [-1, 1]
};

/// Method: begins on a circle in the order of the first two nontrivial eigenvectors of the Laplacian (Hall,
/// 1970, Management Science 17(3), 219-229), then lets links pull and nodes push each other apart
/// (Fruchterman & Reingold, 1991, Software 21(11), 1129-1164) for a fixed number of rounds. Nothing is drawn
/// at random. Above 600 nodes the eigenvectors are left out, above 3,000 the forces.
std::vector<NodePlace> network_layout(const models::FigureNetwork&);

}  // namespace apps::report

// models/networks/shipped.hpp
// The networks that travel with the program: models/networks/data/*.txt, written by data/make.py.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace models::networks {

struct ShippedNetwork {
  std::string_view name;  ///< e.g. "southern-women"
  std::string_view text;  ///< an edge list as read_network takes it
};

/// All, sorted by name. Defined in a file that the build writes.
const std::vector<ShippedNetwork>& shipped();

/// The text of the network, if one of that name is shipped.
std::optional<std::string_view> find_shipped(std::string_view name);

}  // namespace models::networks

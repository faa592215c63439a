// models/networks/link_list.hpp
// Links as a file lists them, and how they become a graph: what every format of networks shares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/networks/read_network.hpp"

namespace models::networks {

/// Gathers located faults of one file.
class FileFaults {
 public:
  explicit FileFaults(const std::string& file, std::string_view text);
  void add(int line, std::string message);
  void raise() const;  ///< throws description::DescriptionError where there are faults

 private:
  static constexpr std::size_t capacity = 100;
  description::FileName file_;
  std::string_view text_;
  std::vector<description::Diagnostic> listed_;
  std::size_t unlisted_ = 0;
};

/// A stated count and where it stands.
struct Count {
  std::int64_t value = 0;
  int line = 0;
};

struct ListedLink {
  std::int64_t from = 0, to = 0;  ///< as the file numbers its nodes
  int line = 0;
};

/// What a file says.
struct LinkList {
  std::vector<ListedLink> links;
  std::optional<Count> node_count, link_count;
  bool states_directed = false;     ///< the file says that its links have a direction
  bool numbered = false;            ///< nodes are 1, ..., node_count for sure (KONECT, GraphML)
  std::vector<std::string> labels;  ///< of the nodes 1, 2, ..., where the file has names
  bool weighted = false;            ///< some weight is not 1
};

/// The graph of a list; see read_network for the rules. Faults go to `faults`, and the result counts only
/// without any.
NetworkText graph_of(LinkList, bool directed, FileFaults& faults);

LinkList read_edge_list(std::string_view text, FileFaults&);  ///< plain, SNAP and KONECT
LinkList read_graphml(std::string_view text, FileFaults&);

}  // namespace models::networks

// GraphML: nodes and edges of one graph, labels from a key named "label" or "name", else the identifiers.
// Source: Brandes, Eiglsperger, Herman, Himsolt & Marshall (2002), GraphML progress report, LNCS 2265,
// 501-512.
#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "models/networks/link_list.hpp"

namespace models::networks {
namespace {

class GraphMl {
 public:
  GraphMl(std::string_view text, FileFaults& faults) : text_(text), faults_(faults) {}

  LinkList read() {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text_.data(), text_.size());
    if (!parsed) {
      faults_.add(line_at(parsed.offset), fmt::format("not well-formed XML: {}", parsed.description()));
      return {};
    }
    const auto root = document.child("graphml");
    const auto graph = root.child("graph");
    if (!graph) {
      faults_.add(1, "no <graphml> with a <graph>");
      return {};
    }
    if (const auto second = graph.next_sibling("graph"))
      faults_.add(line_of(second), "a second <graph>; keep one");
    const std::string_view direction = graph.attribute("edgedefault").value();
    if (direction != "directed" && direction != "undirected")
      faults_.add(line_of(graph),
                  fmt::format("edgedefault = \"{}\" is neither directed nor undirected", direction));
    list_.states_directed = direction == "directed";
    for (const auto key : root.children("key")) {
      const std::string_view name = key.attribute("attr.name").value();
      if (name == "label" || name == "name") label_keys_.insert(key.attribute("id").value());
    }
    for (const auto node : graph.children("node")) take_node(node);
    for (const auto edge : graph.children("edge")) take_edge(edge);
    if (const auto hyper = graph.child("hyperedge"))
      faults_.add(line_of(hyper), "a hyperedge links more than two nodes; that is not supported");
    list_.numbered = true;
    list_.node_count = Count{static_cast<std::int64_t>(numbers_.size()), line_of(graph)};
    return std::move(list_);
  }

 private:
  int line_at(std::ptrdiff_t offset) const {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text_.size()));
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + end, '\n'));
  }
  int line_of(pugi::xml_node node) {  // files list nodes in order: count on from the last one
    const auto offset = std::max<std::ptrdiff_t>(node.offset_debug(), 0);
    if (offset < counted_to_) return line_at(offset);
    line_ += static_cast<int>(std::count(text_.begin() + counted_to_, text_.begin() + offset, '\n'));
    counted_to_ = offset;
    return line_;
  }

  void take_node(pugi::xml_node node) {
    const std::string id = node.attribute("id").value();
    if (id.empty()) return faults_.add(line_of(node), "a <node> without id");
    if (!numbers_.emplace(id, static_cast<std::int64_t>(numbers_.size()) + 1).second)
      return faults_.add(line_of(node), fmt::format("a second <node id=\"{}\">", id));
    if (node.child("graph"))
      faults_.add(line_of(node), fmt::format("node '{}' holds a graph of its own", id));
    std::string label = id;
    for (const auto data : node.children("data"))
      if (label_keys_.contains(data.attribute("key").value())) label = data.text().get();
    list_.labels.push_back(label);
  }

  void take_edge(pugi::xml_node edge) {
    ListedLink link{.line = line_of(edge)};
    for (const auto& [name, end] : {std::pair("source", &link.from), std::pair("target", &link.to)}) {
      const std::string id = edge.attribute(name).value();
      const auto found = numbers_.find(id);
      if (found == numbers_.end())
        return faults_.add(link.line, fmt::format("{} = \"{}\" is no node of this graph", name, id));
      *end = found->second;
    }
    if (const std::string_view own = edge.attribute("directed").value();
        !own.empty() && (own == "true") != list_.states_directed)
      return faults_.add(link.line, "directed and undirected links in one graph");
    list_.links.push_back(link);
  }

  std::string_view text_;
  FileFaults& faults_;
  LinkList list_;
  std::unordered_map<std::string, std::int64_t> numbers_;
  std::set<std::string> label_keys_;
  std::ptrdiff_t counted_to_ = 0;
  int line_ = 1;
};

}  // namespace

LinkList read_graphml(std::string_view text, FileFaults& faults) { return GraphMl(text, faults).read(); }

}  // namespace models::networks

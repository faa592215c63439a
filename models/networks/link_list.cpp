#include "models/networks/link_list.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <tuple>

#include <fmt/format.h>

namespace models::networks {
namespace {

using solvers::Graph;

constexpr std::int64_t most_nodes = std::numeric_limits<Graph::Node>::max() - 1;

std::string_view line_of(std::string_view text, int line) {
  for (; line > 1 && !text.empty(); --line)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  text = text.substr(0, text.find('\n'));
  return text.substr(0, std::min<std::size_t>(text.size(), 200));
}

/// Numbers 1, ..., N for the nodes, changing `list`; N, or nothing where the counts disagree.
std::optional<int> number_nodes(LinkList& list, std::vector<std::string>& notes, FileFaults& faults) {
  std::vector<std::int64_t> ids;
  ids.reserve(2 * list.links.size());
  for (const auto& link : list.links) ids.insert(ids.end(), {link.from, link.to});
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto distinct = static_cast<std::int64_t>(ids.size());
  const auto stated = list.node_count ? list.node_count->value : distinct;
  if (stated > most_nodes) {
    faults.add(list.node_count ? list.node_count->line : 1, fmt::format("{} nodes are too many", stated));
    return std::nullopt;
  }
  if (ids.empty() || (ids.front() >= 1 && ids.back() <= stated)) return static_cast<int>(stated);
  if (list.numbered || distinct != stated) {
    const auto what = list.numbered
                          ? fmt::format("nodes are numbered 1 to {}, but {} is named", stated,
                                        ids.front() < 1 ? ids.front() : ids.back())
                          : fmt::format("the header says {} nodes, the links name {}", stated, distinct);
    faults.add(list.node_count ? list.node_count->line : 1, what);
    return std::nullopt;
  }
  for (const auto id : ids) list.labels.push_back(fmt::format("{}", id));
  const auto number = [&](std::int64_t id) {
    return std::lower_bound(ids.begin(), ids.end(), id) - ids.begin() + 1;
  };
  notes.push_back(
      fmt::format("node numbers {} to {} have gaps or do not begin at 1: agents are numbered 1 to {} in "
                  "increasing order, and the numbers of the file are their labels",
                  ids.front(), ids.back(), distinct));
  for (auto& link : list.links) {
    link.from = number(link.from);
    link.to = number(link.to);
  }
  return static_cast<int>(distinct);
}

/// A link and its line, in the order in which repeated ones are neighbors.
struct Sorted {
  Graph::Node low, high;
  bool turned;  ///< the file has high first
  int line;
  auto pair() const { return std::pair(low, high); }
};

/// Each ordered pair at most once; of the unordered pairs, how many stand in both directions.
std::size_t check_repeated(std::vector<Sorted>& links, FileFaults& faults) {
  std::sort(links.begin(), links.end(), [](const Sorted& a, const Sorted& b) {
    return std::tuple(a.low, a.high, a.turned, a.line) < std::tuple(b.low, b.high, b.turned, b.line);
  });
  std::size_t both = 0;
  for (std::size_t i = 1; i < links.size(); ++i) {
    if (links[i].pair() != links[i - 1].pair()) continue;
    if (links[i].turned != links[i - 1].turned)
      ++both;
    else
      faults.add(links[i].line, fmt::format("the link of {} and {} stands already in line {}", links[i].low,
                                            links[i].high, links[i - 1].line));
  }
  return both;
}

}  // namespace

FileFaults::FileFaults(const std::string& file, std::string_view text)
    : file_(std::make_shared<const std::string>(file)), text_(text) {}

void FileFaults::add(int line, std::string message) {
  if (listed_.size() >= capacity) {
    ++unlisted_;
    return;
  }
  listed_.push_back({{line, 1, 1, file_}, std::move(message), std::string(line_of(text_, line)), {}});
}

void FileFaults::raise() const {
  if (listed_.empty()) return;
  auto sorted = listed_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.where.line < b.where.line; });
  throw description::DescriptionError(std::move(sorted), unlisted_);
}

NetworkText graph_of(LinkList list, bool directed, FileFaults& faults) {
  NetworkText result;
  for (const auto& link : list.links)
    if (link.from == link.to) faults.add(link.line, fmt::format("node {} is linked with itself", link.from));
  const auto nodes = number_nodes(list, result.notes, faults);
  if (!nodes) return result;

  std::vector<Sorted> sorted;
  sorted.reserve(list.links.size());
  for (const auto& [from, to, line] : list.links)
    sorted.push_back({static_cast<Graph::Node>(std::min(from, to)),
                      static_cast<Graph::Node>(std::max(from, to)), from > to, line});
  const auto both = check_repeated(sorted, faults);
  const auto pairs = sorted.size() - both;
  if (!directed && !list.states_directed && both > 0 && both != pairs) {
    // Neither every link in both directions nor none: which links are meant is not ours to guess.
    for (std::size_t i = 1; i < sorted.size(); ++i)
      if (sorted[i].pair() == sorted[i - 1].pair())
        faults.add(sorted[i].line,
                   fmt::format("the link of {} and {} stands in both directions (line {}), but others do "
                               "not; list each link once, or each in both directions",
                               sorted[i].low, sorted[i].high, sorted[i - 1].line));
  } else if (!directed && both > 0) {
    result.notes.push_back(
        fmt::format("{} of {} links stand in both directions; each links its nodes once", both, pairs));
  }
  if (!directed && list.states_directed)
    result.notes.push_back("the file's links have a direction, which is not used: read as undirected");
  if (list.weighted) result.notes.push_back("weights of links are not used");
  if (const auto& count = list.link_count; count &&
                                           count->value != static_cast<std::int64_t>(sorted.size()) &&
                                           (directed || count->value != static_cast<std::int64_t>(pairs)))
    faults.add(count->line,
               fmt::format("the header says {} links, but there are {}{}", count->value, sorted.size(),
                           both && !directed ? fmt::format(" lines and {} links", pairs) : ""));
  faults.raise();

  std::vector<std::pair<Graph::Node, Graph::Node>> links;
  links.reserve(sorted.size());
  for (const auto& link : sorted) {
    if (directed && link.turned)
      links.emplace_back(link.high - 1, link.low - 1);
    else if (directed || links.empty() || links.back() != std::pair(link.low - 1, link.high - 1))
      links.emplace_back(link.low - 1, link.high - 1);
  }
  result.graph = Graph(*nodes, links, directed);
  result.graph.labels = std::move(list.labels);
  return result;
}

NetworkText read_network(const std::string& file, std::string_view text, bool directed) {
  FileFaults faults(file, text);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool xml = first != std::string_view::npos && text[first] == '<';
  auto list = xml ? read_graphml(text, faults) : read_edge_list(text, faults);
  if (list.links.empty() && !list.node_count) faults.add(1, "no link in this file");
  auto result = graph_of(std::move(list), directed, faults);
  faults.raise();
  return result;
}

}  // namespace models::networks

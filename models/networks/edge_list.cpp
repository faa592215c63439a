// Links one a line: plain, with '#' comments (SNAP), with '%' comments (KONECT).
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "models/networks/link_list.hpp"

namespace models::networks {
namespace {

constexpr std::string_view blank = " \t\r,;";

/// The next word, cut off from the front of `line`; empty at its end.
std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(blank), line.size()));
  const auto word = line.substr(0, line.find_first_of(blank));
  line.remove_prefix(word.size());
  return word;
}

template <typename T>
std::optional<T> number(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  T value{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || word.empty()) return std::nullopt;
  return value;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

class EdgeList {
 public:
  explicit EdgeList(FileFaults& faults) : faults_(faults) {}

  void take(std::string_view line, int at) {
    auto rest = line;
    const auto word = next_word(rest);
    if (word.empty()) return;
    if (word.front() == '%')
      konect_header(line, at);
    else if (word.front() == '#')
      comment(line, at);
    else
      link(line, at);
  }

  LinkList list;

 private:
  /// KONECT: "% sym unweighted", then "% links nodes nodes".
  void konect_header(std::string_view line, int at) {
    line.remove_prefix(line.find('%') + 1);
    const auto first = next_word(line);
    if (konect_lines_++ == 0) {
      if (first == "bip")
        faults_.add(
            at, "a two-mode network: its columns number different things; project it on one of them first");
      else if (first == "asym")
        list.states_directed = true;
      else if (first != "sym")
        faults_.add(at, fmt::format("'{}' is no format of KONECT: sym, asym or bip", first));
    } else if (konect_lines_ == 2) {
      const auto links = number<std::int64_t>(first), nodes = number<std::int64_t>(next_word(line));
      if (!links || !nodes || *links < 0 || *nodes < 0) {
        faults_.add(at, "KONECT's second line gives the number of links and twice the number of nodes");
        return;
      }
      list.link_count = Count{*links, at};
      list.node_count = Count{*nodes, at};
      list.numbered = true;
    }
  }

  /// "# nodes 34", "# Nodes: 4039 Edges: 88234", "# Directed graph"; other comments are left alone.
  void comment(std::string_view line, int at) {
    line.remove_prefix(line.find('#') + 1);
    auto word = lower(next_word(line));
    if (word == "directed") list.states_directed = true;
    for (; word == "nodes" || word == "nodes:" || word == "edges" || word == "edges:";
         word = lower(next_word(line))) {
      const auto count = number<std::int64_t>(next_word(line));
      const bool of_nodes = word.starts_with('n');
      if (!count || *count < 0) {
        if (word.ends_with(':')) faults_.add(at, "no number behind '" + word + "'");
        return;  // a sentence that happens to begin so
      }
      (of_nodes ? list.node_count : list.link_count) = Count{*count, at};
    }
  }

  void link(std::string_view line, int at) {
    ListedLink found{.line = at};
    for (auto* end : {&found.from, &found.to}) {
      const auto word = next_word(line);
      if (word.empty()) return faults_.add(at, "a link needs two nodes");
      const auto node = number<std::int64_t>(word);
      if (!node || *node < 0)
        return faults_.add(
            at, fmt::format("'{}' is no node: a whole number that is not negative", word.substr(0, 40)));
      *end = *node;
    }
    if (const auto word = next_word(line); !word.empty()) {
      const auto weight = number<double>(word);
      if (!weight || !std::isfinite(*weight))
        return faults_.add(at, fmt::format("'{}' is no weight", word.substr(0, 40)));
      if (*weight <= 0)
        return faults_.add(
            at, fmt::format("weight {} is not positive; leave out links that stand for no tie or for "
                            "enmity",
                            *weight));
      list.weighted = list.weighted || *weight != 1;
      if (const auto time = next_word(line); !time.empty() && !number<double>(time))
        return faults_.add(at, fmt::format("'{}' is no time", time.substr(0, 40)));
      if (!next_word(line).empty())
        return faults_.add(at, "a link has at most a weight and a time behind its nodes");
    }
    list.links.push_back(found);
  }

  FileFaults& faults_;
  int konect_lines_ = 0;
};

}  // namespace

LinkList read_edge_list(std::string_view text, FileFaults& faults) {
  EdgeList reading(faults);
  for (int line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    reading.take(text.substr(0, end), line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(reading.list);
}

}  // namespace models::networks

#include "models/limited_trust/network_keys.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "models/description/utf8.hpp"
#include "models/networks/read_network.hpp"
#include "solvers/graphs/generators.hpp"

namespace models::limited_trust {
namespace {

using namespace description;
using solvers::Graph;

using Link = std::pair<Graph::Node, Graph::Node>;

bool whole(double x) { return x == std::floor(x); }

void check_pairs(const Matrix& pairs, bool directed, Objections& objections) {
  std::set<std::pair<double, double>> seen;
  for (Eigen::Index i = 0; i < pairs.rows(); ++i) {
    const auto key = fmt::format("network.edges[{}]", i + 1);
    double a = pairs(i, 0), b = pairs(i, 1);
    if (!whole(a) || !whole(b) || std::max(a, b) > 2e9)
      objections.at(key,
                    fmt::format("{} = [{}, {}] names no two agents; they are numbered 1, 2, ...", key, a, b));
    if (a == b) objections.at(key, fmt::format("{} links agent {} with itself", key, a));
    if (!directed && a > b) std::swap(a, b);
    if (!seen.emplace(a, b).second) objections.at(key, fmt::format("{} links {} and {} again", key, a, b));
  }
}

void check_whole(const Vector& values, const std::string& key, const char* what, Objections& objections) {
  for (Eigen::Index i = 0; i < values.size(); ++i)
    if (!whole(values(i))) {
      const auto name = values.size() == 1 ? key : fmt::format("{}[{}]", key, i + 1);
      objections.at(name, fmt::format("{} = {} is not a whole number{}", name, values(i), what));
    }
}

/// One number for all, or one for each.
bool fits(const Vector& values, int agents, const std::string& key, const Table& resolved, Faults& faults) {
  if (values.size() == 1 || values.size() == agents) return true;
  faults.add(key, location_of(resolved, key),
             fmt::format("{} has {} entries but the network has {} agents", key, values.size(), agents));
  return false;
}

double entry(const Vector& values, int i) { return values(values.size() == 1 ? 0 : i); }

/// The graph of pairs; `agents` may add some without a link.
std::optional<Graph> graph_of_pairs(const NetworkKeys& keys, const Table& resolved, Faults& faults) {
  std::vector<Link> links;
  int last = 0;
  for (Eigen::Index i = 0; i < keys.pairs->rows(); ++i) {
    const auto a = static_cast<Graph::Node>((*keys.pairs)(i, 0)),
               b = static_cast<Graph::Node>((*keys.pairs)(i, 1));
    links.emplace_back(a - 1, b - 1);
    last = std::max({last, a, b});
  }
  const int agents = keys.agents.value_or(last);
  if (agents >= last && agents > 0) return Graph(agents, links, keys.directed);
  const auto* key = keys.agents ? "network.agents" : "network.edges";
  faults.add(key, location_of(resolved, key),
             agents == 0 ? std::string("network.edges names no agent")
                         : fmt::format("network.agents = {} but network.edges names agent {}", agents, last));
  return std::nullopt;
}

/// What a rule needs, in the order of its arguments; whole numbers unless it is a probability.
struct Generator {
  std::string_view name;
  std::vector<std::string_view> arguments;
  Graph (*make)(const std::vector<double>& numbers, solvers::RandomStream);
};

int count(double x) { return static_cast<int>(x); }

const std::vector<Generator>& generators() {
  using Numbers = std::vector<double>;
  using Random = solvers::RandomStream;
  static const std::vector<Generator> list = {
      {"star", {"leaves"}, [](const Numbers& x, Random) { return solvers::star(count(x[0])); }},
      {"dyad", {}, [](const Numbers&, Random) { return solvers::dyad(); }},
      {"ring", {"agents"}, [](const Numbers& x, Random) { return solvers::ring(count(x[0])); }},
      {"erdos-renyi",
       {"agents", "probability"},
       [](const Numbers& x, Random random) { return solvers::erdos_renyi(count(x[0]), x[1], random); }},
      {"watts-strogatz",
       {"agents", "neighbors", "probability"},
       [](const Numbers& x, Random random) {
         return solvers::watts_strogatz(count(x[0]), count(x[1]), x[2], random);
       }},
      {"barabasi-albert", {"agents", "links"}, [](const Numbers& x, Random random) {
         return solvers::barabasi_albert(count(x[0]), count(x[1]), random);
       }}};
  return list;
}

class GeneratorReader {
 public:
  GeneratorReader(const Table& resolved, Faults& faults) : resolved_(resolved), faults_(faults) {}

  std::optional<Graph> read(const Value& value) {
    const auto& table = *value.table();
    if (table.entries().size() != 1)
      return fail(value, "needs exactly one rule, such as { star = { leaves = 10 } }");
    const auto& [name, arguments, where] = table.entries().front();
    std::vector<std::string_view> names;
    for (const auto& rule : generators()) {
      names.push_back(rule.name);
      if (rule.name != name) continue;
      const auto numbers = read_arguments(rule, arguments);
      return numbers ? make(rule, *numbers, arguments) : std::nullopt;
    }
    return fail(Value(false, where),
                fmt::format("has no rule '{}'{}", printable(name, 40), suggestion(name, names)));
  }

 private:
  std::nullopt_t fail(const Value& at, const std::string& what) {
    faults_.add("network.generator", at.location(), "network.generator " + what);
    return std::nullopt;
  }

  std::optional<std::vector<double>> read_arguments(const Generator& rule, const Value& value) {
    const auto* table = value.table();
    if (!table) return fail(value, fmt::format("needs a table of numbers for {}", rule.name));
    for (const auto& entry : table->entries())
      if (std::find(rule.arguments.begin(), rule.arguments.end(), entry.key) == rule.arguments.end())
        return fail(Value(false, entry.key_location),
                    fmt::format("has no '{}' in {}{}", printable(entry.key, 40), rule.name,
                                suggestion(entry.key, rule.arguments)));
    std::vector<double> numbers;
    for (const auto argument : rule.arguments) {
      const auto* number = table->find(argument);
      if (!number || !number->is_number())
        return fail(number ? *number : value,
                    fmt::format("needs the number '{}' for {}", argument, rule.name));
      const double x = number->number();
      if (argument != "probability" && (!whole(x) || x < 1 || x > 2e9))
        return fail(*number, fmt::format("has {} = {}, which is no whole number from 1 to 2e9", argument, x));
      numbers.push_back(x);
    }
    return numbers;
  }

  std::optional<Graph> make(const Generator& rule, const std::vector<double>& numbers, const Value& at) {
    constexpr std::string_view key = "network.generator";
    const auto* seed = resolved_.find("seed");
    const solvers::RandomStream random(seed ? static_cast<std::uint64_t>(seed->number()) : 1,
                                       solvers::hash_of(key.data(), key.size()));
    try {
      return rule.make(numbers, random);
    } catch (const std::invalid_argument& fault) {  // numbers that do not go together
      return fail(at, fmt::format("is refused: {}", fault.what()));
    }
  }

  const Table& resolved_;
  Faults& faults_;
};

/// The graph and what reading it had to say.
std::optional<networks::NetworkText> graph_of(const NetworkKeys& keys, const Table& resolved,
                                              const TextReader& read_text, Faults& faults) {
  networks::NetworkText result;
  std::optional<Graph> graph;
  if (keys.generator) {
    graph = GeneratorReader(resolved, faults).read(*keys.generator);
  } else if (keys.pairs) {
    graph = graph_of_pairs(keys, resolved, faults);
  } else {
    try {
      return networks::find_network(keys.edges_name, read_text, keys.directed);
    } catch (const std::invalid_argument& fault) {
      faults.add("network.edges", location_of(resolved, "network.edges"),
                 fmt::format("network.edges: {}", fault.what()));
    }
  }
  if (!graph) return std::nullopt;
  result.graph = std::move(*graph);
  return result;
}

bool add_fixed_agents(const NetworkKeys& keys, const Table& resolved, Network& network, Faults& faults) {
  for (Eigen::Index i = 0; i < keys.fixed_agents.size(); ++i) {
    const double agent = keys.fixed_agents(i);
    if (agent > network.graph.nodes()) {
      const auto key = fmt::format("network.fixed_agents[{}]", i + 1);
      faults.add(key, location_of(resolved, key),
                 fmt::format("{} = {} but the network has {} agents", key, agent, network.graph.nodes()));
      return false;
    }
    network.fixed_agents.push_back(count(agent) - 1);
  }
  return true;
}

}  // namespace

void check_network_keys(const NetworkKeys& keys, Objections& objections) {
  const int ways = !keys.edges_name.empty() + keys.pairs.has_value() + keys.generator.has_value();
  if (ways == 0)
    objections.at("network",
                  "[network] needs edges, such as edges = \"karate\" or edges = [[1, 2], [2, 3]], or a "
                  "generator");
  if (ways > 1) objections.at("network.generator", "network.generator stands beside network.edges; keep one");
  if (keys.agents && !keys.pairs)
    objections.at("network.agents",
                  "network.agents goes with an array of pairs; other networks know their agents");
  if (keys.directed && keys.generator)
    objections.at("network.directed", "network.directed goes with edges; generated networks are undirected");
  if (keys.pairs) check_pairs(*keys.pairs, keys.directed, objections);
  check_whole(keys.invitations, "network.invitations", " of neighbors", objections);
  check_whole(keys.fixed_agents, "network.fixed_agents", " that names an agent", objections);
}

std::optional<Network> make_network(const NetworkKeys& keys, const Table& resolved,
                                    const TextReader& read_text, Faults& faults) {
  auto read = graph_of(keys, resolved, read_text, faults);
  if (!read) return std::nullopt;
  Network network;
  network.graph = std::move(read->graph);
  network.notes = std::move(read->notes);
  const int agents = network.graph.nodes();
  if (!fits(keys.invitations, agents, "network.invitations", resolved, faults) ||
      !fits(keys.initial_trust, agents, "network.initial_trust", resolved, faults) ||
      !add_fixed_agents(keys, resolved, network, faults))
    return std::nullopt;
  network.initial_trust.resize(agents);
  for (int i = 0; i < agents; ++i) {
    network.invitations.push_back(count(entry(keys.invitations, i)));
    network.initial_trust(i) = entry(keys.initial_trust, i);
  }
  return network;
}

}  // namespace models::limited_trust

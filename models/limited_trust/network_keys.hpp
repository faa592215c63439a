// models/limited_trust/network_keys.hpp
// The section [network] of a description: who can invite whom, how many, and who starts with which trust.
#pragma once

#include <optional>
#include <string>

#include "models/description/faults.hpp"
#include "models/description/schema_of.hpp"
#include "models/limited_trust/parameters.hpp"

namespace models::limited_trust {

/// As written; agents count from 1.
struct NetworkKeys {
  std::string edges_name;       ///< a network of the catalog or a data file; empty where pairs are given
  std::optional<Matrix> pairs;  ///< k x 2
  std::optional<description::Value> generator;  ///< { star = { leaves = 10 } }
  std::optional<int> agents;  ///< where some have no link, or the pairs do not name the last
  bool directed = false;
  Vector invitations = Vector::Constant(1, 1);  ///< one number for all, or one an agent
  Vector fixed_agents;
  Vector initial_trust = Vector::Zero(1);  ///< one number for all, or one an agent
};

/// Where a key stands; the whole description for one that has a default.
inline description::Location location_of(const description::Table& resolved, std::string_view key) {
  const auto* value = resolved.find_path(key);
  return value ? value->location() : description::Location{};
}

/// Adds the section; `field` gives the std::optional<NetworkKeys> of the parameters.
template <typename P, typename Field>
void add_network_keys(description::SchemaOf<P>& schema, Field field) {
  using namespace description;
  const auto one_or_all = form_number | form_numbers;
  const auto take = [field](Vector NetworkKeys::*member) {
    return [field, member](P& p, const Value& value, long) { assign((*field(p)).*member, value, 1); };
  };
  schema
      .optional_section("network", "who can invite whom; with it agents choose their trust (the metagame)",
                        [field](P& p) { field(p).emplace(); })
      .custom("edges", form_text | form_matrix,
              [field](P& p, const Value& value, long) {
                if (value.text())
                  field(p)->edges_name = *value.text();
                else
                  assign(field(p)->pairs, value, 0);
              },
              {.meaning = "a network of the catalog, a data file, or pairs of agents, which count from 1",
               .range = at_least(1),
               .example = "\"karate\"",
               .columns = 2})
      .custom("generator", form_table,
              [field](P& p, const Value& value, long) { field(p)->generator = value; },
              {.meaning = "a network by rule or by chance, instead of edges: star, dyad, ring, erdos-renyi, "
                          "watts-strogatz "
                          "or barabasi-albert",
               .example = "{ star = { leaves = 10 } }"})
      .integer("agents", [field](P & p) -> auto& { return field(p)->agents; },
               {.meaning = "how many there are, where pairs leave the last ones out",
                .symbol = "N",
                .range = within(1, 2'000'000'000),
                .example = "34"})
      .truth("directed", [field](P & p) -> auto& { return field(p)->directed; },
             {.meaning = "a pair lets its first agent invite its second, not the other way round"})
      .custom("invitations", one_or_all, take(&NetworkKeys::invitations),
              {.meaning = "how many neighbors an agent invites a round, for all or for each; more than it "
                          "has: every one",
               .symbol = "k",
               .range = within(1, 2'000'000'000),
               .fallback = Value(std::int64_t{1})})
      .custom("initial_trust", one_or_all, take(&NetworkKeys::initial_trust),
              {.meaning = "before the first round, for all or for each",
               .symbol = "delta_i(0)",
               .unit = "payoff",
               .range = nonnegative,
               .fallback = Value(0.0)})
      .numbers("fixed_agents", [field](P & p) -> auto& { return field(p)->fixed_agents; },
               {.meaning = "agents whose trust never changes", .range = at_least(1), .example = "[30, 31]"});
}

/// What can be said of the section without its data file: pairs that are whole numbers, no self-loops, no
/// link twice.
void check_network_keys(const NetworkKeys&, description::Objections&);

/// The network, data files read through the reader. Nothing where a fault is found: a file that is missing or
/// malformed, arrays of another length than the number of agents, agents that do not exist.
std::optional<Network> make_network(const NetworkKeys&, const description::Table& resolved,
                                    const description::TextReader&, description::Faults&);

}  // namespace models::limited_trust

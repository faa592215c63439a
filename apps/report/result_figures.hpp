// apps/report/result_figures.hpp
// What a result shows: choices of all players, mixed strategies, trust on networks.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "models/figures.hpp"

namespace apps::report {

/// Of a record entente-result/1.
std::vector<models::Figure> result_figures(const nlohmann::ordered_json& record);

/// Adds the equilibria of the record, with their stability, to every figure whose axes are choices of
/// players.
void add_equilibria_to(std::vector<models::Figure>&, const nlohmann::ordered_json& record);

/// The network that the parameters of a model name (`network.edges`), if it can be found, without values.
std::optional<models::FigureNetwork> network_of(const nlohmann::ordered_json& model);

}  // namespace apps::report

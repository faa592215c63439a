// apps/report/trajectory_figures.hpp
// What simulations show: quantities over time, bands over seeds, who trusts whom at the end.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "models/figures.hpp"

namespace apps::report {

/// Of a record entente-trajectory/1: a figure a quantity. Up to eight entities are lines; more are their
/// median with bands of 10 to 90 % and of all.
std::vector<models::Figure> trajectory_figures(const nlohmann::ordered_json& record);

/// Of a record entente-ensemble/1 with its runs: the mean over seeds, with a band of 10 to 90 % of them.
std::vector<models::Figure> ensemble_figures(const nlohmann::ordered_json& record);

}  // namespace apps::report

// apps/report/plotly_network.hpp
// Networks in the language of Plotly: nodes and links coloured by what they carry.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "models/figures.hpp"

namespace apps::report {

/// {"data": [...], "layout": {...}} of a figure that has a network.
nlohmann::ordered_json plotly_network(const models::Figure&);

}  // namespace apps::report

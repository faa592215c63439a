// apps/report/learning_time.hpp
// How long it takes to learn a partner's trust: the law behind the bounds of Theorem 3 (Murray, Garg & Nagi).
#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "models/figures.hpp"

namespace apps::report {

/// The chances of each number of games until a lower bound within the error is seen, until an upper one is,
/// and until both are. Nothing where the bounds of the record have not P^l, P^u and Q of Lemmas 2 to 4.
std::optional<models::Figure> learning_time_figure(const nlohmann::ordered_json& bounds);

}  // namespace apps::report

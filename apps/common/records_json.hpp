// apps/common/records_json.hpp
// Answers as JSON records; shapes in docs/schema/.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "apps/common/open_model.hpp"
#include "models/results.hpp"

namespace apps {

/// {"family", "title", "sha256", "parameters"}
nlohmann::ordered_json model_json(const OpenModel&);

// Each begins with "schema", "status", "model"; the caller adds "provenance".
nlohmann::ordered_json record(const OpenModel&, const models::Solution&);
nlohmann::ordered_json record(const OpenModel&, const models::Bounds&);
nlohmann::ordered_json record(const OpenModel&, const models::CheckReport&);

/// Everything but the series, which can be long: those are written one by one, see `series_json`.
nlohmann::ordered_json record_without_series(const OpenModel&, const models::Trajectory&);
nlohmann::ordered_json series_json(const models::Series&);

/// One seed of several, without what the seeds share.
nlohmann::ordered_json run_without_series(const OpenModel&, const models::Trajectory&);
nlohmann::ordered_json pooled_json(const models::Pooled&);

}  // namespace apps

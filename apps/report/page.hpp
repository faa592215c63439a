// apps/report/page.hpp
// The page: one HTML file that needs nothing else.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "apps/report/section.hpp"

namespace apps {
class TextSink;
}

namespace apps::report {

/// Writes the page. All text of records is escaped; scripts run by their hashes only
/// (Content-Security-Policy). Figures above `most_points` points are thinned and say so. `provenance`: of the
/// run that made the page. Throws InputError where the program was built without plotly.js.
void write_page(TextSink&, std::vector<Chapter>, const nlohmann::ordered_json& provenance);

/// {"schema": "entente-figures/1", "figures": [{"chapter", "section", "id", "kind", "title", "caption",
/// "data", "layout"}]}: the figures of the page as Plotly takes them, for those who restyle them.
nlohmann::ordered_json figures_json(std::vector<Chapter>, const nlohmann::ordered_json& provenance);

/// A text as part of a script element that is not run: no tag can end it there.
std::string script_text(std::string_view json);

}  // namespace apps::report

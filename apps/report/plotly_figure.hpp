// apps/report/plotly_figure.hpp
// Figures in the language of Plotly: traces and a layout, without colours of the page's theme.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "models/figures.hpp"

namespace apps::report {

/// {"data": [...], "layout": {...}}. Numbers that are not finite are null, which breaks a line. Texts are
/// escaped, since Plotly reads tags in them.
nlohmann::ordered_json plotly_figure(const models::Figure&);

/// Colours that people tell apart whatever their sight: Okabe & Ito (2008), Color Universal Design.
std::string series_colour(std::size_t index);
std::string accent_colour(models::Accent, std::size_t index);

}  // namespace apps::report

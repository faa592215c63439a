// apps/common/human_parts.hpp
// The pieces that the human reports share.
#pragma once

#include <string>
#include <vector>

#include "apps/common/records_human.hpp"

namespace apps {

constexpr std::size_t most_rows = 24;  ///< of a table for people; the machine formats print all

std::string number_text(double, int digits);
std::string quantity_text(const models::Quantity&, int digits);

/// "name value, name value"
std::string listed(const models::Quantities&, int digits);

std::string heading(const OpenModel&, const Style&);
std::string heading(const std::string& name, const std::string& title, const Style&);
std::string notes_text(const std::vector<std::string>&, int margin);

/// "... 99976 more players; --format csv prints all", or nothing.
std::string more_text(std::size_t all, std::string_view what, int margin);

}  // namespace apps

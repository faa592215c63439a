// apps/common/records_human.hpp
// Answers for people: tables, the certificate of each answer, and what to do where one is missing.
#pragma once

#include <string>

#include "apps/common/open_model.hpp"
#include "apps/common/terminal.hpp"
#include "models/results.hpp"

namespace apps {

struct HumanOptions {
  int digits = 6;  ///< significant
  Style style{};
};

std::string to_human(const OpenModel&, const models::Solution&, const HumanOptions&);
std::string to_human(const OpenModel&, const models::Bounds&, const HumanOptions&);
std::string to_human(const OpenModel&, const models::CheckReport&, const HumanOptions&);
std::string to_human(const OpenModel&, const models::Trajectory&, const HumanOptions&);
/// What several seeds say together, without heading.
std::string to_human(const models::Pooled&, const HumanOptions&);

/// "certified", in the colour that it deserves.
std::string badge(models::Status, const Style&);

}  // namespace apps

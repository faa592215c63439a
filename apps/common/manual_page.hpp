// apps/common/manual_page.hpp
// The manual page, written from the definition of the command line.
#pragma once

#include <string>

namespace apps {

/// entente(1) in the man macros of roff.
std::string manual_page();

}  // namespace apps

// apps/common/help.hpp
// Help texts, written from the definition of the command line.
#pragma once

#include <string>

#include "apps/common/command_line.hpp"

namespace apps {

std::string short_help();           ///< a few lines, for `entente` without words
std::string help();                 ///< verbs, exit codes
std::string help(const VerbSpec&);  ///< operands, options, an example
std::string version_text();

}  // namespace apps

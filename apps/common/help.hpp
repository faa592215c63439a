// apps/common/help.hpp
// Help texts, written from the definition of the command line.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/common/command_line.hpp"
#include "apps/common/exit_code.hpp"

namespace apps {

std::string short_help();           ///< a few lines, for `entente` without words
std::string help();                 ///< verbs, exit codes
std::string help(const VerbSpec&);  ///< operands, options, an example
std::string version_text();

/// What stands after the options: " MODEL...", or empty.
std::string_view operand_text(Operands);
/// What MODEL may be.
std::string_view model_line();
const std::vector<std::pair<ExitCode, std::string_view>>& exit_meanings();

}  // namespace apps

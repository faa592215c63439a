// apps/common/completion_scripts.hpp
// Shell completion, written from the definition of the command line, the families and the published cases.
#pragma once

#include <string>

namespace apps {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace apps

// tests/docs/console.hpp
// The console blocks of a Markdown page: commands after "$ " with the output that the page shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

struct ConsoleStep {
  int line = 0;         ///< of the command in the page
  std::string command;  ///< for a shell
  std::string output;   ///< expected, standard output and error together
};

/// Every step of every ```console block, in the order of the page.
std::vector<ConsoleStep> console_steps(const std::filesystem::path& page);

}  // namespace tests

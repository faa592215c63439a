// tests/docs/console.hpp
// What a Markdown page lets its reader do: files to write, commands to give, with the output that it shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

/// Either a command or a file: a fenced block whose first line is a comment that holds nothing but a file's
/// name, e.g. `# partners.toml`, is that file.
struct ConsoleStep {
  int line = 0;         ///< of the command, or of the block, in the page
  std::string command;  ///< for a shell; empty where this is a file
  std::string output;   ///< expected, standard output and error together
  std::string file;     ///< name, empty where this is a command
  std::string text;     ///< of the file
};

/// Every step of a page in its order: commands after "$ " in ```console blocks, files in other blocks.
std::vector<ConsoleStep> console_steps(const std::filesystem::path& page);

/// The pages of the documentation that have a console block, relative to the sources, README.md first.
std::vector<std::string> pages_with_console();

}  // namespace tests

#include "tests/docs/console.hpp"

#include <fstream>

namespace tests {

std::vector<ConsoleStep> console_steps(const std::filesystem::path& page) {
  std::vector<ConsoleStep> steps;
  std::ifstream in(page);
  std::string text;
  bool inside = false;
  for (int line = 1; std::getline(in, text); ++line) {
    if (text.starts_with("```"))
      inside = !inside && text == "```console";
    else if (inside && text.starts_with("$ "))
      steps.push_back({line, text.substr(2), ""});
    else if (inside && !steps.empty())
      steps.back().output += text + "\n";
  }
  return steps;
}

}  // namespace tests

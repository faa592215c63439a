#include "tests/docs/console.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

#include "tests/support/paths.hpp"

namespace tests {
namespace {

/// The name that the first line of a block gives, or nothing.
std::string named_file(const std::string& line) {
  static const std::regex name(R"(# ([A-Za-z0-9_-]+\.[a-z]+))");
  std::smatch match;
  return std::regex_match(line, match, name) ? match[1].str() : "";
}

enum class Block { none, console, first_line, file, other };

}  // namespace

std::vector<ConsoleStep> console_steps(const std::filesystem::path& page) {
  std::vector<ConsoleStep> steps;
  std::ifstream in(page);
  std::string text;
  auto block = Block::none;
  for (int line = 1; std::getline(in, text); ++line) {
    if (text.starts_with("```")) {
      const bool opens = block == Block::none;
      block = !opens ? Block::none : text == "```console" ? Block::console : Block::first_line;
      continue;
    }
    if (block == Block::first_line) {
      const auto file = named_file(text);
      block = file.empty() ? Block::other : Block::file;
      if (!file.empty()) steps.push_back({.line = line, .file = file});
    }
    if (block == Block::file)
      steps.back().text += text + "\n";
    else if (block == Block::console && text.starts_with("$ "))
      steps.push_back({.line = line, .command = text.substr(2)});
    else if (block == Block::console && !steps.empty())
      steps.back().output += text + "\n";
  }
  return steps;
}

std::vector<std::string> pages_with_console() {
  std::vector<std::string> pages;
  const auto docs = source_dir() / "docs";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(docs)) {
    if (entry.path().extension() != ".md") continue;
    const auto steps = console_steps(entry.path());
    if (std::any_of(steps.begin(), steps.end(), [](const auto& step) { return !step.command.empty(); }))
      pages.push_back(std::filesystem::relative(entry.path(), source_dir()).string());
  }
  std::sort(pages.begin(), pages.end());
  pages.insert(pages.begin(), "README.md");
  return pages;
}

}  // namespace tests

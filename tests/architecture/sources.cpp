#include "tests/architecture/sources.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

#include "tests/support/paths.hpp"

namespace tests {
namespace fs = std::filesystem;
namespace {

SourceFile read(const fs::path& file) {
  SourceFile source{.path = fs::relative(file, source_dir())};
  source.layer = source.path.begin()->string();
  source.is_header = file.extension() == ".hpp";
  static const std::regex include_line(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::ifstream in(file);
  std::string text;
  for (int line = 1; std::getline(in, text); ++line) {
    if (line == 1) source.first_line = text;
    if (std::smatch match; std::regex_search(text, match, include_line))
      source.includes.push_back({match[2], match[1] == "\"", line});
  }
  return source;
}

}  // namespace

std::vector<SourceFile> product_sources() {
  std::vector<SourceFile> sources;
  for (const char* layer : {"solvers", "models", "apps"})
    for (const auto& entry : fs::recursive_directory_iterator(source_dir() / layer))
      if (const auto extension = entry.path().extension(); extension == ".hpp" || extension == ".cpp")
        sources.push_back(read(entry.path()));
  std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return sources;
}

}  // namespace tests

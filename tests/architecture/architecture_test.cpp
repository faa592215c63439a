// The tree is the architecture: includes point downwards, each library stays in its folder, headers stand alone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string_view>

#include "tests/architecture/sources.hpp"
#include "tests/support/paths.hpp"

namespace {

using tests::SourceFile;

int height(std::string_view layer) { return layer == "solvers" ? 0 : layer == "models" ? 1 : layer == "apps" ? 2 : -1; }

std::string_view first_folder(std::string_view include) { return include.substr(0, include.find('/')); }

/// Which folders may include a library, and whether its types may show in headers there.
struct Library {
  std::string_view prefix;  ///< of the include's target
  std::vector<std::string_view> folders;
  bool in_headers;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> list = {
      {"Eigen/", {""}, true},
      {"fmt/", {""}, false},
      {"ceres/", {"solvers/roots"}, false},
      {"glog/", {"solvers/roots"}, false},
      {"boost/math/", {"solvers/roots", "solvers/quadrature", "solvers/laws"}, false},
      {"arb", {"solvers/scalars", "solvers/roots", "solvers/quadrature"}, true},
      {"acb", {"solvers/scalars", "solvers/roots", "solvers/quadrature"}, true},
      {"arf", {"solvers/scalars"}, true},
      {"mag", {"solvers/scalars"}, true},
      {"flint/", {"solvers/scalars"}, true},
      {"double_interval.h", {"solvers/scalars"}, true},
      {"toml++/", {"models/description"}, false},
      {"pugixml.hpp", {"models/networks"}, false},
      {"CLI/", {"apps/common/arguments"}, false},
      {"nlohmann/", {"apps"}, false},
      {"nlohmann/json_fwd.hpp", {"apps"}, true},
      {"tbb/", {"apps/sweep"}, false},
      {"oneapi/", {"apps/sweep"}, false},
      {"openssl/", {"apps/common"}, false},
      {"mpi.h", {"apps/sweep/executor_mpi.cpp"}, false},
      {"netcdf.h", {"apps/sweep/plugin"}, false},
  };
  return list;
}

/// Headers of the language and of POSIX.
bool is_system(std::string_view target) {
  static constexpr std::array posix = {"sys/", "unistd.h", "fcntl.h", "spawn.h", "dlfcn.h", "signal.h", "termios.h", "poll.h"};
  const bool plain = target.find('/') == std::string_view::npos && target.find('.') == std::string_view::npos;
  return plain || std::any_of(posix.begin(), posix.end(), [&](auto p) { return target.starts_with(p); });
}

const Library* library_of(std::string_view target) {
  const Library* best = nullptr;  // the longest prefix names the library
  for (const auto& library : libraries())
    if (target.starts_with(library.prefix) && (!best || library.prefix.size() > best->prefix.size())) best = &library;
  return best;
}

bool allowed(const SourceFile& source, const Library& library) {
  const auto path = source.path.generic_string();
  if (source.is_header && !library.in_headers) return false;
  return std::any_of(library.folders.begin(), library.folders.end(),
                     [&](auto folder) { return path.starts_with(folder); });
}

}  // namespace

TEST_CASE("includes point downwards", "[architecture]") {
  const auto sources = tests::product_sources();
  REQUIRE(sources.size() > 20);
  for (const auto& source : sources)
    for (const auto& include : source.includes) {
      if (!include.quoted) continue;
      CAPTURE(source.path, include.line, include.target);
      const auto folder = first_folder(include.target);
      REQUIRE(height(folder) >= 0);  // from the root, naming its layer
      CHECK(height(folder) <= height(source.layer));
      CHECK(std::filesystem::exists(tests::source_dir() / include.target));
    }
}

TEST_CASE("each library is included only where the architecture says", "[architecture]") {
  for (const auto& source : tests::product_sources())
    for (const auto& include : source.includes) {
      if (include.quoted || is_system(include.target)) continue;
      CAPTURE(source.path, include.line, include.target);
      const auto* library = library_of(include.target);
      REQUIRE(library);  // a new library is added to the list above, with its folder
      CHECK(allowed(source, *library));
    }
}

TEST_CASE("every header says where it stands", "[architecture]") {
  for (const auto& source : tests::product_sources()) {
    if (!source.is_header) continue;
    CAPTURE(source.path);
    CHECK(source.first_line == "// " + source.path.generic_string());
  }
}

TEST_CASE("every header compiles alone", "[architecture]") {
  // A header whose source includes it first is compiled alone by the build itself; the others are compiled here.
  std::vector<std::string> alone;
  const auto sources = tests::product_sources();
  for (const auto& source : sources) {
    if (!source.is_header) continue;
    auto sibling = source.path;
    sibling.replace_extension(".cpp");
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.path == sibling; });
    const bool first = found != sources.end() && !found->includes.empty() && found->includes[0].quoted &&
                       found->includes[0].target == source.path.generic_string();
    CAPTURE(source.path);
    if (found != sources.end()) CHECK(first);
    if (!first) alone.push_back(source.path.generic_string());
  }
  REQUIRE_FALSE(alone.empty());
  for (const auto& header : alone) {
    CAPTURE(header);
    const auto command = fmt::format(
        "cd '{}' && c++ -std=c++20 -fsyntax-only -w -I. -isystem /usr/include/eigen3 -x c++ '{}'",
        tests::source_dir().string(), header);
    CHECK(std::system(command.c_str()) == 0);
  }
}

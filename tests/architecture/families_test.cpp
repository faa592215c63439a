// Every registered family has all that a family must have: who knows one knows all.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "models/catalog.hpp"
#include "models/evidence.hpp"
#include "models/registry.hpp"
#include "tests/support/paths.hpp"

namespace {

namespace fs = std::filesystem;

std::string underscored(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// What a family must bring; FAMILY stands for its folder name. A path that ends in '/' is a folder with files.
constexpr std::array required_parts = {
    "models/FAMILY/parameters.hpp",
    "models/FAMILY/equations.hpp",
    "models/FAMILY/schema.cpp",
    "models/FAMILY/catalog/",
    "tests/models/FAMILY/",
    "tests/reference/FAMILY.json",
    "docs/models/FAMILY.md",
};

bool is_there(const fs::path& path) {
  if (!path.has_filename()) return fs::is_directory(path) && !fs::is_empty(path);
  return fs::is_regular_file(path) && fs::file_size(path) > 0;
}

}  // namespace

TEST_CASE("every registered family is complete", "[architecture]") {
  REQUIRE_FALSE(models::families().empty());
  for (const auto* family : models::families())
    for (std::string part : required_parts) {
      part.replace(part.find("FAMILY"), 6, underscored(family->name));
      CAPTURE(family->name, part);
      CHECK(is_there(tests::source_dir() / part));
    }
}

TEST_CASE("every registered family has a schema, verbs and catalog cases", "[architecture]") {
  for (const auto* family : models::families()) {
    CAPTURE(family->name);
    CHECK(family->schema != nullptr);
    CHECK(family->build != nullptr);
    CHECK_FALSE(family->title.empty());
    CHECK_FALSE(family->source.empty());
    CHECK_FALSE(family->verbs.empty());
    const auto& entries = models::catalog();
    CHECK(std::any_of(entries.begin(), entries.end(),
                      [&](const auto& entry) { return entry.name.starts_with(family->name + "/"); }));
  }
}

TEST_CASE("every row of a ledger has its check, and every check its row", "[architecture]") {
  for (const auto& source : models::evidence()) {
    if (!source.claims) continue;
    std::size_t found = 0;
    for (const auto& entry : models::ledger(*source.family)) {
      CAPTURE(entry.id);
      CHECK(models::find_check(source.claims(), entry) != nullptr);
      CHECK(entry.recorded != models::ClaimVerdict::undecided);
      ++found;
    }
    CHECK(found == source.claims().size());
  }
}

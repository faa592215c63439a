// The folders of this build are compiled into this file alone, so that every other object is the same anywhere.
#include "tests/support/paths.hpp"

namespace tests {

std::filesystem::path source_dir() { return ENTENTE_SOURCE_DIR; }
std::filesystem::path binary_dir() { return ENTENTE_BINARY_DIR; }
std::filesystem::path program() { return binary_dir() / "entente"; }
std::filesystem::path reference(const std::string& file) { return source_dir() / "tests/reference" / file; }

}  // namespace tests

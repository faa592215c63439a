// tests/support/paths.hpp
// Where tests find the sources and the built program.
#pragma once

#include <filesystem>
#include <string>

namespace tests {

inline std::filesystem::path source_dir() { return ENTENTE_SOURCE_DIR; }
inline std::filesystem::path binary_dir() { return ENTENTE_BINARY_DIR; }
inline std::filesystem::path program() { return binary_dir() / "entente"; }
inline std::filesystem::path reference(const std::string& file) { return source_dir() / "tests/reference" / file; }

}  // namespace tests

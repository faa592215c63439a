// tests/support/paths.hpp
// Where tests find the sources and the built program.
#pragma once

#include <filesystem>
#include <string>

namespace tests {

std::filesystem::path source_dir();
std::filesystem::path binary_dir();
std::filesystem::path program();                         ///< the built `entente`
std::filesystem::path reference(const std::string& file);  ///< in tests/reference

}  // namespace tests

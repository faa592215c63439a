// tests/architecture/sources.hpp
// The project's sources as text: what the architecture tests look at.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

struct Include {
  std::string target;  ///< as written between the quotes or brackets
  bool quoted = false;
  int line = 0;
};

struct SourceFile {
  std::filesystem::path path;  ///< from the project's root, e.g. solvers/roots/small_newton.cpp
  std::string layer;           ///< first folder: solvers, models, apps
  std::vector<Include> includes;
  std::string first_line;
  bool is_header = false;
};

/// Every .hpp and .cpp below solvers/, models/ and apps/, sorted by path.
std::vector<SourceFile> product_sources();

}  // namespace tests

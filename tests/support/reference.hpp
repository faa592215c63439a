// tests/support/reference.hpp
// Items of tests/reference/*.json, whose numbers are decimal strings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solvers/core/vector.hpp"

namespace tests {

/// A node of a reference file. Paths are dotted, "inputs.par.c1"; every accessor throws std::runtime_error naming
/// the item and the path where something is missing, so that a test cannot pass by reading nothing.
class ReferenceItem {
 public:
  struct Node;
  explicit ReferenceItem(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

  std::string name() const;
  bool has(const std::string& path) const;  ///< present and not null
  double number(const std::string& path) const;
  std::string text(const std::string& path) const;
  solvers::Vector vector(const std::string& path) const;
  solvers::Matrix matrix(const std::string& path) const;
  std::vector<ReferenceItem> list(const std::string& path) const;  ///< the elements of an array
  std::vector<std::string> keys(const std::string& path) const;    ///< of an object

 private:
  std::shared_ptr<const Node> node_;
};

/// All items of a kind ("projection", "nash5", ...) in a file of tests/reference, of whose array "items" each names its
/// kind, or which has an array under the kind; throws where there is none.
std::vector<ReferenceItem> reference_items(const std::string& file, const std::string& kind);

}  // namespace tests

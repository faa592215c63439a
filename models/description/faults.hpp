// models/description/faults.hpp
// Faults of meaning, gathered until all are known.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/diagnostic.hpp"
#include "models/description/document.hpp"

namespace models::description {

/// Where the reading of a description leaves what is wrong with it.
class Faults {
 public:
  /// Begins with what reading the text found: whatever else is said of those values is a consequence and
  /// dropped.
  explicit Faults(std::vector<Diagnostic> unreadable = {});

  /// `key` is the dotted key concerned, so that later checks can tell what they may rely on.
  void add(std::string_view key, const Location& where, std::string message, std::string note = {});

  /// True when no more are listed, only counted: messages need not be written with care any more.
  bool full() const { return listed_.size() >= capacity; }
  bool empty() const { return listed_.empty(); }

  /// Whether any fault concerns the key, a part of it, or a key below it.
  bool concerns(std::string_view key) const;

  /// Throws DescriptionError with all faults in the order of the texts, if there are any.
  void raise(const Document&) const;

 private:
  static constexpr std::size_t capacity = 100;

  std::vector<Diagnostic> listed_;
  std::vector<Location> unreadable_;
  std::size_t unlisted_ = 0;
  std::set<std::string, std::less<>> keys_;
};

}  // namespace models::description

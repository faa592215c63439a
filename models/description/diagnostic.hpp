// models/description/diagnostic.hpp
// What is wrong with a description, where, and how to mend it; all faults at once.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/value.hpp"

namespace models::description {

struct Diagnostic {
  Location where;
  std::string message;      ///< "unknown key 'maximise' in [[players]]; did you mean 'maximize'?"
  std::string source_line;  ///< the line of the text, for the caret; empty where there is none
  std::string note;         ///< behind the caret, e.g. "did you mean 'gamma'? parameters: T, gamma"
};

/// "FILE:LINE:COLUMN: error: MESSAGE", then the line and a caret where known. No newline at the end. Control
/// characters are made visible; a long line is cut around the caret.
std::string to_text(const Diagnostic&);

/// Thrown with every fault of meaning at once, or with the first fault of syntax. what() is the whole report:
/// each diagnostic, then "2 errors; nothing was solved."
class DescriptionError : public std::runtime_error {
 public:
  /// `unlisted`: faults found beyond those that are listed.
  explicit DescriptionError(std::vector<Diagnostic> diagnostics, std::size_t unlisted = 0);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// The candidate nearest to `word` by edit distance, if near enough to be a slip; else empty.
std::string_view did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

/// "; did you mean 'reward'?" or, where nothing is near, "; known: count, reward".
std::string suggestion(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace models::description

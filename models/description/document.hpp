// models/description/document.hpp
// A description as written: its tables with their places in the text, merged with what it extends.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/diagnostic.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// Gives the text of a file that a description names (`extends`, data files), or nothing. Supplied by apps/.
using TextReader = std::function<std::optional<std::string>(const std::string& path)>;

/// One text that took part: a description, or one that it extends.
struct Source {
  FileName name;
  std::string text;
};

/// A description whose syntax is right and whose `extends` are followed; not yet checked for meaning.
class Document {
 public:
  std::string name;              ///< as the user named it
  Table root;                    ///< merged with what it extends
  std::string text;              ///< its own text, for carets and the hash
  std::vector<Source> extended;  ///< what it extends, nearest first
  std::vector<Diagnostic>
      faults;  ///< numbers no double can hold, NaN in their place; read_model reports them
};

/// Read a description and what it extends: a catalog case by its name, or a file beside or below this one
/// through `read_text`. Sections merge key by key; the value of a key is replaced whole, be it an array or a
/// table such as a law. [published] stays with the description that prints it. Throws DescriptionError with the first fault of syntax (also: over 16 MiB, not UTF-8,
/// too deep, a cycle).
Document parse_document(const std::string& name, std::string_view text, const TextReader& read_text);

/// The line on which the place stands, from whichever text it is of; empty where there is none.
std::string source_line(const Document&, const Location&);

}  // namespace models::description

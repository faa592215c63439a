// models/description/text_places.hpp
// Places within text values: where in the description a part of a formula stands, whatever its quotes and
// escapes.
#pragma once

#include "models/description/document.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// `length` bytes from byte `begin` of the text value that stands at `value`. Line and column stay those of
/// the value until `resolved` knows the text; meanwhile the length is negative and holds both numbers.
Location part_of(const Location& value, int begin, int length);

/// The same as line, column and width in the document: quotes, escapes and line ends of the text are counted.
/// Other places, and those of values that stand in no text, are returned as they are.
Location resolved(const Document&, const Location&);

}  // namespace models::description

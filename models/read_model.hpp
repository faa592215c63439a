// models/read_model.hpp
// Description text -> family, resolved parameters and a model, or all diagnostics at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/diagnostic.hpp"
#include "models/description/value.hpp"
#include "models/family.hpp"

namespace models {

/// `--set key=value`: a dotted key and a TOML value (bare words are read as text).
struct Override {
  std::string key;
  std::string value;
};

/// One axis of a sweep, from [[sweep]] or --sweep.
struct SweepAxis {
  std::string key;             ///< dotted key of the description
  std::vector<double> values;  ///< in plan order
};

/// Gives the text of a file that a description names (`extends`, data files), or nothing. Supplied by apps/.
using TextReader = std::function<std::optional<std::string>(const std::string& path)>;

struct ReadOptions {
  std::vector<Override> overrides;
  std::optional<std::uint64_t> seed;  ///< replaces the file's
  TextReader read_text;
};

/// A description whose syntax is right and whose `extends` are followed; not yet checked for meaning.
class Document {
 public:
  std::string name;          ///< as the user named it
  description::Table root;   ///< merged with what it extends
  std::string text;          ///< its own text, for carets and the hash
};

/// Throws DescriptionError with the first fault of syntax (also: over 16 MiB, not UTF-8, too deep, non-finite number).
Document parse_document(const std::string& name, std::string_view text, const TextReader& read_text);

/// A checked description.
struct LoadedModel {
  const Family* family = nullptr;
  std::string name, title, source;
  description::Table resolved;      ///< every key with its value, defaults filled in, draws drawn
  std::uint64_t seed = 1;
  RunOptions wishes;                ///< what [solve] asks for: method, starts, tolerance, ...
  std::vector<SweepAxis> axes;      ///< of [[sweep]]
  std::optional<description::Table> published;
  std::shared_ptr<const Model> model;
};

/// Throws DescriptionError with every fault of meaning.
LoadedModel read_model(const Document&, const ReadOptions& = {});

}  // namespace models

// models/read_model.hpp
// Description text -> family, resolved parameters and a model, or all diagnostics at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/description/diagnostic.hpp"
#include "models/description/document.hpp"
#include "models/description/value.hpp"
#include "models/family.hpp"
#include "models/sweep_axes.hpp"
#include "models/user_claims/stated_claim.hpp"

namespace models {

using description::DescriptionError;
using description::Document;
using description::parse_document;
using description::TextReader;

/// `--set key=value`: a dotted key and a TOML value (bare words are read as text). A section takes the
/// keys of a table one by one, the value of a key is replaced whole; "agents[2].discount_factor" reaches into
/// arrays that the description has.
struct Override {
  std::string key;
  std::string value;
};

struct ReadOptions {
  std::vector<Override> overrides;
  std::optional<std::uint64_t> seed;  ///< replaces the file's
  TextReader read_text;               ///< for data files
};

/// A checked description.
struct LoadedModel {
  const Family* family = nullptr;
  std::string name, title, source;
  description::Table resolved;  ///< every key of the model with its value, defaults filled in, draws drawn;
                                ///< without extends, [[sweep]], [[claim]] and [published]
  std::uint64_t seed = 1;
  RunOptions wishes;            ///< what [solve] asks for: method, starts, tolerance, ...
  std::vector<SweepAxis> axes;  ///< of [[sweep]]
  std::vector<StatedClaim> claims;
  std::optional<description::Table> published;
  std::shared_ptr<const Model> model;
};

/// Throws DescriptionError with every fault of meaning; the model is built only where there is none.
LoadedModel read_model(const Document&, const ReadOptions& = {});

/// The same for a family that is not registered, or for a reading that builds nothing (`family.build` null).
LoadedModel read_model_of(const Family&, const Document&, const ReadOptions& = {});

/// The template of the family: a commented description with every key at its default.
std::string template_text(const Family&);

}  // namespace models

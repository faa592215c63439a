// tests/models/description/reading.hpp
// Descriptions read for their words alone: no model is built.
#pragma once

#include <string>

#include "models/digital_twin/schema.hpp"
#include "models/read_model.hpp"

namespace tests {

/// The digital-twin family without its equations.
inline const models::Family& words_only() {
  static const models::Family family{.name = "digital-twin",
                                     .title = "title",
                                     .source = "source",
                                     .verbs = {},
                                     .schema = &models::digital_twin::schema(),
                                     .build = nullptr};
  return family;
}

inline models::LoadedModel read(const std::string& text, const models::ReadOptions& options = {},
                                const std::string& name = "t.toml") {
  return models::read_model_of(words_only(), models::parse_document(name, text, options.read_text), options);
}

/// The whole report of what is wrong; empty where nothing is.
inline std::string faults(const std::string& text, const models::ReadOptions& options = {},
                          const std::string& name = "t.toml") {
  try {
    read(text, options, name);
  } catch (const models::DescriptionError& error) {
    return error.what();
  }
  return {};
}

inline std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The three lines with which a small right description begins; what follows stands in [players] from line 5
/// on.
inline const std::string head = "format = \"entente/1\"\nfamily = \"digital-twin\"\n[players]\ncount = 3\n";

}  // namespace tests

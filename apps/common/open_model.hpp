// apps/common/open_model.hpp
// A MODEL of the command line as a checked model, with its identity and the options of the run.
#pragma once

#include <string>

#include "apps/common/arguments.hpp"
#include "models/read_model.hpp"

namespace apps {

/// A model and what identifies it.
struct OpenModel {
  models::Document document;
  models::LoadedModel loaded;
  std::string sha256;  ///< see `fingerprint`
};

/// How descriptions are read: overrides, seed, the files that they name.
models::ReadOptions read_options(const Arguments&);

/// Throws models::description::DescriptionError, InputError.
OpenModel open_model(const Arguments&, const std::string& model);

/// SHA-256 of every resolved value but the seed, whose draws are among the values: equal exactly for equal
/// models, however they were written.
std::string fingerprint(const models::LoadedModel&);

/// The description's wishes, replaced where the command line says otherwise.
models::RunOptions run_options(const Arguments&, const models::LoadedModel&, const solvers::Stop&);

}  // namespace apps

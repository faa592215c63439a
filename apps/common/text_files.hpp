// apps/common/text_files.hpp
// Reading text: files, standard input, published cases.
#pragma once

#include <stdexcept>
#include <string>

#include "models/read_model.hpp"

namespace apps {

/// Something handed in cannot be used: a file that is missing, a record of another model; exit code 3.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The whole file, or standard input for "-". Reads at most `limit` + 1 bytes, so that the caller sees an
/// excess and an endless file does no harm. Throws InputError with the system's reason.
std::string read_file(const std::string& path, std::size_t limit);

/// The text of a MODEL: a published case, standard input, or a file. Throws InputError, with the nearest
/// case's name.
std::string read_model_text(const std::string& model);

/// How descriptions get at files that they name (`extends`, data files): regular files only, nothing where
/// there is none. That no path leaves the description's folder is seen to by models::description.
models::TextReader text_reader();

}  // namespace apps

// apps/common/failure.hpp
// What ends a run without an answer, as the program says it: a text and an exit code.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

#include "apps/common/exit_code.hpp"

namespace apps {

/// Known elsewhere by its type; here by its code, so that it can be told across processes.
struct Failure : std::runtime_error {
  Failure(ExitCode exit_code, const std::string& text) : std::runtime_error(text), code(exit_code) {}
  ExitCode code;
};

/// The exit code and the text, without a line break at the end, of anything that the program throws.
Failure failure_of(const std::exception_ptr&);

}  // namespace apps

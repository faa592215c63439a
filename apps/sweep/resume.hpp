// apps/sweep/resume.hpp
// The journal of a run: a new one, one that is continued, or a reason why neither.
#pragma once

#include <memory>
#include <string>

#include "apps/common/arguments.hpp"
#include "apps/sweep/journal.hpp"

namespace apps::sweep {

/// Whether the output is a file that a journal can stand beside.
bool has_journal(const Arguments&);

/// Where the journal of an output stands.
std::string journal_path(const std::string& output);

/// Locked against other writers. Continues what stands there only with --resume and only where nothing that
/// matters differs. Throws InputError that shows the differences and how to mend, std::system_error.
std::unique_ptr<Journal> open_journal(const Arguments&, const Identity&);

}  // namespace apps::sweep

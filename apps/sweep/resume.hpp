// apps/sweep/resume.hpp
// The journal of a run: a new one, one that is continued, or a reason why neither.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "apps/common/arguments.hpp"
#include "apps/sweep/journal.hpp"
#include "apps/sweep/store.hpp"

namespace apps::sweep {

/// Whether the output is a file that a journal can stand beside.
bool has_journal(const Arguments&);

/// Where the journal of the output stands; empty where there can be none.
std::string journal_path(const Arguments&);

/// Throws UsageError where --resume has no file to stand beside.
void require_resumable(const Arguments&);

/// The journal at that path, locked against other writers; without a path a temporary one. Continues what
/// stands there only with --resume and only where nothing that matters differs; says so where nothing stands
/// there. Throws InputError that shows the differences and how to mend, std::system_error.
std::unique_ptr<Journal> open_journal(const std::string& path, const Arguments&, const Identity&);

/// When the data file is written: the journal of a complete run is removed, or kept, marked as finished,
/// where points failed and may be wanted again.
void close_journal(Journal&, const Arguments&, const Count&);

/// What the sidecar says of a data file that is written.
nlohmann::ordered_json completed(const Arguments&, const Identity&, const Count&);

/// The same for work that knows no failed points: removed where complete, else kept, said.
void remove_or_keep(Journal&, const Arguments&);

/// With --resume where the output stands complete already, made by the same sweep: how it counted.
std::optional<Count> finished_before(const Arguments&, const Identity&);

/// Says that nothing is to do; the exit code of the run that did it.
ExitCode say_finished(const Arguments&, const Count&);

/// Says where an incomplete journal stands that --resume continues.
void tell_kept(const Journal&, const Arguments&);

/// Some points are missing: stopped; some are not certified: not_certified.
ExitCode exit_code(const Count&);

}  // namespace apps::sweep

#include "apps/sweep/resume.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "apps/common/narration.hpp"
#include "apps/common/text_files.hpp"

namespace apps::sweep {
namespace {

std::size_t lines_of(const JournalFile& file) {
  std::size_t lines = 0;
  file.scan([&](Place, const std::string*) {
    ++lines;
    return true;
  });
  return lines;
}

/// A writer that ended before its first line did leaves nothing worth keeping.
bool holds_nothing(const JournalFile& file) { return lines_of(file) == 0; }

void require_same(const Journal& journal, const Identity& identity) {
  const auto found = differences(journal.identity(), identity, true);
  if (found.empty()) return;
  throw InputError(fmt::format(
      "'{}' is of another sweep ('here' is what was asked now):\n{}give what it was begun with, or "
      "remove it to begin anew, or choose another -o",
      journal.path(), found));
}

std::size_t forget_failed(Journal& journal) {
  std::size_t number = 0;
  for (std::size_t place = 0; place < journal.places(); ++place)
    if (journal.has(place) && journal.status(place) == models::Status::failed) {
      journal.forget(place);
      ++number;
    }
  return number;
}

void narrate(const Journal& journal, std::size_t retried) {
  std::size_t done = 0;
  for (std::size_t place = 0; place < journal.places(); ++place) done += journal.has(place) ? 1 : 0;
  tell(fmt::format("resumed: {} of {} points stand in '{}'\n", done, journal.places(), journal.path()));
  if (journal.damage().torn) tell("its last record was torn and is dropped\n");
  if (journal.damage().records > 0)
    tell(fmt::format("{} damaged records are computed again\n", journal.damage().records));
  if (retried > 0) tell(fmt::format("{} failed points are computed again\n", retried));
}

/// A finished shard is a journal itself: it becomes one again.
std::unique_ptr<JournalFile> reopened_shard(const std::string& output, const Identity& identity) {
  {
    const Journal finished(JournalFile::for_reading(output));
    require_same(finished, identity);
  }
  auto file = JournalFile::for_writing(output);
  file->rename_to(journal_path(output));
  return file;
}

std::unique_ptr<JournalFile> open_file(const Arguments& arguments, const Identity& identity) {
  const auto path = journal_path(arguments.output);
  std::error_code ignored;
  if (arguments.resume && !arguments.shard.empty() && !std::filesystem::exists(path, ignored) &&
      std::filesystem::exists(arguments.output, ignored))
    return reopened_shard(arguments.output, identity);
  return JournalFile::for_writing(path);
}

std::unique_ptr<Journal> begun_anew(std::unique_ptr<JournalFile> file, const Identity& identity) {
  file->cut(file->size());
  return std::make_unique<Journal>(std::move(file), identity);
}

std::unique_ptr<Journal> continued(std::unique_ptr<JournalFile> file, const Arguments& arguments,
                                   const Identity& identity) {
  auto journal = std::make_unique<Journal>(std::move(file));
  require_same(*journal, identity);
  journal->drop_torn_line();
  const auto retried = arguments.retry_failed ? forget_failed(*journal) : 0;
  if (arguments.verbosity >= 0) narrate(*journal, retried);
  return journal;
}

}  // namespace

bool has_journal(const Arguments& arguments) {
  if (arguments.output.empty() || arguments.output == "-") return false;
  std::error_code ignored;
  const auto kind = std::filesystem::status(arguments.output, ignored).type();
  return kind == std::filesystem::file_type::regular || kind == std::filesystem::file_type::not_found;
}

std::string journal_path(const std::string& output) { return output + ".journal"; }

std::unique_ptr<Journal> open_journal(const Arguments& arguments, const Identity& identity) {
  if (!has_journal(arguments)) return std::make_unique<Journal>(JournalFile::temporary(), identity);
  auto file = open_file(arguments, identity);
  if (holds_nothing(*file)) return begun_anew(std::move(file), identity);
  if (arguments.resume) return continued(std::move(file), arguments, identity);
  throw InputError(fmt::format(
      "'{}' is left from a run that did not finish; --resume continues it; remove it to begin anew",
      file->path()));
}

}  // namespace apps::sweep

#include "apps/sweep/resume.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/narration.hpp"
#include "apps/common/sidecar.hpp"
#include "apps/common/text_files.hpp"

namespace apps::sweep {

using Json = nlohmann::ordered_json;

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

/// Whether the data file beside it was written whole: the last line says so.
bool is_finished(const JournalFile& file) {
  bool finished = false;
  file.scan([&](Place, const std::string* payload) {
    finished = payload && Journal::says_finished(*payload);
    return true;
  });
  return finished;
}

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
  const auto& holds = journal.identity().holds;
  tell(fmt::format("resumed: {} of {} {} stand in '{}'\n", done, journal.places(),
                   holds == "rows" || holds == "records" ? "points" : holds, journal.path()));
  if (journal.damage().torn) tell("its last record was torn and is dropped\n");
  if (journal.damage().records > 0)
    tell(fmt::format("{} damaged records are computed again\n", journal.damage().records));
  if (retried > 0) tell(fmt::format("{} that failed are computed again\n", retried));
}

/// A finished shard is a journal itself: it becomes one again.
std::unique_ptr<JournalFile> reopened_shard(const std::string& output, const std::string& path,
                                            const Identity& identity) {
  {
    const Journal finished(JournalFile::for_reading(output));
    require_same(finished, identity);
  }
  auto file = JournalFile::for_writing(output);
  file->rename_to(path);
  return file;
}

std::unique_ptr<JournalFile> open_file(const Arguments& arguments, const std::string& path,
                                       const Identity& identity) {
  std::error_code ignored;
  if (arguments.resume && !arguments.shard.empty() && !std::filesystem::exists(path, ignored) &&
      std::filesystem::exists(arguments.output, ignored))
    return reopened_shard(arguments.output, path, identity);
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

std::string journal_path(const Arguments& arguments) {
  return has_journal(arguments) ? arguments.output + ".journal" : "";
}

void require_resumable(const Arguments& arguments) {
  if (arguments.resume && (arguments.output.empty() || arguments.output == "-"))
    throw UsageError("--resume needs the -o FILE of the run that it continues");
}

std::unique_ptr<Journal> open_journal(const std::string& path, const Arguments& arguments,
                                      const Identity& identity) {
  if (path.empty()) return std::make_unique<Journal>(JournalFile::temporary(), identity);
  auto file = open_file(arguments, path, identity);
  if (holds_nothing(*file)) {
    if (arguments.resume && arguments.verbosity >= 0)
      tell(fmt::format("there is no '{}' to resume: begun anew\n", path));
    return begun_anew(std::move(file), identity);
  }
  if (arguments.resume) return continued(std::move(file), arguments, identity);
  if (is_finished(*file)) return begun_anew(std::move(file), identity);
  throw InputError(fmt::format(
      "'{}' is left from a run that did not finish; --resume continues it; remove it to begin anew",
      file->path()));
}

void close_journal(Journal& journal, const Arguments& arguments, const Count& counted) {
  if (journal.path().empty() || counted.done < counted.points) return;
  const auto failed = counted.by_status.find("failed");
  if (failed == counted.by_status.end()) return journal.file().remove();
  journal.mark_finished();
  if (arguments.verbosity >= 0)
    tell(fmt::format("'{}' is kept for --resume --retry failed, which computes the failed points again\n",
                     journal.path()));
}

Json completed(const Arguments& arguments, const Identity& identity, const Count& counted) {
  return {{"sweep",
           {{"identity", fmt::format("{:016x}", identity.hash)},
            {"format", format_name(arguments.format)},
            {"table", arguments.table},
            {"netcdf", arguments.netcdf},
            {"points", counted.points},
            {"done", counted.done},
            {"not_certified", counted.not_certified},
            {"statuses", counted.by_status}}}};
}

std::optional<Count> finished_before(const Arguments& arguments, const Identity& identity) {
  std::error_code ignored;
  if (!arguments.resume || !arguments.shard.empty() ||
      std::filesystem::exists(journal_path(arguments), ignored))
    return std::nullopt;
  if (!arguments.netcdf.empty() && !std::filesystem::exists(arguments.netcdf, ignored)) return std::nullopt;
  const auto sidecar = read_sidecar(arguments.output);
  if (!sidecar.is_object() || !sidecar.contains("sweep")) return std::nullopt;
  const auto& entry = sidecar["sweep"];
  Count counted{.points = entry.at("points"),
                .done = entry.at("done"),
                .not_certified = entry.at("not_certified"),
                .by_status = entry.at("statuses").get<std::map<std::string, std::size_t>>()};
  if (arguments.retry_failed && counted.by_status.contains("failed")) return std::nullopt;
  if (counted.done < counted.points || completed(arguments, identity, counted)["sweep"] != entry)
    return std::nullopt;
  return counted;
}

void remove_or_keep(Journal& journal, const Arguments& arguments) {
  const auto counted = count({&journal});
  if (counted.done == counted.points)
    journal.file().remove();
  else
    tell_kept(journal, arguments);
}

ExitCode exit_code(const Count& counted) {
  if (counted.done < counted.points) return ExitCode::stopped;
  return counted.not_certified > 0 ? ExitCode::not_certified : ExitCode::done;
}

ExitCode say_finished(const Arguments& arguments, const Count& counted) {
  if (arguments.verbosity >= 0)
    tell(fmt::format("'{}' is complete: nothing to do\n{}\n", arguments.output, summary(counted)));
  return exit_code(counted);
}

void tell_kept(const Journal& journal, const Arguments& arguments) {
  if (arguments.verbosity >= 0 && !journal.path().empty())
    tell(fmt::format("stopped; '{}' keeps what is done, and the same command with --resume continues\n",
                     journal.path()));
}

}  // namespace apps::sweep

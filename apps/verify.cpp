// apps/verify.cpp
// `entente verify`: what the sources claim, judged by the checks of each family.
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/evidence_text.hpp"
#include "apps/common/interrupt.hpp"
#include "apps/common/records_claims.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
#include "apps/sweep/fill.hpp"
#include "apps/sweep/resume.hpp"
#include "apps/verbs.hpp"
#include "models/description/diagnostic.hpp"
#include "models/evidence.hpp"

namespace apps {
namespace {

struct Task {
  const models::SourceEvidence* source;
  const models::ClaimEntry* entry;
};

/// Whether the word names the claim, its family, or everything.
bool names(const std::string& word, const Task& task) {
  return word == task.source->family->name || word == task.entry->id;
}

std::vector<Task> every_claim() {
  std::vector<Task> tasks;
  for (const auto& source : models::evidence())
    if (source.claims)
      for (const auto& entry : models::ledger(*source.family)) tasks.push_back({&source, &entry});
  return tasks;
}

[[noreturn]] void refuse(const std::string& word, const std::vector<Task>& all) {
  std::vector<std::string_view> known;
  for (const auto& source : models::evidence()) known.push_back(source.family->name);
  for (const auto& task : all) known.push_back(task.entry->id);
  throw InputError(
      fmt::format("no claim or family is named '{}'{}", word, models::description::suggestion(word, known)));
}

/// The claims that the words name, each once, in the order of the ledgers.
std::vector<Task> chosen(const std::vector<std::string>& words) {
  const auto all = every_claim();
  for (const auto& word : words)
    if (std::none_of(all.begin(), all.end(), [&](const auto& task) { return names(word, task); }))
      refuse(word, all);
  std::vector<Task> tasks;
  for (const auto& task : all)
    if (words.empty() ||
        std::any_of(words.begin(), words.end(), [&](const auto& word) { return names(word, task); }))
      tasks.push_back(task);
  return tasks;
}

models::Finding found(const Task& task, const models::VerifyOptions& options) {
  const auto* check = models::find_check(task.source->claims(), *task.entry);
  if (!check) return {.evidence = "no check is written yet"};
  try {
    return check->run(options);
  } catch (const std::exception& error) {
    return {.evidence = fmt::format("the check failed: {}", error.what())};
  }
}

/// Nothing where the stop came first: what is found under a stop says less than it might.
std::optional<sweep::PointResult> judged(const Task& task, const models::VerifyOptions& options) {
  const Stopwatch own;
  const auto finding = found(task, options);
  if (options.stop.requested()) return std::nullopt;
  return sweep::PointResult{.status = models::Status::certified,
                            .certified = true,
                            .line = to_line(TimedFinding{finding, own.seconds()})};
}

sweep::Plan plan_of(const std::vector<Task>& tasks) {
  sweep::Axis axis{"claim", {}};
  for (const auto& task : tasks) axis.listed.push_back(task.entry->id);
  return sweep::Plan({axis});
}

std::vector<JudgedClaim> judged_claims(const std::vector<Task>& tasks, const sweep::Journal& journal) {
  std::vector<JudgedClaim> claims(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    claims[i].entry = tasks[i].entry;
    claims[i].done = journal.has(i);
    if (!claims[i].done) continue;
    const auto timed = finding_in(journal.read(i).line);
    claims[i].finding = timed.finding;
    claims[i].seconds = timed.seconds;
  }
  return claims;
}

std::string text_of(const std::vector<JudgedClaim>& claims, const Arguments& arguments,
                    const Stopwatch& stopwatch) {
  const HumanOptions human{arguments.digits, style_for(arguments)};
  if (arguments.format == Format::csv) return csv_text(tidy(claims));
  if (arguments.format != Format::human)
    return claims_json(claims, arguments, stopwatch, arguments.format == Format::jsonl);
  if (!arguments.explain) return to_human(claims, human);
  std::string text;
  for (const auto& claim : claims) text += explanation(claim, human);
  return text;
}

ExitCode exit_code(const std::vector<JudgedClaim>& claims) {
  if (std::any_of(claims.begin(), claims.end(), [](const auto& c) { return !c.done; }))
    return ExitCode::stopped;
  const bool drifted = std::any_of(claims.begin(), claims.end(), [](const auto& c) { return c.drifted(); });
  return drifted ? ExitCode::differs : ExitCode::done;
}

}  // namespace

ExitCode run_verify(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  const auto tasks = chosen(arguments.operands);
  const models::VerifyOptions options{arguments.thorough, arguments.seed.value_or(1), stop};
  sweep::require_resumable(arguments);
  const auto plan = plan_of(tasks);
  const auto identity = sweep::identity_of_list(
      plan, "findings", {{"options", {{"thorough", options.thorough}, {"seed", options.seed}}}});
  const auto work =
      sweep::each_point(identity, plan, [&](std::size_t i) { return judged(tasks[i], options); });
  if (!sweep::executor().is_writer()) return sweep::help(work, arguments, stop);
  TextSink{arguments.output};  // found out now rather than after the work
  const auto journal = sweep::open_journal(sweep::journal_path(arguments), arguments, identity);
  sweep::fill(*journal, work, arguments, stop);
  const auto claims = judged_claims(tasks, *journal);
  TextSink sink(arguments.output);
  sink.write(text_of(claims, arguments, stopwatch));
  sink.commit();
  sweep::remove_or_keep(*journal, arguments);
  return exit_code(claims);
}

}  // namespace apps

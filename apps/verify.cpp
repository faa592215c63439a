// apps/verify.cpp
// `entente verify`: what the sources claim, judged by the checks of each family, and what descriptions claim.
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/described_claims.hpp"
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
  throw InputError(fmt::format("no claim, family or description is named '{}'{}", word,
                               models::description::suggestion(word, known)));
}

/// What the words name: claims of sources, each once and in the order of the ledgers; descriptions; and the
/// ids of these descriptions' claims.
struct Chosen {
  std::vector<Task> tasks;
  std::vector<std::string> models, ids;
};

Chosen chosen(const std::vector<std::string>& words) {
  const auto all = every_claim();
  if (words.empty()) return {all, {}, {}};
  Chosen result;
  for (const auto& word : words) {
    if (std::any_of(all.begin(), all.end(), [&](const auto& task) { return names(word, task); })) continue;
    (names_model(word) ? result.models : result.ids).push_back(word);
  }
  if (result.models.empty() && !result.ids.empty()) refuse(result.ids.front(), all);
  for (const auto& task : all)
    if (std::any_of(words.begin(), words.end(), [&](const auto& word) { return names(word, task); }))
      result.tasks.push_back(task);
  return result;
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

/// A user's claim that records no verdict is not to be refuted (5), nor left open (4).
ExitCode exit_code(const std::vector<JudgedClaim>& claims) {
  const auto any = [&](auto what) { return std::any_of(claims.begin(), claims.end(), what); };
  if (any([](const auto& c) { return !c.done; })) return ExitCode::stopped;
  if (any([](const auto& c) { return c.drifted(); })) return ExitCode::differs;
  return any([](const auto& c) { return c.is_open(); }) ? ExitCode::not_certified : ExitCode::done;
}

void write(const std::vector<JudgedClaim>& claims, const Arguments& arguments, const Stopwatch& stopwatch) {
  TextSink sink(arguments.output);
  sink.write(text_of(claims, arguments, stopwatch));
  sink.commit();
}

}  // namespace

ExitCode run_verify(const Arguments& arguments) {
  const Stopwatch stopwatch;
  const auto stop = stop_after(arguments.time_limit);
  const auto [tasks, descriptions, ids] = chosen(arguments.operands);
  const models::VerifyOptions options{arguments.thorough, arguments.seed.value_or(1), stop};
  sweep::require_resumable(arguments);
  if (tasks.empty()) {
    if (arguments.resume) throw UsageError("--resume: the claims of descriptions are looked at in one go");
    if (!sweep::executor().is_writer()) return ExitCode::done;
    auto studies = described_claims(arguments, descriptions, ids, stop);
    const auto claims = judged_claims(studies, arguments, stop);
    write(claims, arguments, stopwatch);
    return exit_code(claims);
  }
  const auto plan = plan_of(tasks);
  const auto identity = sweep::identity_of_list(
      plan, "findings", {{"options", {{"thorough", options.thorough}, {"seed", options.seed}}}});
  const auto& chosen_tasks = tasks;
  const auto work =
      sweep::each_point(identity, plan, [&](std::size_t i) { return judged(chosen_tasks[i], options); });
  if (!sweep::executor().is_writer()) return sweep::help(work, arguments, stop);
  auto studies = described_claims(arguments, descriptions, ids, stop);
  TextSink{arguments.output};  // found out now rather than after the work
  const auto journal = sweep::open_journal(sweep::journal_path(arguments), arguments, identity);
  sweep::fill(*journal, work, arguments, stop);
  auto claims = judged_claims(tasks, *journal);
  const auto described = judged_claims(studies, arguments, stop);
  claims.insert(claims.end(), described.begin(), described.end());
  write(claims, arguments, stopwatch);
  sweep::remove_or_keep(*journal, arguments);
  return exit_code(claims);
}

}  // namespace apps

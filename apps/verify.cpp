// apps/verify.cpp
// `entente verify`: what the sources claim, judged by the checks of each family.
#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "apps/common/interrupt.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/records_claims.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/executor.hpp"
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
  TextSink sink(arguments.output);
  std::vector<JudgedClaim> claims(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) claims[i].entry = tasks[i].entry;
  {
    Progress progress(tasks.size(), progress_wanted(arguments));
    sweep::run_points(tasks.size(), arguments.threads, stop, [&](std::size_t i) {
      const Stopwatch own;
      claims[i].finding = found(tasks[i], options);
      claims[i].seconds = own.seconds();
      claims[i].done = !stop.requested();
      progress.step();
    });
  }
  sink.write(text_of(claims, arguments, stopwatch));
  sink.commit();
  return exit_code(claims);
}

}  // namespace apps

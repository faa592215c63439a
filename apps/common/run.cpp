#include "apps/common/run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/common/failure.hpp"
#include "apps/common/help.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

using models::Status;
using solvers::Verdict;

ExitCode print(const std::string& text) {
  TextSink sink("");
  sink.write(text);
  sink.commit();
  return ExitCode::done;
}

}  // namespace

ExitCode run(const std::vector<std::string>& words, const Adjust& adjust) {
  if (words.empty()) {
    tell(short_help());
    return ExitCode::usage;
  }
  auto arguments = read_arguments(words);
  if (adjust) adjust(arguments);
  if (arguments.version) return print(version_text());
  if (arguments.help) return print(arguments.verb ? help(*arguments.verb) : help());
  if (arguments.seed_was_drawn && arguments.verbosity >= 0) tell(fmt::format("seed: {}\n", *arguments.seed));
  return arguments.verb->run(arguments);
}

ExitCode run_guarded(const std::vector<std::string>& words, const Adjust& adjust) {
  try {
    return run(words, adjust);
  } catch (...) {
    const auto failure = failure_of(std::current_exception());
    tell(fmt::format("{}\n", failure.what()));
    return failure.code;
  }
}

ExitCode exit_code(const models::Solution& solution) {
  if (solution.status == Status::stopped || was_stopped(solution.solver.termination))
    return ExitCode::stopped;
  const bool all_certified =
      std::all_of(solution.equilibria.begin(), solution.equilibria.end(),
                  [](const auto& e) { return e.certificate.verdict == Verdict::proved; });
  return solution.status == Status::certified && all_certified ? ExitCode::done : ExitCode::not_certified;
}

ExitCode exit_code(const models::Bounds& bounds) {
  if (bounds.status == Status::stopped) return ExitCode::stopped;
  return bounds.status == Status::certified ? ExitCode::done : ExitCode::not_certified;
}

ExitCode exit_code(const models::Trajectory& trajectory) {
  if (trajectory.status == Status::stopped || was_stopped(trajectory.termination)) return ExitCode::stopped;
  const bool all_hold = std::all_of(trajectory.invariants.begin(), trajectory.invariants.end(),
                                    [](const auto& invariant) { return invariant.holds; });
  return trajectory.status == Status::certified && all_hold ? ExitCode::done : ExitCode::not_certified;
}

ExitCode exit_code(const models::CheckReport& report) {
  const bool all_hold =
      std::all_of(report.items.begin(), report.items.end(), [](const auto& i) { return i.holds; });
  return all_hold && !report.items.empty() ? ExitCode::done : ExitCode::not_certified;
}

ExitCode worse(ExitCode a, ExitCode b) {
  const auto rank = [](ExitCode code) {
    return code == ExitCode::done ? 0 : code == ExitCode::stopped ? 2 : 1;
  };
  return rank(a) >= rank(b) ? a : b;
}

}  // namespace apps

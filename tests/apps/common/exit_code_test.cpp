// From what was found to the exit code: exit 0 only with an answer, and every listed answer certified.
#include <catch2/catch.hpp>

#include "apps/common/run.hpp"

using apps::exit_code;
using apps::ExitCode;
using models::Solution;
using models::Status;
using solvers::Termination;
using solvers::Verdict;

namespace {

models::Equilibrium equilibrium(Verdict verdict) { return {.certificate = {.verdict = verdict}}; }

Solution solution(Status status, std::vector<models::Equilibrium> equilibria,
                  Termination termination = Termination::converged) {
  return {.status = status, .solver = {.termination = termination}, .equilibria = std::move(equilibria)};
}

}  // namespace

TEST_CASE("exit 0 needs every listed answer certified", "[exit_code]") {
  const auto good = equilibrium(Verdict::proved), open = equilibrium(Verdict::undecided);
  CHECK(exit_code(solution(Status::certified, {good})) == ExitCode::done);
  CHECK(exit_code(solution(Status::certified, {good, good})) == ExitCode::done);
  CHECK(exit_code(solution(Status::certified, {good, open})) == ExitCode::not_certified);
  CHECK(exit_code(solution(Status::candidate, {open})) == ExitCode::not_certified);
  CHECK(exit_code(solution(Status::not_nash, {})) == ExitCode::not_certified);
  CHECK(exit_code(solution(Status::failed, {})) == ExitCode::not_certified);
  CHECK(exit_code(Solution{}) == ExitCode::not_certified);
}

TEST_CASE("a solver's own success counts for nothing", "[exit_code]") {
  CHECK(exit_code(solution(Status::candidate, {equilibrium(Verdict::undecided)}, Termination::converged)) ==
        ExitCode::not_certified);
  CHECK(exit_code(solution(Status::certified, {equilibrium(Verdict::proved)},
                           Termination::iteration_limit)) == ExitCode::done);
}

TEST_CASE("work cut short is exit 6, whatever was found", "[exit_code]") {
  const auto termination = GENERATE(Termination::time_limit, Termination::interrupted);
  CHECK(exit_code(solution(Status::certified, {equilibrium(Verdict::proved)}, termination)) ==
        ExitCode::stopped);
  CHECK(exit_code(solution(Status::stopped, {}, termination)) == ExitCode::stopped);
  CHECK(exit_code(models::Trajectory{.status = Status::certified, .termination = termination}) ==
        ExitCode::stopped);
}

TEST_CASE("a broken invariant or finding is not success", "[exit_code]") {
  models::Trajectory trajectory{.status = Status::certified, .invariants = {{"trust in [0,1]", true, ""}}};
  CHECK(exit_code(trajectory) == ExitCode::done);
  trajectory.invariants.push_back({"shares sum to 1", false, ""});
  CHECK(exit_code(trajectory) == ExitCode::not_certified);
  CHECK(exit_code(models::CheckReport{.items = {{"gradients", true, ""}}}) == ExitCode::done);
  CHECK(exit_code(models::CheckReport{.items = {{"gradients", false, ""}}}) == ExitCode::not_certified);
  CHECK(exit_code(models::CheckReport{}) == ExitCode::not_certified);
}

TEST_CASE("of several the worst", "[exit_code]") {
  CHECK(apps::worse(ExitCode::done, ExitCode::not_certified) == ExitCode::not_certified);
  CHECK(apps::worse(ExitCode::stopped, ExitCode::not_certified) == ExitCode::stopped);
  CHECK(apps::worse(ExitCode::done, ExitCode::done) == ExitCode::done);
}

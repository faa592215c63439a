// From candidates to a solution: statuses by what was judged, never by what a solver says of itself.
#include "models/family.hpp"

#include <limits>

#include <catch2/catch.hpp>

using namespace models;
using solvers::Termination;
using solvers::Verdict;

namespace {

const double nan = std::numeric_limits<double>::quiet_NaN();

/// Judges a profile by the verdict that its only choice names.
class Judge final : public Model {
 public:
  CheckReport check() const override { return {}; }
  Equilibrium certify(const Profile& profile, const RunOptions&) const override {
    const auto code = std::get<double>(profile[0].choices[0].value);
    Equilibrium e{.profile = profile, .payoff = {{"player1", code == 3 ? nan : 1.0}}};
    e.certificate = {.verdict = code == 0   ? Verdict::refuted
                                : code == 1 ? Verdict::undecided
                                            : Verdict::proved,
                     .level = CertificateLevel::proved,
                     .epsilon = code == 4 ? nan : 0.0};
    return e;
  }
};

Solution solution(std::vector<double> codes, Termination termination = Termination::converged) {
  Candidates candidates;
  for (const double code : codes) candidates.profiles.push_back({{"player1", {{"x", code}}}});
  candidates.solver.termination = termination;
  return certified(Judge(), candidates, {});
}

}  // namespace

TEST_CASE("the status follows from the judged profiles", "[family]") {
  CHECK(solution({2}).status == Status::certified);
  CHECK(solution({2, 1}).status == Status::certified);
  CHECK(solution({1}).status == Status::candidate);
  CHECK(solution({1, 0}).status == Status::candidate);
  CHECK(solution({0, 0}).status == Status::not_nash);
  CHECK(solution({}).status == Status::failed);
  CHECK(solution({}, Termination::converged).status == Status::failed);
  CHECK(solution({2}, Termination::iteration_limit).status == Status::certified);
  CHECK(solution({1}, Termination::time_limit).status == Status::stopped);
}

TEST_CASE("refuted candidates stand apart", "[family]") {
  const auto s = solution({2, 0, 1});
  CHECK(s.equilibria.size() == 2);
  CHECK(s.rejected.size() == 1);
}

TEST_CASE("nothing certified holds a number that is not finite", "[family]") {
  for (const double code : {3.0, 4.0}) {
    const auto s = solution({code});
    CHECK(s.status == Status::candidate);
    CHECK(s.equilibria[0].certificate.verdict == Verdict::undecided);
    REQUIRE(s.equilibria[0].notes.size() == 1);
    CHECK_THAT(s.equilibria[0].notes[0], Catch::Contains("not finite"));
  }
  CHECK(solution({4, 2}).status == Status::certified);
  CHECK(solution({std::numeric_limits<double>::infinity()}).status == Status::candidate);
}

// Claims of completeness against games whose equilibria are known: nothing that exists may be denied.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "models/declared/declared.hpp"
#include "models/declared/profile.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using solvers::Vector;

constexpr const char* head = "format = \"entente/1\"\nfamily = \"declared\"\n";

/// Two players on [0, 1], the second of whom imitates the first.
std::string imitated(const std::string& payoff, const std::string& own = "") {
  return fmt::format(
      "{}[[players]]\nname = \"A\"\nvariables = [{{ name = \"x\", lower = 0, upper = 1 }}]\nmaximize = "
      "\"{}\"\n"
      "{}[[players]]\nname = \"B\"\nvariables = [{{ name = \"y\", lower = 0, upper = 1 }}]\n"
      "maximize = \"-(y - A.x)^2\"\n",
      head, payoff, own);
}

struct Answer {
  std::shared_ptr<const Model> model;
  Candidates candidates;
  std::vector<Vector> profiles;
};

Answer answer(const std::string& description) {
  auto loaded = read_model(parse_document("game.toml", description, {}));
  Answer result{std::move(loaded.model), {}, {}};
  result.candidates = result.model->solve({});
  const auto& p = dynamic_cast<const declared::Declared&>(*result.model).parameters();
  for (const auto& profile : result.candidates.profiles)
    result.profiles.push_back(declared::vector_of(p, profile));
  return result;
}

}  // namespace

TEST_CASE("an equilibrium at a cusp, where no derivative exists, is not denied", "[declared][completeness]") {
  for (const auto* payoff : {"-((x - 0.3)^2)^(1/4)", "-sqrt((x - 0.3)^2) + x / 10"}) {  // best at x = 0.3
    CAPTURE(payoff);
    const auto found = answer(imitated(payoff)).candidates;
    CHECK(found.completeness.claim != Completeness::all);
    CHECK(found.solver.termination != solvers::Termination::no_solution);
  }
}

TEST_CASE("an equilibrium at a bound with an infinite slope is found, and not denied",
          "[declared][completeness]") {
  const auto steep = answer(fmt::format(
      "{}[[players]]\nname = \"p\"\ncount = 3\nvariables = [{{ name = \"x\", lower = 0, upper = 1 }}]\n"
      "maximize = \"-sqrt(1 - x) + total / 10\"\n",
      head));
  CHECK(steep.candidates.completeness.claim != Completeness::all);
  REQUIRE(steep.profiles.size() == 1);
  CHECK(steep.profiles[0] == Vector::Ones(3));
  const auto judged = steep.model->certify(steep.candidates.profiles[0], {}).certificate;
  CHECK(judged.verdict == solvers::Verdict::proved);
  CHECK(judged.residual == 0);
}

TEST_CASE("one variational equilibrium is listed, not others of the continuum as such",
          "[declared][completeness]") {
  const auto line = answer(
      fmt::format("{}[[players]]\nname = \"A\"\nvariables = [{{ name = \"x\", lower = 0, upper = 2 }}]\n"
                  "maximize = \"-(x - 1)^2\"\n[[players]]\nname = \"B\"\n"
                  "variables = [{{ name = \"y\", lower = 0, upper = 2 }}]\nmaximize = \"-(y - 1.5)^2\"\n"
                  "[[shared_constraints]]\nexpression = \"A.x + B.y == 2\"\n",
                  head));
  REQUIRE(line.profiles.size() == 1);
  CHECK(line.profiles[0].isApprox(Vector{{0.75, 1.25}}, 1e-10));
}

TEST_CASE("no choice is moved to a bound that is infinite", "[declared][completeness]") {
  const auto disc = answer(fmt::format(
      "{}[[players]]\nname = \"A\"\nvariables = [{{ name = \"x\", lower = 0 }}]\nmaximize = \"x\"\n"
      "[[players]]\nname = \"B\"\nvariables = [{{ name = \"y\", lower = 0 }}]\nmaximize = \"2 * y\"\n"
      "[[shared_constraints]]\nexpression = \"A.x^2 + B.y^2 <= 1\"\n[solve]\nconcept = \"variational\"\n",
      head));
  REQUIRE(disc.profiles.size() == 1);
  CHECK(disc.profiles[0].isApprox(Vector{{1, 2}} / std::sqrt(5), 1e-10));
}

TEST_CASE("where the payoff has no value all is not claimed", "[declared][completeness]") {
  const auto contest = answer(fmt::format(
      "{}[[players]]\nname = \"p\"\ncount = 2\nvariables = [{{ name = \"x\", lower = 0, upper = 5 }}]\n"
      "maximize = \"x / total - x\"\n",
      head));
  CHECK(contest.candidates.completeness.claim == Completeness::at_least);
  REQUIRE(contest.profiles.size() == 1);
  CHECK(contest.profiles[0].isApproxToConstant(0.25, 1e-10));
}

TEST_CASE("a feasible set without multipliers: its equilibrium is not denied", "[declared][completeness]") {
  const auto found = answer(
      imitated("x", "[[players.constraints]]\nexpression = \"x^3 <= 0\"\n"));  // x = 0, where 1 = 0 lambda
  CHECK(found.candidates.completeness.claim != Completeness::all);
}

TEST_CASE("a degenerate root is listed once", "[declared][completeness]") {
  const auto found = answer(
      fmt::format("{}[[players]]\nname = \"A\"\nvariables = [{{ name = \"x\", lower = 0, upper = 1 }}]\n"
                  "maximize = \"-(x - B.y)^4\"\n[[players]]\nname = \"B\"\n"
                  "variables = [{{ name = \"y\", lower = 0, upper = 1 }}]\nmaximize = \"-(y - 0.5)^4\"\n",
                  head));
  REQUIRE(found.profiles.size() == 1);
  CHECK((found.profiles[0].array() - 0.5).abs().maxCoeff() <= 1e-6);
}

TEST_CASE("what is far away from zero is no solution for its size", "[declared][completeness]") {
  const auto linear = answer(fmt::format(
      "{}[[unknowns]]\nname = \"z\"\nsize = 2\nlower = 0\nmap = [\"z[2] - 1\", \"z[1] - 1\"]\n", head));
  REQUIRE(linear.profiles.size() == 1);
  CHECK(linear.profiles[0].isApproxToConstant(1, 1e-12));
  CHECK(linear.candidates.completeness.claim == Completeness::all);

  const auto infeasible =
      answer(imitated("x * B.y", "[[players.constraints]]\nexpression = \"x >= 2\"\n")).candidates;
  CHECK(infeasible.solver.converged == 0);
  CHECK(infeasible.solver.termination != solvers::Termination::converged);
}

TEST_CASE("zeros closer than answers of a search are told apart are all listed", "[declared][completeness]") {
  const auto root = [](const std::string& lower, const std::string& map) {
    return fmt::format("{}[[unknowns]]\nname = \"x\"\nlower = {}\nupper = 1\nmap = \"{}\"\n", head, lower,
                       map);
  };
  for (const auto& [text, zeros] : {std::pair{root("-1", "x * (x - 1e-7) * (x + 1e-7)"), 3},
                                    std::pair{root("0.2", "1e14 * (x - 0.5) * (x - 0.5000001)"), 3}}) {
    const auto found = answer(text);  // the second one has a solution at its lower bound too
    CHECK(found.candidates.completeness.claim == Completeness::all);
    CHECK(static_cast<int>(found.profiles.size()) == zeros);
  }
  const auto merged = answer(root("-1", "(x - 0.3) * (x - 0.300000001)"));  // too near for boxes
  CHECK(merged.candidates.completeness.claim == Completeness::at_least);
  const auto maxima = answer(fmt::format(  // at -1e-5 and 1e-5, and a minimum between them
      "{}[[players]]\nname = \"A\"\nvariables = [{{ name = \"x\", lower = -1, upper = 1 }}]\n"
      "maximize = \"5e-11 * x^2 - x^4 / 4\"\n",
      head));
  REQUIRE(maxima.candidates.completeness.claim == Completeness::all);
  for (const double x : {-1e-5, 1e-5})
    CHECK(std::any_of(maxima.profiles.begin(), maxima.profiles.end(),
                      [&](const Vector& one) { return std::abs(one(0) - x) < 1e-9; }));
}

TEST_CASE("a large choice of one player hides no equilibrium of the others", "[declared][completeness]") {
  const auto imitator = [](const char* name, const char* other) {
    return fmt::format(
        "[[players]]\nname = \"{}\"\nvariables = [{{ name = \"y\", lower = -3, upper = 3 }}]\n"
        "minimize = \"(y - tanh(2 * {}.y))^2\"\n",
        name, other);
  };
  const auto found =
      answer(std::string(head) +
             "[[players]]\nname = \"A\"\nvariables = [{ name = \"x\", lower = 0, upper = 1e9 }]\n"
             "minimize = \"(x - 1e8)^2\"\n" +
             imitator("B", "C") + imitator("C", "B"));
  CHECK(found.candidates.completeness.claim == Completeness::all);
  CHECK(found.profiles.size() == 3);  // y = tanh(2 y): 0 and two more
  for (const auto& profile : found.candidates.profiles)
    CHECK(found.model->certify(profile, {}).certificate.level == CertificateLevel::proved);
}

TEST_CASE("what lies beyond the boxes of an unbounded game is not denied", "[declared][completeness]") {
  const auto map = [](const char* formula) {
    return fmt::format("{}[[unknowns]]\nname = \"x\"\nlower = 0\nmap = \"{}\"\n", head, formula);
  };
  const auto many = answer(map("(x - 1) * (x - 5e16) * (x - 1e17) * 1e-34"));
  CHECK(many.candidates.completeness.method.find("with unknowns up to 2^50") != std::string::npos);
  const auto one = answer(map("tanh(x * 1e-17 - 1) + 0 * x"));  // its only solution: 1e17
  CHECK(one.candidates.completeness.claim != Completeness::all);
}

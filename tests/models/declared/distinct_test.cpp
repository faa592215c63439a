// Answers that nothing tells apart, suprema that are not attained, constraints that nobody can meet.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;

Candidates candidates_of(const std::string& rest) {
  const auto loaded =
      read_model(parse_document("game.toml", "format = \"entente/1\"\nfamily = \"declared\"\n" + rest, {}));
  return loaded.model->solve({});
}

double first_choice(const Profile& profile) {
  return std::get<double>(profile.front().choices.front().value);
}

bool says(const Candidates& candidates, const std::string& words) {
  return std::any_of(candidates.notes.begin(), candidates.notes.end(),
                     [&](const auto& note) { return note.find(words) != std::string::npos; });
}

std::string partners(double reliance) {
  std::string text = "[parameters]\nr = " + std::to_string(reliance) + "\n";
  for (const char* name : {"ann", "bob"})
    text += std::string("[[players]]\nname = \"") + name +
            "\"\nvariables = [{ name = \"g\", lower = 0, upper = 1 }]\n"
            "maximize = \"g * logistic(r * (other.g - 1/2)) - g^2 / 2\"\n";
  return text;
}

}  // namespace

TEST_CASE("a pitchfork's triple root is one answer, its three branches are three", "[declared][distinct]") {
  const auto at_fork = candidates_of(partners(4));
  REQUIRE(at_fork.profiles.size() == 1);
  CHECK(first_choice(at_fork.profiles[0]) == Approx(0.5).margin(2e-4));
  CHECK(says(at_fork, "are listed as one"));
  CHECK(candidates_of(partners(6)).profiles.size() == 3);
}

TEST_CASE("close but regular equilibria stay apart", "[declared][distinct]") {
  // stationary at 0.5 and at 0.5 +- 2e-4: F = (x - 0.5)((x - 0.5)^2 - 4e-8)
  const auto found = candidates_of(
      "[[players]]\nname = \"a\"\nvariables = [{ name = \"x\", lower = 0, upper = 1 }]\n"
      "maximize = \"-1e6 * ((x - 0.5)^4 / 4 - 2e-8 * (x - 0.5)^2)\"\n");
  CHECK(found.profiles.size() >= 2);
}

TEST_CASE("a supremum that is not attained is said to be so", "[declared][distinct]") {
  const auto found = candidates_of(
      "[[players]]\nname = \"a\"\nvariables = [{ name = \"x\", lower = 0 }]\nmaximize = \"-exp(-x)\"\n");
  CHECK(found.profiles.size() == 1);
  CHECK(says(found, "its supremum is not attained"));
  const auto attained = candidates_of(
      "[[players]]\nname = \"a\"\nvariables = [{ name = \"x\", lower = 0 }]\nmaximize = \"-(x - 40)^2\"\n");
  CHECK_FALSE(says(attained, "supremum"));
}

TEST_CASE("a degenerate constraint is called so", "[declared][distinct]") {
  const auto found = candidates_of(
      "[[players]]\nname = \"a\"\nvariables = [{ name = \"x\", lower = -2, upper = 2 }]\nmaximize = \"x\"\n"
      "constraints = [{ expression = \"x^3 <= 0\" }]\n");
  CHECK(found.profiles.size() <= 2);
  CHECK(says(found, "a constraint is degenerate there"));
}

TEST_CASE("constraints that nobody can meet are proved to be so", "[declared][distinct]") {
  std::string text;
  for (int k = 1; k <= 8; ++k)
    text += "[[players]]\nvariables = [{ name = \"x\", lower = 0 }]\nmaximize = \"x - x^2\"\n";
  const auto found = candidates_of(text +
                                   "[[shared_constraints]]\nexpression = \"x[player1] + x[player2] <= 1\"\n"
                                   "[[shared_constraints]]\nexpression = \"x[player1] + x[player2] >= 3\"\n");
  CHECK(found.solver.termination == solvers::Termination::no_solution);
  CHECK(found.completeness.claim == Completeness::all);
  CHECK(found.profiles.empty());
}

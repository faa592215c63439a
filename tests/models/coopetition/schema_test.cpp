// Descriptions of coopetition games: what they become, and where their faults are.
#include "models/coopetition/schema.hpp"

#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "models/coopetition/coopetition.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using coopetition::Coopetition;

const std::string head = "format = \"entente/1\"\nfamily = \"coopetition\"\n";
const std::string actors =
    "[[actors]]\nname = \"A\"\nshare = 0.55\n[[actors]]\nname = \"B\"\nshare = 0.45\n";  // lines 3 to 8

std::optional<std::string> no_files(const std::string&) { return std::nullopt; }

coopetition::Parameters read(const std::string& text) {
  const auto loaded = read_model(parse_document("t.toml", head + text, no_files), {.read_text = no_files});
  return dynamic_cast<const Coopetition&>(*loaded.model).parameters();
}

std::string faults(const std::string& text) {
  try {
    read(text);
  } catch (const DescriptionError& error) {
    return error.what();
  }
  return "none";
}

bool says(const std::string& report, const std::string& part) {
  return report.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("actors, dependencies and trust reach the parameters", "[coopetition][schema]") {
  const auto p =
      read(actors +
           "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\nweight = 0.5\ncriticality = 0.9\n"
           "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\nweight = 0.3\ncriticality = 0.85\n"
           "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\nweight = 0.2\ncriticality = 0.6\n"
           "[trust]\nbuilding = \"gap\"\ndecay = \"always\"\nclip = \"ceiling\"\ngating = \"dependence\"\n"
           "initial = [[1, 0.3], [0.4, 1]]\nbaseline = [5, 6]\nerosion_rate = 0.25\n");
  CHECK(p.actors[0].name == "A");
  CHECK(p.actors[0].endowment == 100);
  CHECK(p.actors[1].share == 0.45);
  CHECK(p.dependence(0, 1) == Approx(0.825).epsilon(1e-15));  // the source's worked example
  CHECK(p.dependence(1, 0) == 0);
  CHECK(p.trust.law.building == coopetition::Building::gap);
  CHECK(p.trust.law.decay == coopetition::Decay::always);
  CHECK(p.trust.law.clip == coopetition::Clip::ceiling);
  CHECK(p.trust.gating == coopetition::Gating::dependence);
  CHECK(p.trust.law.erosion_rate == 0.25);
  CHECK(p.trust.initial.trust(1, 0) == 0.4);
  CHECK(p.trust.initial.damage.isZero(0));
  CHECK(p.trust.baseline == coopetition::Vector{{5.0, 6.0}});
}

TEST_CASE("shares left out are equal; names left out are numbers", "[coopetition][schema]") {
  const auto p = read("[[actors]]\n[[actors]]\n[[actors]]\n");
  CHECK(p.actors[2].name == "actor3");
  CHECK(p.actors[1].share == Approx(1.0 / 3));
  CHECK(p.dependence.isZero(0));
}

TEST_CASE("the two denominators differ where a goal is served by another", "[coopetition][schema]") {
  const std::string three =
      "[[actors]]\nname = \"A\"\n[[actors]]\nname = \"B\"\n[[actors]]\nname = \"C\"\n"
      "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\nweight = 3\n"
      "[[dependencies]]\ndepender = \"A\"\ndependee = \"C\"\nweight = 1\ncriticality = 0.5\n";
  CHECK(read(three).dependence(0, 1) == 0.75);
  CHECK(read(three).dependence(0, 2) == 0.125);
  CHECK(read(three + "[dependence]\ndenominator = \"links\"\n").dependence(0, 1) == 1);
  CHECK(read(three + "[dependence]\ndenominator = \"links\"\n").dependence(0, 2) == 0.5);
}

TEST_CASE("alternatives for one goal share its weight and default to 1/n", "[coopetition][schema]") {
  const auto p = read(
      "[[actors]]\nname = \"A\"\nown_weight = 1\n[[actors]]\nname = \"B\"\n[[actors]]\nname = \"C\"\n"
      "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\ndependum = \"cells\"\nweight = 3\n"
      "[[dependencies]]\ndepender = \"A\"\ndependee = \"C\"\ndependum = \"cells\"\nweight = 3\n");
  CHECK(p.dependence(0, 1) == 0.375);  // 3 * 1/2 over 3 + 1
  CHECK(p.dependence(0, 2) == 0.375);
}

TEST_CASE("faults are located, all at once", "[coopetition][schema][faults]") {
  CHECK(says(faults("[[actors]]\nshare = 0.5\n[[actors]]\nshare = 0.4\n"),
             "t.toml:6:9: error: shares of the actors sum to 0.9, not to 1"));
  CHECK(faults("[[actors]]\nshare = 0.5\n[[actors]]\nshare = 0.4999999999\n") == "none");  // within 1e-9
  CHECK(says(faults("[[actors]]\nshare = 0.5\n[[actors]]\nshare = 0.49999999\n"), "not to 1 (within 1e-9)"));
  CHECK(says(faults("[[actors]]\nshare = 0.5\n[[actors]]\n"), "actors[2].share is missing"));
  CHECK(says(faults("[[actors]]\n"), "1 [[actors]] given, at least 2 needed"));
  CHECK(says(faults("[[actors]]\nname = \"A\"\n[[actors]]\nname = \"A\"\n"),
             "t.toml:6:8: error: actors[2].name = \"A\" is"));
  const auto many = faults(actors +
                           "[[dependencies]]\ndepender = \"A\"\ndependee = \"Bb\"\n"
                           "[[dependencies]]\ndepender = \"B\"\ndependee = \"B\"\n"
                           "[[dependencies]]\ndepender = \"A\"\ndependee = \"B\"\ncriticality = 1.2\n"
                           "[trust]\nerosion_rate = 1.5\nbuilding = \"gab\"\n[simulate]\nrounds = 0\n");
  CHECK(says(many, "t.toml:18:15: error: dependencies[3].criticality = 1.2 violates 0 <= crit <= 1"));
  CHECK(says(many, "t.toml:20:16: error: trust.erosion_rate = 1.5 violates 0 <= lambda- <= 1"));
  CHECK(says(many, "t.toml:21:12: error: trust.building = \"gab\" is not"));
  CHECK(says(many, "t.toml:23:10: error: simulate.rounds = 0 violates"));
  CHECK(says(many, "t.toml:11:12: error: dependencies[1].dependee = \"Bb\" is no actor; did you mean 'B'?"));
  CHECK(says(many, "t.toml:14:12: error: dependencies[2]: \"B\" depends on itself"));
  CHECK(says(faults(actors + "[dependence]\nmatrix = [[0.1, 0.5], [0.5, 0]]\n"), "stands on the diagonal"));
  CHECK(says(faults(actors + "[dependence]\nmatrix = [[0, 1.5], [0.5, 0]]\n"), "violates 0 <= D <= 1"));
  CHECK(says(faults(actors + "[dependence]\nmatrix = [[0, 0.5, 0], [0.5, 0, 0], [0, 0, 0]]\n"),
             "has 3 rows but actors is 2"));
  CHECK(says(faults(actors + "[trust]\nbaseline = [1, 2, 3]\n"),
             "trust.baseline has 3 entries but there are 2 actors"));
  CHECK(says(faults(actors + "[[phases]]\nrounds = 3\n"), "phases[1] needs actions or deviations"));
  CHECK(says(faults(actors + "[[phases]]\nactions = 3\nrounds = 0\n"), "phases[1].rounds = 0 violates"));
  CHECK(says(faults(actors + "[[phases]]\nactions = 3\nrounds = 4\n[simulate]\nrounds = 5\n"),
             "the phases last 4 rounds"));
  CHECK(says(faults(actors + "[dependence]\nmatrix = [[0, 0.5], [0.5, 0]]\n[[dependencies]]\ndepender = "
                             "\"A\"\ndependee = \"B\"\n"),
             "dependence.matrix does not go with [[dependencies]]"));
}

TEST_CASE("the template is a description", "[coopetition][schema]") {
  const auto& family = coopetition::family();
  const auto loaded =
      read_model(parse_document("t.toml", template_text(family), no_files), {.read_text = no_files});
  CHECK(dynamic_cast<const Coopetition&>(*loaded.model).parameters().count() == 2);
}

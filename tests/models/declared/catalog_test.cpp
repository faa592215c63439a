// The catalog of published problems: solved from random starts, judged by code that did not find the answers.
#include "models/catalog.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/declared/equations.hpp"
#include "models/declared/profile.hpp"
#include "models/read_model.hpp"
#include "solvers/games/complementarity_search.hpp"
#include "tests/support/reference.hpp"

namespace {

using namespace models;
using solvers::Vector;

LoadedModel load(const std::string& name) {
  for (const auto& entry : catalog())
    if (entry.name == name) return read_model(parse_document(name, entry.text, {}));
  throw std::invalid_argument("no case " + name);
}

const declared::Parameters& game_of(const LoadedModel& loaded) {
  return dynamic_cast<const declared::Declared&>(*loaded.model).parameters();
}

struct Case {
  std::string name;
  Vector profile;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const auto& item : tests::reference_items("declared.json", "equilibrium"))
    all.push_back({item.text("case"), item.vector("profile")});
  return all;
}

}  // namespace

TEST_CASE("published problems are solved from 20 random starts to 1e-8", "[declared][reference]") {
  for (const auto& [name, expected] : cases()) {
    CAPTURE(name);
    const auto loaded = load(name);
    const auto& game = game_of(loaded);
    const auto conditions = declared::first_order_conditions(game);
    int converged = 0;
    for (std::uint64_t k = 0; k < 20; ++k) {
      CAPTURE(k);
      const auto start = solvers::random_start(conditions, 1, k);
      const auto found = solvers::fischer_burmeister_newton(conditions, start);
      if (!reached_goal(found.termination)) continue;
      ++converged;
      CHECK((found.solution.head(game.dimension()) - expected).cwiseAbs().maxCoeff() <= 1e-8);
      CHECK(conditions.natural_residual(found.solution) <= 1e-8);
    }
    // Newton's method leaves the domain of the logarithms of the bargaining problem from a few starts.
    CHECK(converged >= (name == "declared/nash-bargaining" ? 15 : 20));
  }
}

TEST_CASE("each published answer is certified, and a moved one refuted", "[declared][certificate]") {
  for (const auto& [name, expected] : cases()) {
    CAPTURE(name);
    const auto loaded = load(name);
    const auto& game = game_of(loaded);
    const RunOptions options{.starts = 4};
    const auto solution = certified(*loaded.model, loaded.model->solve(options), options);
    REQUIRE(solution.status == Status::certified);
    REQUIRE(solution.equilibria.size() == 1);
    const auto& equilibrium = solution.equilibria.front();
    CHECK(equilibrium.certificate.epsilon <= 1e-8);
    CHECK((declared::vector_of(game, equilibrium.profile) - expected).cwiseAbs().maxCoeff() <= 1e-8);
    if (!game.shared.empty()) continue;  // moving one variable could leave the feasible set
    Vector moved = expected;
    moved(0) += 1e-3;
    const auto judgement = loaded.model->certify(declared::named_profile(game, moved), {});
    CHECK(judgement.certificate.verdict != solvers::Verdict::proved);
  }
}

TEST_CASE("regular problems are proved; continua and degenerate ones are called so",
          "[declared][certificate]") {
  const auto judged_case = [](const std::string& name) {
    const auto loaded = load(name);
    for (const auto& [known, expected] : cases())
      if (known == name)
        return loaded.model->certify(declared::named_profile(game_of(loaded), expected), {}).certificate;
    throw std::invalid_argument("no reference for " + name);
  };
  for (const auto* name :
       {"declared/cournot-duopoly", "declared/cournot-five-firms", "declared/internet-switching",
        "declared/river-basin", "declared/tullock-contest"}) {
    CAPTURE(name);
    const auto certificate = judged_case(name);
    CHECK(certificate.level == CertificateLevel::proved);
    CHECK(certificate.claim.find("in this box") != std::string::npos);
  }
  for (const auto* name : {"declared/shared-line", "declared/simple-qvi"}) {
    CAPTURE(name);
    const auto certificate = judged_case(name);
    CHECK(certificate.level != CertificateLevel::proved);
    CHECK(certificate.claim.find("continuum") != std::string::npos);
  }
  const auto a17 = judged_case("declared/facchinei-kanzow-a17");
  CHECK(a17.level != CertificateLevel::proved);
  CHECK(a17.claim.find("degenerate") != std::string::npos);
}

TEST_CASE("Kojima and Shindo: the regular root is proved, the other called degenerate",
          "[declared][certificate]") {
  const auto loaded = load("declared/kojima-shindo");
  const RunOptions options{.starts = 40};
  const auto solution = certified(*loaded.model, loaded.model->solve(options), options);
  CHECK(solution.status == Status::certified);
  REQUIRE(solution.equilibria.size() == 2);
  int proved = 0, degenerate = 0;
  for (const auto& one : solution.equilibria) {
    const auto x = declared::vector_of(game_of(loaded), one.profile);
    const bool regular = (x - Vector{{1, 0, 3, 0}}).cwiseAbs().maxCoeff() <= 1e-8;
    const bool other = (x - Vector{{std::sqrt(6.0) / 2, 0, 0, 0.5}}).cwiseAbs().maxCoeff() <= 1e-6;
    CHECK((regular || other));
    proved += regular && one.certificate.level == CertificateLevel::proved;
    degenerate += other && one.certificate.claim.find("degenerate") != std::string::npos;
  }
  CHECK(proved == 1);
  CHECK(degenerate == 1);
  for (const auto& one : solution.equilibria) CHECK(one.certificate.verdict == solvers::Verdict::proved);
}

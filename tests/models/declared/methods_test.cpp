// The methods that --method names: each finds what is known, and an unknown one is answered by the list.
#include <memory>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "models/declared/declared.hpp"
#include "models/declared/profile.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;

std::shared_ptr<const Model> duopoly(const std::string& more = "") {  // Cournot: q = (10 - 1) / 3
  return read_model(
             parse_document("game.toml",
                            "format = \"entente/1\"\nfamily = \"declared\"\n[[players]]\nname = \"firm\"\n"
                            "count = 2\nvariables = [{ name = \"q\", lower = 0, upper = 9 }]\n"
                            "maximize = \"q * (10 - total) - q\"\n" +
                                more,
                            {}))
      .model;
}

}  // namespace

TEST_CASE("each method finds the Cournot duopoly's equilibrium", "[declared][methods]") {
  const auto model = duopoly();
  for (const auto* method :
       {"semismooth-newton", "extragradient", "best-response", "aggregate-scan", "branch-and-prune"}) {
    CAPTURE(method);
    const auto found = model->solve({.method = method, .starts = 5});
    CHECK(found.solver.method == method);
    REQUIRE(found.profiles.size() == 1);
    const auto x =
        declared::vector_of(dynamic_cast<const declared::Declared&>(*model).parameters(), found.profiles[0]);
    CHECK((x.array() - 3).abs().maxCoeff() < 1e-8);
  }
  CHECK(model->solve({.method = "branch-and-prune"}).completeness.claim == Completeness::all);
  CHECK(model->solve({.method = "aggregate-scan"}).completeness.claim == Completeness::all);
  CHECK(model->solve({}).completeness.method.find("exact potential") != std::string::npos);
}

TEST_CASE("a method that does not exist, or that the game is not for, is refused with what to do",
          "[declared][methods]") {
  CHECK_THROWS_WITH(duopoly()->solve({.method = "newton"}), Catch::Contains("best-response, aggregate-scan"));
  const auto capped = duopoly("[[shared_constraints]]\nexpression = \"firm1.q + firm2.q <= 4\"\n");
  CHECK_THROWS_WITH(capped->solve({.method = "extragradient"}), Catch::Contains("without other constraints"));
}

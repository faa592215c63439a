// tests/docs/pages_test.cpp
// What the pages show is what the program prints: every console block runs and is compared. `fill` writes the
// outputs anew.
#include <array>
#include <catch2/catch.hpp>

#include "tests/docs/console.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace {

constexpr std::array pages = {"README.md", "docs/sweeps.md"};

}  // namespace

TEST_CASE("console blocks of the pages", "[docs]") {
  const std::string page = GENERATE(from_range(pages));
  const auto steps = tests::console_steps(tests::source_dir() / page);
  REQUIRE_FALSE(steps.empty());
  const tests::TemporaryFolder folder;  // one for the page: later commands use earlier files
  tests::RunOptions options;
  options.folder = folder.path();
  for (const auto& step : steps) {
    CAPTURE(page, step.line, step.command);
    const auto run =
        tests::execute({"bash", "-c", "exec 2>&1; entente() { \"$ENTENTE\" \"$@\"; }; " + step.command}, options);
    CHECK(tests::difference(run.out, step.output) == "");
  }
}

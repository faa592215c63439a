// tests/docs/pages_test.cpp
// What the pages show is what the program prints: every console block of every page runs and is compared,
// with the files that the page shows. `fill` writes the outputs anew.
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/docs/console.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

TEST_CASE("console blocks of the pages", "[docs]") {
  const std::string page = GENERATE(from_range(tests::pages_with_console()));
  const auto steps = tests::console_steps(tests::source_dir() / page);
  REQUIRE_FALSE(steps.empty());
  const tests::TemporaryFolder folder;  // one for the page: later commands use earlier files
  tests::RunOptions options;
  options.folder = folder.path();
  for (const auto& step : steps) {
    CAPTURE(page, step.line, step.command, step.file);
    if (!step.file.empty()) {
      std::ofstream(folder.path() / step.file) << step.text;
      continue;
    }
    const auto run = tests::execute(
        {"bash", "-c", "exec 2>&1; entente() { \"$ENTENTE\" \"$@\"; }; " + step.command}, options);
    CHECK(tests::difference(run.out, step.output) == "");
  }
}

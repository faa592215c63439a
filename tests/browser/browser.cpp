#include "tests/browser/browser.hpp"

#include <array>
#include <filesystem>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace tests {
namespace {

std::string chromium() {
  for (const auto* path : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"})
    if (std::filesystem::exists(path)) return path;
  return "";
}

}  // namespace

bool has_browser() {
  const bool has_python = std::filesystem::exists("/usr/bin/python3");
  if (!chromium().empty() && has_python) return true;
  WARN("skipped: pages are tested in Chromium, which is not installed (scripts/bootstrap --dev)");
  return false;
}

nlohmann::json browse(const nlohmann::json& jobs) {
  RunOptions options;
  options.input = jobs.dump();
  const auto driver = (source_dir() / "tests/browser/driver.py").string();
  const auto run = execute({"python3", driver, chromium()}, options);
  if (run.code != 0) throw std::runtime_error("the browser's driver failed: " + run.err);
  return nlohmann::json::parse(run.out);
}

}  // namespace tests

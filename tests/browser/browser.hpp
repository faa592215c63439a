// tests/browser/browser.hpp
// Pages in a headless Chromium.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace tests {

/// Whether Chromium and Python are here; where not, says aloud that the test is skipped.
bool has_browser();

/// The answers of tests/browser/driver.py to the jobs, which it describes. Throws std::runtime_error with what the
/// driver says where it fails.
nlohmann::json browse(const nlohmann::json& jobs);

}  // namespace tests

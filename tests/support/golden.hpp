// tests/support/golden.hpp
// Outputs of the program held against expected ones: text exactly, numbers by tolerance.
#pragma once

#include <string>

namespace tests {

/// Where `got` first differs from `expected`, in words; empty where they agree. Left out on both sides is what
/// varies from run to run: provenance and counts of iterations and evaluations.
std::string difference(const std::string& got, const std::string& expected);

}  // namespace tests

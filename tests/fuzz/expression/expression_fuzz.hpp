// tests/fuzz/expression/expression_fuzz.hpp
// The entry that libFuzzer calls, and that ctest calls with the corpus.
#pragma once

#include <cstddef>
#include <cstdint>

/// Reads the bytes as a formula of a small game; aborts where a claim about formulas is violated.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// tests/models/digital_twin/kernels/instructions_test.cpp
// That the kernels are compiled to vector instructions: counted in this program's own machine code.
// Sanitizers keep loops scalar, so the test belongs to builds without them.
#include <cstdio>
#include <string>

#include <catch2/catch.hpp>

#ifndef __SANITIZE_ADDRESS__

namespace {

/// Instructions on registers of that name ("ymm") in the functions whose name contains `function`.
long count_instructions(const std::string& function, const std::string& registers) {
  std::FILE* listing = popen("objdump -d --no-show-raw-insn /proc/$PPID/exe", "r");
  REQUIRE(listing != nullptr);
  long count = 0;
  bool inside = false;
  char line[1024];
  while (std::fgets(line, sizeof line, listing)) {
    const std::string text(line);
    if (text.find(">:") != std::string::npos)
      inside = text.find(function) != std::string::npos;
    else if (inside && text.find("%" + registers) != std::string::npos)
      ++count;
  }
  REQUIRE(pclose(listing) == 0);
  return count;
}

}  // namespace

TEST_CASE("each clone of a kernel uses the registers of its level", "[digital_twin][kernels][build]") {
  for (const std::string kernel : {"march", "respond"}) {
    CAPTURE(kernel);
    CHECK(count_instructions(kernel + "_avx2", "ymm") > 100);
    CHECK(count_instructions(kernel + "_avx512", "zmm") > 100);
    CHECK(count_instructions(kernel + "_baseline", "xmm") > 100);
    CHECK(count_instructions(kernel + "_baseline", "ymm") == 0);
  }
}

#endif

// tests/models/memory_test.cpp
// Requests that cannot fit are refused with their size before anything is allocated.
#include "models/memory.hpp"

#include <limits>

#include <catch2/catch.hpp>

#include "models/family.hpp"

TEST_CASE("a request beyond the memory is refused with its size and the remedy", "[memory]") {
  CHECK(models::bytes_of_matrix(1000, 10) == 80000);
  CHECK_NOTHROW(models::require_memory("simulate", "a small table", 1e6, "ask for less"));
  const double huge = models::bytes_of_matrix(1e9, 1e9);  // beyond 64-bit counts too
  CHECK_THROWS_AS(models::require_memory("simulate", "trust", huge, "ask for less"), models::TooLarge);
  CHECK_THROWS_WITH(
      models::require_memory("simulate", "trust", huge, "ask for less"),
      Catch::StartsWith("simulate: trust takes 7.45e+09 GiB") && Catch::EndsWith("ask for less"));
  // sizes that are no numbers never pass
  CHECK_THROWS_AS(models::require_memory("simulate", "x", std::numeric_limits<double>::quiet_NaN(), ""),
                  models::TooLarge);
}

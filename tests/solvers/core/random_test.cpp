#include "solvers/core/random.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using solvers::RandomStream;

TEST_CASE("streams of different tasks and seeds differ, equal keys agree", "[random]") {
  RandomStream a(1, 2), again(1, 2), other_task(1, 3), swapped(2, 1);
  const auto first = a();
  CHECK(first == again());
  CHECK(first != other_task());
  CHECK(first != swapped());
}

TEST_CASE("draws have the moments of their laws", "[random]") {
  // 4 standard errors of 10^5 draws
  constexpr int n = 100'000;
  RandomStream stream(7, 0);
  double uniform = 0, exponential = 0, normal = 0, square = 0;
  for (int i = 0; i < n; ++i) {
    const double u = stream.uniform();
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    uniform += u;
    exponential += stream.exponential();
    const double z = stream.normal();
    normal += z;
    square += z * z;
  }
  CHECK(std::abs(uniform / n - 0.5) < 4 * std::sqrt(1.0 / 12 / n));
  CHECK(std::abs(exponential / n - 1) < 4 / std::sqrt(n));
  CHECK(std::abs(normal / n) < 4 / std::sqrt(n));
  CHECK(std::abs(square / n - 1) < 4 * std::sqrt(2.0 / n));
}

TEST_CASE("below is uniform on its range", "[random]") {
  RandomStream stream(3, 1);
  int counts[3] = {};
  for (int i = 0; i < 30'000; ++i) ++counts[stream.below(3)];
  for (const int count : counts) CHECK(std::abs(count - 10'000) < 4 * std::sqrt(30'000.0 * 2 / 9));
}

// Branches of equilibria along an axis: continued, born, ended; rows dealt to shards.
#include "apps/sweep/branches.hpp"

#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "apps/sweep/shard.hpp"

using apps::sweep::Branches;

namespace {

std::vector<models::Equilibrium> at(const std::vector<double>& values) {
  std::vector<models::Equilibrium> result;
  for (const double x : values) {
    models::Equilibrium one;
    one.profile = {{"player1", {{"x", x}}}};
    result.push_back(one);
  }
  return result;
}

std::vector<int> numbers(const std::vector<Branches::Mark>& marks) {
  std::vector<int> result;
  for (const auto& mark : marks) result.push_back(mark.branch);
  return result;
}

}  // namespace

TEST_CASE("branches that cross keep their numbers: they are predicted", "[sweep]") {
  Branches branches;
  for (int k = 0; k <= 20; ++k) {
    const double t = k / 20.0, rising = t, falling = 0.83 - t;  // they cross between two points
    const bool first_is_rising = k % 2 == 0;                    // in whatever order they are listed
    const auto marks = branches.step(t, first_is_rising ? at({rising, falling}) : at({falling, rising}));
    CHECK(numbers(marks) == (first_is_rising ? std::vector{1, 2} : std::vector{2, 1}));
    CHECK_FALSE(marks[0].begins);
  }
}

TEST_CASE("a fold: two branches are born together, one of three ends", "[sweep]") {
  Branches branches;
  CHECK(numbers(branches.step(0, at({-1}))) == std::vector{1});
  const auto born = branches.step(1, at({-1.01, 0.4, 0.6}));  // beyond the fold of x^2 = t
  CHECK(numbers(born) == std::vector{1, 2, 3});
  CHECK((born[1].begins && born[2].begins && !born[0].begins));
  CHECK(numbers(branches.step(2, at({-1.02, 0.68}))) == std::vector{1, 3});
  CHECK(numbers(branches.step(3, at({-1.03, 0.3, 0.75}))) == std::vector{1, 4, 3});
}

TEST_CASE("every point of a plan has one place in one shard, rows unbroken", "[sweep]") {
  const std::size_t row = GENERATE(1, 3, 4), stride = GENERATE(1, 5), count = GENERATE(1, 2, 7, 40);
  const std::size_t points = row * stride * 2;
  std::set<std::size_t> seen;
  for (std::size_t index = 0; index < count; ++index) {
    const apps::sweep::Shard shard{index, count, row, stride};
    CAPTURE(row, stride, count, index);
    CHECK(shard.size(points) % row == 0);
    for (std::size_t place = 0; place < shard.size(points); ++place) {
      const auto point = shard.point(place);
      REQUIRE(point < points);
      CHECK(shard.owner(point) == index);
      CHECK(shard.place(point) == place);
      CHECK(seen.insert(point).second);
      if (place % row > 0) CHECK(point == shard.point(place - 1) + stride);
    }
  }
  CHECK(seen.size() == points);
}

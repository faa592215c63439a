// All equilibria of aggregative games, against published ones and closed forms.
#include "solvers/certificates/aggregate_scan.hpp"

#include <catch2/catch.hpp>

#include "tests/problems/games/published.hpp"

using namespace solvers;
using namespace tests::games;

namespace {

/// h_i(x, S) written out: O(1) for any number of players.
AggregativeGame internet(int n, double lower) {
  const auto share = make_smooth_function(
      []<typename T>(const VectorOf<T>& z) { return z(0) / z(1) - z(0); });  // x / S (1 - S)
  return {std::vector<SmoothFunctionPtr>(static_cast<std::size_t>(n), share), Vector::Constant(n, lower),
          Vector::Constant(n, infinity), 1};
}

AggregativeGame firms(double cap, double least) {
  AggregativeGame game{{}, Vector::Constant(5, least), Vector::Constant(5, infinity), cap};
  for (const auto& firm : cournot_firms())
    game.payoff.push_back(make_smooth_function(
        [firm]<typename T>(const VectorOf<T>& z) { return firm.profit(T(z(0)), T(z(1))); }));
  return game;
}

void check_only(const AggregateScanResult& scan, const Vector& answer, double width = 1e-9) {
  CAPTURE(scan.cells, scan.undecided.size(), name(scan.termination));
  CHECK(scan.complete);
  REQUIRE(scan.equilibria.size() == 1);
  for (int k = 0; k < answer.size(); ++k) {
    const auto& side = scan.equilibria[0].profile[static_cast<std::size_t>(k)];
    CHECK((side.lower - 1e-10 <= answer(k) && answer(k) <= side.upper + 1e-10));
    CHECK(side.width() < width);
  }
}

}  // namespace

TEST_CASE("internet switching has the one equilibrium (N - 1) / N^2, for 10 and for 1000",
          "[aggregate][reference]") {
  check_only(scan_aggregate(internet(10, 0.01)), Vector::Constant(10, 0.09));
  check_only(scan_aggregate(internet(1000, 1e-5)), Vector::Constant(1000, 0.000999));
}

TEST_CASE("five Cournot firms, free and capped, have one equilibrium with quantities above 0.001",
          "[aggregate][reference]") {
  // at S = 0 the price is infinite: so each quantity starts at 0.001
  check_only(scan_aggregate(firms(infinity, 1e-3)), cournot_answer());
  const auto capped = scan_aggregate(firms(100, 1e-3));
  check_only(capped,
             vector(14.050085643368, 17.798385273950, 20.907189890704, 23.111433551322, 24.132905640656));
  CHECK(capped.equilibria[0].multiplier.lower <= 18.195671650872);
  CHECK(capped.equilibria[0].multiplier.upper >= 18.195671650870);
  CHECK(capped.equilibria[0].multiplier.lower > 18.195);
  const auto from_zero = scan_aggregate(firms(infinity, 0), {.smallest = 1e-7});
  CHECK(from_zero.equilibria.size() == 1);
  CHECK_FALSE(from_zero.complete);  // the cell at S = 0
  for (const auto& cell : from_zero.undecided) CHECK(cell.upper < 1e-6);
}

TEST_CASE("a game given by payoffs of the profile is scanned with the rest spread evenly", "[aggregate]") {
  ConstrainedGame game = duopoly();
  game.lower.setZero();
  check_only(scan_aggregate(aggregative_game(game)), vector(16. / 3, 16. / 3));
}

TEST_CASE("Tullock's contest: V (N - 1) / (c N^2)", "[aggregate][reference]") {
  const auto contest = make_smooth_function(
      []<typename T>(const VectorOf<T>& z) { return T(10) * z(0) / z(1) - T(2) * z(0); });
  const int n = 4;
  const AggregativeGame game{std::vector<SmoothFunctionPtr>(n, contest), Vector::Constant(n, 1e-3),
                             Vector::Constant(n, 10)};
  check_only(scan_aggregate(game), Vector::Constant(n, 10. * 3 / (2. * 16)));
}

TEST_CASE("an aggregative game with two equilibria shows both", "[aggregate]") {
  // x_i -> x (S^2 - 3 S + 2.5) - x^2 / 2 for one player: S = x, m = x^2 - 3x + 2.5 + x (2x - 3) - x = 3x^2 -
  // 7x + 2.5.
  const auto payoff = make_smooth_function([]<typename T>(const VectorOf<T>& z) {
    return z(0) * (z(1) * z(1) - T(3) * z(1) + T(2.5)) - T(0.5) * z(0) * z(0);
  });
  const auto scan = scan_aggregate({{payoff}, vector(0.), vector(5.)});
  CAPTURE(scan.cells, scan.undecided.size());
  CHECK(scan.equilibria.size() + scan.undecided.size() >= 3);  // two roots and the bound 5
}

// tests/solvers/roots/all_roots_test.cpp: complete lists of roots, and the cases that must stay undecided.
#include "solvers/roots/all_roots.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"

using solvers::all_roots_problem, solvers::Ball, solvers::find_all_roots, solvers::Termination,
    solvers::Verdict;

namespace {

Ball pi() {
  Ball x;
  arb_const_pi(x.arb(), 128);
  return x;
}

bool encloses(const solvers::Interval& x, const Ball& y) {
  return !(y.upper() < x.lower || y.lower() > x.upper);
}

// Every known root is enclosed once, in order, and nothing is left open.
void check_complete(const solvers::AllRootsResult& result, const std::vector<Ball>& known,
                    double width = 1e-11) {
  CHECK(result.complete);
  CHECK(result.termination == Termination::converged);
  CHECK(result.undecided.empty());
  REQUIRE(result.roots.size() == known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    CAPTURE(i, result.roots[i].enclosure.lower, result.roots[i].enclosure.upper);
    CHECK(result.roots[i].unique == Verdict::proved);
    CHECK(encloses(result.roots[i].enclosure, known[i]));
    CHECK(result.roots[i].enclosure.width() <= width * std::max(1.0, std::abs(known[i].midpoint())));
  }
}

bool is_left_open(const solvers::AllRootsResult& result, double x) {
  for (const auto& piece : result.undecided)
    if (piece.contains(x)) return true;
  return false;
}

template <typename T>
T chebyshev(int n, const T& x) {  // T_n by its recurrence
  T before(1), here = x;
  for (int k = 1; k < n; ++k) {
    T next = T(2) * x * here - before;
    before = std::move(here), here = std::move(next);
  }
  return here;
}

}  // namespace

TEST_CASE("all zeros of Chebyshev polynomials are found", "[roots][proof]") {
  const int n = GENERATE(1, 2, 5, 12);
  std::vector<Ball> known;
  for (int k = n; k >= 1; --k) known.push_back(cos(pi() * Ball(2 * k - 1) / Ball(2 * n)));
  check_complete(find_all_roots(all_roots_problem([n](const auto& x) { return chebyshev(n, x); }, {-1, 1})),
                 known);
}

TEST_CASE("all zeros of sin and of sin(1/x) are found", "[roots][proof]") {
  std::vector<Ball> multiples, inverses;
  for (int k = 1; k <= 31; ++k) multiples.push_back(pi() * Ball(k));
  for (int k = 31; k >= 1; --k) inverses.push_back(1 / (pi() * Ball(k)));
  check_complete(find_all_roots(all_roots_problem([](const auto& x) { return sin(x); }, {0.5, 100})),
                 multiples);
  check_complete(find_all_roots(all_roots_problem([](const auto& x) { return sin(inverse(x)); }, {0.01, 1})),
                 inverses);
}

TEST_CASE("random products of lines have exactly their roots", "[roots][proof]") {
  solvers::RandomStream random(31);
  for (int sample = 0; sample < 20; ++sample) {
    std::vector<double> roots(1 + random.below(7));
    for (double& root : roots) root = random.uniform(-3, 3);
    std::sort(roots.begin(), roots.end());
    const auto f = [&roots]<typename T>(const T& x) {
      T product(1);
      for (double root : roots) product *= x - T(root);
      return product;
    };
    CAPTURE(sample, roots);
    check_complete(find_all_roots(all_roots_problem(f, {-4, 4})), {roots.begin(), roots.end()});
  }
}

TEST_CASE("close pairs are told apart, and absence is proved", "[roots][proof]") {
  const auto pair = [](double gap) { return [gap](const auto& x) { return (x - 1) * (x - 1) - gap; }; };
  check_complete(find_all_roots(all_roots_problem(pair(1e-10), {0, 2.5})),
                 {1 - sqrt(Ball(1e-10)), 1 + sqrt(Ball(1e-10))});
  check_complete(find_all_roots(all_roots_problem(pair(-1e-10), {0, 2.5})), {});
  check_complete(find_all_roots(all_roots_problem([](const auto& x) { return exp(x) + x * x; }, {-10, 10})),
                 {});
}

TEST_CASE("roots at the ends of the interval count", "[roots][proof]") {
  const auto f = [](const auto& x) { return x * (x - 1) * (x - 3); };
  check_complete(find_all_roots(all_roots_problem(f, {0, 3})), {0, 1, 3});
  const auto square = [](const auto& x) { return x * x - 2; };
  const double below = 0x1.6a09e667f3bccp+0,
               above = 0x1.6a09e667f3bcdp+0;  // sqrt 2 lies between these neighbours
  check_complete(find_all_roots(all_roots_problem(square, {1, below})), {});
  check_complete(find_all_roots(all_roots_problem(square, {1, above})), {sqrt(Ball(2))});
  check_complete(find_all_roots(all_roots_problem(square, {below, 2})), {sqrt(Ball(2))});
  check_complete(find_all_roots(all_roots_problem(square, {above, 2})), {});
}

TEST_CASE("multiple roots stay undecided, never absent", "[roots][proof]") {
  const auto expect_open = [](const auto& f, double root) {
    const auto result = find_all_roots(all_roots_problem(f, {-1, 3}));
    CHECK_FALSE(result.complete);
    CHECK(result.termination == Termination::stalled);
    CHECK(result.roots.empty());
    CHECK(is_left_open(result, root));
    for (const auto& piece : result.undecided) CHECK(piece.width() < 1e-3);  // the rest is cleared
  };
  expect_open([](const auto& x) { return (x - 1) * (x - 1); }, 1);
  expect_open([](const auto& x) { return x * x - 2 * x + 1; }, 1);
  expect_open([](const auto& x) { return pow(x - 0.3, 3); }, 0.3);
  expect_open([](const auto& x) { return 1 - cos(x); }, 0);
  expect_open([](const auto& x) { return abs(x - 0.7); }, 0.7);
}

TEST_CASE("a simple root next to a double one is still listed", "[roots][proof]") {
  const auto f = [](const auto& x) { return (x - 1) * (x - 1) * (x - 2); };
  const auto result = find_all_roots(all_roots_problem(f, {0, 3}));
  REQUIRE(result.roots.size() == 1);
  CHECK(result.roots[0].enclosure.contains(2));
  CHECK_FALSE(result.complete);
  CHECK(is_left_open(result, 1));
}

TEST_CASE("a pole is no root", "[roots][proof]") {
  const auto result = find_all_roots(all_roots_problem([](const auto& x) { return inverse(x); }, {-1, 1}));
  CHECK(result.roots.empty());
  CHECK_FALSE(result.complete);
  CHECK(is_left_open(result, 0));
  CHECK(result.termination == Termination::not_finite);
}

TEST_CASE("where the function has no value nothing is claimed", "[roots][faults]") {
  const auto nan = [](const auto& x) { return x * std::numeric_limits<double>::quiet_NaN(); };
  const auto everywhere = find_all_roots(all_roots_problem(nan, {0, 1}));
  CHECK(everywhere.termination == Termination::not_finite);
  CHECK_FALSE(everywhere.complete);
  REQUIRE(everywhere.undecided.size() == 1);
  CHECK(everywhere.undecided[0].lower == 0);
  CHECK(everywhere.undecided[0].upper == 1);
  CHECK(everywhere.pieces < 10);
  const auto half = find_all_roots(all_roots_problem([](const auto& x) { return log(x) - 0.5; }, {-1, 4}));
  REQUIRE(half.roots.size() == 1);
  CHECK(encloses(half.roots[0].enclosure, exp(Ball(0.5))));
  CHECK_FALSE(half.complete);
  CHECK(is_left_open(half, -0.5));
  CHECK(is_left_open(half, 0));
}

TEST_CASE("inflated arithmetic proves less, never something else", "[roots][proof]") {
  const auto f = [](const auto& x) { return chebyshev(8, x); };
  const auto exact = find_all_roots(all_roots_problem(f, {-1, 1}));
  for (const long bits : {40, 20, 12, 8, 4}) {
    const solvers::ScopedPrecision coarse(bits);
    const auto result = find_all_roots(all_roots_problem(f, {-1, 1}), {.smallest_piece = 1e-4});
    CAPTURE(bits);
    for (const auto& known : exact.roots) {
      const double root = known.enclosure.lower;
      const bool listed = std::any_of(result.roots.begin(), result.roots.end(), [root](const auto& found) {
        return found.enclosure.lower - 1e-12 <= root && root <= found.enclosure.upper + 1e-12;
      });
      CHECK((listed || is_left_open(result, root)));
    }
    CHECK(result.roots.size() <= exact.roots.size());
  }
}

TEST_CASE("budgets and arguments of find_all_roots", "[roots][errors]") {
  const auto wave = all_roots_problem([](const auto& x) { return sin(x); }, {0.5, 100});
  const auto short_run = find_all_roots(wave, {.max_pieces = 20});
  CHECK(short_run.termination == Termination::evaluation_limit);
  CHECK_FALSE(short_run.complete);
  for (int k = 1; k <= 31; ++k) {
    const Ball root = pi() * Ball(k);
    const bool listed = std::any_of(short_run.roots.begin(), short_run.roots.end(),
                                    [&](const auto& found) { return encloses(found.enclosure, root); });
    CHECK((listed || is_left_open(short_run, root.midpoint())));
  }
  auto backwards = wave;
  backwards.interval = {1, 0};
  CHECK_THROWS_AS(find_all_roots(backwards), std::invalid_argument);
  CHECK_THROWS_AS(find_all_roots(wave, {.max_pieces = 0}), std::invalid_argument);
  CHECK_THROWS_AS(find_all_roots({{}, {}, {0, 1}}), std::invalid_argument);
}

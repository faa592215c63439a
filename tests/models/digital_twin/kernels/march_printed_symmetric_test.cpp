// tests/models/digital_twin/kernels/march_printed_symmetric_test.cpp
// The grid kernel against the reference values, against a judge in long double, and against itself on every
// instruction set.
#include "models/digital_twin/kernels/march_printed_symmetric.hpp"

#include <cmath>
#include <cstring>
#include <vector>

#include <catch2/catch.hpp>

#include "solvers/core/random.hpp"
#include "tests/models/digital_twin/kernels/printed_symmetric_judge.hpp"
#include "tests/support/reference.hpp"

using models::digital_twin::kernels::march_printed_symmetric;
using solvers::InstructionSet;

namespace {

/// A grid over lambda (rows) and c3 (columns), with the kernel's arrays.
struct Grid {
  tests::PrintedSymmetricPoint common;
  std::vector<double> sensitivity, deception_cost;
  std::vector<double> sharing, deception;
  long failed = 0;

  tests::PrintedSymmetricPoint point(std::size_t row, std::size_t column) const {
    auto p = common;
    p.sensitivity = sensitivity[row];
    p.deception_cost = deception_cost[column];
    return p;
  }
  std::size_t at(std::size_t row, std::size_t column) const { return column * sensitivity.size() + row; }

  void solve(InstructionSet instructions = solvers::best_instruction_set()) {
    std::vector<double> g, h, s;
    const double n = common.players - 1;
    for (const double lambda : sensitivity) {
      const double m = lambda * common.reward * n / (n + 1) / (n + 1) * common.sharing_value;
      g.push_back(4 * n / m);
      h.push_back(4 * common.sharing_cost / (m * m));
      s.push_back(2 / m);
    }
    sharing.assign(sensitivity.size() * deception_cost.size(), -1);
    deception = sharing;
    failed = march_printed_symmetric({g.data(), h.data(), s.data(), static_cast<long>(g.size())},
                                     deception_cost.data(), static_cast<long>(deception_cost.size()),
                                     sharing.data(), deception.data(), instructions);
  }
};

std::vector<double> spaced(double lower, double upper, int count, bool logarithmic) {
  std::vector<double> values;
  for (int k = 0; k < count; ++k) {
    const double t = count == 1 ? 0.5 : double(k) / (count - 1);
    values.push_back(logarithmic ? lower * std::pow(upper / lower, t) : lower + t * (upper - lower));
  }
  return values;
}

/// Grids over the ranges for which the kernel is meant.
Grid random_grid(solvers::RandomStream& random, int rows, int columns) {
  const int players[] = {2, 5, 20};
  Grid grid;
  grid.common.players = players[random.below(3)];
  grid.common.reward = 0.1 * std::pow(600, random.uniform());
  grid.common.sharing_value = random.uniform(0.5, 2);
  grid.common.sharing_cost = random.uniform(0.5, 2);
  grid.sensitivity = spaced(0.01, 10, rows, random.below(2));
  grid.deception_cost = spaced(1e-3, 50, columns, random.below(2));
  return grid;
}

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512})
    if (solvers::supported(set)) sets.push_back(set);
  return sets;
}

}  // namespace

TEST_CASE("the grid kernel reproduces the reference values of (16)", "[digital_twin][kernels][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "printed16")) {
    CAPTURE(item.name());
    Grid grid;
    grid.common = {static_cast<int>(item.number("inputs.N")),
                   item.number("inputs.R"),
                   0,
                   item.number("inputs.a"),
                   item.number("inputs.c1"),
                   0};
    grid.sensitivity = {item.number("inputs.lam")};
    grid.deception_cost = {item.number("inputs.c3")};
    grid.solve();
    // 1e-13: rounding of a quintic whose root is at worst 15 times as sensitive as its coefficients
    CHECK(grid.sharing[0] == Approx(item.number("expected.alpha")).epsilon(1e-13));
    CHECK(grid.deception[0] == Approx(item.number("expected.delta")).epsilon(1e-13));
  }
}

TEST_CASE("the grid kernel finds the one positive root everywhere", "[digital_twin][kernels][property]") {
  solvers::RandomStream random(20260101);
  for (int trial = 0; trial < 12; ++trial) {
    auto grid = random_grid(random, 64, 64);
    grid.solve();
    REQUIRE(grid.failed == 0);
    long wrong = 0;
    double worst = 0;
    for (std::size_t column = 0; column < 64; ++column)
      for (std::size_t row = 0; row < 64; ++row) {
        const auto point = grid.point(row, column);
        const double sharing = grid.sharing[grid.at(row, column)];
        wrong += !tests::encloses(point, sharing, 1e-13L);  // the accuracy that is promised
        const long double delta = tests::deception(point, sharing);
        worst = std::max(worst, double(std::abs(grid.deception[grid.at(row, column)] / delta - 1)));
      }
    CAPTURE(trial, grid.common.players, grid.common.reward);
    CHECK(wrong == 0);
    CHECK(worst < 1e-14);  // delta follows from alpha without cancellation
  }
}

TEST_CASE("the judge of the grid kernel finds the reference values", "[digital_twin][kernels][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "printed16")) {
    const tests::PrintedSymmetricPoint point{static_cast<int>(item.number("inputs.N")),
                                             item.number("inputs.R"),
                                             item.number("inputs.lam"),
                                             item.number("inputs.a"),
                                             item.number("inputs.c1"),
                                             item.number("inputs.c3")};
    CAPTURE(item.name());
    // 4e-16: the inputs "0.1" are read as doubles, and the root moves with them
    CHECK(double(tests::root(point)) == Approx(item.number("expected.alpha")).epsilon(1e-15));
  }
}

TEST_CASE("every instruction set gives the same bits", "[digital_twin][kernels]") {
  solvers::RandomStream random(7);
  for (int trial = 0; trial < 4; ++trial) {
    auto grid = random_grid(random, 70, 40);  // a full block of 64 lanes and one that is partly empty
    grid.solve(InstructionSet::baseline);
    const auto sharing = grid.sharing, deception = grid.deception;
    for (const auto set : instruction_sets()) {
      CAPTURE(solvers::name(set));
      grid.solve(set);
      CHECK(std::memcmp(sharing.data(), grid.sharing.data(), sharing.size() * sizeof(double)) == 0);
      CHECK(std::memcmp(deception.data(), grid.deception.data(), deception.size() * sizeof(double)) == 0);
    }
  }
}

TEST_CASE("grids of any shape and order of costs are solved", "[digital_twin][kernels]") {
  solvers::RandomStream random(11);
  for (const int rows : {1, 3, 65})
    for (const int columns : {1, 2, 3, 4, 17}) {
      auto grid = random_grid(random, rows, columns);
      for (auto& cost : grid.deception_cost) cost = 1e-3 * std::pow(5e4, random.uniform());  // in no order
      if (columns == 4) grid.deception_cost[2] = grid.deception_cost[1];  // a repeated cost
      grid.solve();
      CHECK(grid.failed == 0);
      for (std::size_t column = 0; column < grid.deception_cost.size(); ++column)
        for (std::size_t row = 0; row < grid.sensitivity.size(); ++row)
          REQUIRE(tests::encloses(grid.point(row, column), grid.sharing[grid.at(row, column)], 1e-13L));
    }
}

TEST_CASE("outside its range the grid kernel is right or says NaN", "[digital_twin][kernels][faults]") {
  solvers::RandomStream random(3);
  long failed = 0, solved = 0;
  for (int trial = 0; trial < 40; ++trial) {
    Grid grid;
    grid.common = {2 + static_cast<int>(random.below(1000)),
                   std::pow(10, random.uniform(-10, 10)),
                   0,
                   1,
                   std::pow(10, random.uniform(-10, 10)),
                   0};
    for (int k = 0; k < 5; ++k) grid.sensitivity.push_back(std::pow(10, random.uniform(-20, 20)));
    for (int k = 0; k < 7; ++k) grid.deception_cost.push_back(std::pow(10, random.uniform(-20, 20)));
    grid.solve();
    long not_a_number = 0;
    for (std::size_t column = 0; column < 7; ++column)
      for (std::size_t row = 0; row < 5; ++row) {
        const double sharing = grid.sharing[grid.at(row, column)];
        if (std::isnan(sharing))
          ++not_a_number;
        else {
          ++solved;
          REQUIRE(tests::encloses(grid.point(row, column), sharing, 1e-12L));
        }
      }
    REQUIRE(grid.failed == not_a_number);
    failed += not_a_number;
  }
  CHECK(solved > 0);
  CAPTURE(failed, solved);
  CHECK(solved > failed);  // most of even these
}

TEST_CASE("parameters that are not numbers are never solved", "[digital_twin][kernels][faults]") {
  const double bad[] = {std::nan(""), HUGE_VAL, -1, 0};
  for (const double value : bad) {
    Grid grid;
    grid.common = {5, 1, 0, 1, 1, 0};
    grid.sensitivity = {1};
    grid.deception_cost = {value};
    grid.solve();
    CHECK(grid.failed == 1);
    CHECK(std::isnan(grid.sharing[0]));
    CHECK(std::isnan(grid.deception[0]));
  }
}

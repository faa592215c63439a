// 64 profiles at a time agree with one at a time, for every instruction set that this processor has.
#include "models/expressions/kernels/batch.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/program.hpp"
#include "solvers/core/random.hpp"

namespace {

namespace ex = models::expressions;
using ex::Operation;

double one(const ex::Instruction& i, double a, double b, double c) {
  return ex::apply<double>(i.op, a, b, c, i.number);
}

constexpr Operation all[] = {
    Operation::add,   Operation::subtract, Operation::multiply, Operation::divide, Operation::negate,
    Operation::exp,   Operation::log,      Operation::log1p,    Operation::sqrt,   Operation::tanh,
    Operation::power, Operation::logistic, Operation::softplus, Operation::abs,    Operation::max,
    Operation::min,   Operation::less,     Operation::select};

}  // namespace

TEST_CASE("blocks agree with single numbers to a few units in the last place", "[expressions][kernels]") {
  using solvers::InstructionSet;
  constexpr int lanes = ex::kernels::lanes;
  for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
    if (!solvers::supported(set)) continue;
    for (const auto op : all) {
      CAPTURE(solvers::name(set), static_cast<int>(op));
      alignas(64) double slots[4 * lanes];
      solvers::RandomStream stream(3, static_cast<std::uint64_t>(op));
      for (int l = 0; l < lanes; ++l) {
        slots[l] = op == Operation::select ? l % 2 : stream.uniform(0.01, 5);
        slots[lanes + l] = stream.uniform(-3, 3);
        slots[2 * lanes + l] = stream.uniform(-3, 3);
      }
      const ex::Instruction instruction{op, 3, 0, 1, 2, 0};
      ex::kernels::run_batch(&instruction, 1, slots, one, set);
      for (int l = 0; l < lanes; ++l) {
        const double expected = one(instruction, slots[l], slots[lanes + l], slots[2 * lanes + l]);
        CHECK(std::abs(slots[3 * lanes + l] - expected) <= 4e-15 * std::max(1e-3, std::abs(expected)));
      }
    }
  }
}

TEST_CASE("a batch of any length gives every profile its own answer", "[expressions][kernels]") {
  ex::Graph graph;
  const int x = graph.input(0), y = graph.input(2);
  const int product = graph.multiply(x, y);
  const ex::Program program(graph, {product, graph.unary(Operation::exp, product)});
  REQUIRE(program.inputs() == std::vector<int>{0, 2});
  for (const long count : {1L, 63L, 64L, 65L, 200L}) {
    CAPTURE(count);
    std::vector<double> a, b, first(static_cast<std::size_t>(count), -1), second(first);
    for (long k = 0; k < count; ++k) {
      a.push_back(0.01 * static_cast<double>(k));
      b.push_back(2 - 0.02 * static_cast<double>(k));
    }
    const double* in[] = {a.data(), b.data()};
    double* out[] = {first.data(), second.data()};
    program.evaluate_batch(in, out, count);
    for (std::size_t k = 0; k < a.size(); ++k) {
      CHECK(first[k] == a[k] * b[k]);
      CHECK(second[k] == Approx(std::exp(a[k] * b[k])).epsilon(1e-15));
    }
  }
}

// models/expressions/operation.hpp
// What a formula is made of once names and sets are gone: scalar operations.
#pragma once

#include <cstdint>

namespace models::expressions {

enum class Operation : std::uint8_t {
  literal,    ///< a number of the formula
  parameter,  ///< a number of the description
  input,      ///< an entry of the profile
  add,
  subtract,
  multiply,
  divide,
  negate,
  whole_power,  ///< a^n, n whole and fixed
  power,        ///< a^b
  exp,
  log,
  log1p,
  sqrt,
  tanh,
  logistic,  ///< 1 / (1 + e^-a)
  softplus,  ///< log(1 + e^a)
  abs,
  max,
  min,
  less,  ///< 1 where a < b, else 0
  less_equal,
  equal,
  conjunction,  ///< of truths that are 0 or 1
  disjunction,
  inversion,
  select,       ///< b where a is 1, c where it is 0: a value that may jump
  choose,       ///< the same for derivatives: no value where a is undecided
  drawn,        ///< the number that a law draws, inside of an expectation
  expectation,  ///< of a, over the number that is drawn
  density,      ///< of a law at a; 0 outside of its support
  unproved,     ///< a, of which balls know nothing
};

/// How many operands it has.
constexpr int operands(Operation op) {
  switch (op) {
    case Operation::literal:
    case Operation::parameter:
    case Operation::input:
    case Operation::drawn:
      return 0;
    case Operation::negate:
    case Operation::whole_power:
    case Operation::exp:
    case Operation::log:
    case Operation::log1p:
    case Operation::sqrt:
    case Operation::tanh:
    case Operation::logistic:
    case Operation::softplus:
    case Operation::abs:
    case Operation::inversion:
    case Operation::expectation:
    case Operation::density:
    case Operation::unproved:
      return 1;
    case Operation::select:
    case Operation::choose:
      return 3;
    default:
      return 2;
  }
}

/// Needs to know laws: Program does these itself, `apply` does not.
constexpr bool is_about_a_law(Operation op) {
  return op == Operation::expectation || op == Operation::density;
}

/// Not differentiable somewhere inside its domain.
constexpr bool has_kink(Operation op) {
  return op == Operation::abs || op == Operation::max || op == Operation::min || op == Operation::select;
}

}  // namespace models::expressions

// models/expressions/instruction.hpp
// One step of a compiled formula.
#pragma once

#include "models/expressions/operation.hpp"

namespace models::expressions {

/// slots[target] = op(slots[a], slots[b], slots[c])
struct Instruction {
  Operation op = Operation::literal;
  int target = 0;
  int a = 0, b = 0, c = 0;
  int number = 0;
};

}  // namespace models::expressions

// models/expressions/program.hpp
// Formulas compiled to a list of instructions on numbered slots, for any number type.
#pragma once

#include <memory>
#include <vector>

#include "models/expressions/graph.hpp"
#include "models/expressions/instruction.hpp"
#include "models/expressions/integral.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/scalars/ball.hpp"

namespace models::expressions {

/// Several outputs of one graph. Slots are laid out as constants, inputs, temporaries; temporaries are used
/// again once their last reader has run.
class Program {
 public:
  /// `outputs` are nodes of the graph. Inputs keep the numbers that the graph gives them; where
  /// first_parameter is not negative parameters are inputs too: parameter k has the number first_parameter +
  /// k.
  Program(const Graph& graph, const std::vector<int>& outputs, int first_parameter = -1);

  /// The inside of an expectation: inputs are the nodes `leaves`, numbered in their order, and then the drawn
  /// number `depth`.
  Program(const Graph& graph, const std::vector<int>& outputs, int first_parameter,
          const std::vector<int>& leaves, int depth);

  int outputs() const { return static_cast<int>(outputs_.size()); }
  int instructions() const { return static_cast<int>(body_.size()); }
  const std::vector<int>& inputs() const { return inputs_; }  ///< numbers of those that matter, ascending
  bool has_kinks() const {
    return has_kinks_;
  }  ///< outside of expectations, which are smooth in what they read
  int integrals() const { return static_cast<int>(integrals_.size()); }

  /// The outputs where input number k is all[k].
  template <typename T>
  void run(const T* all, T* result) const;
  /// The outputs at a profile. T: double, Ball, and duals over them (evaluate.cpp lists those that exist).
  template <typename T>
  void evaluate(const solvers::VectorOf<T>& profile, T* result) const;
  template <typename T>
  solvers::VectorOf<T> evaluate(const solvers::VectorOf<T>& profile) const;
  /// The first output.
  template <typename T>
  T value(const solvers::VectorOf<T>& profile) const;

  /// Many profiles at once, in blocks of 64: columns[k] holds `count` values of input number inputs()[k],
  /// results[k] takes as many of output k. Agrees with `evaluate` to a few units in the last place.
  void evaluate_batch(const double* const* columns, double* const* results, long count) const;

 private:
  struct Leaf {
    int number = 0, node = -1;
  };
  /// An expectation or a density among the instructions, which name it by its number.
  struct AboutLaw {
    std::shared_ptr<const DrawnLaw> law;
    std::unique_ptr<const Integral> integral;  ///< null for a density
    std::vector<int> slots;                    ///< of what it reads
  };
  class Compilation;

  template <typename T>
  const std::vector<T>& constants(std::vector<T>& own) const;
  template <typename T>
  void execute(const std::vector<Instruction>&, T* slots) const;
  void keep_constants();
  void one_by_one(const double* const* columns, double* const* results, long count) const;
  template <typename T>
  T about_law(const Instruction&, const T* slots) const;

  std::vector<double> literals_;       ///< first slots of the prologue
  std::vector<Instruction> prologue_;  ///< computes constants; slots: literals, then one per instruction
  std::vector<int> constant_slots_;    ///< of the prologue, in the order of the body's first slots
  std::vector<double> constants_;      ///< as doubles
  std::vector<solvers::Ball> constant_balls_;  ///< with digits to spare
  std::vector<int> inputs_;
  std::vector<Instruction> body_;
  std::vector<int> outputs_;  ///< slots
  std::vector<AboutLaw> integrals_;
  int slots_ = 0;
  bool has_kinks_ = false;
};

}  // namespace models::expressions

// models/user_claims/assertion.hpp
// A claim's formula: comparisons joined by and, or, not, judged in balls.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/expressions/program.hpp"
#include "models/user_claims/quantities.hpp"

namespace models::user_claims {

using solvers::Ball;
using BallValues = solvers::VectorOf<Ball>;

enum class Truth { no, unknown, yes };

/// What a formula says at values of its quantities.
struct Judgement {
  Truth truth = Truth::unknown;
  Ball slack = Ball::indeterminate();  ///< how far the weakest comparison is from failing, in its own unit; <
                                       ///< 0: it fails
};

/// Whether two numbers whose balls touch count as equal: at a point that was computed to some accuracy they
/// do, in a proof they do not.
enum class Touching { equal, undecided };

class Assertion {
 public:
  /// Problems of names and kinds are appended, as places in the text `text`.
  Assertion(const std::string& formula, const std::string& subject, Quantities&,
            std::vector<expressions::Problem>& problems, int text);

  /// `values`: one ball a quantity; those that `reads` lacks may be anything.
  Judgement at(const BallValues& values, Touching) const;

  const std::vector<int>& reads() const { return reads_; }  ///< numbers of the quantities, ascending

 private:
  struct Part {
    expressions::Form form;  ///< comparison, conjunction, disjunction, inversion
    std::string sign;        ///< of a comparison
    int first = -1;          ///< of a comparison: the program's output for its left side; the right follows
    std::vector<int> children;  ///< of the others: parts
  };
  class Builder;
  Judgement judge(int part, const BallValues& sides, Touching) const;

  std::vector<Part> parts_;
  int root_ = -1;
  std::shared_ptr<const expressions::Program> sides_;
  std::vector<int> reads_;
};

/// A number that a formula of parameters gives, such as a choice of a profile.
class ParameterFormula {
 public:
  ParameterFormula(const std::string& formula, const std::string& subject, Quantities&,
                   std::vector<expressions::Problem>& problems, int text);
  Ball at(const BallValues& values) const;

 private:
  std::shared_ptr<const expressions::Program> program_;
};

}  // namespace models::user_claims

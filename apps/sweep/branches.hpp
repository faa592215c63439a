// apps/sweep/branches.hpp
// Which equilibrium of a point continues which of its neighbour: branches over one axis, their births and
// ends.
#pragma once

#include <vector>

#include "models/results.hpp"

namespace apps::sweep {

/// Every number of a profile in its order; texts are left out.
std::vector<double> numbers_of(const models::Profile&);

/// The largest difference of two profiles over max(1, the largest entry); infinity where their shapes differ.
double distance(const std::vector<double>&, const std::vector<double>&);

/// Follows equilibria from point to point of a row. A branch is predicted on the line through its last two
/// points; pairs of prediction and equilibrium are made from the nearest on, as long as the distance is at
/// most 0.25, or 4 times the last step of the branch. An equilibrium without a branch begins one.
class Branches {
 public:
  struct Mark {
    int branch = 0;       ///< from 1, in the order of their births within the row
    bool begins = false;  ///< born here, and not at the first point of the row
  };

  /// The equilibria of the next point, which stands at `t` of the axis, in their order.
  std::vector<Mark> step(double t, const std::vector<models::Equilibrium>&);

 private:
  struct Branch {
    int number = 0;
    double t = 0;
    std::vector<double> profile, slope;  ///< slope: empty after one point
    double last_step = 0;
  };

  std::vector<double> predicted(const Branch&, double t) const;

  std::vector<Branch> live_;
  int born_ = 0;
  bool begun_ = false;
};

}  // namespace apps::sweep

// models/limited_trust/utility_table.hpp
// What an agent expects of a game, for every trust of its own on the grid and any estimate of the other's
// trust.
#pragma once

#include <functional>
#include <optional>

#include "models/limited_trust/expected_payoffs.hpp"

namespace models::limited_trust {

/// u_L and u_F along the grid of own trust, linear between equally spaced levels of the other's trust in
/// [0, max_trust]. Columns stand for the other's trust, so that a whole grid is one or two contiguous
/// columns.
class UtilityTable {
 public:
  using Utility = std::function<double(double leader_trust, double follower_trust)>;

  /// Tabulate u_L and u_F. Throws std::invalid_argument for fewer than 2 points or levels, or max_trust <= 0.
  UtilityTable(const Metagame&, int levels, const Utility& leader, const Utility& follower);
  /// as_leader(g, c): u_L(own grid(g), other level c); as_follower(g, c): u_F(other level c, own grid(g)).
  UtilityTable(const Metagame&, Matrix as_leader, Matrix as_follower);

  const Vector& grid() const { return grid_; }
  double max_trust() const { return grid_(grid_.size() - 1); }

  /// sum += weight * u_L(grid, other_trust), and the same of u_F(other_trust, grid). other_trust in [0,
  /// max_trust].
  void add_as_leader(double other_trust, double weight, Vector& sum) const;
  void add_as_follower(double other_trust, double weight, Vector& sum) const;

  /// Bilinear, for trust of one's own off the grid.
  double as_leader(double own_trust, double other_trust) const;
  double as_follower(double own_trust, double other_trust) const;

  /// How much u_L falls at most from one level of the other's trust to the next; 0 where it never does, and
  /// agents who rank partners by trust, as the source assumes, rank them by u_L.
  double largest_fall() const { return largest_fall_; }
  /// Whether some follower expects less than nothing, and so declines.
  bool may_decline() const { return may_decline_; }

 private:
  void look();  ///< checks, and what the accessors above say

  Vector grid_;
  Matrix as_leader_, as_follower_;
  double largest_fall_ = 0;
  bool may_decline_ = false;
};

/// A table with what is known of its numbers.
struct ExpectedUtilities {
  UtilityTable table;
  PayoffMethod method;
  double largest_error;  ///< of u_L and u_F at the levels, as `method` says
  int levels;            ///< of the other's trust; linear between them
};

/// From expected_payoffs(): 16 levels a step of the grid where payoffs are exact, one elsewhere. Nothing
/// where the work was stopped. Throws std::invalid_argument as expected_payoffs does.
std::optional<ExpectedUtilities> expected_utilities(const Payoffs&, const Metagame&,
                                                    const ExpectedPayoffOptions& = {});

}  // namespace models::limited_trust

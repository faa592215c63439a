// models/declared/aggregate.hpp
// Games whose players choose one number each and matter to one another through the sum of all alone: payoffs
// as functions of the own number and that sum, whose size does not grow with the number of players.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "models/expressions/formula.hpp"
#include "models/family.hpp"
#include "solvers/certificates/aggregate_scan.hpp"
#include "solvers/core/vector.hpp"

namespace models::declared {

struct Parameters;

/// h_i(own, S), S = sum of all: U_i(x) = h_i(x_i, sum_j x_j) as real numbers; doubles may differ by rounding.
/// Players whose payoffs are the same formula share it.
struct AggregateForm {
  std::vector<std::shared_ptr<const expressions::Formula>> payoffs;

  std::shared_ptr<expressions::FormulaStore> store;

  using NearZero = decltype(solvers::AggregativeGame::near_zero);
  /// Marginal payoffs for sums near 0, where payoffs are sums of powers; empty where one is not.
  NearZero near_zero() const;
  /// Payoffs of all players at x, in time proportional to their number.
  solvers::Vector values(const solvers::Vector& x) const;
};

/// The form of payoffs given as nodes of the graph, by player, where entry i of the profile is what player i
/// chooses: a payoff may read that entry, the sum of all entries, the sum of all but that one, and nothing
/// else of the profile. Sums are known as such where they are additions of entries alone, as `total` and
/// sum(j, players, j != self, q[j]) are. None where one payoff is not of this kind, or with fewer than two
/// players.
std::shared_ptr<const AggregateForm> aggregate_form(const expressions::Graph&,
                                                    const std::vector<int>& payoffs,
                                                    const std::vector<double>& parameters);

/// Whether the payoff of the player reads nothing else of a profile with so many entries.
bool is_of_total(const expressions::Graph&, int payoff, int player, int entries);

/// c where the shared constraints are exactly S <= c, infinity where there are none; nothing for others.
std::optional<double> cap_on_total(const Parameters&);

/// The game handed to solvers, where it has such a form, finite lower bounds, no own constraints and no
/// shared ones but a cap.
std::optional<solvers::AggregativeGame> aggregative_game(const Parameters&);

/// The same for games with so many players that work on matrices between them is avoided.
std::optional<solvers::AggregativeGame> large_aggregative_game(const Parameters&);

/// Payoffs of all players at x.
solvers::Vector payoffs_at(const Parameters&, const solvers::Vector& x);

/// Where only the equilibria of `large_aggregative_game` are asked for: the scan over the total finds them.
Candidates search_total(const Parameters&, const solvers::AggregativeGame&, const RunOptions&);

}  // namespace models::declared

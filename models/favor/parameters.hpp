// models/favor/parameters.hpp
// Parameters of favor reciprocation. Source: Hazard (2008), Por Favor? Favor Reciprocation When Agents Have
// Private Discounting.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/favor/conditional_value.hpp"
#include "models/favor/cost_law.hpp"
#include "models/favor/discounting.hpp"
#include "models/favor/favor_law.hpp"
#include "models/favor/pair_limits.hpp"
#include "models/favor/society_settings.hpp"
#include "solvers/core/vector.hpp"
#include "solvers/laws/law.hpp"

namespace models::favor {

using solvers::Matrix;
using solvers::Vector;

/// What favors are worth to an agent who asks: a law of W independent of C, or W as a function of C.
struct FavorValue {
  solvers::LawPtr law;  ///< null where W = w(C)
  ValueByCost by_cost;  ///< read only where `law` is null
};

/// What favors cost each agent who does them and are worth to each who asks.
class Favors {
 public:
  /// Costs and values: one for all agents or one each. Throws std::invalid_argument for values with negative
  /// support or a mean that is not finite.
  Favors(std::vector<CostLaw> costs, std::vector<FavorValue> values);

  const CostLaw& costs(int giver) const { return costs_[index(giver, costs_.size())]; }
  const FavorValue& value(int taker) const { return values_[index(taker, values_.size())]; }
  double mean_value(int giver, int taker) const { return law(giver, taker).mean_value(); }  ///< mu = E(W)
  bool are_alike() const { return costs_.size() == 1 && values_.size() == 1; }  ///< for all agents

  FavorLaw law(int giver, int taker) const {  ///< a view into this object
    const auto c = index(giver, costs_.size()), v = index(taker, values_.size());
    const auto& given = conditional_[v * costs_.size() + c];
    return given.empty() ? FavorLaw(costs_[c], means_[v]) : FavorLaw(costs_[c], given.front());
  }

 private:
  static std::size_t index(int agent, std::size_t count) {
    return count == 1 ? 0 : static_cast<std::size_t>(agent);
  }

  std::vector<CostLaw> costs_;
  std::vector<FavorValue> values_;
  std::vector<double> means_;                               ///< E(W) of each value law
  std::vector<std::vector<ConditionalValue>> conditional_;  ///< by value and cost: none where independent
};

/// The pair of agents i and j of a group: i is the pair's agent 1.
inline Pair pair_of(const Favors& favors, const Vector& annuities, const Matrix& rates, int i, int j) {
  return {favors.law(i, j), favors.law(j, i), annuities(i), annuities(j), rates(i, j), rates(j, i)};
}

enum class Concept {
  pair_limits,     ///< each pair on its own: what i does for j is paid back by j
  network_limits,  ///< one limit an agent: a refusal is answered by all
};

/// What `bound` asks.
struct BoundQuestion {
  enum class Asker {
    own,        ///< the asker uses its own discount factor
    symmetric,  ///< the asker is taken to be as patient as the threshold
  };
  std::optional<double> cost;  ///< c of the favor asked; none: thresholds at a given cost are left out
  Asker asker = Asker::own;
  Vector rates = Vector::Ones(1);          ///< r of symmetric pairs, both directions
  Vector mean_values;                      ///< mu of the lines; empty: the described E(W)
  std::optional<double> replacement_rate;  ///< lambda, a round: length of the history, (5)
};

struct Parameters {
  Favors favors;
  std::vector<std::string> names;        ///< n
  std::vector<Discounting> discounting;  ///< n; none where only `simulate` or `bound` are asked
  Vector annuities;                      ///< n, A_i in rounds
  Matrix rates;  ///< n x n, a round: rates(i, j) that i offers and j asks; zero diagonal
  Concept concept_ = Concept::pair_limits;
  bool all_solutions = false;  ///< list every solution of a pair, not the greatest alone
  BoundQuestion bound;
  SocietySettings simulation;

  int count() const { return static_cast<int>(names.size()); }
};

}  // namespace models::favor

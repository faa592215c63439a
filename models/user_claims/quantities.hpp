// models/user_claims/quantities.hpp
// What the formulas of claims may name: parameters that vary, payoffs, choices, and derivatives of these.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/expressions/scope.hpp"
#include "models/read_model.hpp"
#include "models/user_claims/stated_claim.hpp"

namespace models::user_claims {

/// Entry k of the vectors that formulas are evaluated at.
struct ClaimQuantity {
  enum class Kind { parameter, payoff, choice, derivative };
  Kind kind = Kind::parameter;
  std::string text;    ///< "T", "payoff.samsung", "samsung.action", "derivative(samsung.action, T)"
  int parameter = -1;  ///< number in forall
  std::string player;  ///< of a payoff or choice
  std::string choice;  ///< of a choice
  int entry = -1;      ///< of a choice that is an array, from 0; -1: it is one number
  int of = -1;         ///< of a derivative: the quantity that is differentiated
  std::string key;     ///< of a derivative: the dotted key of the parameter
};

/// The names of one claim. Without a profile of the game there are only parameters.
class Quantities {
 public:
  Quantities(const LoadedModel& base, const StatedClaim& claim, const Equilibrium* example);

  /// The number of what a path such as "samsung.action" names; -1 where it names nothing that varies.
  int find(std::string_view path) const;
  /// A number of the description that does not vary, by its path.
  std::optional<double> constant(const std::string& path) const;
  /// The quantity d of / d key, made where it does not exist yet.
  int derivative(int of, const std::string& key);
  /// The dotted key of a number that `path` names, varied or not; empty where it names none.
  std::string parameter_key(const std::string& path) const;

  /// What a key of the description may be.
  description::Range range_of(const std::string& key) const;

  const std::vector<ClaimQuantity>& all() const { return all_; }
  /// Players, choices and arrays for sums over sets: input k is quantity k.
  const expressions::Scope& scope() const { return scope_; }
  /// A variable of the scope for d choice / d key of every player; `choice` may be "payoff".
  std::string derivative_variable(const std::string& choice, const std::string& key);

  /// "did you mean 'samsung.action'?", or what there is.
  std::string advice(std::string_view path, bool only_parameters = false) const;

 private:
  void add_players(const Equilibrium&);
  void adopt_sets_of_declared_game();

  const LoadedModel& base_;
  const StatedClaim& claim_;
  std::vector<ClaimQuantity> all_;
  expressions::Scope scope_;
};

}  // namespace models::user_claims

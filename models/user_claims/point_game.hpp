// models/user_claims/point_game.hpp
// The game of a description at one point of a claim's box, solved or held to a profile, and its neighbours.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/read_model.hpp"
#include "models/user_claims/assertion.hpp"
#include "models/user_claims/stated_claim.hpp"

namespace models::user_claims {

/// A description whose parameters a claim varies. Threads may share it.
struct VariedGame {
  const Document* document = nullptr;
  ReadOptions options;
  solvers::Stop stop{};

  /// Throws DescriptionError where the overrides do not fit together.
  LoadedModel at(std::vector<Override> overrides) const;
};

/// The overrides that put a claim's parameters to `coordinates`.
std::vector<Override> overrides_at(const std::vector<ParameterRange>&,
                                   const std::vector<double>& coordinates);

/// A profile of numbers and formulas of parameters.
class ProfileFormulas {
 public:
  ProfileFormulas() = default;
  ProfileFormulas(const std::vector<StatedChoice>&, const std::string& subject, Quantities&,
                  std::vector<expressions::Problem>&, const std::vector<int>& texts);
  bool empty() const { return choices_.empty(); }
  Profile at(const std::vector<double>& coordinates) const;
  /// One ball a choice, in the order of the claim.
  std::vector<Ball> at(const std::vector<Ball>& coordinates) const;
  const std::vector<StatedChoice>& choices() const { return choices_; }

 private:
  std::vector<StatedChoice> choices_;
  std::vector<ParameterFormula> formulas_;  ///< of the choices that are no numbers
  std::vector<int> formula_of_;             ///< by choice; -1: it is a number
  int quantities_ = 0;
};

/// Equilibria at one point, or the profile of the claim there.
class PointGame {
 public:
  PointGame(const VariedGame& game, const std::vector<ParameterRange>& box, std::vector<double> coordinates,
            const ProfileFormulas* profile);

  const Solution& here() { return at(coordinates_, {}); }
  const std::vector<double>& coordinates() const { return coordinates_; }

  /// Every quantity that `reads` names, at equilibrium `e` of `here()`. Numbers from floating point carry
  /// the accuracy that they are taken for; what could not be computed is indeterminate, with the reason in
  /// `why`.
  BallValues values(const Quantities&, const std::vector<int>& reads, std::size_t e, std::string& why);

 private:
  const Solution& at(const std::vector<double>& coordinates, const std::vector<Override>& further);
  Ball value_of(const Quantities&, const ClaimQuantity&, std::size_t e, std::string& why);
  Ball derivative(const Quantities&, const ClaimQuantity&, std::size_t e, std::string& why);
  std::optional<double> shifted(const ClaimQuantity& of, const std::string& key, double value, std::size_t e,
                                std::string& why);

  const VariedGame& game_;
  const std::vector<ParameterRange>& box_;
  std::vector<double> coordinates_;
  const ProfileFormulas* profile_;
  std::map<std::string, Solution> solved_;  ///< by overrides
};

}  // namespace models::user_claims

// models/user_claims/box_proof.hpp
// A claim proved in balls over its whole box, where everything that it reads can be enclosed there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/user_claims/assertion.hpp"
#include "models/user_claims/point_game.hpp"

namespace models::user_claims {

/// Encloses the quantities of a claim over a box of parameters: parameters themselves, the choices of a
/// profile that the claim gives, and payoffs of a declared game at it.
class BoxValues {
 public:
  BoxValues(const LoadedModel& base, const std::vector<ParameterRange>&, const Quantities&,
            const ProfileFormulas& profile);

  /// Whether every quantity of `reads` can be enclosed.
  bool encloses(const std::vector<int>& reads) const;
  BallValues at(const std::vector<solvers::Interval>& box) const;

 private:
  struct Payoffs;
  const Quantities& quantities_;
  const ProfileFormulas& profile_;
  std::shared_ptr<const Payoffs> payoffs_;  ///< none: the game is no declared one, or no profile is given
};

struct BoxProof {
  bool proved = false;
  double margin = 0;      ///< where proved: a lower bound of the slack wherever the hypothesis may hold
  std::size_t boxes = 0;  ///< looked at
  std::size_t open = 0;   ///< undecided when the budget was spent
  std::vector<double> undecided;  ///< the centre of one of these
  std::vector<double> refuted;    ///< the centre of a box on all of which the claim fails
};

/// Bisection of the box: a part is done where the hypothesis certainly fails or the claim certainly holds.
/// Method: branch and bound with the order of depth; Moore, Kearfott & Cloud (2009), Introduction to Interval
/// Analysis, chapter 11.
BoxProof prove_on_box(const BoxValues&, const std::vector<ParameterRange>&, const Assertion* assumed,
                      const Assertion& asserted, std::size_t budget, const solvers::Stop&);

}  // namespace models::user_claims

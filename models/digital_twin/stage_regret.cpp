#include "models/digital_twin/stage_regret.hpp"

#include <algorithm>

#include "models/digital_twin/best_response.hpp"

namespace models::digital_twin {

double largest_stage_regret(const Parameters& parameters, const Learning& learning) {
  const int players = parameters.players.count();
  TrustOf<double> trust{.kind = Trust::Kind::matrix, .matrix = Matrix(players, players)};
  for (int j = 0; j < players; ++j) trust.matrix.col(j) = learning.trust().in(j);
  const auto lifted = lift<double>(parameters.players);
  const Vector& profile = learning.round().profile;
  const Vector payoff = payoffs(lifted, state_of(lifted, trust, profile), profile);
  const OwnProblems<double> own(Gradient::exact, lifted, trust, profile);
  double largest = 0;
  for (int i = 0; i < players; ++i)
    largest = std::max(largest, search(own.problem(i)).best_value - payoff(i));
  return largest;
}

}  // namespace models::digital_twin

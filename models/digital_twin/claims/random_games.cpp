#include "models/digital_twin/claims/random_games.hpp"

namespace models::digital_twin {
namespace {

Vector drawn(int count, double lower, double upper, solvers::RandomStream& stream) {
  return Vector::NullaryExpr(count, [&] { return stream.uniform(lower, upper); });
}

}  // namespace

RandomGame random_game(int players, solvers::RandomStream& stream) {
  RandomGame game;
  game.players = {.sharing_cost = drawn(players, 0.5, 1.5, stream),
                  .probing_cost = drawn(players, 0.5, 1.5, stream),
                  .deception_cost = drawn(players, 0.5, 1.5, stream),
                  .information_sensitivity = drawn(players, 0.5, 2, stream),
                  .reward = drawn(players, 2, 6, stream),
                  .sharing_value = drawn(players, 0.5, 1.5, stream),
                  .probing_value = drawn(players, 0.5, 1.5, stream)};
  game.trust.kind = Trust::Kind::matrix;
  game.trust.matrix =
      Matrix::NullaryExpr(players, players, [&](auto i, auto j) { return i == j ? 0.0 : stream.uniform(); });
  game.profile.resize(choices * players);
  for (int i = 0; i < players; ++i) {
    double left = 1;
    for (int k = 0; k < choices; ++k)
      left -= game.profile(choices * i + k) = left * stream.uniform(0.05, 0.6);
  }
  return game;
}

Parameters default_experiment(Gradient gradient, std::uint64_t seed) {
  constexpr int count = 5;
  solvers::RandomStream stream(seed, 0);
  Parameters p{.gradient = gradient};
  p.players = {.sharing_cost = drawn(count, 0.5, 1.5, stream),
               .probing_cost = drawn(count, 0.5, 1.5, stream),
               .deception_cost = drawn(count, 0.5, 1.5, stream),
               .information_sensitivity = drawn(count, 0.5, 2, stream),
               .reward = Vector::Constant(count, 5),
               .sharing_value = Vector::Constant(count, 1),
               .probing_value = Vector::Constant(count, 1),
               .trust_rate = drawn(count, 0.1, 0.5, stream),
               .learning_rate = drawn(count, 0.02, 0.1, stream)};
  p.simulation.rounds = 50;
  return p;
}

}  // namespace models::digital_twin

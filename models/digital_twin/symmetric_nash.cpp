// models/digital_twin/symmetric_nash.cpp
// Which symmetric system a description asks for.
#include "models/digital_twin/symmetric_nash.hpp"

#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

constexpr auto who = "symmetric-nash";

void require_open_loop(const Parameters& p) {
  namespace require = solvers::require;
  require::inside(who, "horizon.discount_factor", *p.horizon.discount_factor, 0, 1,
                  "leave it out for the one-round game");
  require::that(
      p.gradient == Gradient::exact, who,
      "horizon.discount_factor goes with game.gradient = \"exact\" only: with \"printed\" the future "
      "derivative is 0, and \"stationary\" already holds the play for ever");
  require::that(p.trust.kind == Trust::Kind::steady_state, who,
                "horizon.discount_factor needs game.trust = \"steady-state\": fixed trust has no future");
  const auto& rates = p.players.trust_rate;
  require::that((rates.array() == rates(0)).all(), who,
                "players.trust_rate differs between the players; give one");
}

}  // namespace

SymmetricSystem symmetric_system(const Parameters& p) {
  identical(p.players);  // throws where they are not
  solvers::require::that(
      p.trust.kind != Trust::Kind::matrix, who,
      "game.trust is a matrix; give one number or \"steady-state\", or ask for concept = \"nash\"");
  SymmetricSystem system{.gradient = p.gradient};
  if (p.trust.kind == Trust::Kind::uniform) system.held_trust = p.trust.value;
  if (p.horizon.discount_factor) {
    require_open_loop(p);
    system.discount_factor = p.horizon.discount_factor;
    system.trust_rate = p.players.trust_rate(0);
  }
  return system;
}

}  // namespace models::digital_twin

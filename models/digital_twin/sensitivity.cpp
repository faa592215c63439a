// models/digital_twin/sensitivity.cpp
// Implicit function theorem on the active first-order conditions.
#include "models/digital_twin/sensitivity.hpp"

#include <array>

#include <fmt/format.h>

#include "models/digital_twin/active_set.hpp"
#include "models/digital_twin/strategies.hpp"
#include "solvers/core/linear_algebra.hpp"
#include "solvers/scalars/differentiate.hpp"

namespace models::digital_twin {
namespace {

struct Key {
  const char* name;
  Vector Players::*values;
};
constexpr std::array<Key, 6> keys = {{{"sharing_cost", &Players::sharing_cost},
                                      {"probing_cost", &Players::probing_cost},
                                      {"information_sensitivity", &Players::information_sensitivity},
                                      {"reward", &Players::reward},
                                      {"sharing_value", &Players::sharing_value},
                                      {"probing_value", &Players::probing_value}}};

/// All parameters as one vector: key by key, player by player, then a uniform trust.
Vector stacked(const Parameters& parameters) {
  const Eigen::Index n = parameters.players.count(), held = parameters.trust.kind == Trust::Kind::uniform;
  Vector all(static_cast<Eigen::Index>(keys.size()) * n + held);
  for (std::size_t k = 0; k < keys.size(); ++k)
    all.segment(static_cast<Eigen::Index>(k) * n, n) = parameters.players.*keys[k].values;
  if (held) all(all.size() - 1) = parameters.trust.value;
  return all;
}

/// The first-order conditions at a fixed profile, as a function of the stacked parameters.
template <typename T>
VectorOf<T> conditions(const Parameters& parameters, const ActiveSet& active, const Vector& reduced,
                       const VectorOf<T>& all) {
  const Eigen::Index n = parameters.players.count();
  const PlayersOf<T> p{
      all.segment(0, n),     all.segment(n, n),     lift<T>(parameters.players.deception_cost),
      all.segment(2 * n, n), all.segment(3 * n, n), all.segment(4 * n, n),
      all.segment(5 * n, n)};
  auto trust = lift<T>(parameters.trust);
  if (trust.kind == Trust::Kind::uniform) trust.value = all(all.size() - 1);
  return active.equations(reduced_gradients(parameters.gradient, p, trust, lift<T>(reduced)));
}

/// d (sharing, probing) of all players for a change of the free choices: what is fixed stays, and on a
/// binding budget probing gives way to sharing.
Quantities named_change(const ActiveSet& active, const Vector& change) {
  Quantities named;
  Eigen::Index next = 0;
  for (int i = 0; i < active.players(); ++i) {
    const auto [sharing, probing, budget] = active[i];
    double s = 0, b = 0;
    if (budget && sharing && probing) {
      s = change(next++);
      b = -s;
    } else if (!budget) {
      if (sharing) s = change(next++);
      if (probing) b = change(next++);
    }
    named.push_back({player_name(i) + ".sharing", s});
    named.push_back({player_name(i) + ".probing", b});
  }
  return named;
}

}  // namespace

std::vector<std::pair<std::string, Quantities>> sensitivities(const Parameters& parameters,
                                                              const Vector& profile, int most_players) {
  const int n = parameters.players.count();
  const ActiveSet active(profile);
  if (n > most_players || active.unknowns() == 0) return {};
  const Vector reduced = without_deception(profile);
  const auto inverse = solvers::inverse(active_jacobian(parameters, active, reduced));
  if (!inverse) return {};
  const auto by_parameter = [&]<typename T>(const VectorOf<T>& all) {
    return conditions<T>(parameters, active, reduced, all);
  };
  const Matrix change = -*inverse * solvers::jacobian_of(by_parameter, stacked(parameters));
  std::vector<std::pair<std::string, Quantities>> result;
  for (Eigen::Index k = 0; k < change.cols(); ++k) {
    const auto key = static_cast<std::size_t>(k / n);
    const auto name =
        key < keys.size() ? fmt::format("players.{}[{}]", keys[key].name, k % n + 1) : "game.trust";
    result.emplace_back(name, named_change(active, change.col(k)));
  }
  return result;
}

}  // namespace models::digital_twin

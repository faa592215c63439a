// models/digital_twin/check.cpp
// Self-tests of one described game.
#include "models/digital_twin/check.hpp"

#include <fmt/format.h>

#include "models/digital_twin/equations.hpp"
#include "solvers/core/random.hpp"
#include "solvers/scalars/ball.hpp"
#include "solvers/scalars/dual.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Dual;

constexpr int profiles_tried = 4;
constexpr int players_tried = 60;

/// The game of its first players: the tests cost O(N^2) a profile.
Parameters first_players(const Parameters& all) {
  Parameters few = all;
  const int n = std::min(all.players.count(), players_tried);
  auto& p = few.players;
  for (auto* values : {&p.sharing_cost, &p.probing_cost, &p.deception_cost, &p.information_sensitivity,
                       &p.reward, &p.sharing_value, &p.probing_value, &p.trust_rate, &p.learning_rate})
    values->conservativeResize(n);
  if (few.trust.kind == Trust::Kind::matrix) few.trust.matrix.conservativeResize(n, n);
  return few;
}

Vector interior_profile(int players, solvers::RandomStream& stream) {
  Vector profile(choices * players);
  for (int i = 0; i < players; ++i) {
    double left = 1;
    for (int k = 0; k < choices; ++k) left -= profile(choices * i + k) = left * stream.uniform(0.05, 0.6);
  }
  return profile;
}

struct Mismatch {
  double gradient = 0;  ///< closed form against dual, over |gradient| + R lambda's scale
  double payoff = 0;    ///< payoff against that of a deviation to the own strategy, over R + costs
};

Mismatch compare(const Parameters& parameters, const Vector& profile) {
  using D = Dual<double, choices>;
  const auto p = lift<double>(parameters.players);
  const auto trust = lift<double>(parameters.trust);
  const Vector closed = own_gradients(parameters.gradient, p, trust, profile);
  const Vector paid = payoffs(p, state_of(p, trust, profile), profile);
  Mismatch worst;
  for (int i = 0; i < p.count(); ++i) {
    const int at = choices * i;
    const D dual = payoff_of_deviation(parameters.gradient, p, trust, profile, i, D::variable(profile(at), 0),
                                       D::variable(profile(at + 1), 1), D::variable(profile(at + 2), 2));
    const double scale = p.reward(i) * (1 + p.information_sensitivity(i)) + p.sharing_cost(i) +
                         p.probing_cost(i) + p.deception_cost(i);
    worst.payoff = std::max(worst.payoff, std::abs(dual.value() - paid(i)) / scale);
    for (int k = 0; k < choices; ++k)
      worst.gradient = std::max(worst.gradient, std::abs(dual.tangent(k) - closed(at + k)) / scale);
  }
  return worst;
}

/// Payoffs over all profiles: scores are enclosed in balls; with the odds of the rivals in [0, upper] the
/// share lies in [1 / (1 + upper), 1].
CheckItem domain_item(const Parameters& parameters) {
  const auto p = lift<Ball>(parameters.players);
  const VectorOf<Ball> anything =
      VectorOf<Ball>::Constant(choices * p.count(), Ball(solvers::Interval{0, 1}));
  const VectorOf<Ball> s = honesty(anything);
  const VectorOf<Ball> info = information(p, anything, s, received(lift<Ball>(parameters.trust), s));
  const VectorOf<Ball> scores = p.information_sensitivity.cwiseProduct(info);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (int i = 0; i < p.count(); ++i) {
    Ball odds(0);
    for (int k = 0; k < p.count(); ++k)
      if (k != i) odds += exp(scores(k) - scores(i));
    const Ball least = p.reward(i) / (Ball(1) + Ball(odds.upper()));
    const Ball most =
        max(p.sharing_cost(i), max(p.probing_cost(i), p.deception_cost(i)));  // convex: at a vertex
    low = std::min(low, (least - most).lower());
    high = std::max(high, p.reward(i).upper());
  }
  const bool finite = std::isfinite(low) && std::isfinite(high);
  return {"payoffs are finite for all strategies", finite,
          finite ? fmt::format("enclosed in [{:.6g}, {:.6g}] by balls", low, high)
                 : "the enclosure is unbounded"};
}

/// R lambda^2 (a^2 / (2 c1) + b^2 / (2 c2)): below 6 sqrt 3 the best response is unique where rivals'
/// information does not move; identical players without trust have one equilibrium up to 8.
double kappa(const Players& p, int i) {
  const auto square = [](double x) { return x * x; };
  return p.reward(i) * square(p.information_sensitivity(i)) *
         (square(p.sharing_value(i)) / (2 * p.sharing_cost(i)) +
          square(p.probing_value(i)) / (2 * p.probing_cost(i)));
}

std::vector<std::string> notes_on(const Parameters& parameters) {
  const auto& p = parameters.players;
  double low = kappa(p, 0), high = low;
  for (int i = 1; i < p.count(); ++i) low = std::min(low, kappa(p, i)), high = std::max(high, kappa(p, i));
  std::vector<std::string> notes;
  notes.push_back("deception is strictly dominated by less sharing: it is 0 in every equilibrium");
  notes.push_back(
      fmt::format("kappa = R lambda^2 (a^2 / 2 c1 + b^2 / 2 c2) lies in [{:.6g}, {:.6g}]", low, high));
  if (high >= 6 * std::sqrt(3.0))
    notes.push_back(
        "kappa reaches 6 sqrt(3) = 10.39: a stationary profile need not be an equilibrium, and there may be "
        "none");
  else if (high > 8)
    notes.push_back("kappa above 8: there may be several equilibria");
  if (parameters.gradient == Gradient::printed &&
      !(parameters.trust.kind == Trust::Kind::uniform && parameters.trust.value == 0))
    notes.push_back(
        "gradient printed, (15), is not the derivative of the payoff: it leaves out that own sharing informs "
        "the rivals who trust; certificates also say how far from Nash a profile is");
  return notes;
}

}  // namespace

CheckReport check_model(const Parameters& parameters) {
  const auto few = first_players(parameters);
  Mismatch worst;
  for (int k = 0; k < profiles_tried; ++k) {
    solvers::RandomStream stream(1, static_cast<std::uint64_t>(k));
    const auto found = compare(few, interior_profile(few.players.count(), stream));
    worst.gradient = std::max(worst.gradient, found.gradient);
    worst.payoff = std::max(worst.payoff, found.payoff);
  }
  constexpr double rounding =
      1e-11;  // scores up to lambda I are rounded before exp: ulps times lambda, over 1 + lambda
  CheckReport report;
  report.items.push_back(
      {"own gradients in closed form agree with dual numbers", worst.gradient <= rounding,
       fmt::format("largest difference {:.1e} of R (1 + lambda) + costs", worst.gradient)});
  report.items.push_back({"payoffs agree with those of a deviation that changes nothing",
                          worst.payoff <= rounding, fmt::format("largest difference {:.1e}", worst.payoff)});
  report.items.push_back(domain_item(few));
  report.notes = notes_on(parameters);
  return report;
}

}  // namespace models::digital_twin

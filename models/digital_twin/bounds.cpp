// models/digital_twin/bounds.cpp
// Thresholds, kappa and borders as records.
#include "models/digital_twin/bounds.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "models/digital_twin/printed_symmetric.hpp"
#include "models/digital_twin/printed_symmetric_borders.hpp"
#include "models/digital_twin/thresholds.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();  // printed as null

/// A bound whose words are filled in by the caller.
Bound blank(std::string quantity, std::string unit, std::string method) {
  Bound bound;
  bound.quantity = std::move(quantity);
  bound.unit = std::move(unit);
  bound.method = std::move(method);
  bound.value = bound.lower = bound.upper = unknown;
  return bound;
}

Bound enclosed(Bound bound, const Ball& value) {
  if (!value.is_finite()) return bound;
  bound.value = value.midpoint();
  bound.lower = std::min(value.lower(), bound.value);
  bound.upper = std::max(value.upper(), bound.value);
  bound.level = CertificateLevel::proved;
  return bound;
}

/// Proved not to exist, and why.
Bound absent(Bound bound, const std::string& why) {
  bound.exists = false;
  bound.level = CertificateLevel::proved;
  bound.conditions.push_back(why);
  return bound;
}

Bound bordered(Bound bound, const Border& border) {
  if (border.kind == Border::Kind::none) return absent(std::move(bound), border.why);
  if (border.kind == Border::Kind::enclosed) return enclosed(std::move(bound), border.at);
  bound.conditions.push_back("not decided in balls");
  return bound;
}

Quantities size_of(const Representative& p) { return {{"count", static_cast<double>(p.count)}}; }

Quantities inputs_of(const Representative& p) {
  return {{"count", static_cast<double>(p.count)},
          {"sharing_cost", p.sharing_cost},
          {"probing_cost", p.probing_cost},
          {"deception_cost", p.deception_cost},
          {"information_sensitivity", p.information_sensitivity},
          {"reward", p.reward},
          {"sharing_value", p.sharing_value},
          {"probing_value", p.probing_value}};
}

Bound kappa_bound(const Representative& player, const std::string& quantity) {
  auto bound = blank(quantity, "", "kappa = R lambda^2 (a^2/(2 c1) + b^2/(2 c2)) in balls");
  bound.inputs = inputs_of(player);
  return enclosed(std::move(bound), lift<Ball>(player).contest_intensity());
}

/// A threshold to hold kappa against.
Bound threshold(const Representative& player, std::string quantity, const std::optional<Ball>& value,
                std::vector<std::string> conditions, std::string method) {
  auto bound = blank(std::move(quantity), "", std::move(method));
  bound.inputs = size_of(player);
  bound.conditions = std::move(conditions);
  if (value) return enclosed(std::move(bound), *value);
  if (player.count == 2) return absent(std::move(bound), "does not exist for two players");
  bound.conditions.push_back("not decided in balls");
  return bound;
}

const char* const no_trust = "identical players, trust 0";
const char* const slack = "budget slack";

std::vector<Bound> kappa_thresholds(const Representative& player) {
  std::vector<Bound> list;
  list.push_back(threshold(player, "uniqueness_kappa", uniqueness_kappa(),
                           {no_trust, "up to it the equilibrium is unique, budget included"},
                           "f(p) = log p - kappa p (1 - p) is monotone, as max p (1 - 2p) = 1/8"));
  list.push_back(
      threshold(player, "unique_best_response_kappa", unique_best_response_kappa(),
                {no_trust, "below it every best response is unique, so every stationary profile is Nash"},
                "6 sqrt(3) = 1 / max |sigma''|"));
  list.push_back(threshold(player, "gradient_instability_kappa", gradient_instability_kappa(player.count),
                           {no_trust, slack, "above it gradient play leaves the symmetric profile"},
                           "N^2 / (N - 2): eigenvalue kappa q (1 - 2q) - 1 at q = 1/N"));
  list.push_back(
      threshold(player, "local_nash_kappa", second_order_kappa(player.count),
                {no_trust, slack, "above it the symmetric profile is no local maximum of the own payoff"},
                "N^3 / ((N - 1)(N - 2)): second-order condition"));
  const auto existence = existence_threshold(player.count);
  list.push_back(threshold(
      player, "symmetric_existence_kappa", existence ? std::optional(existence->kappa) : std::nullopt,
      {no_trust, slack, "up to it, and no further, the symmetric profile is a Nash equilibrium"},
      "deviation that pays as much as the profile; sign change of the tangency in balls"));
  if (player.count <= most_players_of_first_asymmetric)
    list.push_back(threshold(player, "first_asymmetric_kappa", first_asymmetric_kappa(player.count),
                             {no_trust, slack, "below it the symmetric profile is the only stationary one"},
                             "least kappa of two-level profiles; branch and bound in balls"));
  return list;
}

std::vector<Bound> printed_system_bounds(const Representative& player) {
  const std::string of_16 = "printed system (16)";
  const auto about = [&](std::string quantity, std::string unit, std::string condition, std::string method) {
    auto bound = blank(std::move(quantity), std::move(unit), std::move(method));
    bound.inputs = inputs_of(player);
    bound.conditions = {of_16, std::move(condition)};
    return bound;
  };
  std::vector<Bound> list;
  const char* const lambda = "1 / information";
  const bool shares = player.sharing_value > 0;
  auto peak = about("lambda_peak", lambda, "alpha rises with lambda below it and falls above",
                    "closed form, delta = 1/2");
  list.push_back(shares ? enclosed(std::move(peak), lambda_peak(lift<Ball>(player)))
                        : absent(std::move(peak), "a = 0: alpha is 0 for every lambda"));
  list.push_back(bordered(about("feasible_lambda", lambda, "up to it alpha + beta + delta <= 1",
                                "sign change in balls along logit(delta)"),
                          feasible_sensitivity(player)));
  const auto costs = feasible_deception_costs(player);
  list.push_back(
      bordered(about("feasible_deception_cost_lower", "payoff", "from it on alpha + beta + delta <= 1",
                     "sign change in balls along logit(1 - delta)"),
               costs.lower));
  list.push_back(
      bordered(about("feasible_deception_cost_upper", "payoff", "up to it alpha + beta + delta <= 1",
                     "sign change in balls along logit(1 - delta)"),
               costs.upper));
  const auto excess = shares ? excessive_sharing(player) : ExcessiveSharing{};
  auto from =
      about("excessive_sharing_lambda_lower", lambda, "from it on alpha > 1", "closed form, alpha = 1");
  auto to = about("excessive_sharing_lambda_upper", lambda, "up to it alpha > 1", "closed form, alpha = 1");
  list.push_back(shares ? bordered(std::move(from), excess.from)
                        : absent(std::move(from), "a = 0: alpha is 0 for every lambda"));
  list.push_back(shares ? bordered(std::move(to), excess.to)
                        : absent(std::move(to), "a = 0: alpha is 0 for every lambda"));
  return list;
}

/// Upper bound of trust in player i times the rival's pull, the largest over rivals: lambda_k a_k tau_ki.
Ball largest_leak(const Parameters& p, int i) {
  Ball leak;
  if (p.gradient == Gradient::printed) return leak;
  for (int k = 0; k < p.players.count(); ++k) {
    if (k == i) continue;
    const Ball inbound = p.gradient == Gradient::stationary     ? Ball(2)  // 2 s_i
                         : p.trust.kind == Trust::Kind::matrix  ? Ball(p.trust.matrix(k, i))
                         : p.trust.kind == Trust::Kind::uniform ? Ball(p.trust.value)
                                                                : Ball(1);
    leak = max(leak, Ball(p.players.information_sensitivity(k)) * Ball(p.players.sharing_value(k)) * inbound);
  }
  return leak;
}

/// R (m_s^2 / (2 c1) + lambda^2 b^2 / (2 c2)), m_s = max(lambda a, max over k of lambda_k a_k tau_ki - lambda
/// a): the best response of player i is unique, whatever the others do, where it is below 6 sqrt(3).
Bound best_response_criterion(const Parameters& p, int i) {
  const auto own = lift<Ball>(representative(p.players, i));
  const Ball pull = own.information_sensitivity * own.sharing_value;
  const Ball steepest = max(pull, largest_leak(p, i) - pull);
  const Ball probing = own.information_sensitivity * own.probing_value;
  const Ball value = own.reward * (steepest * steepest / (Ball(2) * own.sharing_cost) +
                                   probing * probing / (Ball(2) * own.probing_cost));
  auto bound = blank(fmt::format("player{}.best_response_kappa", i + 1), "",
                     "R (m_s^2/(2 c1) + lambda^2 b^2/(2 c2)) in balls");
  bound.inputs = inputs_of(representative(p.players, i));
  const Ball limit = unique_best_response_kappa();
  bound.conditions = {certainly_less(value, limit) ? "below 6 sqrt(3): the best response is unique"
                      : certainly_less(limit, value)
                          ? "above 6 sqrt(3): the best response may not be unique"
                          : "as large as 6 sqrt(3) up to rounding: nothing is shown"};
  return enclosed(std::move(bound), value);
}

constexpr int most_listed_players = 1000;

void add_each_player(const Parameters& p, Bounds& result) {
  const int listed = std::min(p.players.count(), most_listed_players);
  for (int i = 0; i < listed; ++i) {
    result.bounds.push_back(kappa_bound(representative(p.players, i), fmt::format("player{}.kappa", i + 1)));
    result.bounds.push_back(best_response_criterion(p, i));
  }
  Representative first = representative(p.players);
  result.bounds.push_back(threshold(first, "unique_best_response_kappa", unique_best_response_kappa(),
                                    {"for best_response_kappa of each player"},
                                    "6 sqrt(3) = 1 / max |sigma''|"));
  if (listed < p.players.count())
    result.notes.push_back(fmt::format("the first {} of {} players are listed", listed, p.players.count()));
  result.notes.push_back("the thresholds in kappa and the borders of (16) are for identical players only");
}

}  // namespace

Bounds bounds(const Parameters& p, const RunOptions& options) {
  Bounds result;
  if (p.players.identical()) {
    const auto player = representative(p.players);
    result.bounds.push_back(kappa_bound(player, "kappa"));
    for (auto& bound : kappa_thresholds(player)) result.bounds.push_back(std::move(bound));
    for (auto& bound : printed_system_bounds(player)) result.bounds.push_back(std::move(bound));
    if (player.count > most_players_of_first_asymmetric)
      result.notes.push_back(fmt::format("first_asymmetric_kappa is worked out up to {} players",
                                         most_players_of_first_asymmetric));
  } else {
    add_each_player(p, result);
  }
  const bool all_proved = std::all_of(result.bounds.begin(), result.bounds.end(),
                                      [](const Bound& b) { return b.level == CertificateLevel::proved; });
  result.status = options.stop.requested() ? Status::stopped
                  : all_proved             ? Status::certified
                                           : Status::candidate;
  return result;
}

}  // namespace models::digital_twin

// Learning times as records.
#include "models/limited_trust/bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "models/limited_trust/learning_time.hpp"
#include "models/limited_trust/network_bounds.hpp"
#include "models/limited_trust/payoff_source.hpp"
#include "models/limited_trust/phi_exponential.hpp"
#include "solvers/core/require.hpp"

namespace models::limited_trust {
namespace {

using solvers::Ball;

constexpr double infinity = std::numeric_limits<double>::infinity();
const char* const chance = "per game";
const char* const games = "games";

/// The question, its answers in doubles and, where asked for and possible, in balls.
struct Setting {
  LearningQuestion question;
  int rows;
  BoundChances chances;
  std::optional<EnclosedChances> enclosed;
  std::string method;

  bool eased() const { return question.error >= question.trust; }  // the prior bound 0 is within the error
};

Quantities inputs_of(const Setting& s) {
  return {{"follower_trust", s.question.trust},
          {"error", s.question.error},
          {"follower_actions", static_cast<double>(s.question.laws.replies)},
          {"leader_law", s.question.laws.leader->name()},
          {"follower_law", s.question.laws.follower->name()}};
}

/// A bound with its bracket: infinite values do not exist, proved where the bracket says so.
Bound bracketed(const Setting& s, std::string quantity, const char* unit, const Bracketed& found,
                std::vector<std::string> conditions) {
  Bound bound{.quantity = std::move(quantity),
              .value = found.value,
              .lower = found.range.lower,
              .upper = found.range.upper,
              .unit = unit,
              .level = CertificateLevel::checked_global,
              .exists = true,
              .conditions = std::move(conditions),
              .inputs = inputs_of(s),
              .method = s.method};
  if (found.value == infinity) {
    bound.exists = false;
    bound.conditions.push_back(found.range.lower == infinity ? "infinite: it is never learned"
                                                             : "larger than the largest double");
  }
  if (found.range.lower == found.range.upper && (found.value == 0 || found.value == infinity))
    bound.level =
        CertificateLevel::proved;  // by argument; whole numbers of games rest on quadrature all the same
  if (std::isnan(found.value) || (bound.exists && found.range.upper == infinity))
    bound.level = CertificateLevel::residual_only;
  return bound;
}

/// The same with its enclosure in balls where there is one.
Bound enclosed(const Setting& s, std::string quantity, const char* unit, const Bracketed& found,
               const std::optional<Ball>& ball, std::vector<std::string> conditions) {
  auto bound = bracketed(s, std::move(quantity), unit, found, std::move(conditions));
  if (!ball || !ball->is_finite()) return bound;
  bound.value = ball->midpoint();
  bound.lower = std::min(ball->lower(), bound.value);
  bound.upper = std::max(ball->upper(), bound.value);
  bound.level = CertificateLevel::proved;
  bound.method = phi_method(s.question.laws) == PhiMethod::uniform
                     ? "Phi by Gauss-Legendre in balls: polynomials, no truncation"
                     : "Phi by rigorous quadrature in balls, tail bounded";
  return bound;
}

Bracketed of(const Phi& phi) {
  if (phi.zero) return {};
  return {phi.value, {std::max(phi.value - phi.error, 0.0), phi.value + phi.error}};
}

std::vector<Bound> chance_bounds(const Setting& s) {
  const auto ball = [&](Ball EnclosedChances::*which) {
    return s.enclosed ? std::optional((*s.enclosed).*which) : std::nullopt;
  };
  std::vector<std::string> about_lower{
      "P^l: one game shows a lower bound within the error (Lemma 2, corrected)"};
  if (s.eased()) about_lower.push_back("error >= trust: 0 is already a lower bound within it");
  std::vector<Bound> list;
  list.push_back(enclosed(s, "lower_bound_chance", chance, of(s.chances.lower), ball(&EnclosedChances::lower),
                          std::move(about_lower)));
  list.push_back(enclosed(s, "upper_bound_chance", chance, of(s.chances.upper), ball(&EnclosedChances::upper),
                          {"P^u: one game shows an upper bound within the error (Lemma 3)"}));
  list.push_back(enclosed(s, "both_bounds_chance", chance, s.chances.both, ball(&EnclosedChances::both),
                          {s.question.laws.replies == 2 ? "Q: 0, as one other reply bounds from one side only"
                                                        : "Q: one game shows both bounds (Lemma 4)"}));
  list.push_back(enclosed(s, "either_bound_chance", chance, of(s.chances.either),
                          ball(&EnclosedChances::either), {"P^l + P^u - Q"}));
  auto printed = bracketed(s, "lower_bound_chance_printed", chance, printed_lower_chance(s.question),
                           {"Lemma 2 as printed, the inner lower limit +infinity: not a probability",
                            "a misprint; lower_bound_chance is right"});
  printed.method = "quadrature in two variables, two rules compared";
  list.push_back(std::move(printed));
  return list;
}

std::vector<Bound> time_bounds(const Setting& s) {
  const auto times = [&](auto time, int rows) {
    return std::pair(time(s.chances, rows),
                     s.enclosed ? std::optional<Ball>(time(*s.enclosed, rows)) : std::nullopt);
  };
  const auto theorem = [](const auto& chances, int rows) { return both_bounds_time(chances, rows); };
  const auto one_sided = [](const auto& chances, int rows) { return upper_bound_time(chances, rows); };
  std::vector<Bound> list;
  const auto add = [&](const char* name, const std::pair<Bracketed, std::optional<Ball>>& time,
                       std::vector<std::string> conditions) {
    list.push_back(enclosed(s, name, games, time.first, time.second, std::move(conditions)));
  };
  add("theorem3_games", times(theorem, 1),
      {"T of Theorem 3: the exact mean number of games until a lower and an upper bound within the error",
       "rows drawn independently of what is known"});
  add("both_bounds_games", s.eased() ? times(one_sided, 1) : times(theorem, 1),
      {s.eased() ? "error >= trust: the prior bound 0 is good enough, so 1 / P^u" : "equals theorem3_games"});
  const std::string rows = fmt::format("m = {} rows of each game", s.rows);
  add("oracle_games", s.eased() ? times(one_sided, s.rows) : times(theorem, s.rows),
      {rows, "an oracle that learns from every row: each chance p becomes 1 - (1 - p)^m"});
  auto [share, share_ball] = times(theorem, 1);
  share = {share.value / s.rows,
           {share.range.lower / s.rows * (1 - 1e-15), share.range.upper / s.rows * (1 + 1e-15)}};
  if (share_ball) share_ball = *share_ball / Ball(s.rows);
  add("theorem3_games_over_rows", {share, share_ball},
      {rows, "T / m, claimed to bound the best leader's time: false for m > 1, see oracle_games"});
  return list;
}

std::vector<Bound> exact_times(const Setting& s, std::optional<double> cap) {
  const double width = 2 * s.question.error;
  const std::string suffix = cap ? "_with_prior" : "";
  const std::vector<std::string> conditions{
      "until Algorithm 1's interval is at most twice the error wide; rows drawn independently",
      cap ? fmt::format("prior [0, {}]", *cap) : "no prior upper bound"};
  const auto bound = [&](const char* name, const Bracketed& time) {
    auto found = bracketed(s, name + suffix, games, time, conditions);
    found.method = "exact law of the learning time by quadrature; " + s.method;
    return found;
  };
  if (!(width > 0)) return {bound("interval_games_mean", {infinity, {infinity, infinity}})};
  const LearningTime time(s.question.laws, s.question.trust, width, cap);
  return {bound("interval_games_mean", time.mean()), bound("interval_games_median", time.quantile(0.5)),
          bound("interval_games_quantile_95", time.quantile(0.95))};
}

/// Where both laws are bounded above, P^l vanishes as n grows if the range starts above 0: some reply comes
/// near both upper ends, so that the one chosen must come near the upper end of b, and its loss near 0.
Bound vanishing_limit(const Setting& s) {
  auto bound = bracketed(s, "lower_bound_chance_limit", chance, {},
                         {"as follower_actions grows without end, payoffs bounded above: exactly 0"});
  bound.method = "the reply chosen comes near both upper ends, so its loss vanishes";
  return bound;
}

/// As n grows without end (4.6): Phi vanishes for bounded payoffs, and does not for the source's own law.
std::vector<Bound> limits(const Setting& s) {
  const auto& laws = s.question.laws;
  const double mean = laws.follower->mean();
  const double eps = s.question.error, d = s.question.trust;
  if (!(d > 0) || !(eps > 0)) return {};
  const bool bounded =
      std::isfinite(laws.leader->support().upper) && std::isfinite(laws.follower->support().upper);
  if (bounded && !s.eased()) return {vanishing_limit(s)};
  if (phi_method(laws) != PhiMethod::exponential || laws.leader->mean() != mean) return {};
  const Ball from = s.eased() ? Ball(0) : Ball(d) - Ball(eps);
  const Ball value = exponential_phi_limit<Ball>(from / Ball(mean), (Ball(d) - from) / Ball(mean));
  auto bound = enclosed(s, "lower_bound_chance_limit", chance, {value.midpoint(), value.interval()}, value,
                        {"as follower_actions grows without end: not 0, against the remark after Lemma 2"});
  bound.method = "(y - x)(y - log(1 + y)) / y^2 in balls";
  return {bound};
}

Setting setting(const Parameters& p, bool rigorous) {
  if (!p.payoffs.leader_law || !p.payoffs.follower_law)
    throw NotOffered("bound: payoffs given as matrices have no learning time; give laws under [payoffs]");
  solvers::require::at_least("bound", "leader_actions", p.bound.leader_actions, 1);
  Setting s{{{p.payoffs.leader_law, p.payoffs.follower_law, p.bound.follower_actions},
             p.bound.follower_trust,
             p.bound.error},
            p.bound.leader_actions,
            {},
            {},
            ""};
  s.chances = bound_chances(s.question);
  s.method = describe(phi_method(s.question.laws));
  if (rigorous) s.enclosed = enclosed_chances(s.question);
  return s;
}

}  // namespace

Bounds bounds(const Parameters& p, const RunOptions& options) {
  const bool rigorous = options.method == "rigorous";
  solvers::require::that(
      rigorous || options.method == "auto", "bound",
      "unknown method '" + options.method + "'; limited-trust bounds know auto and rigorous");
  const auto s = setting(p, rigorous);
  Bounds result;
  const auto add = [&](std::vector<Bound> list) {
    std::move(list.begin(), list.end(), std::back_inserter(result.bounds));
    return !options.stop.requested();
  };
  const auto add_network_bounds = [&] {
    try {
      return add(network_bounds(p, options));
    } catch (const PayoffsUnknown& unknown) {
      result.notes.push_back(fmt::format("no bounds of the network: {}", unknown.what()));
      return !was_stopped(unknown.termination);
    }
  };
  const double cap = p.metagame.max_trust;
  const bool finished = add(chance_bounds(s)) && add(time_bounds(s)) && add(exact_times(s, {})) &&
                        (cap <= s.question.trust || add(exact_times(s, cap))) && add(limits(s)) &&
                        add_network_bounds();
  if (cap <= s.question.trust)
    result.notes.push_back(fmt::format(
        "the prior [0, {}] excludes the follower's trust {}: its times are left out", cap, s.question.trust));
  if (rigorous && !s.enclosed->either.is_finite())
    result.notes.push_back(
        "no enclosure in balls for these laws and sizes: quadrature with two rules compared");
  if (s.question.error == 0)
    result.notes.push_back(
        "error 0: laws with densities never show the trust exactly, so no number of games is enough");
  const bool all_bracketed = std::none_of(result.bounds.begin(), result.bounds.end(), [](const Bound& b) {
    return b.level == CertificateLevel::residual_only;
  });
  result.status = !finished ? Status::stopped : all_bracketed ? Status::certified : Status::candidate;
  return result;
}

}  // namespace models::limited_trust

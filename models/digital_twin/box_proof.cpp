// models/digital_twin/box_proof.cpp
// Existence and uniqueness in a box, in balls.
#include "models/digital_twin/box_proof.hpp"

#include <fmt/format.h>

#include "models/digital_twin/strategies.hpp"
#include "solvers/certificates/krawczyk.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::BallVector;
using solvers::Interval;
using solvers::Verdict;

constexpr double largest_radius = 1e-4;

/// The first-order conditions over any number type.
struct System {
  const Parameters& parameters;
  const ActiveSet& active;
  const PlayersOf<Ball>& players;  ///< with the inflation asked for

  template <typename T>
  VectorOf<T> operator()(const VectorOf<T>& z) const {
    return active.equations(
        reduced_gradients(parameters.gradient, lifted<T>(), lift<T>(parameters.trust), active.reduced(z)));
  }

 private:
  template <typename T>
  PlayersOf<T> lifted() const {
    const auto over = [](const VectorOf<Ball>& values) {
      VectorOf<T> result(values.size());
      for (Eigen::Index i = 0; i < values.size(); ++i) result(i) = T(values(i));
      return result;
    };
    return {over(players.sharing_cost),   over(players.probing_cost),
            over(players.deception_cost), over(players.information_sensitivity),
            over(players.reward),         over(players.sharing_value),
            over(players.probing_value)};
  }
};

/// Smallest lower bound of what must be positive on the box for the active set to be the only one in it.
double strict_margin(const ActiveSet& active, const BallVector& choices_box, const BallVector& gradients) {
  double margin = std::numeric_limits<double>::infinity();
  const auto demand = [&margin](const Ball& value) { margin = std::min(margin, value.lower()); };
  for (int i = 0; i < active.players(); ++i) {
    const auto [sharing, probing, budget] = active[i];
    const Eigen::Index s = reduced_choices * i, b = s + 1;
    if (sharing) demand(choices_box(s));
    if (probing) demand(choices_box(b));
    if (!budget) {
      demand(Ball(1) - choices_box(s) - choices_box(b));
      if (!sharing) demand(-gradients(s));
      if (!probing) demand(-gradients(b));
      continue;
    }
    // on the budget the gradient of a free choice is the multiplier
    if (sharing) demand(gradients(s));
    if (probing) demand(gradients(b));
    if (!sharing) demand(gradients(b) - gradients(s));
    if (!probing) demand(gradients(s) - gradients(b));
  }
  return margin;
}

std::vector<BoxSide> named_box(const BallVector& reduced) {
  std::vector<BoxSide> sides;
  for (Eigen::Index i = 0; i < reduced.size() / reduced_choices; ++i) {
    const auto player = player_name(static_cast<int>(i));
    sides.push_back({player + ".sharing", reduced(reduced_choices * i).interval()});
    sides.push_back({player + ".probing", reduced(reduced_choices * i + 1).interval()});
    sides.push_back({player + ".deception", {0, 0}});
  }
  return sides;
}

bool holds(const std::vector<BoxSide>& box, const Vector& profile) {
  for (Eigen::Index k = 0; k < profile.size(); ++k)
    if (!box[static_cast<std::size_t>(k)].range.contains(profile(k))) return false;
  return true;
}

/// The stationary strategy of every player is its global best response, whatever the rivals' strategies in
/// `reduced`.
bool all_certainly_best(const Parameters& parameters, const PlayersOf<Ball>& players, const ActiveSet& active,
                        const Vector& profile, const BallVector& reduced, const RegretOptions& options) {
  const auto p = lift<double>(parameters.players);
  const auto trust = lift<double>(parameters.trust);
  const auto sure_trust = lift<Ball>(parameters.trust);
  const BallVector box = with_deception_zero(reduced);
  const OwnProblems<double> fast(parameters.gradient, p, trust, profile);
  const OwnProblems<Ball> sure(parameters.gradient, players, sure_trust, box);
  for (int i = 0; i < active.players(); ++i) {
    const auto cover = search(fast.problem(i), {.max_cuts = options.max_cuts});
    if (!certainly_best(sure.problem(i), cover, reduced(reduced_choices * i),
                        reduced(reduced_choices * i + 1), active[i].budget))
      return false;
  }
  return true;
}

}  // namespace

BoxProof prove_box(const Parameters& parameters, const Vector& profile, const RegretOptions& options) {
  BoxProof proof;
  const ActiveSet active(profile);
  const auto polished = polish(parameters, active, profile);
  if (!polished) {
    proof.detail = "no stationary profile with these active constraints nearby, or a singular Jacobian";
    return proof;
  }
  const auto players = inflated_players(parameters.players, options.inflation);
  const System system{parameters, active, players};
  BallVector around(0), within(0);  // the box of the claim; the narrower one that holds the zero
  if (active.unknowns() > 0) {
    const double distance = (polished->profile - profile).cwiseAbs().maxCoeff();
    const double radius = std::max({1e-12, 100 * polished->last_step, 2 * distance});
    if (radius > largest_radius) {
      proof.detail = fmt::format("the profile is {:.1e} from the stationary one", distance);
      return proof;
    }
    const auto found = krawczyk(solvers::make_ball_system(system), active.unknowns_of(polished->profile),
                                {.radius = radius, .max_radius = largest_radius});
    if (found.verdict != Verdict::proved) {
      proof.detail = found.detail;
      return proof;
    }
    around = solvers::to_balls(found.box);
    within = solvers::to_balls(found.enclosure);
  }
  const BallVector box = active.reduced(around);
  proof.margin = strict_margin(
      active, box, reduced_gradients(parameters.gradient, players, lift<Ball>(parameters.trust), box));
  if (!(proof.margin > 0)) {
    proof.detail = "strict complementarity fails: a constraint binds without a multiplier surely above 0";
    return proof;
  }
  proof.box = named_box(box);
  if (!holds(proof.box, profile)) {
    proof.detail = "the profile lies outside the box";
    proof.box.clear();
    return proof;
  }
  proof.stationary_proved = true;
  if (all_certainly_best(parameters, players, active, polished->profile, active.reduced(within), options))
    proof.verdict = Verdict::proved;
  else
    proof.detail = "a player's best response elsewhere is not excluded";
  return proof;
}

}  // namespace models::digital_twin

// The stated error of Phi over every law: the true error, by balls or by twice
// the nodes, lies below it.
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/limited_trust/law_panels.hpp"
#include "models/limited_trust/phi.hpp"
#include "models/limited_trust/phi_general.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models::limited_trust;
using solvers::LawPtr;
using solvers::RandomStream;

constexpr int kinds = 9;

/// Laws of every kind, those apart whose densities are unbounded at an end.
LawPtr law_of(int kind, RandomStream& stream) {
  const double scale = std::exp(stream.uniform(-2, 2));
  switch (kind) {
    case 0: {
      const double from = stream.uniform(-2, 2);
      return solvers::uniform_law(from, from + scale);
    }
    case 1:
      return solvers::exponential_law(scale);
    case 2:
      return solvers::normal_law(stream.uniform(-1, 1), scale);
    case 3:
      return solvers::lognormal_law(scale, stream.uniform(0.2, 1.2));
    case 4:
      return solvers::pareto_law(scale, stream.uniform(1.2, 5));
    case 5:
      return solvers::beta_law(stream.uniform(1, 4), stream.uniform(1, 4));
    case 6:
      return solvers::beta_law(stream.uniform(0.3, 1), stream.uniform(0.3, 2));
    case 7:
      return solvers::gamma_law(stream.uniform(1, 4), scale);
    default:
      return solvers::gamma_law(stream.uniform(0.3, 1), scale);
  }
}

bool unbounded(const solvers::Law& law) { return !law_panels(law, 1e-4).steep.empty(); }

struct Case {
  ReplyLaws laws;
  TrustRange range;
};

/// Case k: the laws' kinds pass in turn, equal in every other case; two
/// replies, a few, many; ranges that are wide, narrow, tiny, without end (but
/// for unbounded densities), far in the tail, beyond the support. Where the
/// quadrature in two variables would answer, one case in `rarity` gets more
/// than two replies: its truth costs seconds.
Case stratified_case(int k, std::uint64_t rarity) {
  RandomStream stream(61, static_cast<std::uint64_t>(k));
  const LawPtr follower = law_of(k % kinds, stream);
  const LawPtr leader = k / kinds % 2 == 0 ? follower : law_of(k / (2 * kinds) % kinds, stream);
  const int sizes[] = {2, 3 + static_cast<int>(stream.below(4)), 7 + static_cast<int>(stream.below(60)),
                       static_cast<int>(std::exp(stream.uniform(5, 10)))};
  ReplyLaws laws{leader, follower, sizes[stream.below(4)]};
  const bool general = phi_method({leader, follower, 3}) == PhiMethod::general;
  if (general && stream.below(rarity) > 0) laws.replies = 2;
  const double scale = follower->quantile(0.84) - follower->quantile(0.16);
  double lower = stream.below(5) == 0 ? 0 : scale * stream.uniform(0, 1.5);
  double width = scale * stream.uniform(0.01, 1);
  switch (stream.below(8)) {
    case 0:
      width *= 1e-3;
      break;
    case 1:
      width *= std::pow(10, -stream.uniform(6, 15));
      break;
    case 2:
      if (!general || (laws.replies == 2 && !unbounded(*leader) && !unbounded(*follower)))
        width = std::numeric_limits<double>::infinity();
      break;
    case 3:
      lower = scale * stream.uniform(2, 12);
      break;
    case 4:
      lower = scale * stream.uniform(30, 500);
      break;
    default:
      break;
  }
  return {std::move(laws), {lower, width}};
}

/// Phi by quadrature with `fineness` times the nodes in every direction.
CheckedPhi refined(const Case& c, int fineness) {
  const double span = c.laws.follower->support().upper - c.laws.follower->support().lower;
  const double width =
      std::min(c.range.width, std::isfinite(span) ? span : std::numeric_limits<double>::max() / 4);
  const auto& [leader, follower, n] = c.laws;
  return n == 2 ? two_replies_phi(*leader, *follower, c.range.lower, width, fineness)
                : general_phi(*leader, *follower, c.range.lower, width, n, OtherReplies::exact, fineness);
}

bool within(double value, double error, double truth, double radius) {
  return std::abs(value - truth) <= error + radius;
}

/// Whether |value - truth| <= error, the truth by balls where they are offered,
/// else by twice the nodes.
bool error_holds(const Case& c, bool& by_balls) {
  const auto found = phi(c.laws, c.range);
  if (found.zero) return found.value == 0 && found.error == 0;
  if (std::isfinite(c.range.width)) {
    const auto ball = phi_enclosed(c.laws, c.range.lower, c.range.width);
    if (ball.is_finite()) {
      by_balls = true;
      return within(found.value, found.error, ball.midpoint(), ball.radius());
    }
  }
  const auto truth = refined(c, 2);
  const bool other_form = found.method == PhiMethod::uniform || found.method == PhiMethod::exponential;
  UNSCOPED_INFO("value " << found.value << ", error " << found.error << ", off by "
                         << found.value - truth.phi.value << "; density " << found.density << ", error "
                         << found.density_error << ", off by " << found.density - truth.phi.density);
  return within(found.value, found.error, truth.phi.value, other_form ? truth.error.value : 0) &&
         within(found.density, found.density_error, truth.phi.density, other_form ? truth.error.density : 0);
}

/// Checks every `step`-th case, of those with unbounded densities only so many:
/// they cost most.
void check_cases(int first, int last, int step, std::uint64_t rarity, int most_unbounded) {
  int checked = 0, by_balls = 0;
  for (int k = first; k < last; k += step) {
    const auto c = stratified_case(k, rarity);
    if (unbounded(*c.laws.leader) || unbounded(*c.laws.follower))
      if (most_unbounded-- <= 0) continue;
    CAPTURE(k, c.laws.leader->name(), c.laws.follower->name(), c.laws.replies, c.range.lower, c.range.width);
    bool balls = false;
    CHECK(error_holds(c, balls));
    by_balls += balls;
    ++checked;
  }
  CHECK(checked > 10);
  CHECK(by_balls > 0);
}

}  // namespace

TEST_CASE("Phi's stated error holds over every law", "[limited_trust][phi][errors]") {
  check_cases(1, 1000, 59, std::numeric_limits<std::uint64_t>::max(), 2);
}

TEST_CASE("Phi's stated error holds with thousands of replies", "[limited_trust][phi][errors]") {
  // R^(n-2) is a spike there, which panels that do not know n miss.
  const auto normal = solvers::normal_law(0, 1), lognormal = solvers::lognormal_law(1, 0.7);
  for (const auto& laws :
       {ReplyLaws{normal, solvers::exponential_law(0.5), 7000}, ReplyLaws{normal, lognormal, 3000}}) {
    CAPTURE(laws.leader->name(), laws.follower->name(), laws.replies);
    bool balls = false;
    CHECK(error_holds({laws, {0.9, 0.5}}, balls));
  }
}

TEST_CASE("Phi's stated error holds in a thousand cases over every law",
          "[limited_trust][phi][errors][.slow]") {
  check_cases(0, 1000, 1, 16, 1000);
}

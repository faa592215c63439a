// tests/models/digital_twin/enumeration_test.cpp
// The level scan: reference orbits, stationarity by the general equations, budget face, degenerate games.
#include <cmath>

#include <catch2/catch.hpp>

#include "models/digital_twin/equations.hpp"
#include "models/digital_twin/share_levels.hpp"
#include "models/digital_twin/stationary_orbits.hpp"
#include "solvers/core/random.hpp"
#include "tests/models/digital_twin/games.hpp"
#include "tests/support/reference.hpp"

namespace dt = models::digital_twin;

namespace {

/// N players with all costs and values 1 and this kappa = R lambda^2.
dt::Representative contest(long count, double kappa, double reward) {
  return dt::representative(
      tests::digital_twin::identical_players(static_cast<int>(count), std::sqrt(kappa / reward), reward));
}

double labelled_total(const dt::Orbits& orbits) {
  double total = 0;
  for (const auto& orbit : orbits.orbits) total += orbit.labelled;
  return total;
}

double middle(const solvers::Interval& x) { return (x.lower + x.upper) / 2; }

/// Largest violation of the first-order conditions of the profile that the orbit stands for.
double stationarity(const dt::Representative& player, const dt::Orbit& orbit) {
  const auto count = static_cast<int>(player.count);
  dt::Players all =
      tests::digital_twin::identical_players(count, player.information_sensitivity, player.reward);
  all.sharing_cost.setConstant(player.sharing_cost);
  all.probing_cost.setConstant(player.probing_cost);
  all.sharing_value.setConstant(player.sharing_value);
  all.probing_value.setConstant(player.probing_value);
  solvers::Vector profile(3 * count), multiplier(count);
  int i = 0;
  for (std::size_t k = 0; k < orbit.counts.size(); ++k)
    for (int c = 0; c < orbit.counts[k]; ++c, ++i) {
      const auto choice = dt::choice_at_share(player, middle(orbit.shares[k]));
      profile.segment(3 * i, 3) << choice.sharing, choice.probing, 0;
      multiplier(i) = choice.multiplier;
    }
  const dt::TrustOf<double> none{.kind = dt::Trust::Kind::uniform, .value = 0};
  const auto slope = dt::own_gradients(dt::Gradient::exact, dt::lift<double>(all), none, profile);
  double worst = 0;
  for (i = 0; i < count; ++i)
    for (int c = 0; c < 2; ++c) {
      const double excess = slope(3 * i + c) - multiplier(i);
      worst = std::max(worst, profile(3 * i + c) > 0 ? std::abs(excess) : excess);
    }
  return worst;
}

/// f sampled on a grid, cut into its monotone pieces: a second way to the stationary profiles, without proof.
class SampledLevels {
 public:
  explicit SampledLevels(const dt::Representative& player) : count_(static_cast<int>(player.count)) {
    for (int i = 1; i < size; ++i)
      levels_.push_back(dt::level_of_share(player, static_cast<double>(i) / size));
    std::size_t begin = 0;
    for (std::size_t i = 1; i + 1 < levels_.size(); ++i)
      if ((levels_[i] - levels_[i - 1]) * (levels_[i + 1] - levels_[i]) < 0) {
        pieces_.push_back({begin, i});
        begin = i;
      }
    pieces_.push_back({begin, levels_.size() - 1});
  }

  /// How often a sum of shares over several pieces passes 1 between neighbouring levels.
  int crossings() {
    double lowest = 0, highest = -100;
    for (std::size_t b = 0; b + 1 < pieces_.size(); ++b) {
      lowest = std::min(lowest, levels_[pieces_[b].second]);
      highest = std::max(highest, levels_[pieces_[b].second]);
    }
    if (pieces_.size() == 1) return 0;
    constexpr int steps = 300;
    for (int k = 0; k <= steps; ++k) {
      shares_.emplace_back();
      for (const auto& piece : pieces_)
        shares_.back().push_back(share(piece, lowest + (highest - lowest) * k / steps));
    }
    std::vector<int> spread(pieces_.size());
    return spread_out(spread, 0, count_);
  }

 private:
  using Piece = std::pair<std::size_t, std::size_t>;
  static constexpr int size = 4000;

  double share(const Piece& piece, double level) const {
    for (std::size_t i = piece.first; i < piece.second; ++i) {
      const double left = levels_[i] - level, right = levels_[i + 1] - level;
      if (left * right <= 0 && left != right)
        return (static_cast<double>(i + 1) + left / (left - right)) / size;
    }
    return std::nan("");
  }
  int spread_out(std::vector<int>& spread, std::size_t piece, int left) const {
    if (piece + 1 == spread.size()) {
      spread[piece] = left;
      return std::count(spread.begin(), spread.end(), 0) + 1 < static_cast<long>(spread.size())
                 ? passes(spread)
                 : 0;
    }
    int total = 0;
    for (spread[piece] = 0; spread[piece] <= left; ++spread[piece])
      total += spread_out(spread, piece + 1, left - spread[piece]);
    return total;
  }
  int passes(const std::vector<int>& spread) const {
    int total = 0;
    double before = std::nan("");
    for (const auto& shares : shares_) {
      double excess = -1;
      for (std::size_t b = 0; b < spread.size(); ++b)
        if (spread[b] > 0) excess += spread[b] * shares[b];
      total += before * excess < 0;  // false where a piece does not reach one of the levels
      before = excess;
    }
    return total;
  }

  int count_;
  std::vector<double> levels_;
  std::vector<Piece> pieces_;
  std::vector<std::vector<double>> shares_;  ///< for each level, on each piece
};

}  // namespace

TEST_CASE("the level scan finds the reference orbits and proves that there are no others",
          "[digital-twin][enumeration][reference]") {
  for (const auto& item : tests::reference_items("digital_twin.json", "symmetric_game_multiplicity")) {
    CAPTURE(item.name());
    const auto player =
        contest(static_cast<long>(item.number("inputs.N")), item.number("inputs.kappa"), 0.38);
    const auto found = dt::stationary_orbits(player);
    CHECK(found.complete);
    const auto expected = item.list("expected.equilibria");
    REQUIRE(found.orbits.size() == expected.size());
    CHECK(labelled_total(found) == item.number("expected.total_labelled"));
    for (const auto& orbit : expected) {
      const auto counts = orbit.vector("counts"), levels = orbit.vector("levels");
      const auto same = [&](const dt::Orbit& candidate) {
        if (candidate.counts.size() != static_cast<std::size_t>(counts.size())) return false;
        for (std::size_t k = 0; k < candidate.counts.size(); ++k) {
          const auto index = static_cast<Eigen::Index>(k);
          // kappa is 9.5 up to the roundings of lambda and R, which move levels by about 1e-15.
          if (candidate.counts[k] != static_cast<int>(counts(index))) return false;
          if (std::abs(middle(candidate.shares[k]) - levels(index)) > 1e-13) return false;
        }
        return true;
      };
      CAPTURE(counts, levels);
      CHECK(std::count_if(found.orbits.begin(), found.orbits.end(), same) == 1);
    }
    for (const auto& orbit : found.orbits) CHECK(stationarity(player, orbit) < 1e-13);
  }
}

TEST_CASE("51 equilibria of five players at kappa 9.5", "[digital-twin][enumeration][reference]") {
  const auto found = dt::stationary_orbits(contest(5, 9.5, 0.38));
  CHECK(found.complete);
  CHECK(found.orbits.size() == 6);
  CHECK(labelled_total(found) == 51);
}

TEST_CASE("up to kappa 8 the symmetric profile is alone", "[digital-twin][enumeration]") {
  for (const double kappa : {0.5, 4.0, 8.0})
    for (const long count : {2L, 3L, 5L, 1000L}) {
      CAPTURE(kappa, count);
      auto player = contest(count, kappa, 2);
      player.information_sensitivity =
          kappa == 8 ? 2 : player.information_sensitivity;  // R lambda^2 is 8 exactly
      const auto found = dt::stationary_orbits(player);
      CHECK(found.complete);
      CHECK(found.orbits.size() == 1);
      CHECK(found.orbits[0].shares[0].contains(1.0 / static_cast<double>(count)));
    }
}

TEST_CASE("two players have the symmetric stationary profile only", "[digital-twin][enumeration]") {
  // log p - log(1 - p) = kappa (h - h) = 0: whatever kappa, also on the budget face.
  for (const double lambda : {3.0, 4.0, 6.0}) {
    const auto found =
        dt::stationary_orbits(dt::representative(tests::digital_twin::identical_players(2, lambda, 1)));
    CAPTURE(lambda);
    CHECK(found.complete);
    CHECK(found.orbits.size() == 1);
  }
}

TEST_CASE("the scan covers the budget face", "[digital-twin][enumeration]") {
  // N = 5, R = 2.25, lambda = 2, costs and values 1: kappa = 9; the leaders' budget is tight. The
  // specification knows
  // (.109 x3, .336 x2), (.162 x4, .353), (.116 x2, .256 x3) and (.131, .217 x4) beside the symmetric profile.
  const auto player = dt::representative(tests::digital_twin::identical_players(5, 2, 2.25));
  const auto found = dt::stationary_orbits(player);
  CHECK(found.complete);
  const auto has = [&](std::vector<int> counts, std::vector<double> shares) {
    return std::any_of(found.orbits.begin(), found.orbits.end(), [&](const dt::Orbit& orbit) {
      if (orbit.counts != counts) return false;
      for (std::size_t k = 0; k < shares.size(); ++k)
        if (std::abs(middle(orbit.shares[k]) - shares[k]) > 6e-4) return false;  // three digits are given
      return true;
    });
  };
  CHECK(has({5}, {0.2}));
  CHECK(has({3, 2}, {0.109, 0.336}));
  CHECK(has({4, 1}, {0.162, 0.353}));
  CHECK(has({2, 3}, {0.116, 0.256}));
  CHECK(has({1, 4}, {0.131, 0.217}));
  for (const auto& orbit : found.orbits) CHECK(stationarity(player, orbit) < 1e-13);
}

TEST_CASE("every orbit is stationary and no sampled level has another one",
          "[digital-twin][enumeration][property]") {
  constexpr std::uint64_t seed = 5;
  solvers::RandomStream stream(seed);
  int several = 0, tight = 0, passed = 0;
  for (int k = 0; k < 60; ++k) {
    const dt::Representative player{.count = 2 + static_cast<long>(stream.below(4)),
                                    .sharing_cost = stream.uniform(0.3, 2),
                                    .probing_cost = stream.uniform(0.3, 2),
                                    .deception_cost = 1,
                                    .information_sensitivity = stream.uniform(1, 6),
                                    .reward = stream.uniform(0.2, 3),
                                    .sharing_value = stream.uniform(0, 2),
                                    .probing_value = stream.uniform(0, 2)};
    CAPTURE(seed, k, player.count, player.contest_intensity());
    const auto found = dt::stationary_orbits(player);
    REQUIRE(found.complete);
    for (const auto& orbit : found.orbits) {
      CHECK(stationarity(player, orbit) < 1e-11 * (1 + player.contest_intensity()));
      double sum = 0;
      for (std::size_t b = 0; b < orbit.counts.size(); ++b) {
        CHECK(orbit.shares[b].width() < 1e-10);
        sum += orbit.counts[b] * middle(orbit.shares[b]);
        tight += dt::choice_at_share(player, middle(orbit.shares[b])).multiplier > 0;
      }
      CHECK(sum == Approx(1).epsilon(1e-10));
    }
    several += found.orbits.size() > 1;
    const int sampled = SampledLevels(player).crossings();
    CHECK(sampled < static_cast<int>(found.orbits.size()));  // the symmetric orbit passes no piece
    passed += sampled;
  }
  CHECK(several > 5);
  CHECK(tight > 5);
  CHECK(passed > 10);  // the sampling finds orbits at all
}

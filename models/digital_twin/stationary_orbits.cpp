// models/digital_twin/stationary_orbits.cpp
// The level scan: which spreads of identical players over the branches of f have shares that sum to 1.
#include "models/digital_twin/stationary_orbits.hpp"

#include <algorithm>
#include <cmath>

#include "models/digital_twin/share_levels.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;
using Spread = std::vector<int>;  ///< players on each branch

/// A level and, for each branch on which it surely lies, the share there.
struct Section {
  double level = 0;
  std::vector<std::optional<Interval>> shares;
};

/// The shares of a branch over a range of levels.
struct Reach {
  bool possible = false;  ///< some level of the range may lie on the branch
  bool sure = false;      ///< every level of the range lies on the branch
  Interval shares{};
};

enum class Sum { below, above, unclear };

class LevelScan {
 public:
  LevelScan(const Representative& player, const ShareLevels& levels, const solvers::Stop& stop, double split)
      : count_(static_cast<int>(player.count)), levels_(levels), stop_(stop), split_(split) {}

  Orbits run();

 private:
  struct Range {
    Section from, to;
    std::vector<Spread> spreads;
  };

  std::vector<Spread> all_spreads() const;
  Section section(double level);
  Reach reach(std::size_t branch, const Section& from, const Section& to) const;
  bool may_sum_to_one(const Spread&, const std::vector<Reach>&) const;
  bool surely_monotone(const Spread&, const std::vector<Reach>&) const;
  Sum sum_at(const Spread&, const Section&) const;
  void scan(Range);
  void add_orbit(const Spread&, Section from, Section to, Sum at_from);

  int count_;
  const ShareLevels& levels_;
  const solvers::Stop& stop_;
  double split_;  ///< where ranges are cut, in (0, 1)
  Orbits result_;
  std::vector<Range> waiting_;
};

double labelled_copies(const std::vector<int>& counts) {
  double ways = 1;
  int placed = 0;
  for (const int count : counts)
    for (int k = 1; k <= count; ++k) ways = ways * ++placed / k;
  return std::round(ways);
}

/// Players on branches from `branch` on, `left` of them still to be placed.
void spread_out(Spread& spread, std::size_t branch, int left, std::vector<Spread>& all) {
  if (branch + 1 == spread.size()) {
    spread[branch] = left;
    if (std::count_if(spread.begin(), spread.end(), [](int n) { return n > 0; }) > 1) all.push_back(spread);
    return;
  }
  for (int n = 0; n <= left; ++n) {
    spread[branch] = n;
    spread_out(spread, branch + 1, left - n, all);
  }
}

std::vector<Spread> LevelScan::all_spreads() const {
  std::vector<Spread> all;
  Spread spread(levels_.branches().size());
  spread_out(spread, 0, count_, all);
  return all;
}

Section LevelScan::section(double level) {
  Section result{level, {}};
  for (const auto& branch : levels_.branches()) {
    const auto& [low, high] = branch.rises ? std::pair(branch.level_from, branch.level_to)
                                           : std::pair(branch.level_to, branch.level_from);
    if (level > low.upper && level < high.lower) {
      result.shares.emplace_back(levels_.share_at(branch, level));
      ++result_.evaluations;
    } else {
      result.shares.emplace_back();
    }
  }
  return result;
}

Reach LevelScan::reach(std::size_t b, const Section& from, const Section& to) const {
  const auto& branch = levels_.branches()[b];
  const auto low = branch.rises ? branch.level_from : branch.level_to;
  const auto high = branch.rises ? branch.level_to : branch.level_from;
  if (to.level < low.lower || from.level > high.upper) return {};
  const auto& first = branch.rises ? from.shares[b] : to.shares[b];  // the end with the smaller shares
  const auto& last = branch.rises ? to.shares[b] : from.shares[b];
  return {
      true, first && last, {first ? first->lower : branch.from.lower, last ? last->upper : branch.to.upper}};
}

bool LevelScan::may_sum_to_one(const Spread& spread, const std::vector<Reach>& reaches) const {
  Ball lower, upper;
  for (std::size_t b = 0; b < spread.size(); ++b) {
    if (spread[b] == 0) continue;
    if (!reaches[b].possible) return false;
    lower += Ball(spread[b]) * Ball(reaches[b].shares.lower);
    upper += Ball(spread[b]) * Ball(reaches[b].shares.upper);
  }
  return !certainly_less(Ball(1), lower) && !certainly_less(upper, Ball(1));
}

bool LevelScan::surely_monotone(const Spread& spread, const std::vector<Reach>& reaches) const {
  Ball derivative;  // of the sum of shares by the level: each share moves by 1 / f'
  for (std::size_t b = 0; b < spread.size(); ++b) {
    if (spread[b] == 0) continue;
    if (!reaches[b].sure) return false;
    derivative += Ball(spread[b]) / levels_.slope(Ball(reaches[b].shares));
  }
  return certainly_nonzero(derivative);
}

Sum LevelScan::sum_at(const Spread& spread, const Section& section) const {
  Ball sum;
  for (std::size_t b = 0; b < spread.size(); ++b)
    if (spread[b] > 0) sum += Ball(spread[b]) * Ball(*section.shares[b]);
  if (certainly_less(sum, Ball(1))) return Sum::below;
  return certainly_less(Ball(1), sum) ? Sum::above : Sum::unclear;
}

/// One root surely lies between the levels: narrow it as far as signs can be decided.
void LevelScan::add_orbit(const Spread& spread, Section from, Section to, Sum at_from) {
  for (int k = 0; k < 100; ++k) {
    const double level = from.level + (to.level - from.level) / 2;
    if (!(level > from.level && level < to.level)) break;
    auto middle = section(level);
    const auto sum = sum_at(spread, middle);
    if (sum == Sum::unclear) break;
    (sum == at_from ? from : to) = std::move(middle);
  }
  Orbit orbit;
  for (std::size_t b = 0; b < spread.size(); ++b) {
    if (spread[b] == 0) continue;
    orbit.counts.push_back(spread[b]);
    orbit.shares.push_back(reach(b, from, to).shares);
  }
  orbit.labelled = labelled_copies(orbit.counts);
  result_.orbits.push_back(std::move(orbit));
}

void LevelScan::scan(Range range) {
  std::vector<Reach> reaches;
  for (std::size_t b = 0; b < levels_.branches().size(); ++b)
    reaches.push_back(reach(b, range.from, range.to));
  std::vector<Spread> open;
  for (auto& spread : range.spreads) {
    if (!may_sum_to_one(spread, reaches)) continue;
    if (surely_monotone(spread, reaches)) {
      const auto left = sum_at(spread, range.from), right = sum_at(spread, range.to);
      if (left != Sum::unclear && right != Sum::unclear) {
        if (left != right) add_orbit(spread, range.from, range.to, left);
        continue;
      }
    }
    open.push_back(std::move(spread));
  }
  if (open.empty()) return;
  const double width = range.to.level - range.from.level;
  const double cut = range.from.level + split_ * width;
  if (width < 1e-14 * std::max(1.0, std::abs(cut)) || !(cut > range.from.level && cut < range.to.level)) {
    result_.undecided += static_cast<int>(open.size());
    return;
  }
  const auto middle = section(cut);
  waiting_.push_back({middle, std::move(range.to), open});
  waiting_.push_back({std::move(range.from), middle, std::move(open)});
}

Orbits LevelScan::run() {
  const double equal = 1.0 / count_;
  const auto enclosed = (Ball(1) / Ball(count_)).interval();
  result_.orbits.push_back({{count_}, {enclosed.contains(equal) ? enclosed : Interval{equal, equal}}, 1});
  const auto& branches = levels_.branches();
  result_.termination = solvers::Termination::converged;
  if (branches.size() >
      1) {  // two shares have one level only between the lowest valley and the highest ridge of f
    double lowest = 0, highest = -1e300;
    for (std::size_t b = 0; b + 1 < branches.size(); ++b) {
      lowest = std::min(lowest, branches[b].level_to.lower);
      highest = std::max(highest, branches[b].level_to.upper);
    }
    waiting_.push_back({section(lowest), section(highest), all_spreads()});
  }
  while (!waiting_.empty()) {
    if (const auto why = stop_.requested()) {
      result_.termination = *why;
      return result_;
    }
    auto range = std::move(waiting_.back());
    waiting_.pop_back();
    scan(std::move(range));
  }
  result_.complete = result_.undecided == 0;
  if (!result_.complete) result_.termination = solvers::Termination::floating_point_limit;
  return result_;
}

}  // namespace

double spreads_to_scan(const Representative& player) {
  const ShareLevels levels(player);
  double ways = 1;  // binomial(N + B - 1, B - 1)
  for (std::size_t k = 1; k < levels.branches().size(); ++k)
    ways = ways * static_cast<double>(player.count + static_cast<long>(k)) / static_cast<double>(k);
  return ways;
}

Orbits stationary_orbits(const Representative& player, const solvers::Stop& stop) {
  solvers::require::that(spreads_to_scan(player) <= most_spreads, "stationary_orbits",
                         "too many ways to spread the players over the branches of f; use another method");
  const ShareLevels levels(player);
  Orbits result;
  if (!levels.resolved()) {
    result.termination = solvers::Termination::floating_point_limit;
    result.undecided = 1;
    return result;
  }
  for (const double split :
       {0.47, 0.56, 0.41}) {  // a root that falls on a cut cannot be told apart; cut elsewhere
    const long before = result.evaluations;
    result = LevelScan(player, levels, stop, split).run();
    result.evaluations += before;
    if (result.undecided == 0) break;
  }
  return result;
}

}  // namespace models::digital_twin

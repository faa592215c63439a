// models/digital_twin/share_levels.cpp
// The monotone branches of f(p) = log p - x(p), with enclosed turning points, and their inverses.
#include "models/digital_twin/share_levels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace models::digital_twin {
namespace {

using solvers::Ball;
using solvers::Interval;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The share p <= 1/2 with p (1 - p) = h; 1/2 from h = 1/4 on, where no share reaches h.
Ball share_with_product(const Ball& h) {
  const Ball radicand = Ball(1) - Ball(4) * h;
  if (certainly_nonpositive(radicand) || !radicand.is_finite()) return 0.5;
  if (certainly_positive(radicand)) return Ball(2) * h / (Ball(1) + sqrt(radicand));
  return Ball(Interval{(Ball(0.5) - sqrt(Ball(radicand.upper())) / Ball(2)).lower(), 0.5});
}

/// Where slope p (1 - 2p) > 1, for a slope that is surely above 8.
struct Range {
  Ball lower, upper;
};
Range steep_range(const Ball& slope) {
  const Ball root = sqrt(Ball(1) - Ball(8) / slope);
  return {(Ball(1) - root) / Ball(4), (Ball(1) + root) / Ball(4)};
}

/// Enclosure of the meeting of (from, to) with the range on which f falls at this slope; nothing where they
/// surely do not meet. `decided` becomes false where balls cannot tell.
std::optional<Range> falling_part(const Ball& slope, const Ball& from, const Ball& to, bool& decided) {
  if (certainly_at_most(slope, Ball(8))) return std::nullopt;
  if (!certainly_less(Ball(8), slope)) return decided = false, std::nullopt;
  const auto steep = steep_range(slope);
  const Range part{max(steep.lower, from), min(steep.upper, to)};
  if (certainly_at_most(part.upper, part.lower)) return std::nullopt;
  if (!certainly_less(part.lower, part.upper)) decided = false;
  return part;
}

}  // namespace

struct ShareLevels::Falls : Range {};

ShareLevels::ShareLevels(const Representative& player) : player_(player), rigorous_(lift<Ball>(player)) {
  const auto& p = rigorous_;
  const Ball strength = p.reward * p.information_sensitivity;
  slack_slope_ = p.contest_intensity();
  const bool has_face =
      player.sharing_value > 0 && player.probing_value > 0 && player.sharing_value != player.probing_value;
  const Ball gap = p.sharing_value - p.probing_value;
  if (has_face)
    face_slope_ =
        strength * p.information_sensitivity * gap * gap / (Ball(2) * (p.sharing_cost + p.probing_cost));
  face_begins_ = Ball(1) / (strength * (p.sharing_value / (Ball(2) * p.sharing_cost) +
                                        p.probing_value / (Ball(2) * p.probing_cost)));
  face_ends_ = face_begins_;
  if (has_face) {
    const Ball most = p.information_sensitivity * max(p.sharing_value, p.probing_value);
    face_ends_ = face_begins_ + (most - slack_slope_ * face_begins_) / face_slope_;
  }

  bool decided = true;
  const auto falling = falling_ranges(decided);
  if (!decided) return;
  Interval at{0, 0}, level{-infinity, -infinity};
  const auto add = [&](const Interval& to, const Interval& level_to, bool rises) {
    branches_.push_back({at, to, level, level_to, rises});
    at = to;
    level = level_to;
  };
  for (const auto& range : falling) {
    add(range.lower.interval(), level_of_share(p, range.lower).interval(), true);
    add(range.upper.interval(), level_of_share(p, range.upper).interval(), false);
  }
  add({1, 1}, {0, 0}, true);
}

std::vector<ShareLevels::Falls> ShareLevels::falling_ranges(bool& decided) const {
  std::vector<Falls> ranges;
  const Ball kink = share_with_product(face_begins_);
  const auto slack = falling_part(slack_slope_, Ball(0), kink, decided);
  if (slack) ranges.push_back({*slack});
  const auto face = falling_part(face_slope_, kink, share_with_product(face_ends_), decided);
  if (!face) return ranges;
  // f falls on the face only where it falls with a slack budget too, so `slack` ends at the kink. If the
  // face's part begins there as well, they are one range.
  const Ball onset = steep_range(face_slope_).lower;
  if (certainly_at_most(onset, kink) && slack)
    ranges.back().upper = face->upper;
  else if (certainly_less(kink, onset) || !slack)
    ranges.push_back({*face});
  else
    decided = false;
  return ranges;
}

Ball ShareLevels::slope(const Ball& shares) const {
  const Ball h = shares * (Ball(1) - shares);
  Ball effect;  // d x / d h
  bool any = false;
  const auto may_be = [&](const Ball& value) {
    effect = any ? hull(effect, value) : value;
    any = true;
  };
  if (!certainly_less(face_begins_, h)) may_be(slack_slope_);
  if (!certainly_less(h, face_begins_) && !certainly_less(face_ends_, h)) may_be(face_slope_);
  if (!certainly_less(h, face_ends_)) may_be(Ball(0));
  return Ball(1) / shares - effect * (Ball(1) - Ball(2) * shares);
}

Interval ShareLevels::share_at(const LevelBranch& branch, double level) const {
  const double sign = branch.rises ? 1 : -1;
  // f(p) < log p, so p > exp(level): a finite start for the branch that begins at 0.
  double lower = std::max(branch.from.upper, std::exp(level) * 0.5), upper = branch.to.lower;
  for (int k = 0; k < 200; ++k) {
    const double middle = lower + (upper - lower) / 2;
    if (!(middle > lower && middle < upper)) break;
    (sign * (level_of_share(player_, middle) - level) < 0 ? lower : upper) = middle;
  }
  // Proof: signs in balls on both sides, further out until they are certain or the branch ends.
  const Ball target(level);
  Interval range{branch.from.lower, branch.to.upper};
  for (double step = std::max(lower, 1e-300) * 0x1p-52; lower - step > branch.from.upper; step *= 4)
    if (certainly_negative(Ball(sign) * (value(lower - step) - target))) {
      range.lower = lower - step;
      break;
    }
  for (double step = upper * 0x1p-52; upper + step < branch.to.lower; step *= 4)
    if (certainly_positive(Ball(sign) * (value(upper + step) - target))) {
      range.upper = upper + step;
      break;
    }
  return range;
}

}  // namespace models::digital_twin

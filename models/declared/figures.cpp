#include "models/declared/figures.hpp"

#include <algorithm>
#include <cmath>

#include "models/declared/equations.hpp"
#include "models/declared/profile.hpp"

namespace models::declared {
namespace {

constexpr int curve_points = 121, scan_points = 301, most_doublings = 24;

struct Range {
  double lower, upper;
  double at(int k, int points) const { return lower + (upper - lower) * k / (points - 1); }
};

/// The payoff of one of two players, as a function of the profile.
class Duel {
 public:
  explicit Duel(const Parameters& p) : parameters_(p), game_(constrained_game(p)) {}

  double payoff(int player, const Vector& x) const {
    return parameters_.players[static_cast<std::size_t>(player)].payoff->value(game_.with_parameters(x));
  }

  /// The best of a scan, improved by a search between its neighbors; NaN where no payoff is a number.
  double reply(int player, Vector x, const Range& range) const {
    int best = -1;
    double best_payoff = -INFINITY;
    for (int k = 0; k < scan_points; ++k) {
      x(player) = range.at(k, scan_points);
      const double value = payoff(player, x);
      if (value > best_payoff) best = k, best_payoff = value;
    }
    if (best < 0) return NAN;
    return improved(player, x, range.at(std::max(best - 1, 0), scan_points),
                    range.at(std::min(best + 1, scan_points - 1), scan_points));
  }

 private:
  /// Golden section search.
  double improved(int player, Vector& x, double lower, double upper) const {
    const double ratio = (std::sqrt(5.0) - 1) / 2;
    const auto value = [&](double at) {
      x(player) = at;
      return payoff(player, x);
    };
    for (int k = 0; k < 40; ++k) {
      const double left = upper - ratio * (upper - lower), right = lower + ratio * (upper - lower);
      (value(left) < value(right) ? lower : upper) = value(left) < value(right) ? left : right;
    }
    const double middle = (lower + upper) / 2;
    double best = middle;  // an end of the range is met exactly
    for (const double end : {lower, upper})
      if (value(end) > value(best)) best = end;
    return best;
  }

  const Parameters& parameters_;
  solvers::ConstrainedGame game_;
};

bool is_drawable(const Parameters& p) {
  if (p.is_map() || p.players.size() != 2 || !p.shared.empty() || p.leader >= 0) return false;
  return std::all_of(p.players.begin(), p.players.end(), [](const Player& player) {
    return player.count == 1 && player.constraints.empty() && player.payoff;
  });
}

/// Doubles an end that is open until the replies to the whole range stay away from it.
std::optional<Range> drawn_range(const Parameters& p, const Duel& duel, int player, const Range& other) {
  const bool open_below = !std::isfinite(p.lower(player)), open_above = !std::isfinite(p.upper(player));
  Range range{open_below ? -1 : p.lower(player),
              open_above ? std::max(1.0, 2 * p.lower(player)) : p.upper(player)};
  if (open_above && !open_below) range.upper = range.lower + 1;
  for (int k = 0; k < most_doublings && (open_below || open_above); ++k) {
    double least = INFINITY, greatest = -INFINITY;
    for (int i = 0; i < 9; ++i) {
      Vector x(2);
      x(1 - player) = other.at(i, 9);
      const double reply = duel.reply(player, x, range);
      least = std::min(least, reply), greatest = std::max(greatest, reply);
    }
    const double width = range.upper - range.lower;
    const bool grow_above = open_above && greatest > range.upper - 0.2 * width;
    const bool grow_below = open_below && least < range.lower + 0.2 * width;
    if (!grow_above && !grow_below) return range;
    if (grow_above) range.upper += width;
    if (grow_below) range.lower -= width;
  }
  return open_below || open_above ? std::nullopt : std::optional(range);
}

FigureAxis axis_of(const Parameters& p, int player) {
  return {.title = entry_name(p, player),
          .player = p.players[static_cast<std::size_t>(player)].name,
          .choice = p.entries[static_cast<std::size_t>(player)]};
}

Curve reply_curve(const Parameters& p, const Duel& duel, int player, const Range& own, const Range& other) {
  Curve curve{.name = "best reply of " + p.players[static_cast<std::size_t>(player)].name};
  double last = NAN;
  for (int k = 0; k < curve_points; ++k) {
    Vector x(2);
    x(1 - player) = other.at(k, curve_points);
    const double reply = duel.reply(player, x, own);
    if (std::abs(reply - last) > 0.25 * (own.upper - own.lower))  // a jump is no line
      curve.x.push_back(NAN), curve.y.push_back(NAN);
    last = reply;
    curve.x.push_back(player == 0 ? reply : x(1 - player));
    curve.y.push_back(player == 0 ? x(1 - player) : reply);
  }
  return curve;
}

}  // namespace

std::vector<Figure> figures(const Parameters& p) {
  if (!is_drawable(p)) return {};
  const Duel duel(p);
  std::optional<Range> ranges[2] = {Range{-1, 1}, Range{-1, 1}};
  for (int player : {0, 1})
    if (std::isfinite(p.lower(player)) && std::isfinite(p.upper(player)))
      ranges[player] = Range{p.lower(player), p.upper(player)};
  for (int round = 0; round < 2; ++round)  // the second knows how far the first goes
    for (int player : {0, 1}) {
      ranges[player] = drawn_range(p, duel, player, *ranges[1 - player]);
      if (!ranges[player]) return {};
    }
  Figure figure{
      .kind = FigureKind::best_responses,
      .id = "best-responses",
      .title = "Best replies",
      .caption =
          "What each player does best against every choice of the other, from a scan of the payoffs; "
          "equilibria are where the curves meet."};
  figure.x = axis_of(p, 0);
  figure.y = axis_of(p, 1);
  figure.curves = {reply_curve(p, duel, 0, *ranges[0], *ranges[1]),
                   reply_curve(p, duel, 1, *ranges[1], *ranges[0])};
  return {std::move(figure)};
}

}  // namespace models::declared

#include "models/favor/regime_filter.hpp"

#include <algorithm>

namespace models::favor {
namespace {

constexpr double prior_density = 1, prior_mean = 0.5;

}  // namespace

RegimeFilter::Part RegimeFilter::part(double lower, double upper, const Weight& s) const {
  Part sum;
  double left = 0;
  for (const auto& cell : cells_) {
    const double a = std::max(left, lower), b = std::min(cell.upper, upper);
    left = cell.upper;
    if (b <= a) continue;
    const double w = (s.kept * cell.density + s.lost * prior_density) * (b - a);
    sum.mass += w;
    sum.moment += w * 0.5 * (a + b);
  }
  if (atom_mass_ > 0 && lower <= atom_at_ && atom_at_ <= upper) {
    sum.mass += s.kept * atom_mass_;
    sum.moment += s.kept * atom_mass_ * atom_at_;
  }
  return sum;
}

Posterior RegimeFilter::mean(double now, const Survival& weight) const {
  if (contradictory_) return {PosteriorStatus::contradictory, prior_mean};
  const auto all = part(0, 1, weight(now - time_));
  return {PosteriorStatus::proper, all.moment / all.mass};
}

Posterior RegimeFilter::mean_after(const Observation& added, const Survival& weight) const {
  if (contradictory_) return {PosteriorStatus::contradictory, prior_mean};
  if (added.lower == added.upper) return {PosteriorStatus::point, added.lower};
  const auto kept = part(added.lower, added.upper, weight(added.time - time_));
  if (!(kept.mass > 0)) return {PosteriorStatus::contradictory, prior_mean};
  return {PosteriorStatus::proper, kept.moment / kept.mass};
}

void RegimeFilter::observe(const Observation& seen, const Survival& weight) {
  const auto s = weight(seen.time - time_);
  time_ = seen.time;
  if (seen.lower == seen.upper) {  // a point: all else is impossible
    cells_ = {{1, 0}};
    atom_at_ = seen.lower;
    atom_mass_ = 1;
    return;
  }
  const double mass = part(seen.lower, seen.upper, s).mass;
  if (!(mass > 0)) {
    contradictory_ = true;
    return;
  }
  std::vector<Cell> cells;
  const auto append = [&cells](double upper, double density) {
    if (upper > (cells.empty() ? 0 : cells.back().upper)) cells.push_back({upper, density});
  };
  append(seen.lower, 0);
  for (const auto& cell : cells_) {
    if (cell.upper <= seen.lower) continue;
    append(std::min(cell.upper, seen.upper), (s.kept * cell.density + s.lost * prior_density) / mass);
    if (cell.upper >= seen.upper) break;
  }
  append(1, 0);
  cells_ = std::move(cells);
  const bool atom_stays = seen.lower <= atom_at_ && atom_at_ <= seen.upper;
  atom_mass_ = atom_stays ? s.kept * atom_mass_ / mass : 0;
}

}  // namespace models::favor

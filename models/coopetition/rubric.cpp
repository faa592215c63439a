#include "models/coopetition/rubric.hpp"

#include <algorithm>
#include <cmath>

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/trust_dynamics.hpp"
#include "solvers/core/random.hpp"
#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

constexpr double visible_change = 0.05;

/// The script's phases over time.
struct Timeline {
  std::vector<std::size_t> cut;  ///< first period of each phase, then the end
  std::vector<double> signal;    ///< sg_k
};

Timeline timeline(const Parameters& p) {
  const Vector b = baseline(p);
  Timeline line{{0}, {}};
  for (const auto& phase : p.simulation.phases) {
    line.cut.push_back(line.cut.back() + static_cast<std::size_t>(phase.rounds));
    const Vector deviations = phase.actions - b;
    double sum = 0;
    for (const double deviation : deviations) sum += signal(p.trust.law.sensitivity, deviation);
    line.signal.push_back(sum / static_cast<double>(deviations.size()));
  }
  return line;
}

/// Entries of trust that are looked at.
std::vector<double> entries(const TrustState& state, bool pairs_only) {
  std::vector<double> values;
  for (Eigen::Index i = 0; i < state.trust.rows(); ++i)
    for (Eigen::Index j = 0; j < state.trust.cols(); ++j)
      if (!pairs_only || i != j) values.push_back(state.trust(i, j));
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

int sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Mean |change of m| a period over the phases whose signal has the sign; 0 without such a phase.
double speed(const Timeline& line, const std::vector<double>& m, int wanted) {
  double sum = 0;
  int phases = 0;
  for (std::size_t k = 0; k < line.signal.size(); ++k) {
    if (sign(line.signal[k]) != wanted) continue;
    sum += std::abs(m[line.cut[k + 1]] - m[line.cut[k]]) / static_cast<double>(line.cut[k + 1] - line.cut[k]);
    ++phases;
  }
  return phases == 0 ? 0 : sum / phases;
}

/// A violation and then cooperation, after which trust stays below nine tenths of what it was.
bool incomplete_recovery(const Timeline& line, const std::vector<double>& m) {
  for (std::size_t k = 0; k + 1 < line.signal.size(); ++k)
    if (line.signal[k] < -0.3 && line.signal[k + 1] > 0.3 && line.cut[k] > 0 &&
        m[line.cut[k + 2]] < 0.9 * m[line.cut[k] - 1])
      return true;
  return false;
}

/// Between groups over within groups, of the values in the periods of each phase.
double phase_F(const Timeline& line, const std::vector<TrustState>& states, bool pairs_only) {
  std::vector<std::vector<double>> groups(line.signal.size());
  for (std::size_t k = 0; k < groups.size(); ++k)
    for (std::size_t t = line.cut[k]; t < line.cut[k + 1]; ++t)
      for (const double value : entries(states[t], pairs_only)) groups[k].push_back(value);
  std::vector<double> all;
  for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
  const double grand = mean(all);
  double between = 0, within = 0;
  for (const auto& group : groups) {
    const double centre = mean(group);
    between += static_cast<double>(group.size()) * (centre - grand) * (centre - grand);
    for (const double value : group) within += (value - centre) * (value - centre);
  }
  const auto freedom = static_cast<double>(all.size() - groups.size());
  return groups.size() < 2 || !(within > 0)
             ? 0
             : between / static_cast<double>(groups.size() - 1) / (within / freedom);
}

double largest_damage(const std::vector<TrustState>& states) {
  double largest = 0;
  for (const auto& state : states) largest = std::max(largest, state.damage.maxCoeff());
  return largest;
}

}  // namespace

std::vector<TrustState> scripted_states(const Parameters& p) {
  const Vector b = baseline(p);
  std::vector<TrustState> states{p.trust.initial};
  for (const auto& phase : p.simulation.phases)
    for (int t = 0; t < phase.rounds; ++t)
      states.push_back(next_state(p.trust.law, p.dependence, states.back(), phase.actions - b));
  return states;
}

RubricScore rubric_score(const Parameters& p, const std::vector<TrustState>& states, bool pairs_only) {
  const auto line = timeline(p);
  solvers::require::that(!line.signal.empty() && states.size() > line.cut.back(), "rubric_score",
                         "a state is needed before and after every period of a script");
  std::vector<double> m;
  for (const auto& state : states) m.push_back(mean(entries(state, pairs_only)));
  RubricScore score;
  for (std::size_t k = 0; k < line.signal.size(); ++k)
    if (sign(m[line.cut[k + 1]] - m[line.cut[k]]) == sign(line.signal[k])) score.behaviour += 3;
  if (speed(line, m, -1) > 1.5 * speed(line, m, 1)) score.mechanism += 5;
  if (incomplete_recovery(line, m)) score.mechanism += 5;
  if (largest_damage(states) > 0.3) score.mechanism += 5;
  for (std::size_t k = 1; k < line.signal.size() && k <= 4; ++k) {
    const std::size_t boundary = line.cut[k];
    score.jumps.push_back(std::abs(m[boundary + 1] - m[boundary - 1]));
    score.visible += score.jumps.back() > visible_change ? 1 : 0;
  }
  score.final_mean = m[line.cut.back()];
  score.outcome =
      (score.final_mean >= 0.2 && score.final_mean <= 0.8 ? 7 : 4) + std::min(2 * score.visible, 8);
  score.F = phase_F(line, states, pairs_only);
  return score;
}

std::vector<int> rubric_null(const Parameters& p, bool pairs_only, int draws, std::uint64_t seed,
                             const solvers::Stop& stop) {
  std::vector<int> scores;
  for (int k = 0; k < draws && !stop.requested(); ++k) {
    solvers::RandomStream random(seed, static_cast<std::uint64_t>(k));
    auto drawn = p;
    auto& law = drawn.trust.law;
    law.building_rate = random.uniform(0.05, 0.15);
    law.erosion_rate = random.uniform(0.15, 0.45);
    law.damage_rate = random.uniform(0.5, 0.7);
    law.decay_rate = random.uniform(0.01, 0.05);
    law.amplification = random.uniform(0.3, 0.7);
    scores.push_back(rubric_score(drawn, scripted_states(drawn), pairs_only).total());
  }
  return scores;
}

}  // namespace models::coopetition

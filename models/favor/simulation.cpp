#include "models/favor/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "models/favor/deviation_audit.hpp"
#include "models/favor/society.hpp"
#include "models/favor/society_record.hpp"
#include "models/favor/trend.hpp"
#include "models/memory.hpp"
#include "models/pooling.hpp"

namespace models::favor {
namespace {

constexpr int groups = 10;

Society make_society(const Parameters& p, std::uint64_t seed) {
  if (!p.favors.are_alike())
    throw NotOffered(
        "simulate plays agents who share one law of costs and one of values; give no agent its own");
  const auto& settings = p.simulation;
  const bool given_factors = settings.discount_factors == DiscountFactors::given;
  const bool given_rates = settings.topology == Topology::given;
  Vector factors;
  if (given_factors) factors = p.annuities.unaryExpr([](double a) { return a / (1 + a); });
  return Society(Terms(p.favors.law(0, 0), p.favors.value(0).law.get()), settings, seed, factors,
                 given_rates ? p.rates : Matrix{});
}

/// Tries `states` decisions the other way, spread evenly over all that show something.
class Sampler {
 public:
  Sampler(const Society& society, std::uint64_t seed)
      : society_(society), audit_(society, seed), draws_(seed) {
    const auto& rates = society.rates();
    share_ = society.settings().audit.states / (rates.sum() * society.settings().rounds);
  }

  void try_some(SocietyRecord& record, const solvers::Stop& stop) const {
    for (const auto& play : society_.plays()) {
      if (stop.requested()) return;
      const int i = play.game.offerer, j = play.game.asker;
      const bool chosen = draws_.stream(Draw::rollout, society_.round(), i, j).uniform() < share_;
      if (chosen && play.decision.threshold) record.add(audit_.try_other(play));
    }
  }

 private:
  const Society& society_;
  DeviationAudit audit_;
  KeyedDraws draws_;
  double share_ = 0;
};

const std::vector<double>& column(const Trajectory& run, std::size_t table, std::size_t column) {
  return std::get<std::vector<double>>(run.tables[table].columns[column].values);
}

/// One point an incarnation: utility per round, weighted by rounds.
std::vector<TrendPoint> incarnation_points(const std::vector<const Trajectory*>& runs) {
  std::vector<TrendPoint> points;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    const auto &rounds = column(*runs[run], 0, 2), &gamma = column(*runs[run], 0, 3),
               &rate = column(*runs[run], 0, 5);
    for (std::size_t k = 0; k < gamma.size(); ++k)
      points.push_back({gamma[k], rate[k], rounds[k], static_cast<int>(run)});
  }
  return points;
}

/// One point a slot: total utility against the final discount factor, as the source draws it.
std::vector<TrendPoint> slot_points(const std::vector<const Trajectory*>& runs) {
  std::vector<TrendPoint> points;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    const auto &gamma = column(*runs[run], 1, 1), &utility = column(*runs[run], 1, 2);
    for (std::size_t k = 0; k < gamma.size(); ++k)
      points.push_back({gamma[k], utility[k], 1, static_cast<int>(run)});
  }
  return points;
}

/// Mean utility per round of the discount factors in [k / 10, (k + 1) / 10), over seeds that have some.
DataTable group_table(const std::vector<TrendPoint>& points) {
  std::map<int, std::map<int, std::pair<double, double>>> sums;  // group -> seed -> weight and weighted value
  for (const auto& point : points) {
    auto& [weight, value] =
        sums[std::min(groups - 1, static_cast<int>(groups * point.discount_factor))][point.cluster];
    weight += point.weight;
    value += point.weight * point.value;
  }
  std::vector<double> lower, upper, means, errors, seeds;
  for (const auto& [group, by_seed] : sums) {
    std::vector<double> values;
    for (const auto& [seed, sum] : by_seed)
      if (sum.first > 0) values.push_back(sum.second / sum.first);
    const auto pooled = estimate("", values);
    lower.push_back(group / static_cast<double>(groups));
    upper.push_back((group + 1) / static_cast<double>(groups));
    means.push_back(pooled.mean);
    errors.push_back(pooled.standard_error.value_or(std::numeric_limits<double>::quiet_NaN()));
    seeds.push_back(static_cast<double>(pooled.runs));
  }
  return {"groups",
          "the incarnations whose discount factor lies in an interval",
          {{"from", lower},
           {"to", upper},
           {"utility_per_round", means},
           {"standard_error", errors},
           {"seeds", seeds}}};
}

void add_trend(Pooled& pooled, const char* what, const char* meaning, const std::vector<TrendPoint>& points,
               int resamples, std::size_t runs) {
  const auto trend = quartic_trend(points, resamples, 1);
  if (!trend) {
    pooled.notes.push_back(fmt::format("too few different discount factors for a trend of {}", what));
    return;
  }
  pooled.tables.push_back(trend_table(fmt::format("trend-{}", what), meaning, *trend));
  pooled.estimates.push_back(
      {fmt::format("best_discount_factor_{}", what), trend->peak, trend->peak_error, runs});
}

}  // namespace

Trajectory simulate(const Parameters& parameters, const RunOptions& options) {
  const auto& settings = parameters.simulation;
  const auto pairs = static_cast<double>(settings.agents) * settings.agents;
  require_memory("simulate", "what agents have seen of one another",
                 pairs * (sizeof(Ledger) + sizeof(Observation) * std::min(settings.rounds, 200)),
                 "lower simulate.agents");
  auto society = make_society(parameters, options.seed);
  SocietyRecord record(society);
  std::optional<Sampler> sampler;
  if (settings.audit.states > 0) sampler.emplace(society, solvers::mix(options.seed));
  while (society.round() < settings.rounds) {
    if (const auto stop = options.stop.requested()) return record.finish(*stop);
    society.begin_round();
    record.add_round();
    if (sampler) sampler->try_some(record, options.stop);
    society.end_round();
  }
  return record.finish(solvers::Termination::converged);
}

std::vector<std::string> simulation_tables() {
  return {"incarnations", "slots", "audit", "groups", "trend-incarnations", "trend-slots"};
}

Pooled pool(const SocietySettings& settings, const std::vector<const Trajectory*>& runs) {
  Pooled pooled{.estimates = summary_estimates(runs)};
  const auto lives = incarnation_points(runs);
  if (lives.empty()) return pooled;
  pooled.tables.push_back(group_table(lives));
  add_trend(pooled, "incarnations",
            "a discount factor: utility per round of incarnations, with 90 % of resamples", lives,
            settings.resamples, runs.size());
  add_trend(pooled, "slots", "a discount factor: total utility of slots, with 90 % of resamples",
            slot_points(runs), settings.resamples, runs.size());
  return pooled;
}

}  // namespace models::favor

#include "models/favor/society_record.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace models::favor {
namespace {

constexpr int most_agents_with_beliefs = 6;

std::string agent_name(int place) { return fmt::format("agent{}", place + 1); }

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

/// Builds a table row by row.
class TableBuilder {
 public:
  TableBuilder(std::string name, std::string meaning, const std::vector<std::string>& columns)
      : table_{std::move(name), std::move(meaning), {}} {
    for (const auto& column : columns) table_.columns.push_back({column, std::vector<double>{}});
  }
  void add(std::initializer_list<double> row) {
    auto column = table_.columns.begin();
    for (const double x : row) std::get<std::vector<double>>((column++)->values).push_back(x);
  }
  DataTable table() && { return std::move(table_); }

 private:
  DataTable table_;
};

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return ratio(sum, static_cast<double>(values.size()));
}

double deviation(const std::vector<double>& values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double x : values) squares += (x - centre) * (x - centre);
  return std::sqrt(ratio(squares, static_cast<double>(values.size()) - 1));
}

}  // namespace

SocietyRecord::SocietyRecord(const Society& society)
    : society_(society),
      requests_{"requests", "all", {}},
      granted_{"granted_share", "all", {}},
      truthful_{"truthful_share", "all", {}},
      error_{"belief_error", "all", {}},
      utility_{"mean_utility", "all", {}} {
  const int agents = society.agents();
  if (agents > most_agents_with_beliefs) return;
  for (int i = 0; i < agents; ++i)
    for (int j = 0; j < agents; ++j)
      if (i != j) beliefs_.push_back({"belief", agent_name(i) + "->" + agent_name(j), {}});
}

void SocietyRecord::add_belief_series() {
  if (beliefs_.empty()) return;
  auto series = beliefs_.begin();
  for (int i = 0; i < society_.agents(); ++i)
    for (int j = 0; j < society_.agents(); ++j)
      if (i != j)
        (series++)->values.push_back(society_.ledger(i, j).mean(society_.round(), society_.beliefs()).mean);
}

/// After strict accommodation all intervals of a ledger have a common point.
void SocietyRecord::check_ledgers() {
  const auto& rule = society_.beliefs();
  if (rule.density == Density::regime || rule.accommodation != Accommodation::strict) return;
  for (int i = 0; i < society_.agents(); ++i)
    for (int j = 0; j < society_.agents(); ++j) {
      double lower = 0, upper = 1;
      for (const auto& seen : society_.ledger(i, j).observations()) {
        lower = std::max(lower, seen.lower);
        upper = std::min(upper, seen.upper);
      }
      ledgers_agree_ = ledgers_agree_ && lower <= upper;
    }
}

void SocietyRecord::add_round() {
  Totals now;
  for (const auto& play : society_.plays()) {
    const double error = play.believed - society_.discount_factor(play.game.asker);
    ++now.requests;
    now.granted += play.decision.grants ? 1 : 0;
    now.shown += play.decision.threshold ? 1 : 0;
    now.truthful += play.truthful ? 1 : 0;
    now.squared_error += error * error;
    contradictions_ += play.decision.contradiction ? 1 : 0;
    beliefs_in_range_ = beliefs_in_range_ && play.believed >= 0 && play.believed <= 1;
    if (play.decision.grants) exchanged_ += play.game.value - play.game.cost;
  }
  steps_.push_back(society_.round());
  requests_.values.push_back(now.requests);
  granted_.values.push_back(ratio(now.granted, now.requests));
  truthful_.values.push_back(ratio(now.truthful, now.shown));
  error_.values.push_back(std::sqrt(ratio(now.squared_error, now.requests)));
  utility_.values.push_back(exchanged_ / society_.agents());
  add_belief_series();
  check_ledgers();
  for (const int place : society_.replaced())
    events_.push_back({society_.round(), agent_name(place), "replaced"});
  all_.requests += now.requests;
  all_.granted += now.granted;
  all_.shown += now.shown;
  all_.truthful += now.truthful;
  all_.squared_error += now.squared_error;
}

void SocietyRecord::add_tables(Trajectory& trajectory) const {
  TableBuilder lives("incarnations", "the stay of one agent in its slot, until it is replaced",
                     {"agent", "first_round", "rounds", "discount_factor", "utility", "utility_per_round",
                      "asked", "granted"});
  TableBuilder slots("slots", "one agent with all that replace it",
                     {"agent", "discount_factor", "utility", "incarnations"});
  std::vector<double> utility(static_cast<std::size_t>(society_.agents())), count = utility;
  for (const auto& life : society_.lives()) {
    lives.add({life.place + 1.0, static_cast<double>(life.first_round), static_cast<double>(life.rounds),
               life.discount_factor, life.utility, life.utility / std::max(life.rounds, 1),
               static_cast<double>(life.asked), static_cast<double>(life.granted)});
    utility[static_cast<std::size_t>(life.place)] += life.utility;
    ++count[static_cast<std::size_t>(life.place)];
  }
  for (int place = 0; place < society_.agents(); ++place) {
    const auto k = static_cast<std::size_t>(place);
    slots.add({place + 1.0, society_.discount_factor(place), utility[k], count[k]});
  }
  trajectory.tables = {std::move(lives).table(), std::move(slots).table()};
}

void SocietyRecord::add_summary(Trajectory& trajectory) const {
  const auto& utility = std::get<std::vector<double>>(trajectory.tables[1].columns[2].values);
  trajectory.summary = {{"mean_utility", mean(utility)},
                        {"utility_deviation", deviation(utility)},
                        {"requests", all_.requests},
                        {"granted_share", ratio(all_.granted, all_.requests)},
                        {"truthful_share", ratio(all_.truthful, all_.shown)},
                        {"belief_error", std::sqrt(ratio(all_.squared_error, all_.requests))}};
  std::erase_if(trajectory.summary,
                [](const Quantity& q) { return !std::isfinite(std::get<double>(q.value)); });
}

void SocietyRecord::add_audit(Trajectory& trajectory) const {
  if (deviations_.empty()) return;
  TableBuilder table("audit", "a decision tried the other way",
                     {"round", "agent", "asker", "discount_factor", "cost", "granted", "belief_error",
                      "belief_shift", "gain", "standard_error"});
  std::vector<double> gains;
  double refused = 0, refused_well = 0;
  for (const auto& d : deviations_) {
    table.add({static_cast<double>(d.round), d.offerer + 1.0, d.asker + 1.0, d.discount_factor, d.cost,
               d.granted ? 1.0 : 0.0, d.belief_error, d.belief_shift, d.gain, d.standard_error});
    gains.push_back(std::max(d.gain, 0.0));
    refused += d.granted ? 0 : 1;
    refused_well += !d.granted && d.gain <= 0 ? 1 : 0;
  }
  std::sort(gains.begin(), gains.end());
  const auto at95 = static_cast<std::size_t>(0.95 * static_cast<double>(gains.size() - 1) + 0.5);
  trajectory.summary.push_back({"audit_mean_positive_gain", mean(gains)});
  trajectory.summary.push_back({"audit_gain_q95", gains[at95]});
  trajectory.summary.push_back({"audit_largest_gain", gains.back()});
  if (refused > 0) trajectory.summary.push_back({"audit_refusals_right", refused_well / refused});
  trajectory.tables.push_back(std::move(table).table());
}

Trajectory SocietyRecord::finish(solvers::Termination why) {
  Trajectory trajectory{.termination = why, .steps = std::move(steps_)};
  trajectory.series = {std::move(requests_), std::move(granted_), std::move(truthful_), std::move(error_),
                       std::move(utility_)};
  for (auto& belief : beliefs_) trajectory.series.push_back(std::move(belief));
  add_tables(trajectory);
  add_summary(trajectory);
  add_audit(trajectory);
  trajectory.events = std::move(events_);
  double total = 0, scale = 1;
  for (const auto& life : society_.lives()) {
    total += life.utility;
    scale += std::abs(life.utility);
  }
  const double gap = std::abs(total - exchanged_);
  trajectory.invariants = {
      {"utilities add up to values less costs", gap <= 1e-9 * scale, fmt::format("difference {:.3g}", gap)},
      {"beliefs lie in [0, 1]", beliefs_in_range_, ""},
      {"no belief rests on a contradiction", contradictions_ == 0,
       contradictions_ == 0 ? "" : fmt::format("{} decisions fell back on the prior", contradictions_)},
      {"the intervals of each strict ledger have a common point", ledgers_agree_, ""}};
  const bool holds = std::all_of(trajectory.invariants.begin(), trajectory.invariants.end(),
                                 [](const Invariant& invariant) { return invariant.holds; });
  trajectory.status = was_stopped(why) ? Status::stopped : holds ? Status::certified : Status::failed;
  return trajectory;
}

}  // namespace models::favor

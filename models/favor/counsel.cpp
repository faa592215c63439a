#include "models/favor/counsel.hpp"

#include <algorithm>
#include <limits>

#include "models/favor/equations.hpp"

namespace models::favor {

namespace {

/// Of observations in the order of their times.
double mean_of(const std::vector<Observation>& history, double now, const BeliefRule& rule) {
  if (rule.density != Density::regime) return posterior_mean_unordered(history, now, rule.weight).mean;
  RegimeFilter filter;
  for (const auto& seen : history) filter.observe(seen, rule.weight);
  return filter.mean(now, rule.weight).mean;
}

}  // namespace

Inference infer(const Terms& terms, const Advice& advice, double target_mean, double advisor_mean,
                const solvers::Matrix& rates) {
  using Kind = Inference::Kind;
  const double r_32 = rates(advice.advisor, advice.target), r_23 = rates(advice.target, advice.advisor);
  const auto target_threshold =
      terms.recommendation_threshold(annuity_factor(advisor_mean), r_32, r_23, advice.cost);
  if (!target_threshold) return {};
  const bool good = target_mean >= *target_threshold;
  if (advice.grants && !good) return {Kind::deceptive, 0};
  const auto threshold = terms.offer_threshold(annuity_factor(target_mean), r_32, r_23, advice.cost);
  if (!threshold) return {};
  return {!advice.grants && good ? Kind::impatient : Kind::patient, *threshold};
}

/// What is seen, heard or forgotten of one agent, in the order of time.
struct Counsel::Event {
  Observation observation;
  int observer = 0;      ///< contradictions count only within the same one
  bool heard = false;    ///< after what is seen directly in the same round
  bool forgets = false;  ///< everything so far is dropped; the observation follows with Reset::to_low
};

Counsel::Counsel(const Terms& terms, const Communication& rule, const DecisionRule& decision,
                 const BeliefRule& beliefs, const solvers::Matrix& rates)
    : terms_(terms),
      rule_(rule),
      decision_(decision),
      beliefs_(beliefs),
      rates_(rates),
      agents_(static_cast<int>(rates.rows())),
      direct_(index(agents_, 0)),
      advice_(static_cast<std::size_t>(agents_)),
      histories_(direct_.size()) {}

void Counsel::start_round(const std::vector<Ledger>& ledgers, int round) {
  ledgers_ = &ledgers;
  round_ = round;
  for (std::size_t k = 0; k < direct_.size(); ++k) direct_[k] = ledgers[k].mean(round, beliefs_).mean;
  for (auto& list : advice_)
    std::erase_if(list, [&](const Advice& heard) { return heard.round < round - rule_.window; });
}

std::vector<int> Counsel::advisors(int a1, int a2) const {
  std::vector<int> list;
  for (int a3 = 0; a3 < agents_; ++a3)
    if (a3 != a1 && a3 != a2 && ledger(a1, a3).size() >= rule_.min_observations) list.push_back(a3);
  std::stable_sort(list.begin(), list.end(),
                   [&](int a, int b) { return ledger(a1, a).size() > ledger(a1, b).size(); });
  if (static_cast<int>(list.size()) > rule_.advisors) list.resize(static_cast<std::size_t>(rule_.advisors));
  return list;
}

bool Counsel::answer(int a3, int a2, double cost, double discount_factor) const {
  if (rule_.advice == AdvicePolicy::always_grant) return true;
  if (rule_.advice == AdvicePolicy::always_refuse) return false;
  const double direct = direct_[index(a3, a2)];
  return decide(terms_, decision_, beliefs_,
                {.now = static_cast<double>(round_),
                 .discount_factor = discount_factor,
                 .asker_discount_factor = direct,
                 .offer_rate = rates_(a3, a2),
                 .ask_rate = rates_(a2, a3),
                 .asker_mean = direct,
                 .asker_public_mean = direct,
                 .own_reputation = &ledger(a2, a3),
                 .cost = cost})
      .grants;
}

void Counsel::ask(int a1, int a2, double cost, const solvers::Vector& discount_factors) {
  for (const int a3 : advisors(a1, a2)) {
    if (ledger(a3, a2).size() < rule_.min_observations) continue;  // refuses to answer
    const bool grants = answer(a3, a2, cost, discount_factors(a3));
    advice_[static_cast<std::size_t>(a1)].push_back({round_, a3, a2, grants, cost});
  }
}

void Counsel::observe(int observer, int target, const Observation& seen) {
  auto& history = histories_[index(observer, target)];
  double latest = -std::numeric_limits<double>::infinity();
  for (const auto& old : history.seen)
    if (old.dropped > seen.time && conflict(old.observation, seen))
      latest = std::max(latest, old.observation.time);
  const bool strict = beliefs_.accommodation == Accommodation::strict;
  for (auto& old : history.seen)
    if (old.dropped > seen.time && (strict ? old.observation.time <= latest : old.observation.time < latest))
      old.dropped = seen.time;
  if (latest >= 0) history.contradictions.push_back(seen.time);
  history.seen.push_back({seen, std::numeric_limits<double>::infinity()});
}

void Counsel::forget(int observer) {
  for (int target = 0; target < agents_; ++target) histories_[index(observer, target)] = {};
  advice_[static_cast<std::size_t>(observer)].clear();
}

Counsel::Known Counsel::target_knowledge(int a1, int a2, int round) const {
  const auto& history = histories_[index(a1, a2)];
  const auto replaced = std::upper_bound(history.contradictions.begin(), history.contradictions.end(), round);
  if (replaced == history.contradictions.end()) return {direct_[index(a1, a2)], ledger(a1, a2).size()};
  std::vector<Observation> before;
  for (const auto& old : history.seen)
    if (old.observation.time < *replaced && old.dropped >= *replaced) before.push_back(old.observation);
  return {mean_of(before, *replaced, beliefs_), static_cast<int>(before.size())};
}

std::optional<Counsel::Event> Counsel::about_target(int a1, const Advice& advice) const {
  const int a3 = advice.advisor, a2 = advice.target;
  const auto threshold = terms_.recommendation_threshold(annuity_factor(direct_[index(a1, a3)]),
                                                         rates_(a3, a2), rates_(a2, a3), advice.cost);
  if (!threshold) return std::nullopt;
  return Event{shown(advice.grants, *threshold, advice.round), a3, true};
}

std::optional<Counsel::Event> Counsel::about_advisor(int a1, const Advice& advice) const {
  const auto known = target_knowledge(a1, advice.target, advice.round);
  if (known.observations < rule_.min_observations) return std::nullopt;
  const auto inference = infer(terms_, advice, known.mean, direct_[index(a1, advice.advisor)], rates_);
  const double when = advice.round;
  switch (inference.kind) {
    case Inference::Kind::patient:
      return Event{{inference.threshold, 1, when}, a1, true};
    case Inference::Kind::impatient:
      return Event{{0, inference.threshold, when}, a1, true};
    case Inference::Kind::deceptive:
      return Event{{0, rule_.reset_level, when}, a1, true, true};
    case Inference::Kind::pending:
      break;
  }
  return std::nullopt;
}

std::vector<Counsel::Event> Counsel::events(int a1, int a2) const {
  std::vector<Event> list;
  for (const auto& seen : ledger(a1, a2).observations()) list.push_back({seen, a1});
  for (const auto& heard : advice_[static_cast<std::size_t>(a1)]) {
    if (heard.target == a2)
      if (auto event = about_target(a1, heard)) list.push_back(*event);
    if (heard.advisor == a2 && heard.round < round_)
      if (auto event = about_advisor(a1, heard)) list.push_back(*event);
  }
  std::stable_sort(list.begin(), list.end(), [](const Event& a, const Event& b) {
    const double at = a.observation.time, bt = b.observation.time;
    return at < bt || (at == bt && a.heard < b.heard);
  });
  return list;
}

Posterior Counsel::posterior(const std::vector<Event>& events) const {
  const bool regime = beliefs_.density == Density::regime;
  RegimeFilter filter;
  std::vector<std::vector<Observation>> by_observer(static_cast<std::size_t>(agents_));
  for (const auto& event : events) {
    if (event.forgets) {
      filter = {};
      for (auto& history : by_observer) history.clear();
      if (rule_.reset == Reset::to_prior) continue;
    }
    if (regime)
      filter.observe(event.observation, beliefs_.weight);
    else
      accommodate(by_observer[static_cast<std::size_t>(event.observer)], event.observation,
                  beliefs_.accommodation);
  }
  if (regime) return filter.mean(round_, beliefs_.weight);
  std::vector<Observation> all;
  for (const auto& history : by_observer) all.insert(all.end(), history.begin(), history.end());
  return posterior_mean_unordered(std::move(all), round_, beliefs_.weight);
}

double Counsel::mean(int a1, int a2) const {
  const auto list = events(a1, a2);
  const bool only_seen = std::none_of(list.begin(), list.end(), [](const Event& e) { return e.heard; });
  if (only_seen) return direct_[index(a1, a2)];
  return posterior(list).mean;
}

}  // namespace models::favor

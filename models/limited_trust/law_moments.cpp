#include "models/limited_trust/law_moments.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/limited_trust/network_keys.hpp"
#include "models/limited_trust/payoff_quadrature.hpp"

namespace models::limited_trust {
namespace {

/// Why the law will not do; empty where it will.
std::string missing_moment(const std::string& key, const solvers::Law& law, bool sampled) {
  const auto says = [&](const char* what, const char* why, int shape) {
    const auto mend = law.kind() == solvers::LawKind::pareto
                          ? fmt::format("give it a shape above {}, or a law with a lighter tail", shape)
                          : std::string("give a law with a lighter tail");
    return fmt::format("{}: {} has no {}, {}; {}", key, law.name(), what, why, mend);
  };
  if (!std::isfinite(law.mean())) return says("mean", "so no game has an expected payoff", 1);
  if (sampled && !std::isfinite(law.variance()))
    return says("variance", "so a sample of games has no standard error", 2);
  return {};
}

struct MomentFault {
  const LawPlace* place;
  std::string message;
};

std::vector<MomentFault> moment_faults(const Payoffs& payoffs, const LawPlaces& places, bool sampled) {
  std::vector<MomentFault> faults;
  const auto look = [&](const LawPlace& place, const solvers::LawPtr& law) {
    if (!law || place.key.empty()) return;
    if (auto fault = missing_moment(place.key, *law, sampled); !fault.empty())
      faults.push_back({&place, std::move(fault)});
  };
  look(places.leader, payoffs.leader_law);
  if (places.follower.key != places.leader.key) look(places.follower, payoffs.follower_law);
  return faults;
}

/// Where a law stands: at its shape, should that alone come from an override.
LawPlace place_of(const description::Table& resolved, std::string key) {
  auto where = location_of(resolved, key + ".pareto.shape");
  if (where.line > 0 || !where.file) where = location_of(resolved, key);
  return {std::move(key), std::move(where)};
}

}  // namespace

LawPlaces law_places(const description::Table& resolved) {
  const auto place = [&](const char* own) {
    for (const char* key : {own, "payoffs.law"})
      if (resolved.find_path(key)) return place_of(resolved, key);
    return LawPlace{};
  };
  return {place("payoffs.leader_law"), place("payoffs.follower_law")};
}

bool heavy_tails_need_sample(const Payoffs& payoffs) {
  const auto heavy = [](const solvers::LawPtr& law) { return law && !std::isfinite(law->variance()); };
  return (heavy(payoffs.leader_law) || heavy(payoffs.follower_law)) && !has_quadrature(payoffs);
}

void check_moments(const Payoffs& payoffs, const LawPlaces& places, bool sampled,
                   description::Faults& faults) {
  for (auto& [place, message] : moment_faults(payoffs, places, sampled))
    faults.add(place->key, place->where, std::move(message));
}

void require_moments(const Payoffs& payoffs, const LawPlaces& places, bool sampled) {
  std::vector<description::Diagnostic> found;
  for (auto& [place, message] : moment_faults(payoffs, places, sampled))
    found.push_back({place->where, std::move(message), {}, {}});
  if (!found.empty()) throw description::DescriptionError(std::move(found));
  if (!sampled && heavy_tails_need_sample(payoffs)) require_moments(payoffs, places, true);
}

}  // namespace models::limited_trust

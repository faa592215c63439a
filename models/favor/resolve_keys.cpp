// models/favor/resolve_keys.cpp
// From keys to parameters: laws, data files, annuity factors, and what can only be checked with them.
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "models/description/law.hpp"
#include "models/favor/keys.hpp"
#include "models/memory.hpp"

namespace models::favor {
namespace {

using namespace description;

Location location_of(const Table& resolved, std::string_view key) {
  const auto* value = resolved.find_path(key);
  if (value && value->location().line > 0) return value->location();
  const auto* section = resolved.find_entry(key.substr(0, key.find_first_of(".[")));
  return section ? section->key_location : Location{};
}

class Resolver {
 public:
  Resolver(const Keys& keys, const Table& resolved, const TextReader& read_text, Faults& faults)
      : keys_(keys), resolved_(resolved), read_text_(read_text), faults_(faults) {}

  std::optional<Parameters> run() {
    const auto favors = make_favors();
    std::vector<std::string> names;
    std::vector<Discounting> discounting;
    make_agents(names, discounting);
    if (!favors || !faults_.empty()) return std::nullopt;
    Parameters p{*favors, std::move(names), std::move(discounting), {},
                 {},      keys_.concept_,   keys_.all_solutions,    keys_.bound};
    p.annuities.resize(p.count());
    for (int i = 0; i < p.count(); ++i)
      p.annuities(i) = annuity_factor(p.discounting[static_cast<std::size_t>(i)]);
    if (p.count() > 0) p.rates = rates(p.count());
    p.simulation = keys_.simulation;
    if (plays_described_agents(p.simulation)) p.simulation.agents = p.count();
    return faults_.empty() ? std::optional(std::move(p)) : std::nullopt;
  }

 private:
  Location at(std::string_view key) const { return location_of(resolved_, key); }

  std::optional<Favors> make_favors() {
    const auto shared_cost = make_law(keys_.costs, "costs", read_text_, faults_);
    const auto shared_value = make_value();
    const bool own_costs = any([](const AgentKeys& a) { return a.costs.has_value(); });
    const bool own_values = any([](const AgentKeys& a) { return a.values.has_value(); });
    std::vector<CostLaw> costs;
    std::vector<FavorValue> values;
    const auto count = keys_.agents.size();
    try {
      for (std::size_t i = 0; i < (own_costs ? count : 1); ++i)
        if (auto law = own_costs ? own_law(keys_.agents[i].costs, i, "costs", shared_cost) : shared_cost)
          costs.emplace_back(std::move(law), keys_.acceptance);
      for (std::size_t i = 0; i < (own_values ? count : 1); ++i) {
        auto value = shared_value;
        if (own_values && keys_.agents[i].values)
          value = {own_law(keys_.agents[i].values, i, "values", nullptr), {}};
        values.push_back(std::move(value));
      }
      if (!faults_.empty()) return std::nullopt;
      return Favors(std::move(costs), std::move(values));
    } catch (const std::invalid_argument& fault) {
      faults_.add("values", at("values"), fmt::format("values: {}", fault.what()));
      return std::nullopt;
    }
  }

  template <typename Test>
  bool any(Test test) const {
    return std::any_of(keys_.agents.begin(), keys_.agents.end(), test);
  }

  solvers::LawPtr own_law(const std::optional<description::Value>& written, std::size_t agent,
                          const char* what, const solvers::LawPtr& shared) {
    if (!written) return shared;
    LawKeys keys;
    for (const auto& entry : written->table()->entries()) keys.written.emplace_back(entry.key, entry.value);
    return make_law(keys, fmt::format("agents[{}].{}", agent + 1, what), read_text_, faults_);
  }

  FavorValue make_value() {
    const auto& v = keys_.values;
    FavorValue value;
    if (!v.law.written.empty()) value.law = make_law(v.law, "values", read_text_, faults_);
    if (v.mean) value.by_cost.intercept = *v.mean;
    if (v.intercept) value.by_cost = {{}, *v.intercept, v.slope.value_or(0)};
    if (v.given_cost)
      for (Eigen::Index k = 0; k < v.given_cost->rows(); ++k)
        value.by_cost.points.push_back({(*v.given_cost)(k, 0), (*v.given_cost)(k, 1)});
    return value;
  }

  void make_agents(std::vector<std::string>& names, std::vector<Discounting>& discounting) {
    for (std::size_t i = 0; i < keys_.agents.size(); ++i) {
      const auto& agent = keys_.agents[i];
      names.push_back(agent.name.empty() ? fmt::format("agent{}", i + 1) : agent.name);
      discounting.push_back(agent.discounting);
      for (std::size_t j = 0; j < i; ++j)
        if (names[j] == names[i])
          faults_.add("agents", at(fmt::format("agents[{}].name", i + 1)),
                      fmt::format("agents[{}].name = \"{}\" is that of agents[{}]", i + 1, names[i], j + 1));
    }
    if (!keys_.population) return;
    for (int i = 0; i < keys_.population->count; ++i) {
      names.push_back(fmt::format("agent{}", i + 1));
      discounting.push_back({.discount_factor = keys_.population->discount_factor(i)});
    }
  }

  Matrix rates(int count) {
    if (keys_.rates) return *keys_.rates;
    Matrix all = Matrix::Constant(count, count, *keys_.rate);
    all.diagonal().setZero();
    return all;
  }

  const Keys& keys_;
  const Table& resolved_;
  const TextReader& read_text_;
  Faults& faults_;
};

}  // namespace

std::optional<DiscountingFault> fault_of(const Discounting& d) {
  try {
    annuity_factor(d);
    return std::nullopt;
  } catch (const std::invalid_argument& fault) {  // "annuity_factor: NAME = VALUE is ...; REMEDY"
    const std::string message = fault.what();
    auto named = message.substr(message.find(": ") + 2);
    return DiscountingFault{named.substr(0, named.find(' ')), std::move(named)};
  }
}

std::optional<Parameters> resolve_keys(const Keys& keys, const Table& resolved, const TextReader& read_text,
                                       Faults& faults) {
  return Resolver(keys, resolved, read_text, faults).run();
}

}  // namespace models::favor

// models/favor/favor.cpp
// Which code answers for pairs, for a network, and for thresholds.
#include "models/favor/favor.hpp"

#include "models/favor/bounds.hpp"
#include "models/favor/check.hpp"
#include "models/favor/figures.hpp"
#include "models/favor/network_limits.hpp"
#include "models/favor/schema.hpp"
#include "models/favor/simulation.hpp"
#include "models/favor/solve_limits.hpp"

namespace models::favor {
namespace {

void require_agents(const Parameters& p, const char* verb) {
  if (p.count() < 2)
    throw NotOffered(std::string(verb) +
                     ": no agents are described; give [[agents]] or [population], and [encounters]");
}

}  // namespace

std::vector<Figure> Favor::figures(const RunOptions&) const { return favor::figures(parameters_); }

CheckReport Favor::check() const { return check_model(parameters_); }

Candidates Favor::solve(const RunOptions& options) const {
  require_agents(parameters_, "solve");
  return parameters_.concept_ == Concept::network_limits ? solve_network_limits(parameters_, options)
                                                         : solve_pair_limits(parameters_, options);
}

Equilibrium Favor::certify(const Profile& profile, const RunOptions& options) const {
  require_agents(parameters_, "certify");
  return parameters_.concept_ == Concept::network_limits
             ? certify_network_limits(parameters_, profile, options)
             : certify_pair_limits(parameters_, profile, options);
}

Bounds Favor::bound(const RunOptions& options) const { return bounds(parameters_, options); }

Trajectory Favor::simulate(const RunOptions& options) const { return favor::simulate(parameters_, options); }

int Favor::seeds() const { return parameters_.simulation.seeds; }

std::vector<std::string> Favor::tables() const { return simulation_tables(); }

Pooled Favor::pool(const std::vector<const Trajectory*>& runs) const {
  return favor::pool(parameters_.simulation, runs);
}

const Family& family() {
  static const Family the_family{
      .name = "favor",
      .title = "favors that are done for those who do them, under private discount factors",
      .source = "Hazard, Por Favor? Favor Reciprocation When Agents Have Private Discounting, 2008",
      .verbs = {"solve", "certify", "bound", "simulate"},
      .schema = &schema(),
      .build = [](const description::Table& resolved, const description::TextReader& read_text,
                  description::Faults& faults) -> std::unique_ptr<Model> {
        auto read = favor::parameters(resolved, read_text, faults);
        return read ? std::make_unique<Favor>(*std::move(read)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::favor

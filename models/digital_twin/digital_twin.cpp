// models/digital_twin/digital_twin.cpp
// Which code answers for which concept.
#include "models/digital_twin/digital_twin.hpp"

#include <fmt/format.h>

#include "models/digital_twin/bounds.hpp"
#include "models/digital_twin/certificate.hpp"
#include "models/digital_twin/check.hpp"
#include "models/digital_twin/enumeration.hpp"
#include "models/digital_twin/nash.hpp"
#include "models/digital_twin/schema.hpp"
#include "models/digital_twin/simulation.hpp"
#include "models/digital_twin/symmetric.hpp"
#include "solvers/core/require.hpp"

namespace models::digital_twin {
namespace {

void check_players(const Players& p) {
  using namespace solvers::require;
  constexpr auto who = "digital-twin";
  struct Range {
    const char* name;
    const Vector& values;
    bool may_be_zero;
    double below;
  };
  const double none = std::numeric_limits<double>::infinity();
  at_least(who, "players.count", p.count(), 2, "a game needs two players");
  for (const auto& [name, values, may_be_zero, below] :
       {Range{"sharing_cost", p.sharing_cost, false, none},
        Range{"probing_cost", p.probing_cost, false, none},
        Range{"deception_cost", p.deception_cost, false, none},
        Range{"information_sensitivity", p.information_sensitivity, false, none},
        Range{"reward", p.reward, false, none}, Range{"sharing_value", p.sharing_value, true, none},
        Range{"probing_value", p.probing_value, true, none}, Range{"trust_rate", p.trust_rate, false, 1},
        Range{"learning_rate", p.learning_rate, false, none}}) {
    same_size(who, fmt::format("players.{}", name), values.size(), "reward", p.count());
    const bool in_range = (values.array() > 0).all() || (may_be_zero && (values.array() >= 0).all());
    if (in_range && values.allFinite() && (values.array() < below).all()) continue;
    for (int i = 0; i < p.count(); ++i) {  // which entry is wrong, and how
      const auto entry = fmt::format("players.{}[{}]", name, i + 1);
      finite(who, entry, values(i));
      if (may_be_zero)
        nonnegative(who, entry, values(i));
      else
        positive(who, entry, values(i));
      that(values(i) < below, who, entry + " must be below 1");
    }
  }
}

void check_trust(const Parameters& p) {
  using namespace solvers::require;
  constexpr auto who = "digital-twin";
  if (p.trust.kind == Trust::Kind::uniform) within(who, "game.trust", p.trust.value, 0, 1);
  if (p.trust.kind == Trust::Kind::matrix) {
    same_size(who, "rows of game.trust", p.trust.matrix.rows(), "players", p.players.count());
    same_size(who, "columns of game.trust", p.trust.matrix.cols(), "players", p.players.count());
    that((p.trust.matrix.array() >= 0).all() && (p.trust.matrix.array() <= 1).all(), who,
         "every entry of game.trust must lie in [0, 1]");
    that((p.trust.matrix.diagonal().array() == 0).all(), who, "the diagonal of game.trust must be 0");
  }
  that(p.gradient != Gradient::stationary || p.trust.kind == Trust::Kind::steady_state, who,
       "game.gradient \"stationary\" lets inbound trust follow honesty; it needs game.trust = "
       "\"steady-state\"");
}

}  // namespace

DigitalTwin::DigitalTwin(Parameters parameters) : parameters_(std::move(parameters)) {
  check_players(parameters_.players);
  check_trust(parameters_);
}

CheckReport DigitalTwin::check() const { return check_model(parameters_); }

Candidates DigitalTwin::solve(const RunOptions& options) const {
  if (parameters_.concept_ != Concept::nash) return solve_symmetric(parameters_, options);
  if (options.method == "auto" || options.method == "enumerate") {
    if (auto all = enumerate_identical(parameters_, options)) return *std::move(all);
    solvers::require::that(options.method == "auto", "solve",
                           "method \"enumerate\" needs identical players and game.trust = 0; use \"auto\"");
  }
  return find_nash(parameters_, options);
}

Equilibrium DigitalTwin::certify(const Profile& profile, const RunOptions& options) const {
  if (parameters_.concept_ == Concept::nash) return certify_nash(parameters_, profile, options);
  return certify_symmetric(parameters_, profile, options);
}

Bounds DigitalTwin::bound(const RunOptions& options) const { return bounds(parameters_, options); }

Trajectory DigitalTwin::simulate(const RunOptions& options) const {
  return digital_twin::simulate(parameters_, options);
}

const Family& family() {
  static const Family the_family{
      .name = "digital-twin",
      .title = "sharing, probing and deceiving under trust, each player with a digital twin",
      .source =
          "Li & Li, Digital Twin-Driven Trust-Aware Strategy Modeling in Asymmetric Multi-Agent Social Games",
      .verbs = {"solve", "certify", "simulate", "bound"},
      .schema = &schema(),
      .build = [](const description::Table& resolved, const description::TextReader&,
                  description::Faults&) -> std::unique_ptr<Model> {
        return std::make_unique<DigitalTwin>(digital_twin::parameters(resolved));
      }};
  return the_family;
}

}  // namespace models::digital_twin

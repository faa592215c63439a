// models/coopetition/coopetition.cpp
// Which code answers for which concept.
#include "models/coopetition/coopetition.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/coopetition/bounds.hpp"
#include "models/coopetition/certificate.hpp"
#include "models/coopetition/check.hpp"
#include "models/coopetition/figures.hpp"
#include "models/coopetition/coopetitive.hpp"
#include "models/coopetition/factorial_record.hpp"
#include "models/coopetition/markov_perfect.hpp"
#include "models/coopetition/rubric_record.hpp"
#include "models/coopetition/schema.hpp"
#include "models/coopetition/simulation.hpp"
#include "models/coopetition/trust_contingent.hpp"
#include "solvers/core/require.hpp"

namespace models::coopetition {
namespace {

constexpr auto who = "coopetition";

void check_actors(const std::vector<Actor>& actors) {
  using namespace solvers::require;
  at_least(who, "actors", static_cast<long>(actors.size()), 2, "a game needs two");
  double sum = 0;
  for (std::size_t i = 0; i < actors.size(); ++i) {
    positive(who, fmt::format("actors[{}].endowment", i + 1), actors[i].endowment);
    within(who, fmt::format("actors[{}].share", i + 1), actors[i].share, 0, 1);
    sum += actors[i].share;
  }
  that(std::abs(sum - 1) <= 1e-9, who, "shares must sum to 1");
}

void check_matrix(const Matrix& values, const char* name, int actors, bool zero_diagonal) {
  using namespace solvers::require;
  same_size(who, fmt::format("rows of {}", name), values.rows(), "actors", actors);
  same_size(who, fmt::format("columns of {}", name), values.cols(), "actors", actors);
  that((values.array() >= 0).all() && (values.array() <= 1).all(), who,
       fmt::format("every entry of {} must lie in [0, 1]", name));
  that(!zero_diagonal || (values.diagonal().array() == 0).all(), who,
       fmt::format("the diagonal of {} must be 0", name));
}

void check_law(const TrustLaw& law) {
  using namespace solvers::require;
  within(who, "trust.building_rate", law.building_rate, 0, 1);
  within(who, "trust.erosion_rate", law.erosion_rate, 0, 1);
  within(who, "trust.damage_rate", law.damage_rate, 0, 1);
  within(who, "trust.decay_rate", law.decay_rate, 0, 1);
  nonnegative(who, "trust.amplification", law.amplification);
  positive(who, "trust.sensitivity", law.sensitivity);
}

/// Whether `simulate` plays the policy that looks ahead.
bool looks_ahead(const Parameters& p) {
  return p.concept_ == Concept::markov_perfect && !p.simulation.scripted;
}

void require_game(const Parameters& p) {
  if (p.factorial)
    throw NotOffered(
        "[factorial] describes an experiment on one pair; `simulate` makes it, nothing is solved");
}

}  // namespace

Coopetition::Coopetition(Parameters parameters) : parameters_(std::move(parameters)) {
  using namespace solvers::require;
  const auto& p = parameters_;
  check_law(p.trust.law);
  if (p.factorial && p.actors.empty()) return;  // no game is described
  check_actors(p.actors);
  check_matrix(p.dependence, "dependence.matrix", p.count(), true);
  check_matrix(p.trust.initial.trust, "trust.initial", p.count(), false);
  check_matrix(p.trust.initial.damage, "trust.initial_damage", p.count(), false);
  nonnegative(who, "trust.reciprocity", p.trust.reciprocity);
  nonnegative(who, "value.complementarity", p.value.complementarity);
  positive(who, "value.scale", p.value.scale);
  inside(who, "value.exponent", p.value.exponent, 0, 1);
  if (p.trust.baseline.size() > 0) {
    same_size(who, "trust.baseline", p.trust.baseline.size(), "actors", p.count());
    that((p.trust.baseline.array() >= 0).all(), who, "trust.baseline must be >= 0");
  }
}

std::vector<Figure> Coopetition::figures(const RunOptions&) const { return coopetition::figures(parameters_); }

CheckReport Coopetition::check() const {
  return parameters_.factorial ? check_factorial_experiment(parameters_) : check_model(parameters_);
}

Candidates Coopetition::solve(const RunOptions& options) const {
  require_game(parameters_);
  switch (parameters_.concept_) {
    case Concept::coopetitive:
      return solve_coopetitive(parameters_, options);
    case Concept::trust_contingent:
      return solve_trust_contingent(parameters_, options);
    case Concept::markov_perfect:
      return solve_markov_perfect(parameters_, options);
  }
  throw std::logic_error("concept");
}

Equilibrium Coopetition::certify(const Profile& profile, const RunOptions& options) const {
  require_game(parameters_);
  switch (parameters_.concept_) {
    case Concept::coopetitive:
      return certify_coopetitive(parameters_, profile, options);
    case Concept::trust_contingent:
      return certify_trust_contingent(parameters_, profile, options);
    case Concept::markov_perfect:
      return certify_markov_perfect(parameters_, profile, options);
  }
  throw std::logic_error("concept");
}

Trajectory Coopetition::simulate(const RunOptions& options) const {
  if (parameters_.factorial) return simulate_factorial(parameters_, options);
  if (looks_ahead(parameters_)) return simulate_markov_perfect(parameters_, options);
  auto trajectory = coopetition::simulate(parameters_, options);
  if (parameters_.rubric) add_rubric(parameters_, options, trajectory);
  return trajectory;
}

std::vector<std::string> Coopetition::tables() const {
  if (parameters_.factorial) return factorial_tables();
  if (looks_ahead(parameters_)) return {"policy"};
  return parameters_.rubric ? std::vector<std::string>{"rubric-null"} : std::vector<std::string>{};
}

Bounds Coopetition::bound(const RunOptions& options) const {
  require_game(parameters_);
  return bounds(parameters_, options);
}

const Family& family() {
  static const Family the_family{
      .name = "coopetition",
      .title = "partners who depend on each other and compete, with trust in two layers",
      .source =
          "Pant & Yu, Trust Dynamics in Strategic Coopetition (arXiv 2510.24909), and Computational "
          "Foundations "
          "for Strategic Coopetition (arXiv 2510.18802)",
      .verbs = {"solve", "certify", "simulate", "bound"},
      .schema = &schema(),
      .build = [](const description::Table& resolved, const description::TextReader& read_text,
                  description::Faults& faults) -> std::unique_ptr<Model> {
        auto read = coopetition::parameters(resolved, read_text, faults);
        return read ? std::make_unique<Coopetition>(*std::move(read)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::coopetition

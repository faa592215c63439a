#include "models/coopetition/resolve_keys.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "models/coopetition/baseline.hpp"
#include "models/description/diagnostic.hpp"

namespace models::coopetition {
namespace {

using description::Objections;

constexpr double share_tolerance = 1e-9;

std::string name_of(const Keys& keys, std::size_t i) {
  return keys.actors[i].name.value_or(fmt::format("actor{}", i + 1));
}

std::vector<std::string> names_of(const Keys& keys) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < keys.actors.size(); ++i) names.push_back(name_of(keys, i));
  return names;
}

int index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

void check_shares(const Keys& keys, Objections& objections) {
  double sum = 0;
  std::size_t given = 0, missing = 0;
  for (std::size_t i = 0; i < keys.actors.size(); ++i) {
    given += keys.actors[i].share ? 1 : 0;
    if (!keys.actors[i].share) missing = i;
    sum += keys.actors[i].share.value_or(0);
  }
  if (given == 0) return;
  if (given < keys.actors.size())
    return objections.at(
        fmt::format("actors[{}]", missing + 1),
        fmt::format("actors[{}].share is missing: give one to every actor, or to none for equal "
                    "shares",
                    missing + 1));
  if (!(std::abs(sum - 1) <= share_tolerance))
    objections.at(
        fmt::format("actors[{}].share", keys.actors.size()),
        fmt::format("shares of the actors sum to {}, not to 1 (within 1e-9); make them sum to 1", sum));
}

/// The goal `k`, and whether its weight is that of the first entry for the same goal.
void check_goal(const Keys& keys, std::size_t k, Objections& objections) {
  const auto& d = keys.dependencies[k];
  if (d.dependum.empty()) return;
  for (std::size_t other = 0; other < k; ++other) {
    const auto& first = keys.dependencies[other];
    if (first.depender != d.depender || first.dependum != d.dependum) continue;
    if (first.dependee == d.dependee)
      objections.at(fmt::format("dependencies[{}].dependee", k + 1),
                    fmt::format("dependencies[{}] says again that {} depends on {} for \"{}\"", k + 1,
                                d.depender, d.dependee, d.dependum));
    if (first.weight != d.weight)
      objections.at(fmt::format("dependencies[{}].weight", k + 1),
                    fmt::format("dependencies[{}].weight = {} but the goal \"{}\" of {} has weight {} in "
                                "dependencies[{}]; give one weight",
                                k + 1, d.weight, d.dependum, d.depender, first.weight, other + 1));
    return;
  }
}

void check_names(const Keys& keys, std::size_t k, const std::vector<std::string>& names,
                 Objections& objections) {
  const auto& d = keys.dependencies[k];
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const auto& [what, name] : {std::pair{"depender", &d.depender}, std::pair{"dependee", &d.dependee}})
    if (!name->empty() && index_of(names, *name) < 0)
      objections.at(fmt::format("dependencies[{}].{}", k + 1, what),
                    fmt::format("dependencies[{}].{} = \"{}\" is no actor{}", k + 1, what, *name,
                                description::suggestion(*name, known)));
  if (d.depender == d.dependee && !d.depender.empty())
    objections.at(fmt::format("dependencies[{}].dependee", k + 1),
                  fmt::format("dependencies[{}]: \"{}\" depends on itself; goals reached alone belong to "
                              "actors.own_weight",
                              k + 1, d.depender));
}

void check_pairs(const Matrix& values, const std::string& key, std::size_t actors, Objections& objections) {
  if (values.size() == 1 || actors < 2) return;
  if (values.rows() != static_cast<Eigen::Index>(actors))
    objections.at(key, fmt::format("{} has {} rows but there are {} actors", key, values.rows(), actors));
}

void check_each(const Vector& values, const std::string& key, std::size_t actors, Objections& objections) {
  if (values.size() <= 1 || values.size() == static_cast<Eigen::Index>(actors) || actors < 2) return;
  objections.at(key, fmt::format("{} has {} entries but there are {} actors", key, values.size(), actors));
}

Vector for_each_actor(const Vector& values, int actors) {  // empty stays empty
  return values.size() == 1 ? Vector(Vector::Constant(actors, values(0))) : values;
}

Matrix for_each_pair(const Matrix& values, int actors) {
  if (values.size() != 1) return values;
  Matrix all = Matrix::Constant(actors, actors, values(0, 0));
  all.diagonal().setZero();
  return all;
}

std::vector<Actor> actors_of(const Keys& keys) {
  std::vector<Actor> actors;
  const double equal = 1.0 / static_cast<double>(keys.actors.size());
  for (std::size_t i = 0; i < keys.actors.size(); ++i) {
    const auto& a = keys.actors[i];
    actors.push_back({name_of(keys, i), a.endowment.value_or(100), a.share.value_or(equal), a.own_weight});
  }
  return actors;
}

Matrix dependence_of(const Keys& keys) {
  const int n = static_cast<int>(keys.actors.size());
  if (keys.dependence) return *keys.dependence;
  const auto names = names_of(keys);
  std::vector<Dependency> all;
  for (const auto& d : keys.dependencies)
    all.push_back(
        {index_of(names, d.depender), index_of(names, d.dependee), d.dependum, d.weight, d.criticality});
  Vector own(n);
  for (int i = 0; i < n; ++i) own(i) = keys.actors[static_cast<std::size_t>(i)].own_weight;
  return interdependence(n, all, own, keys.denominator);
}

Simulation simulation_of(const Keys& keys, const Parameters& p) {
  Simulation simulation{.scripted = !keys.phases.empty(), .repeat = keys.repeat, .selection = keys.selection};
  int length = 0;
  for (const auto& phase : keys.phases) {
    Vector actions = for_each_actor(phase.actions ? *phase.actions : *phase.deviations, p.count());
    if (phase.deviations) actions += baseline(p);
    simulation.phases.push_back({phase.name, phase.rounds, actions});
    length += phase.rounds;
  }
  simulation.rounds = keys.rounds.value_or(simulation.scripted && !keys.repeat ? length : 50);
  return simulation;
}

}  // namespace

void merge_diagram(Keys& keys, const Diagram& diagram, Objections& objections) {
  if (keys.dependence)
    objections.at("dependence.matrix",
                  "dependence.matrix does not go with a drawing, which says who depends on whom");
  if (!keys.dependencies.empty())
    objections.at("dependencies[1].depender", "[[dependencies]] do not go with a drawing; draw them there");
  const auto written = std::exchange(keys.actors, diagram.actors);
  keys.dependencies = diagram.dependencies;
  keys.notes = diagram.notes;
  const auto names = names_of(keys);
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto at = written[i].name ? index_of(names, *written[i].name) : -1;
    if (at < 0) {
      objections.at(fmt::format("actors[{}].name", i + 1),
                    written[i].name
                        ? fmt::format("actors[{}].name = \"{}\" is no actor of the drawing{}", i + 1,
                                      *written[i].name, description::suggestion(*written[i].name, known))
                        : fmt::format("actors[{}] has no name; name an actor of the drawing", i + 1));
      continue;
    }
    auto& actor = keys.actors[static_cast<std::size_t>(at)];
    if (written[i].endowment) actor.endowment = written[i].endowment;
    if (written[i].share) actor.share = written[i].share;
    actor.own_weight = written[i].own_weight;
  }
}

void check_actors(const Keys& keys, Objections& objections) {
  if (keys.diagram) return;
  if (keys.factorial && keys.actors.empty()) return;  // the experiment brings its own pair
  if (keys.actors.size() < 2)
    objections.at("actors", fmt::format("{} [[actors]] given, at least 2 needed", keys.actors.size()));
  const auto names = names_of(keys);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto first = static_cast<std::size_t>(index_of(names, names[i])); first < i || names[i].empty())
      objections.at(fmt::format("actors[{}].name", i + 1),
                    names[i].empty() ? fmt::format("actors[{}].name is empty", i + 1)
                                     : fmt::format("actors[{}].name = \"{}\" is the name of actors[{}], too",
                                                   i + 1, names[i], first + 1));
  check_shares(keys, objections);
}

void check_dependencies(const Keys& keys, Objections& objections) {
  if (keys.diagram) return;
  if (keys.dependence && !keys.dependencies.empty())
    objections.at("dependence.matrix", "dependence.matrix does not go with [[dependencies]]; keep either");
  if (keys.actors.size() < 2) return;  // that is the fault
  const auto names = names_of(keys);
  for (std::size_t i = 0; i < keys.actors.size(); ++i)
    if (keys.dependence && keys.actors[i].own_weight > 0)
      objections.at(
          fmt::format("actors[{}].own_weight", i + 1),
          fmt::format("actors[{}].own_weight goes with [[dependencies]], not with dependence.matrix", i + 1));
  for (std::size_t k = 0; k < keys.dependencies.size(); ++k) {
    check_names(keys, k, names, objections);
    check_goal(keys, k, objections);
  }
}

void check_trust_shapes(const Keys& keys, Objections& objections) {
  if (keys.diagram) return;
  if (keys.actors.empty()) return;  // that is the fault, or nothing needs them
  check_pairs(keys.initial, "trust.initial", keys.actors.size(), objections);
  check_pairs(keys.initial_damage, "trust.initial_damage", keys.actors.size(), objections);
  check_each(keys.baseline, "trust.baseline", keys.actors.size(), objections);
}

void check_script(const Keys& keys, Objections& objections) {
  if (keys.diagram) return;
  long length = 0;
  for (std::size_t k = 0; k < keys.phases.size(); ++k) {
    const auto& phase = keys.phases[k];
    const auto key = [&](const char* what) { return fmt::format("phases[{}]{}", k + 1, what); };
    if (phase.actions.has_value() == phase.deviations.has_value())
      objections.at(key(""), key(phase.actions ? " has actions and deviations; keep either"
                                               : " needs actions or deviations"));
    if (phase.actions) check_each(*phase.actions, key(".actions"), keys.actors.size(), objections);
    if (phase.deviations) check_each(*phase.deviations, key(".deviations"), keys.actors.size(), objections);
    length += phase.rounds;
  }
  if (keys.phases.empty() && keys.repeat)
    objections.at("simulate.repeat", "simulate.repeat needs [[phases]] that can be repeated");
  if (!keys.phases.empty() && !keys.repeat && keys.rounds && *keys.rounds > length)
    objections.at(
        "simulate.rounds",
        fmt::format("simulate.rounds = {} but the phases last {} rounds; set simulate.repeat = true, or add "
                    "phases",
                    *keys.rounds, length));
}

void check_folds(const Keys& keys, Objections& objections) {
  if (keys.folds.from && keys.folds.to && !(*keys.folds.from < *keys.folds.to))
    objections.at("bound.to", fmt::format("bound.to = {} is not above bound.from = {}", *keys.folds.to,
                                          *keys.folds.from));
  if (keys.folds.axis == Axis::trust && keys.folds.to.value_or(1) > 1)
    objections.at("bound.to", fmt::format("bound.to = {} is above 1, where trust ends", *keys.folds.to));
}

Parameters resolve_keys(const Keys& keys) {
  Parameters p;
  if (keys.factorial && keys.actors.empty()) {  // nothing of a game is described
    p.trust = keys.trust;
    p.factorial = keys.factorial;
    return p;
  }
  p.actors = actors_of(keys);
  p.dependence = dependence_of(keys);
  p.value = keys.value;
  p.trust = keys.trust;
  p.trust.initial = {for_each_pair(keys.initial, p.count()), for_each_pair(keys.initial_damage, p.count())};
  p.trust.baseline = for_each_actor(keys.baseline, p.count());
  p.concept_ = keys.concept_;
  p.folds = keys.folds;
  p.factorial = keys.factorial;
  p.rubric = keys.rubric;
  p.markov = keys.markov;
  p.simulation = simulation_of(keys, p);
  p.notes = keys.notes;
  return p;
}

}  // namespace models::coopetition

// models/coopetition/keys.hpp
// What a description of a coopetition game says, before names are numbers and data files are read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/coopetition/interdependence.hpp"
#include "models/coopetition/parameters.hpp"

namespace models::coopetition {

struct ActorKeys {
  std::optional<std::string> name;
  std::optional<double> endowment, share;
  double own_weight = 0;
};

struct DependencyKeys {
  std::string depender, dependee, dependum;
  double weight = 1;
  std::optional<double> criticality;
};

struct PhaseKeys {
  std::string name;
  int rounds = 1;
  std::optional<Vector> actions, deviations;  ///< one number for all, or one an actor
};

struct Keys {
  std::optional<std::string> diagram;  ///< name of a shipped drawing, or of a file
  std::vector<std::string> notes;      ///< on how that was read
  std::vector<ActorKeys> actors;
  std::vector<DependencyKeys> dependencies;
  std::optional<Matrix> dependence;
  Denominator denominator = Denominator::goals;
  ActionValue value;
  Trust trust;                                   ///< law, reciprocity, gating
  Matrix initial = Matrix::Constant(1, 1, 0.5);  ///< 1 x 1: for all pairs
  Matrix initial_damage = Matrix::Zero(1, 1);
  Vector baseline;  ///< empty: Nash of private payoffs; 1: for all
  Concept concept_ = Concept::coopetitive;
  std::vector<PhaseKeys> phases;
  std::optional<int> rounds;
  bool repeat = false;
  Selection selection = Selection::smallest;
  FoldSearch folds;
  std::optional<Factorial> factorial;
  std::optional<Rubric> rubric;
  Markov markov;
};

}  // namespace models::coopetition

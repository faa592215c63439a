// models/results.hpp
// Answers with their evidence, in the words of the interface: what every family returns and every record
// prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "solvers/core/interval.hpp"
#include "solvers/core/termination.hpp"
#include "solvers/core/verdict.hpp"

namespace models {

/// A number, a truth or a list of numbers under a name of the family's words.
struct Quantity {
  std::string name;
  std::variant<double, bool, std::string, std::vector<double>> value;
};
using Quantities = std::vector<Quantity>;

/// What one player chooses, e.g. player1: sharing 0.1, probing 0.2, deception 0.
struct PlayerStrategy {
  std::string player;
  Quantities choices;
};
using Profile = std::vector<PlayerStrategy>;

/// Strongest first; certificate.level of the records.
enum class CertificateLevel { proved, checked_global, checked_local, residual_only };

/// A strategy that pays its player `gain` more than the profile does.
struct Deviation {
  std::string player;
  Quantities strategy;
  double gain = 0;  ///< unit of payoff; a lower bound where the level is `proved`
};

/// How far from Nash a profile is whose concept is another one.
struct NashDistance {
  solvers::Verdict verdict = solvers::Verdict::undecided;
  double epsilon = 0;  ///< upper bound on the largest regret; infinity where none is known
  std::optional<Deviation> deviation;
};

/// One side of a box that encloses the equilibrium.
struct BoxSide {
  std::string name;  ///< e.g. "player1.sharing"
  solvers::Interval range;
};

/// Evidence about one profile, computed from the model and the profile alone.
struct Certificate {
  solvers::Verdict verdict =
      solvers::Verdict::undecided;  ///< of: the profile is what `claim` says, to the tolerance
  CertificateLevel level = CertificateLevel::residual_only;
  std::string claim;                   ///< in words, naming the concept
  double epsilon = 0;                  ///< upper bound on every regret, unit of payoff
  double relative_epsilon = 0;         ///< epsilon over the payoff range
  Quantities regret;                   ///< by player, unit of payoff
  double residual = 0;                 ///< of the concept's own equation, evaluated afresh
  std::vector<BoxSide> box;            ///< contains exactly one equilibrium where the claim says so
  std::optional<Deviation> deviation;  ///< where refuted: who gains by what
  std::optional<NashDistance> nash;    ///< where the concept is not Nash of the stated payoffs
};

struct Stability {
  double spectral_radius = 0;
  bool stable = false;
  std::string map;  ///< of which dynamics, e.g. "learning (14) with trust (7)"
};

struct Equilibrium {
  Profile profile;
  Quantities payoff;      ///< by player
  Quantities quantities;  ///< anything else worth a column: feasible, reward shares, multipliers
  Certificate certificate;
  std::optional<Stability> stability;
  std::vector<std::pair<std::string, Quantities>> sensitivity;  ///< parameter -> derivative of each choice
  std::vector<std::string> notes;
  bool symmetric = false;  ///< all players choose as the first does: tables show one row
};

/// What a method did; never whether its answer is right.
struct SolverReport {
  std::string method;
  solvers::Termination termination = solvers::Termination::not_started;
  int starts = 0;
  int converged = 0;
  long iterations = 0;
  long evaluations = 0;
  std::uint64_t seed = 1;
  std::string detail;  ///< cycle length, best residual, or what was chosen and why
};

enum class Completeness { all, at_least, unknown };

struct CompletenessReport {
  Completeness claim = Completeness::unknown;
  std::string method;
};

/// What a solver of a family hands over: profiles to be certified by other code.
struct Candidates {
  std::vector<Profile> profiles;
  SolverReport solver;
  CompletenessReport completeness;
  std::vector<std::string> notes;
};

enum class Status { certified, candidate, not_nash, failed, stopped };

/// The answer of `solve` and `certify`.
struct Solution {
  Status status = Status::failed;
  SolverReport solver;
  std::vector<Equilibrium> equilibria;
  std::vector<Equilibrium> rejected;  ///< refuted candidates, each with its profitable deviation
  CompletenessReport completeness;
  std::vector<std::string> notes;
};

/// One threshold or bound with its evidence.
struct Bound {
  std::string quantity;
  double value = 0;
  double lower = 0, upper = 0;  ///< bracket of `value`
  std::string unit;
  CertificateLevel level = CertificateLevel::residual_only;
  bool exists = true;
  std::vector<std::string> conditions;
  Quantities inputs;
  std::string method;
};

struct Bounds {
  Status status = Status::failed;
  std::vector<Bound> bounds;
  std::vector<std::string> notes;
};

struct Series {
  std::string quantity;        ///< e.g. "sharing", "trust"
  std::string entity;          ///< e.g. "player1", "player1->player2"
  std::vector<double> values;  ///< one per step
};

struct Event {
  long step = 0;
  std::string entity, what;
};

struct Invariant {
  std::string name;
  bool holds = false;
  std::string detail;
};

/// One column of a table: numbers, or texts.
struct Column {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::string>> values;
};

/// Rows that are not one a step, such as one an agent's life. Columns are equally long.
struct DataTable {
  std::string name;     ///< kebab-case: it is a word of the command line
  std::string meaning;  ///< what a row is
  std::vector<Column> columns;
};

/// The number of rows.
std::size_t rows(const DataTable&);

struct Trajectory {
  Status status = Status::failed;
  solvers::Termination termination = solvers::Termination::not_started;
  std::vector<long> steps;
  std::vector<Series> series;
  std::vector<DataTable> tables;
  Quantities summary;
  std::vector<Event> events;
  std::vector<Invariant> invariants;
  std::vector<std::string> notes;
};

/// A mean over simulations that differ in their seed.
struct Estimate {
  std::string name;
  double mean = 0;
  std::optional<double> standard_error;  ///< of the mean; none of a single run
  std::size_t runs = 0;                  ///< that have the quantity
};

/// What several seeds of one simulation say together.
struct Pooled {
  std::vector<Estimate> estimates;
  std::vector<DataTable> tables;
  std::vector<std::string> notes;
};

/// One finding of `check`.
struct CheckItem {
  std::string name;
  bool holds = false;
  std::string detail;
};

struct CheckReport {
  std::vector<CheckItem> items;
  std::vector<std::string> notes;
};

}  // namespace models

// models/family.hpp
// What a family of games offers. The program knows families only through this header.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/description/document.hpp"
#include "models/results.hpp"
#include "solvers/core/stop.hpp"

namespace models {

namespace description {
class Faults;
class Schema;
class Table;
}  // namespace description

/// How to work; what to work on is in the model.
struct RunOptions {
  double tolerance = 1e-9;            ///< of regret: over the payoff range, and the same absolutely
  double residual_tolerance = 1e-12;  ///< of the concept's own equation
  int max_iterations = 0;             ///< 0: the method's own default
  std::string method = "auto";
  int starts = 0;  ///< 0: the method's own default
  std::uint64_t seed = 1;
  int threads = 1;  ///< that a method may use by itself; no result depends on it
  /// Equilibria of a neighbouring model, to begin from; empty: the method's own starts. They may save work,
  /// never decide what is certified. A method that has no use for them ignores them.
  std::vector<Profile> near{};
  solvers::Stop stop{};
};

struct Figure;

/// A request that cannot fit in memory, refused before anything is allocated; exit code 3.
struct TooLarge : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A verb that the family or the concept does not offer, with what it offers instead; exit code 3.
struct NotOffered : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One described game: a family's parameters, read and checked. Immutable, so threads may share it.
class Model {
 public:
  virtual ~Model() = default;

  /// Gradient self-test and domain analysis; solves nothing.
  virtual CheckReport check() const = 0;

  /// Profiles that may be equilibria, with what the method says of itself.
  /// Throws std::invalid_argument for an unknown method (the message lists those that exist), TooLarge.
  virtual Candidates solve(const RunOptions&) const;

  /// Judge one profile by code that did not find it. Refuted is an answer: see certificate.verdict.
  /// Throws std::invalid_argument for a profile with missing, unknown or infeasible entries.
  virtual Equilibrium certify(const Profile&, const RunOptions&) const;

  virtual Trajectory simulate(const RunOptions&) const;

  /// How many seeds of the simulation the description asks for, where --seeds does not say.
  virtual int seeds() const;
  /// The tables that `simulate` and `pool` write beside series and summary.
  virtual std::vector<std::string> tables() const;
  /// What trajectories of this model under several seeds say together: by default the mean and the standard
  /// error of every number of their summaries, see pooling.hpp.
  virtual Pooled pool(const std::vector<const Trajectory*>&) const;

  virtual Bounds bound(const RunOptions&) const;

  /// Pictures of the game that no record holds, such as a map of best responses; see figures.hpp.
  virtual std::vector<Figure> figures(const RunOptions&) const;
};

/// A family: its words, and how a checked table becomes a model.
struct Family {
  std::string name;                   ///< as descriptions say it, e.g. "digital-twin"
  std::string title;                  ///< one line for `entente models`
  std::string source;                 ///< citation
  std::vector<std::string> verbs;     ///< offered beyond check, show, models: "solve", "certify", ...
  const description::Schema* schema;  ///< the one source of keys, units, ranges, defaults
  /// `data` gives the text of a data file that a key names, or nothing. Data that are wrong go to `faults`,
  /// located at the value that names them; the model may then be null.
  std::unique_ptr<Model> (*build)(const description::Table& resolved, const description::TextReader& data,
                                  description::Faults& faults);
};

/// Candidates judged one by one: refuted ones move to `rejected`, and the status follows from the rest.
/// This is the only way from a solver to a record.
Solution certified(const Model&, const Candidates&, const RunOptions&);

/// The verdict on one profile from elsewhere, as `certify` prints it.
Solution judged(const Model&, const Profile&, const RunOptions&);

std::string_view name(Status);            ///< "certified", "not-nash", ...
std::string_view name(CertificateLevel);  ///< "proved", "checked-global", ...
std::string_view name(Completeness);      ///< "all", "at-least", "unknown"

}  // namespace models

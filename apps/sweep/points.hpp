// apps/sweep/points.hpp
// One point of a sweep: the description with its overrides, solved, judged and made into rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/tidy_table.hpp"
#include "apps/sweep/plan.hpp"

namespace apps::sweep {

/// What is kept of a finished point.
struct PointResult {
  models::Status status = models::Status::failed;
  bool certified = false;  ///< every answer listed is
  TidyTable rows;          ///< for csv and human
  std::string line;        ///< for json and jsonl: one record on one line
};

/// What solving a point gave, judged.
class PointAnswer {
 public:
  PointAnswer(OpenModel model, models::Solution solution)
      : model_(std::move(model)), solution_(std::move(solution)) {}
  explicit PointAnswer(std::string why) : why_(std::move(why)) {}

  bool is_failure() const { return !why_.empty(); }  ///< parameters that do not fit, or a method that throws
  const std::string& why() const { return why_; }
  const OpenModel& model() const { return model_; }
  const models::Solution& solution() const { return solution_; }
  const std::vector<models::Equilibrium>& equilibria() const { return solution_.equilibria; }
  bool is_certified() const;  ///< there are answers, and each is certified
  bool is_complete() const { return solution_.completeness.claim == models::Completeness::all; }
  void add(models::Equilibrium one) { solution_.equilibria.push_back(std::move(one)); }

 private:
  OpenModel model_;
  models::Solution solution_;
  std::string why_;
};

/// From what a point was solved that its row leads to.
enum class Start {
  anchor,     ///< from scratch, for it has no neighbour
  neighbor,   ///< from the equilibria of its neighbour
  scratch,    ///< from scratch, since an equilibrium was lost on the way
  checked,    ///< from its neighbour, and from scratch with the same equilibria
  corrected,  ///< from its neighbour, then from scratch with some that following had missed
};

std::string_view name(Start);

/// What a point that continuation came to says of its start; nothing where it says nothing.
std::optional<std::string> start_of(const PointResult&);

/// How continuation came to a point: what `start`, `branch` and `branch_event` say.
struct Continued {
  struct OnBranch {
    int number = 0;
    bool begins = false, ends = false;
  };
  Start start = Start::anchor;
  std::vector<OnBranch> branches;  ///< of the equilibria, in their order
};

/// Solves points of one plan over one description. Safe to call from several threads.
class PointSolver {
 public:
  PointSolver(const Arguments&, const models::Document&, const Plan&, const solvers::Stop&);

  /// Reads the point's model, without solving. Throws models::description::DescriptionError.
  void probe(std::size_t index) const;

  /// Nothing where the stop came before an answer. A point whose parameters do not fit together, or whose
  /// method throws, is a row with status `failed` and the reason.
  std::optional<PointResult> solve(std::size_t index) const;

  /// The two halves of it: the answer, from the equilibria of a neighbour where some are given, and what is
  /// kept of it.
  std::optional<PointAnswer> find(std::size_t index, std::vector<models::Profile> near) const;
  PointResult result(std::size_t index, const PointAnswer&, const Continued* how = nullptr) const;

 private:
  OpenModel open(std::size_t index) const;
  PointAnswer answer(OpenModel, std::vector<models::Profile> near) const;
  PointResult failure(std::size_t index, const std::string& why) const;

  const Arguments& arguments_;
  const models::Document& document_;
  const Plan& plan_;
  solvers::Stop stop_;
};

}  // namespace apps::sweep

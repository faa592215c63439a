// apps/sweep/points.hpp
// One point of a sweep: the description with its overrides, solved, judged and made into rows.
#pragma once

#include <optional>
#include <string>
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

/// Solves points of one plan over one description. Safe to call from several threads.
class PointSolver {
 public:
  PointSolver(const Arguments&, const models::Document&, const Plan&, const solvers::Stop&);

  /// Reads the point's model, without solving. Throws models::description::DescriptionError.
  void probe(std::size_t index) const;

  /// Nothing where the stop came before an answer. A point whose parameters do not fit together, or whose
  /// method throws, is a row with status `failed` and the reason.
  std::optional<PointResult> solve(std::size_t index) const;

 private:
  OpenModel open(std::size_t index) const;
  PointResult answer(std::size_t index, const OpenModel&) const;
  PointResult failure(std::size_t index, const std::string& why) const;

  const Arguments& arguments_;
  const models::Document& document_;
  const Plan& plan_;
  solvers::Stop stop_;
};

}  // namespace apps::sweep

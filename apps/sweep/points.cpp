#include "apps/sweep/points.hpp"

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/run.hpp"
#include "solvers/core/random.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

/// The place of the point, in every row and record.
TidyRow leading_cells(std::size_t index, const std::vector<models::Override>& point) {
  TidyRow row;
  row.set("point", std::to_string(index + 1));
  for (const auto& [key, value] : point) row.set(key, value);
  return row;
}

Json point_json(std::size_t index, const std::vector<models::Override>& point) {
  Json values = Json::object();
  for (const auto& [key, value] : point) {
    const auto number = Json::parse(value, nullptr, false);
    values[key] = number.is_number() ? number : Json(value);
  }
  return {{"index", index + 1}, {"values", values}};
}

/// The stream of a point hangs on its parameters, not on its number: a larger grid renumbers nothing.
std::uint64_t point_seed(std::uint64_t seed, const OpenModel& model) {
  return solvers::mix(seed ^ solvers::hash_of(model.sha256.data(), model.sha256.size()));
}

}  // namespace

PointSolver::PointSolver(const Arguments& arguments, const models::Document& document, const Plan& plan,
                         const solvers::Stop& stop)
    : arguments_(arguments), document_(document), plan_(plan), stop_(stop) {}

OpenModel PointSolver::open(std::size_t index) const {
  auto options = read_options(arguments_);
  for (auto& override : plan_.point(index)) options.overrides.push_back(std::move(override));
  OpenModel model;
  model.document.name = document_.name;
  model.loaded = models::read_model(document_, options);
  model.sha256 = fingerprint(model.loaded);
  return model;
}

void PointSolver::probe(std::size_t index) const { open(index); }

std::optional<PointResult> PointSolver::solve(std::size_t index) const {
  try {
    auto result = answer(index, open(index));
    if (result.status == models::Status::stopped || (!result.certified && stop_.requested()))
      return std::nullopt;
    return result;
  } catch (const std::exception& error) {
    return failure(index, error.what());
  }
}

PointResult PointSolver::answer(std::size_t index, const OpenModel& model) const {
  auto options = run_options(arguments_, model.loaded, stop_);
  options.threads = 1;  // the points are what threads share
  options.seed = point_seed(model.loaded.seed, model);
  auto solution = models::certified(*model.loaded.model, model.loaded.model->solve(options), options);
  solution.solver.seed = model.loaded.seed;
  PointResult result{.status = solution.status, .certified = exit_code(solution) == ExitCode::done};
  const auto point = plan_.point(index);
  if (holds_rows(arguments_.format)) {
    result.rows = tidy(solution, leading_cells(index, point));
  } else {
    auto json = record(model, solution);
    json["point"] = point_json(index, point);
    json["provenance"] = lasting_provenance();
    result.line = to_one_line(json);
  }
  return result;
}

PointResult PointSolver::failure(std::size_t index, const std::string& why) const {
  PointResult result;
  const auto point = plan_.point(index);
  if (holds_rows(arguments_.format)) {
    auto row = leading_cells(index, point);
    row.set("status", std::string(name(result.status)));
    row.set("note", why);
    append(result.rows, row);
  } else {
    result.line = to_one_line({{"schema", "entente-result/1"},
                               {"status", name(result.status)},
                               {"point", point_json(index, point)},
                               {"notes", {why}}});
  }
  return result;
}

}  // namespace apps::sweep

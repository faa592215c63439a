#include "apps/sweep/points.hpp"

#include <algorithm>
#include <string_view>

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

std::string event_of(const Continued::OnBranch& branch) {
  return branch.begins && branch.ends ? "begins and ends"
         : branch.begins              ? "begins"
         : branch.ends                ? "ends"
                                      : "";
}

/// Columns `start`, `branch` and `branch_event` of a point's rows.
void add_cells(TidyTable& table, const Continued& how) {
  const auto at = std::find(table.columns.begin(), table.columns.end(), "equilibrium");
  const auto column = static_cast<std::size_t>(at - table.columns.begin());
  for (const auto* name : {"start", "branch", "branch_event"}) table.columns.push_back(name);
  for (auto& row : table.rows) {
    const std::size_t number = column < row.size() && !row[column].empty() ? std::stoul(row[column]) : 0;
    const bool known = number > 0 && number <= how.branches.size();
    row.resize(table.columns.size());
    auto cell = row.end() - 3;
    *cell++ = name(how.start);
    if (known) *cell++ = std::to_string(how.branches[number - 1].number);
    if (known) *cell++ = event_of(how.branches[number - 1]);
  }
}

Json to_json(const Continued& how) {
  Json branches = Json::array();
  for (const auto& branch : how.branches)
    branches.push_back({{"branch", branch.number}, {"begins", branch.begins}, {"ends", branch.ends}});
  return {{"start", name(how.start)}, {"branches", branches}};
}

}  // namespace

std::string_view name(Start start) {
  constexpr std::string_view names[] = {"anchor", "neighbor", "scratch", "checked", "corrected"};
  return names[static_cast<std::size_t>(start)];
}

std::optional<std::string> start_of(const PointResult& result) {
  if (!result.line.empty()) {
    const auto json = Json::parse(result.line);
    return json.contains("continuation") ? std::optional<std::string>(json["continuation"]["start"])
                                         : std::nullopt;
  }
  const auto& columns = result.rows.columns;
  const auto at =
      static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "start") - columns.begin());
  if (at == columns.size() || result.rows.rows.empty()) return std::nullopt;
  return result.rows.rows.front()[at];
}

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

bool PointAnswer::is_certified() const { return !is_failure() && exit_code(solution_) == ExitCode::done; }

std::optional<PointResult> PointSolver::solve(std::size_t index) const {
  const auto answer = find(index, {});
  return answer ? std::optional(result(index, *answer)) : std::nullopt;
}

std::optional<PointAnswer> PointSolver::find(std::size_t index, std::vector<models::Profile> near) const {
  try {
    auto found = answer(open(index), std::move(near));
    if (found.solution().status == models::Status::stopped || (!found.is_certified() && stop_.requested()))
      return std::nullopt;
    return found;
  } catch (const std::exception& error) {
    return PointAnswer(error.what());
  }
}

PointAnswer PointSolver::answer(OpenModel model, std::vector<models::Profile> near) const {
  auto options = run_options(arguments_, model.loaded, stop_);
  options.threads = 1;  // the points are what threads share
  options.seed = point_seed(model.loaded.seed, model);
  options.near = std::move(near);
  auto solution = models::certified(*model.loaded.model, model.loaded.model->solve(options), options);
  solution.solver.seed = model.loaded.seed;
  return {std::move(model), std::move(solution)};
}

PointResult PointSolver::result(std::size_t index, const PointAnswer& answer, const Continued* how) const {
  auto result = answer.is_failure() ? failure(index, answer.why()) : PointResult{};
  const auto point = plan_.point(index);
  if (!answer.is_failure()) {
    result.status = answer.solution().status;
    result.certified = answer.is_certified();
  }
  if (holds_rows(arguments_.format)) {
    if (!answer.is_failure()) result.rows = tidy(answer.solution(), leading_cells(index, point));
    if (how) add_cells(result.rows, *how);
  } else if (!answer.is_failure()) {
    auto json = record(answer.model(), answer.solution());
    json["point"] = point_json(index, point);
    if (how) json["continuation"] = to_json(*how);
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

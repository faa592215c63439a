#include "apps/common/records_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/run.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

Json deviation_json(const models::Deviation& deviation) {
  return {{"player", deviation.player}, {"strategy", to_json(deviation.strategy)}, {"gain", deviation.gain}};
}

Json nash_json(const models::NashDistance& nash) {
  Json json{{"verdict", name(nash.verdict)}, {"epsilon", nash.epsilon}};
  if (nash.deviation) json["deviation"] = deviation_json(*nash.deviation);
  return json;
}

Json certificate_json(const models::Certificate& certificate) {
  Json box = Json::array();
  for (const auto& side : certificate.box)
    box.push_back({{"name", side.name}, {"lower", side.range.lower}, {"upper", side.range.upper}});
  Json json{{"verdict", name(certificate.verdict)},
            {"level", name(certificate.level)},
            {"claim", certificate.claim},
            {"epsilon", certificate.epsilon},
            {"relative_epsilon", certificate.relative_epsilon},
            {"regret", to_json(certificate.regret)},
            {"residual", certificate.residual},
            {"box", box}};
  if (certificate.deviation) json["deviation"] = deviation_json(*certificate.deviation);
  if (certificate.nash) json["nash"] = nash_json(*certificate.nash);
  return json;
}

Json sensitivity_json(const models::Equilibrium& equilibrium) {
  Json json = Json::object();
  for (const auto& [parameter, derivatives] : equilibrium.sensitivity) json[parameter] = to_json(derivatives);
  return json;
}

Json equilibrium_json(const models::Equilibrium& equilibrium) {
  Json json{{"profile", to_json(equilibrium.profile)},
            {"payoff", to_json(equilibrium.payoff)},
            {"certificate", certificate_json(equilibrium.certificate)}};
  if (equilibrium.symmetric) json["symmetric"] = true;
  if (!equilibrium.quantities.empty()) json["quantities"] = to_json(equilibrium.quantities);
  if (equilibrium.stability)
    json["stability"] = {{"spectral_radius", equilibrium.stability->spectral_radius},
                         {"stable", equilibrium.stability->stable},
                         {"map", equilibrium.stability->map}};
  if (!equilibrium.sensitivity.empty()) json["sensitivity"] = sensitivity_json(equilibrium);
  if (!equilibrium.notes.empty()) json["notes"] = equilibrium.notes;
  return json;
}

Json equilibria_json(const std::vector<models::Equilibrium>& equilibria) {
  Json list = Json::array();
  for (const auto& equilibrium : equilibria) list.push_back(equilibrium_json(equilibrium));
  return list;
}

Json solver_json(const models::SolverReport& solver) {
  Json json{{"method", solver.method},
            {"termination", name(solver.termination)},
            {"starts", solver.starts},
            {"converged", solver.converged},
            {"iterations", solver.iterations},
            {"evaluations", solver.evaluations},
            {"seed", solver.seed}};
  if (!solver.detail.empty()) json["detail"] = solver.detail;
  return json;
}

/// What does not exist has no value, whatever number a family leaves there.
Json bound_json(const models::Bound& bound) {
  const auto number = [&](double x) { return bound.exists ? Json(x) : Json(nullptr); };
  return {{"quantity", bound.quantity},
          {"value", number(bound.value)},
          {"lower", number(bound.lower)},
          {"upper", number(bound.upper)},
          {"unit", bound.unit},
          {"level", name(bound.level)},
          {"exists", bound.exists},
          {"conditions", bound.conditions},
          {"inputs", to_json(bound.inputs)},
          {"method", bound.method}};
}

/// Invariants and findings share their shape.
template <typename Item>
Json findings_json(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const auto& item : items)
    list.push_back({{"name", item.name}, {"holds", item.holds}, {"detail", item.detail}});
  return list;
}

Json cell_json(const models::Column& column, std::size_t row) {
  return std::visit([row](const auto& values) { return Json(values[row]); }, column.values);
}

Json tables_json(const std::vector<models::DataTable>& tables) {
  Json list = Json::array();
  for (const auto& table : tables) {
    Json columns = Json::array(), all_rows = Json::array();
    for (const auto& column : table.columns) columns.push_back(column.name);
    for (std::size_t i = 0; i < rows(table); ++i) {
      Json row = Json::array();
      for (const auto& column : table.columns) row.push_back(cell_json(column, i));
      all_rows.push_back(std::move(row));
    }
    list.push_back(
        {{"name", table.name}, {"meaning", table.meaning}, {"columns", columns}, {"rows", all_rows}});
  }
  return list;
}

/// What a trajectory says apart from its series, its status and who made it.
Json trajectory_body(const models::Trajectory& trajectory) {
  Json events = Json::array();
  for (const auto& event : trajectory.events)
    events.push_back({{"step", event.step}, {"entity", event.entity}, {"what", event.what}});
  Json json{{"steps", trajectory.steps}, {"summary", to_json(trajectory.summary)}, {"events", events}};
  if (!trajectory.tables.empty()) json["tables"] = tables_json(trajectory.tables);
  json["invariants"] = findings_json(trajectory.invariants);
  json["notes"] = trajectory.notes;
  return json;
}

}  // namespace

Json model_json(const OpenModel& model) {
  return {{"name", model.document.name},
          {"family", model.loaded.family->name},
          {"title", model.loaded.title},
          {"sha256", model.sha256},
          {"parameters", to_json(model.loaded.resolved)}};
}

Json record(const OpenModel& model, const models::Solution& solution) {
  return {{"schema", "entente-result/1"},
          {"status", name(solution.status)},
          {"model", model_json(model)},
          {"solver", solver_json(solution.solver)},
          {"equilibria", equilibria_json(solution.equilibria)},
          {"rejected", equilibria_json(solution.rejected)},
          {"completeness",
           {{"claim", name(solution.completeness.claim)}, {"method", solution.completeness.method}}},
          {"notes", solution.notes}};
}

Json record(const OpenModel& model, const models::Bounds& bounds) {
  Json list = Json::array();
  for (const auto& bound : bounds.bounds) list.push_back(bound_json(bound));
  return {{"schema", "entente-bounds/1"},
          {"status", name(bounds.status)},
          {"model", model_json(model)},
          {"bounds", list},
          {"notes", bounds.notes}};
}

Json record(const OpenModel& model, const models::CheckReport& report) {
  return {{"schema", "entente-check/1"},
          {"status", exit_code(report) == ExitCode::done ? "holds" : "fails"},
          {"model", model_json(model)},
          {"items", findings_json(report.items)},
          {"notes", report.notes}};
}

Json record_without_series(const OpenModel& model, const models::Trajectory& trajectory) {
  Json json{{"schema", "entente-trajectory/1"},
            {"status", name(trajectory.status)},
            {"model", model_json(model)},
            {"solver", {{"termination", name(trajectory.termination)}, {"seed", model.loaded.seed}}}};
  json.update(trajectory_body(trajectory));
  return json;
}

Json run_without_series(const OpenModel& model, const models::Trajectory& trajectory) {
  Json json{{"seed", model.loaded.seed},
            {"model_sha256", model.sha256},
            {"status", name(trajectory.status)},
            {"termination", name(trajectory.termination)}};
  json.update(trajectory_body(trajectory));
  return json;
}

Json pooled_json(const models::Pooled& pooled) {
  Json estimates = Json::array();
  for (const auto& estimate : pooled.estimates)
    estimates.push_back(
        {{"name", estimate.name},
         {"mean", estimate.mean},
         {"standard_error", estimate.standard_error ? Json(*estimate.standard_error) : Json()},
         {"runs", estimate.runs}});
  return {{"estimates", estimates}, {"tables", tables_json(pooled.tables)}, {"notes", pooled.notes}};
}

Json series_json(const models::Series& series) {
  return {{"quantity", series.quantity}, {"entity", series.entity}, {"values", series.values}};
}

}  // namespace apps

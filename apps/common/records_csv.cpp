#include "apps/common/records_csv.hpp"

#include <fmt/format.h>

#include "apps/common/numbers.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

using models::Equilibrium;

void set_named(TidyRow& row, std::string column, const models::Quantities& by_player,
               const std::string& player) {
  for (const auto& quantity : by_player)
    if (quantity.name == player) return row.set(std::move(column), cell_text(quantity));
  row.set(std::move(column), std::string());
}

void set_evidence(TidyRow& row, const models::Certificate& certificate) {
  row.set("verdict", std::string(name(certificate.verdict)));
  row.set("level", std::string(name(certificate.level)));
  row.set("epsilon", certificate.epsilon);
  row.set("residual", certificate.residual);
  if (certificate.nash) {
    row.set("nash_verdict", std::string(name(certificate.nash->verdict)));
    row.set("nash_epsilon", certificate.nash->epsilon);
  }
  if (certificate.deviation) {
    row.set("deviation_player", certificate.deviation->player);
    row.set("deviation_gain", certificate.deviation->gain);
  }
}

void append(TidyTable& table, TidyRow row, std::size_t number, const Equilibrium& equilibrium) {
  row.set("equilibrium", std::to_string(number));
  const auto rows = equilibrium.symmetric ? std::min<std::size_t>(1, equilibrium.profile.size())
                                          : equilibrium.profile.size();
  for (std::size_t i = 0; i < rows; ++i) {
    const auto& [player, choices] = equilibrium.profile[i];
    TidyRow line = row;
    line.set("player", player);
    line.set(choices);
    set_named(line, "payoff", equilibrium.payoff, player);
    set_named(line, "regret", equilibrium.certificate.regret, player);
    set_evidence(line, equilibrium.certificate);
    line.set(equilibrium.quantities);
    apps::append(table, line);
  }
}

}  // namespace

TidyTable tidy(const models::Solution& solution, const TidyRow& leading) {
  TidyTable table;
  TidyRow row = leading;
  row.set("status", std::string(name(solution.status)));
  row.set("termination", std::string(name(solution.solver.termination)));
  const auto& listed = solution.equilibria.empty() ? solution.rejected : solution.equilibria;
  for (std::size_t i = 0; i < listed.size(); ++i) append(table, row, i + 1, listed[i]);
  if (listed.empty()) append(table, row);
  return table;
}

TidyTable tidy(const models::Bounds& bounds, const TidyRow& leading) {
  TidyTable table;
  for (const auto& bound : bounds.bounds) {
    TidyRow row = leading;
    row.set("quantity", bound.quantity);
    row.set("value", bound.value);
    row.set("lower", bound.lower);
    row.set("upper", bound.upper);
    row.set("unit", bound.unit);
    row.set("level", std::string(name(bound.level)));
    row.set("exists", bound.exists ? "true" : "false");
    row.set("method", bound.method);
    row.set("conditions", fmt::format("{}", fmt::join(bound.conditions, "; ")));
    row.set(bound.inputs, "input.");
    append(table, row);
  }
  if (bounds.bounds.empty())
    table.columns = {"quantity", "value", "lower", "upper", "unit", "level", "exists"};
  return table;
}

TidyTable tidy(const models::CheckReport& report, const TidyRow& leading) {
  TidyTable table;
  for (const auto& item : report.items) {
    TidyRow row = leading;
    row.set("name", item.name);
    row.set("holds", item.holds ? "true" : "false");
    row.set("detail", item.detail);
    append(table, row);
  }
  if (report.items.empty()) table.columns = {"name", "holds", "detail"};
  return table;
}

void write_csv(TextSink& sink, const models::Trajectory& trajectory, const std::string& model,
               bool with_header) {
  const std::string lead = model.empty() ? "" : csv_cell(model) + ",";
  if (with_header)
    sink.write(model.empty() ? "step,entity,quantity,value\n" : "model,step,entity,quantity,value\n");
  for (const auto& series : trajectory.series) {
    const auto middle = "," + csv_cell(series.entity) + "," + csv_cell(series.quantity) + ",";
    for (std::size_t t = 0; t < series.values.size() && t < trajectory.steps.size(); ++t)
      sink.write(fmt::format("{}{}{}{}\n", lead, trajectory.steps[t], middle, cell_text(series.values[t])));
  }
}

}  // namespace apps

#include "apps/common/records_csv.hpp"

#include <limits>
#include <utility>

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
    TidyRow line;
    line.reserve(row.cells().size() + 24);
    line = row;
    line.set("player", player);
    line.set(choices);
    set_named(line, "payoff", equilibrium.payoff, player);
    set_named(line, "regret", equilibrium.certificate.regret, player);
    set_evidence(line, equilibrium.certificate);
    line.set(equilibrium.quantities);
    apps::append(table, std::move(line));
  }
}

std::string leading_names(const TidyRow& leading) {
  std::string text;
  for (const auto& [column, cell] : leading.cells()) text += csv_cell(column) + ",";
  return text;
}

std::string leading_text(const TidyRow& leading) {
  std::string text;
  for (const auto& [column, cell] : leading.cells()) text += csv_cell(cell) + ",";
  return text;
}

struct ColumnCell {
  std::size_t row;
  std::string operator()(const std::vector<double>& numbers) const { return cell_text(numbers[row]); }
  std::string operator()(const std::vector<std::string>& texts) const { return csv_cell(texts[row]); }
};

std::string column_cell(const models::Column& column, std::size_t row) {
  return std::visit(ColumnCell{row}, column.values);
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
    const auto number = [&](double x) { return bound.exists ? x : std::numeric_limits<double>::quiet_NaN(); };
    row.set("value", number(bound.value));  // empty where there is none
    row.set("lower", number(bound.lower));
    row.set("upper", number(bound.upper));
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

models::DataTable summary_table(const models::Trajectory& trajectory) {
  std::vector<std::string> names, values;
  for (const auto& quantity : trajectory.summary) {
    names.push_back(quantity.name);
    values.push_back(cell_text(quantity));
  }
  return {"summary", "a quantity of the whole run", {{"quantity", names}, {"value", values}}};
}

models::DataTable estimates_table(const models::Pooled& pooled) {
  std::vector<std::string> names;
  std::vector<double> means, errors, runs;
  for (const auto& estimate : pooled.estimates) {
    names.push_back(estimate.name);
    means.push_back(estimate.mean);
    errors.push_back(estimate.standard_error.value_or(std::numeric_limits<double>::quiet_NaN()));
    runs.push_back(static_cast<double>(estimate.runs));
  }
  return {"pooled",
          "a quantity over the seeds",
          {{"quantity", names}, {"mean", means}, {"standard_error", errors}, {"runs", runs}}};
}

void write_csv(TextSink& sink, const models::DataTable& table, const TidyRow& leading, bool with_header) {
  if (with_header) {
    auto names = leading_names(leading);
    for (const auto& column : table.columns) names += csv_cell(column.name) + ",";
    names.back() = '\n';
    sink.write(names);
  }
  const auto lead = leading_text(leading);
  for (std::size_t i = 0; i < rows(table); ++i) {
    auto line = lead;
    for (const auto& column : table.columns) line += column_cell(column, i) + ",";
    line.back() = '\n';
    sink.write(line);
  }
}

void write_csv(TextSink& sink, const models::Trajectory& trajectory, const TidyRow& leading,
               bool with_header) {
  const auto lead = leading_text(leading);
  if (with_header) sink.write(leading_names(leading) + "step,entity,quantity,value\n");
  for (const auto& series : trajectory.series) {
    const auto middle = "," + csv_cell(series.entity) + "," + csv_cell(series.quantity) + ",";
    for (std::size_t t = 0; t < series.values.size() && t < trajectory.steps.size(); ++t)
      sink.write(fmt::format("{}{}{}{}\n", lead, trajectory.steps[t], middle, cell_text(series.values[t])));
  }
}

}  // namespace apps

// Bounds, checks and trajectories for people; equilibria are in records_human.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "apps/common/human_parts.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/table.hpp"

namespace apps {
namespace {

std::string bound_text(const models::Bound& bound, const HumanOptions& options) {
  const auto& style = options.style;
  std::string text = fmt::format("  {} ", style(Tone::heading, bound.quantity));
  if (bound.exists) {
    text += fmt::format("= {}{} in [{}, {}]", number_text(bound.value, options.digits),
                        bound.unit == "1" ? "" : " " + bound.unit, bound.lower, bound.upper);
  } else {
    text += "does not exist";
  }
  text += fmt::format("  [{}]\n", name(bound.level));
  if (!bound.method.empty()) text += fmt::format("    by {}\n", bound.method);
  if (!bound.inputs.empty()) text += fmt::format("    for {}\n", listed(bound.inputs, options.digits));
  if (!bound.conditions.empty()) text += fmt::format("    where {}\n", fmt::join(bound.conditions, "; "));
  return text;
}

template <typename Item>
std::string findings_text(const std::vector<Item>& items, const Style& style) {
  std::string text;
  for (const auto& item : items)
    text += fmt::format("  {} {}{}\n", item.holds ? style(Tone::good, "holds") : style(Tone::bad, "FAILS"),
                        item.name, item.detail.empty() ? "" : ": " + item.detail);
  return text;
}

/// First and last value of each series.
std::string series_table(const models::Trajectory& trajectory, int digits) {
  if (trajectory.steps.empty()) return "";
  std::vector<std::vector<std::string>> rows{{"quantity", "entity",
                                              fmt::format("step {}", trajectory.steps.front()),
                                              fmt::format("step {}", trajectory.steps.back())}};
  for (std::size_t i = 0; i < std::min(most_rows, trajectory.series.size()); ++i) {
    const auto& series = trajectory.series[i];
    if (series.values.empty()) continue;
    rows.push_back({series.quantity, series.entity, number_text(series.values.front(), digits),
                    number_text(series.values.back(), digits)});
  }
  return aligned(rows, 2) + more_text(trajectory.series.size(), "series", 2);
}

std::string tables_text(const std::vector<models::DataTable>& tables) {
  std::string text;
  for (const auto& table : tables)
    text += fmt::format("  table {}: {} rows, each {}; --format csv --table {} prints it\n", table.name,
                        rows(table), table.meaning, table.name);
  return text;
}

}  // namespace

std::string to_human(const OpenModel& model, const models::Bounds& bounds, const HumanOptions& options) {
  std::string text = heading(model, options.style) + "status: " + badge(bounds.status, options.style) + "\n";
  for (const auto& bound : bounds.bounds) text += bound_text(bound, options);
  return text + notes_text(bounds.notes, 0);
}

std::string to_human(const OpenModel& model, const models::CheckReport& report, const HumanOptions& options) {
  return heading(model, options.style) + findings_text(report.items, options.style) +
         notes_text(report.notes, 0);
}

std::string to_human(const OpenModel& model, const models::Trajectory& trajectory,
                     const HumanOptions& options) {
  std::string text =
      heading(model, options.style) + "status: " + badge(trajectory.status, options.style) + "\n";
  text += fmt::format("{} steps, {}, seed {}\n", trajectory.steps.size(), name(trajectory.termination),
                      model.loaded.seed);
  text += series_table(trajectory, options.digits);
  for (const auto& quantity : trajectory.summary)
    text += fmt::format("  {}: {}\n", quantity.name, quantity_text(quantity, options.digits));
  if (!trajectory.events.empty()) text += fmt::format("  {} events\n", trajectory.events.size());
  text += tables_text(trajectory.tables);
  return text + findings_text(trajectory.invariants, options.style) + notes_text(trajectory.notes, 0);
}

std::string to_human(const models::Pooled& pooled, const HumanOptions& options) {
  std::vector<std::vector<std::string>> lines{{"quantity", "mean", "standard error", "runs"}};
  for (const auto& estimate : pooled.estimates)
    lines.push_back({estimate.name, number_text(estimate.mean, options.digits),
                     estimate.standard_error ? number_text(*estimate.standard_error, options.digits) : "-",
                     std::to_string(estimate.runs)});
  return (pooled.estimates.empty() ? "" : aligned(lines, 2)) + tables_text(pooled.tables) +
         notes_text(pooled.notes, 0);
}

}  // namespace apps

// Equilibria with their certificates.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/result_figures.hpp"
#include "apps/report/section.hpp"

namespace apps::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 200;  // of a table; the data have all
constexpr std::size_t most_derivatives = 20;

/// Names of choices in the order of their first appearance among the equilibria.
std::vector<std::string> choice_names(const Json& equilibria) {
  std::vector<std::string> names;
  for (const auto& equilibrium : equilibria) {
    for (const auto& [player, choices] : equilibrium.at("profile").items())
      for (const auto& [choice, value] : choices.items())
        if (std::find(names.begin(), names.end(), choice) == names.end()) names.push_back(choice);
    if (names.size() > 40) break;
  }
  return names;
}

std::string stability_html(const Json& equilibrium) {
  if (!equilibrium.contains("stability")) return "";
  const auto& stability = equilibrium.at("stability");
  const bool stable = stability.at("stable").get<bool>();
  return fmt::format(
      " {} <span class=\"note\">spectral radius {} of {}</span>", badge_of(stable ? "stable" : "unstable"),
      number_cell(number_or_nan(stability.at("spectral_radius"))).html, escaped(text_at(stability, "map")));
}

std::string deviation_html(const Json& deviation) {
  return fmt::format("{} gains {} by {}", escaped(text_at(deviation, "player")),
                     number_cell(number_or_nan(deviation.at("gain"))).html,
                     cell_of(deviation.at("strategy")).html);
}

/// Level, claim and numbers of a certificate; where refuted, who gains by what.
std::string certificate_html(const Json& equilibrium) {
  const auto& certificate = equilibrium.at("certificate");
  const auto verdict = text_at(certificate, "verdict");
  const auto word = verdict == "refuted" ? verdict : text_at(certificate, "level");
  std::string html =
      fmt::format("{}{} {}<br>", badge_of(word), verdict == "undecided" ? " " + badge_of("undecided") : "",
                  escaped(text_at(certificate, "claim")));
  html += fmt::format("epsilon {}, relative {}, residual {}",
                      number_cell(number_or_nan(certificate.value("epsilon", Json()))).html,
                      number_cell(number_or_nan(certificate.value("relative_epsilon", Json()))).html,
                      number_cell(number_or_nan(certificate.value("residual", Json()))).html);
  if (certificate.contains("deviation")) html += "<br>" + deviation_html(certificate.at("deviation"));
  if (certificate.contains("nash")) {
    const auto& nash = certificate.at("nash");
    html += fmt::format("<br>As a Nash equilibrium of the stated payoffs: {}, epsilon {}",
                        badge_of(text_at(nash, "verdict")),
                        number_cell(number_or_nan(nash.value("epsilon", Json()))).html);
    if (nash.contains("deviation")) html += "; " + deviation_html(nash.at("deviation"));
  }
  return html + stability_html(equilibrium);
}

void add_rows(HtmlTable& table, const Json& equilibrium, const std::vector<std::string>& choices) {
  const bool symmetric = equilibrium.value("symmetric", false);
  const auto& regret = equilibrium.at("certificate").value("regret", Json::object());
  for (const auto& [player, strategy] : equilibrium.at("profile").items()) {
    if (table.rows.size() >= most_rows) {
      ++table.left_out;
      continue;
    }
    std::vector<Cell> row{text_cell(symmetric ? "each" : player)};
    for (const auto& choice : choices)
      row.push_back(strategy.contains(choice) ? cell_of(strategy.at(choice)) : Cell{});
    row.push_back(cell_of(equilibrium.at("payoff").value(player, Json())));
    row.push_back(cell_of(regret.value(player, Json())));
    table.rows.push_back(std::move(row));
    if (symmetric) break;
  }
}

void add_equilibria(Section& section, const Json& record, const char* list, std::string_view word) {
  const auto equilibria = record.value(list, Json::array());
  const auto choices = choice_names(equilibria);
  const std::size_t shown = std::min<std::size_t>(equilibria.size(), 24);
  for (std::size_t i = 0; i < shown; ++i) {
    HtmlTable table{.caption = fmt::format("{} {} of {}", word, i + 1, equilibria.size()),
                    .columns = {"player"}};
    table.columns.insert(table.columns.end(), choices.begin(), choices.end());
    table.columns.insert(table.columns.end(), {"payoff", "regret"});
    table.note = certificate_html(equilibria[i]);
    add_rows(table, equilibria[i], choices);
    section.tables.push_back(std::move(table));
    for (const auto& note : texts_at(equilibria[i], "notes")) section.notes.push_back(note);
  }
  if (shown < equilibria.size())
    section.notes.push_back(fmt::format("{} more of these are in the data below", equilibria.size() - shown));
}

/// The derivatives of the first equilibrium that are largest in absolute value.
void add_sensitivity(Section& section, const Json& equilibria) {
  if (equilibria.empty() || !equilibria.front().contains("sensitivity")) return;
  std::vector<std::pair<std::string, std::pair<std::string, double>>> all;
  for (const auto& [parameter, derivatives] : equilibria.front().at("sensitivity").items())
    for (const auto& [choice, value] : derivatives.items())
      if (value.is_number()) all.push_back({parameter, {choice, value.get<double>()}});
  if (all.empty()) return;
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::abs(a.second.second) > std::abs(b.second.second);
  });
  HtmlTable table{.caption = "Sensitivity of equilibrium 1: the strongest derivatives",
                  .columns = {"choice", "parameter", "derivative"}};
  for (const auto& [parameter, derivative] : all) {
    if (table.rows.size() == most_derivatives) break;
    table.rows.push_back({text_cell(derivative.first), text_cell(parameter), number_cell(derivative.second)});
  }
  table.left_out = all.size() - table.rows.size();
  section.details.push_back(std::move(table));
}

}  // namespace

Section result_section(const Json& record) {
  Section section{.title = "Equilibria", .status = text_at(record, "status"), .tables_first = true};
  if (record.contains("completeness")) {
    const auto& completeness = record.at("completeness");
    section.lead = fmt::format("<p>Completeness: {} {}</p>", badge_of(text_at(completeness, "claim")),
                               escaped(text_at(completeness, "method")));
  }
  add_equilibria(section, record, "equilibria", "Equilibrium");
  add_equilibria(section, record, "rejected", "Refuted candidate");
  section.figures = result_figures(record);
  add_sensitivity(section, record.value("equilibria", Json::array()));
  if (record.contains("solver")) section.details.push_back(pairs_table("Solver", record.at("solver")));
  for (const auto& note : texts_at(record, "notes")) section.notes.push_back(note);
  return section;
}

}  // namespace apps::report

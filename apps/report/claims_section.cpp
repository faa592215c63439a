// Claims with their verdicts, and published numbers beside computed ones.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/report/json_cells.hpp"
#include "apps/report/section.hpp"

namespace apps::report {
namespace {

using models::Accent;
using models::Curve;
using models::Figure;
using models::FigureKind;
using models::Stroke;
using models::Symbol;
using Json = nlohmann::ordered_json;
using Strings = std::vector<std::string>;

constexpr std::size_t most_drawn = 40;  // numbers of a reproduction

std::string verdict_html(const Json& claim) {
  const auto verdict = text_at(claim, "verdict"), recorded = text_at(claim, "recorded");
  auto html = badge_of(verdict);
  if (!recorded.empty() && recorded != verdict) html += "<br>" + badge(Grade::bad, "recorded: " + recorded);
  return html;
}

std::string part(const char* word, const std::string& text) {
  return text.empty() ? "" : fmt::format("<br><b>{}</b> {}", word, escaped(text));
}

/// How many claims of each source came out how.
Figure verdicts_figure(const Json& claims) {
  Figure figure{.kind = FigureKind::bars,
                .id = "claims",
                .title = "Verdicts",
                .caption = "How many claims of each source came out how."};
  figure.y.title = "claims";
  Strings verdicts;
  std::map<std::pair<std::string, std::string>, int> count;
  for (const auto& claim : claims) {
    const auto id = text_at(claim, "id"), source = id.substr(0, id.find('/')),
               verdict = text_at(claim, "verdict");
    for (auto [list, word] : {std::pair{&figure.x.categories, source}, std::pair{&verdicts, verdict}})
      if (std::find(list->begin(), list->end(), word) == list->end()) list->push_back(word);
    ++count[{source, verdict}];
  }
  for (const auto& verdict : verdicts) {
    Curve bars{.name = verdict};
    for (std::size_t i = 0; i < figure.x.categories.size(); ++i) {
      bars.x.push_back(static_cast<double>(i));
      bars.y.push_back(count[{figure.x.categories[i], verdict}]);
    }
    figure.curves.push_back(std::move(bars));
  }
  return figure;
}

Curve points(const char* name, Symbol symbol, Accent accent) {
  return {.name = name, .stroke = Stroke::none, .symbol = symbol, .accent = accent};
}

/// Published with its tolerance, and computed, number by number.
Figure numbers_figure(const Json& rows, const std::string& id) {
  Figure figure{.kind = FigureKind::dots, .id = slug("reproduced-" + id), .title = "Published and computed"};
  figure.y.title = "value";
  auto published = points("published, with tolerance", Symbol::ring, Accent::series);
  auto computed = points("computed", Symbol::cross, Accent::good);
  auto differing = points("computed, differs", Symbol::cross, Accent::bad);
  double least = INFINITY, greatest = 0;
  for (const auto& row : rows) {
    if (figure.x.categories.size() == most_drawn) break;
    const double place = static_cast<double>(figure.x.categories.size());
    const double printed = number_or_nan(row.at("published")), value = number_or_nan(row.at("computed"));
    const double tolerance = number_or_nan(row.value("tolerance", Json()));
    figure.x.categories.push_back(text_at(row, "name"));
    if (std::isfinite(printed)) {
      published.x.push_back(place);
      published.y.push_back(printed);
      published.lower.push_back(printed - tolerance);
      published.upper.push_back(printed + tolerance);
      least = std::min(least, printed - tolerance);
    }
    auto& curve = text_at(row, "verdict") == "differs" ? differing : computed;
    curve.x.push_back(place);
    curve.y.push_back(value);
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  figure.caption =
      rows.size() > most_drawn ? fmt::format("The first {} of {} numbers.", most_drawn, rows.size()) : "";
  figure.y.logarithmic = least > 0 && greatest > 300 * least;
  for (auto* curve : {&published, &computed, &differing})
    if (!curve->x.empty()) figure.curves.push_back(std::move(*curve));
  return figure;
}

}  // namespace

Section claims_section(const Json& record) {
  Section section{.title = "Claims", .status = text_at(record, "status")};
  const auto& claims = record.at("claims");
  HtmlTable table{.caption = "Ledger of claims",
                  .columns = {"claim", "verdict", "statement", "margin", "seen"}};
  std::map<std::string, int> count;
  for (const auto& claim : claims) {
    ++count[text_at(claim, "verdict")];
    table.rows.push_back(
        {{fmt::format("{}<br><span class=\"note\">{}</span>", escaped(text_at(claim, "id")),
                      escaped(text_at(claim, "place")))},
         {verdict_html(claim)},
         {escaped(text_at(claim, "statement")) + part("Assumed:", text_at(claim, "hypotheses"))},
         cell_of(claim.value("margin", Json())),
         {escaped(text_at(claim, "evidence")) + part("Looked at:", text_at(claim, "coverage"))}});
  }
  section.lead = fmt::format("<p>{} claims:", claims.size());
  for (const auto& [verdict, number] : count)
    section.lead += fmt::format(" {} {}", badge_of(verdict), number);
  section.lead += "</p>";
  if (claims.size() > 1) section.figures.push_back(verdicts_figure(claims));
  section.tables.push_back(std::move(table));
  return section;
}

Section reproduction_section(const Json& record) {
  const auto id = text_at(record, "id");
  Section section{.title = id, .status = text_at(record, "status")};
  if (const auto title = text_at(record, "title"); !title.empty()) section.title += ": " + title;
  if (const auto place = text_at(record, "place"); !place.empty())
    section.lead = "<p>" + escaped(place) + "</p>";
  const auto& rows = record.at("rows");
  HtmlTable table{
      .caption = "Published and computed",
      .columns = {"number", "published", "computed", "difference", "tolerance", "verdict", "why"}};
  for (const auto& row : rows)
    table.rows.push_back({text_cell(text_at(row, "name")),
                          cell_of(row.at("published")),
                          cell_of(row.at("computed")),
                          cell_of(row.value("difference", Json())),
                          cell_of(row.value("tolerance", Json())),
                          {badge_of(text_at(row, "verdict"))},
                          text_cell(text_at(row, "why"))});
  if (!rows.empty()) section.figures.push_back(numbers_figure(rows, id));
  section.tables.push_back(std::move(table));
  for (const auto& choice : texts_at(record, "choices")) section.notes.push_back(choice);
  return section;
}

}  // namespace apps::report

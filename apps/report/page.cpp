#include "apps/report/page.hpp"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/provenance.hpp"
#include "apps/common/sha256.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/report/figure_table.hpp"
#include "apps/report/json_cells.hpp"
#include "apps/report/page_texts.hpp"
#include "apps/report/plotly_figure.hpp"

namespace apps::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_table_rows = 60;  // beside a figure

/// Parts of the page by the names that page.html gives them.
using Parts = std::map<std::string, std::string, std::less<>>;

std::string base64(std::string_view bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned block = 0;
    for (std::size_t j = 0; j < 3; ++j)
      block = block << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      text += i + j > bytes.size() ? '=' : digits[block >> (18 - 6 * j) & 63U];
  }
  return text;
}

/// "'sha256-...'" of a script, as the policy names it.
std::string script_hash(std::string_view script) {
  const auto hexadecimal = sha256(script);
  std::string bytes;
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hexadecimal.substr(i, 2), nullptr, 16));
  return "'sha256-" + base64(bytes) + "'";
}

std::string data_script(const std::string& id, std::string_view json) {
  return fmt::format("<script type=\"application/json\" id=\"{}\">{}</script>\n", id, script_text(json));
}

std::string save_button(std::string_view kind, const std::string& of, const std::string& name,
                        std::string_view label) {
  return fmt::format(
      "<button type=\"button\" hidden data-save=\"{}\" data-of=\"{}\" data-name=\"{}\">{}</button>\n", kind,
      of, escaped(name), escaped(label));
}

/// Builds the body; figures and sections are numbered through the page.
class Body {
 public:
  std::string html, contents, data;

  explicit Body(std::string page_title) : page_title_(std::move(page_title)) {}

  void add(Chapter& chapter) {
    const auto id = fmt::format("chapter-{}", ++chapters_);
    contents += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, escaped(chapter.title));
    const bool alone = chapter.title == page_title_ && !chapter.subtitle.empty();  // the page says it already
    html += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id,
                        escaped(alone ? chapter.subtitle : chapter.title));
    if (!chapter.subtitle.empty() && !alone)
      html += fmt::format("<p class=\"subtitle\">{}</p>\n", escaped(chapter.subtitle));
    for (auto& section : chapter.sections) add(section);
    add_downloads(chapter);
    html += "</section>\n";
  }

 private:
  void add(Section& section) {
    const auto id = fmt::format("section-{}", ++sections_);
    html += fmt::format("<section aria-labelledby=\"{0}\">\n<h3 id=\"{0}\">{1}{2}</h3>\n{3}\n", id,
                        escaped(section.title), section.status.empty() ? "" : " " + badge_of(section.status),
                        section.lead);
    if (section.tables_first) add_tables(section);
    if (!section.figures.empty()) html += "<div class=\"figures\">\n";
    for (auto& figure : section.figures) add(figure);
    if (!section.figures.empty()) html += "</div>\n";
    if (!section.tables_first) add_tables(section);
    for (const auto& table : section.details)
      html += fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped(table.caption),
                          to_html(table));
    add_notes(section.notes);
    html += "</section>\n";
  }

  void add_tables(const Section& section) {
    for (const auto& table : section.tables) html += to_html(table);
  }

  void add_notes(const std::vector<std::string>& notes) {
    if (notes.empty()) return;
    html += "<ul class=\"notes\">\n";
    for (const auto& note : notes) html += "<li>" + escaped(note) + "</li>\n";
    html += "</ul>\n";
  }

  void add(models::Figure& figure) {
    const auto table = figure_table(figure, most_table_rows);
    thin(figure);
    const auto json = plotly_figure(figure);
    const auto id = fmt::format("figure-{}", ++figures_);
    html += fmt::format(
        "<figure data-id=\"{7}\" aria-labelledby=\"{0}-title\"><figcaption><h4 "
        "id=\"{0}-title\">{1}</h4><p>{2}</p></figcaption>\n"
        "<div class=\"plot\" id=\"{0}\" role=\"img\" aria-label=\"{1}. {2} The numbers stand in the table "
        "below.\" "
        "data-kind=\"{3}\" style=\"min-height:{4}px\"></div>\n"
        "<details><summary>Data of this figure</summary>\n{5}{6}</details></figure>\n",
        id, escaped(figure.title), escaped(figure.caption), name(figure.kind),
        json["layout"]["height"].get<int>(), to_html(table),
        save_button("figure", id, figure.id + ".csv", "Save as CSV"), figure.id);
    data += data_script(id + "-data", json.dump(-1, ' ', true, Json::error_handler_t::replace));
  }

  void add_downloads(const Chapter& chapter) {
    std::string buttons;
    for (const auto& record : chapter.records) {
      if (record.data.empty()) continue;
      const auto id = fmt::format("record-{}", ++records_);
      const bool is_csv = record.suffix == "csv";
      const auto schema = slug(record.schema.substr(record.schema.find('-') + 1));
      buttons += save_button(is_csv ? "text/csv" : "application/json", id,
                             fmt::format("{}-{}.{}", slug(chapter.title), schema, record.suffix),
                             fmt::format("{} ({})", record.schema, record.suffix));
      data += data_script(
          id, is_csv ? Json(record.data).dump(-1, ' ', true, Json::error_handler_t::replace) : record.data);
    }
    if (!buttons.empty()) html += "<p class=\"downloads\">Save the data: " + buttons + "</p>\n";
  }

  std::string page_title_;
  int chapters_ = 0, sections_ = 0, figures_ = 0, records_ = 0;
};

std::string title_of(const std::vector<Chapter>& chapters) {
  if (chapters.size() == 1) return chapters.front().title;
  return fmt::format("{} and {} more", chapters.front().title, chapters.size() - 1);
}

/// The statuses of the sections, each once.
std::string summary_of(const std::vector<Chapter>& chapters) {
  std::string html;
  for (const auto& chapter : chapters)
    for (const auto& section : chapter.sections)
      if (!section.status.empty())
        html += fmt::format("{}{} {}", html.empty() ? "" : " &middot; ", escaped(section.title),
                            badge_of(section.status));
  return html;
}

std::string provenance_html(const std::vector<Chapter>& chapters, const Json& provenance) {
  auto html = to_html(pairs_table("This page", provenance));
  for (const auto& chapter : chapters)
    for (const auto& record : chapter.records)
      if (record.json && record.json->contains("provenance"))
        html += fmt::format("<details><summary>{}: {}</summary>\n{}</details>\n", escaped(record.origin),
                            escaped(record.schema),
                            to_html(pairs_table("Record", record.json->at("provenance"))));
  return html;
}

/// Writes page.html with its parts in their places.
void write_template(TextSink& sink, const Parts& parts) {
  auto rest = page_text("page.html");
  while (!rest.empty()) {
    const auto begin = rest.find("{{"), end = rest.find("}}");
    sink.write(rest.substr(0, begin));
    if (begin == std::string_view::npos) return;
    const auto part = parts.find(rest.substr(begin + 2, end - begin - 2));
    sink.write(part->second);
    rest.remove_prefix(end + 2);
  }
}

}  // namespace

Json figures_json(std::vector<Chapter> chapters, const Json& provenance) {
  Json list = Json::array();
  for (auto& chapter : chapters)
    for (auto& section : chapter.sections)
      for (auto& figure : section.figures) {
        thin(figure);
        auto drawn = plotly_figure(figure);
        list.push_back({{"chapter", chapter.title},
                        {"section", section.title},
                        {"id", figure.id},
                        {"kind", name(figure.kind)},
                        {"title", figure.title},
                        {"caption", figure.caption},
                        {"data", std::move(drawn["data"])},
                        {"layout", std::move(drawn["layout"])}});
      }
  return {{"schema", "entente-figures/1"}, {"figures", std::move(list)}, {"provenance", provenance}};
}

std::string script_text(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  }
  return text;
}

void write_page(TextSink& sink, std::vector<Chapter> chapters, const Json& provenance) {
  const auto plotly = plotly_text();
  if (plotly.empty())
    throw InputError(
        "this program was built without plotly.js, which draws the figures of pages; run `npm ci "
        "--ignore-scripts` in "
        "the sources and build again, or write figures with --static svg -o FOLDER");
  Body body(title_of(chapters));
  for (auto& chapter : chapters) body.add(chapter);
  const auto own = page_text("page.js");
  const auto script = [](std::string_view text) { return fmt::format("<script>{}</script>\n", text); };
  write_template(sink, {{"title", escaped(title_of(chapters))},
                        {"summary", summary_of(chapters)},
                        {"contents", "<ul>\n" + body.contents +
                                         "<li><a href=\"#provenance\">Provenance</a></li>\n</ul>\n"},
                        {"style", std::string(page_text("page.css"))},
                        {"version", std::string(version())},
                        {"body", std::move(body.html)},
                        {"data", std::move(body.data)},
                        {"provenance", provenance_html(chapters, provenance)},
                        {"script-hashes", script_hash(plotly) + " " + script_hash(own)},
                        {"scripts", script(plotly) + script(own)}});
}

}  // namespace apps::report

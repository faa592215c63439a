// Records that are about one model go together.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/text_files.hpp"
#include "apps/report/json_cells.hpp"
#include "apps/report/result_figures.hpp"
#include "apps/report/section.hpp"

namespace apps::report {
namespace {

using Json = nlohmann::ordered_json;

/// The "model" of a record, or nullptr.
const Json* model_of(const Record& record) {
  if (record.json)
    if (const auto found = record.json->find("model"); found != record.json->end() && found->is_object())
      return &*found;
  return record.model && record.model->is_object() ? record.model.get() : nullptr;
}

Section section_of(const Record& record) {
  if (record.sweep) {
    const auto* model = model_of(record);
    return sweep_section(*record.sweep, model ? text_at(*model, "family") : "");
  }
  if (record.figures) return {.title = "Pictures of the game", .figures = *record.figures};
  if (record.schema == "left-out") return {.title = "Left out", .notes = {record.origin}};
  const auto& json = *record.json;
  if (record.schema == "entente-result/1") return result_section(json);
  if (record.schema == "entente-trajectory/1") return trajectory_section(json);
  if (record.schema == "entente-ensemble/1") return ensemble_section(json);
  if (record.schema == "entente-bounds/1") return bounds_section(json);
  if (record.schema == "entente-check/1") return check_section(json);
  if (record.schema == "entente-claims/1") return claims_section(json);
  return reproduction_section(json);
}

std::string default_title(const Record& record) {
  if (record.schema == "entente-claims/1") return "Claims of the sources";
  if (record.schema == "entente-reproduction/1") return "Published numbers, computed again";
  return record.origin;
}

Chapter& chapter_of(std::vector<Chapter>& chapters, const Record& record) {
  const auto* model = model_of(record);
  const auto sha = model ? text_at(*model, "sha256") : "";
  const auto title = model ? text_at(*model, "title") : default_title(record);
  const auto found = std::find_if(chapters.begin(), chapters.end(), [&](const Chapter& chapter) {
    return model ? chapter.model == sha : chapter.model.empty() && chapter.title == title;
  });
  if (found != chapters.end()) return *found;
  auto& chapter = chapters.emplace_back();
  chapter.title = title;
  chapter.model = sha;
  if (!model) return chapter;
  chapter.subtitle = text_at(*model, "name");
  if (chapter.title.empty()) chapter.title = chapter.subtitle;
  chapter.sections.push_back(model_section(*model));
  return chapter;
}

/// Pictures of the game get the equilibria of the result beside them.
void join_figures(Chapter& chapter) {
  for (const auto& record : chapter.records)
    if (record.schema == "entente-result/1")
      for (auto& section : chapter.sections) add_equilibria_to(section.figures, *record.json);
}

/// The description of the model stands behind what was found.
void put_model_last(Chapter& chapter) {
  if (!chapter.model.empty())
    std::rotate(chapter.sections.begin(), chapter.sections.begin() + 1, chapter.sections.end());
}

}  // namespace

std::vector<Chapter> chapters_of(const std::vector<Record>& records) {
  std::vector<Chapter> chapters;
  for (const auto& record : records) {
    try {
      auto& chapter = chapter_of(chapters, record);
      chapter.sections.push_back(section_of(record));
      chapter.records.push_back(record);
    } catch (const Json::exception& error) {
      throw InputError(fmt::format("{}: is no {} record as entente writes it: {}", record.origin,
                                   record.schema, error.what()));
    }
  }
  for (auto& chapter : chapters) {
    put_model_last(chapter);
    join_figures(chapter);
  }
  std::stable_partition(chapters.begin(), chapters.end(), [](const Chapter& c) { return !c.model.empty(); });
  return chapters;
}

}  // namespace apps::report

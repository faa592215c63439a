// apps/report/section.hpp
// The parts of a report before they become a page or files: texts, tables and figures of each record.
#pragma once

#include <string>
#include <vector>

#include "apps/report/html.hpp"
#include "apps/report/record.hpp"
#include "models/figures.hpp"

namespace apps::report {

/// What one record, or one part of it, shows.
struct Section {
  std::string title;
  std::string status;  ///< a word with a grade, or empty
  std::string lead;    ///< HTML before the figures
  std::vector<models::Figure> figures;
  std::vector<HtmlTable> tables;
  bool tables_first = false;       ///< before the figures
  std::vector<HtmlTable> details;  ///< folded away at first
  std::vector<std::string> notes;
};

/// Everything about one model, or records that belong to none.
struct Chapter {
  std::string title, subtitle;
  std::string model;  ///< SHA-256 of the model that the records share, or empty
  std::vector<Section> sections;
  std::vector<Record> records;  ///< for the downloads
};

// One function a kind of record. They throw nlohmann's exceptions where a record is not as its schema says.

Section result_section(const nlohmann::ordered_json&);
Section trajectory_section(const nlohmann::ordered_json&);
Section ensemble_section(const nlohmann::ordered_json&);
Section bounds_section(const nlohmann::ordered_json&);
Section check_section(const nlohmann::ordered_json&);
Section claims_section(const nlohmann::ordered_json&);
Section reproduction_section(const nlohmann::ordered_json&);
Section sweep_section(const SweepRows&, const std::string& family);

/// Title, source, parameters with meaning, symbol and unit, formulas: of the "model" of a record.
Section model_section(const nlohmann::ordered_json& model);

/// Records by the model that they are about, in the order in which the models first appear; claims and
/// reproductions behind. Throws InputError naming the origin of a record that is not as its schema says.
std::vector<Chapter> chapters_of(const std::vector<Record>&);

}  // namespace apps::report

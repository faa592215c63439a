// apps/show.cpp
// `entente show`: the resolved model with every default, as a description that reads back, or as JSON.
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/numbers.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/common/tidy_table.hpp"
#include "apps/common/toml_text.hpp"
#include "apps/verbs.hpp"
#include "models/finite/finite_keys.hpp"

namespace apps {
namespace {

/// One row a value, under its dotted key.
void add_rows(TidyTable& table, const nlohmann::ordered_json& value, const std::string& key,
              const std::string& model) {
  if (value.is_object()) {
    for (const auto& [name, inner] : value.items())
      add_rows(table, inner, key.empty() ? name : key + "." + name, model);
    return;
  }
  TidyRow row;
  row.set("model", model);
  row.set("key", key);
  row.set("value", value.is_string() ? value.get<std::string>() : value.dump());
  append(table, row);
}

/// `-o NAME.nfg`: a finite game as Gambit reads it.
ExitCode write_nfg(const Arguments& arguments, const std::vector<OpenModel>& opened) {
  if (opened.size() != 1) throw UsageError("a .nfg file holds one game; give one MODEL");
  const auto text = models::finite::nfg_of(opened.front().loaded.resolved, text_reader());
  if (!text) throw UsageError("only finite games ([finite] in the description) can be written as .nfg");
  TextSink sink(arguments.output);
  sink.write(*text);
  sink.commit();
  return ExitCode::done;
}

}  // namespace

ExitCode run_show(const Arguments& arguments) {
  std::vector<OpenModel> opened;
  for (const auto& name : arguments.operands) opened.push_back(open_model(arguments, name));
  if (arguments.output.ends_with(".nfg")) return write_nfg(arguments, opened);
  TextSink sink(arguments.output);
  TidyTable table;
  for (const auto& model : opened) {
    nlohmann::ordered_json json{
        {"schema", "entente-model/1"}, {"status", "read"}, {"model", model_json(model)}};
    json["seed"] = model.loaded.seed;
    json["provenance"] = lasting_provenance();
    if (arguments.format == Format::csv)
      add_rows(table, json["model"]["parameters"], "", model.document.name);
    if (arguments.format == Format::human) sink.write(to_toml(model.loaded.resolved));
    if (arguments.format == Format::json) sink.write(to_pretty(json));
    if (arguments.format == Format::jsonl) sink.write(to_one_line(json));
  }
  if (arguments.format == Format::csv) write_csv(sink, {&table});
  sink.commit();
  return ExitCode::done;
}

}  // namespace apps

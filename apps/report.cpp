// `entente report`: one HTML page, or a folder of figures for papers, from models and from earlier records.
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "apps/common/json_text.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/run.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/report/page.hpp"
#include "apps/report/run_model.hpp"
#include "apps/report/static_folder.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

void require_consistent(const Arguments& arguments) {
  const bool to_terminal =
      arguments.output.empty() && arguments.format == Format::human && ::isatty(STDOUT_FILENO) == 1;
  if (!arguments.static_format.empty() && (arguments.output.empty() || arguments.output == "-"))
    throw UsageError(fmt::format("--static {} writes several files: name their folder with -o FOLDER",
                                 arguments.static_format));
  if (arguments.static_format.empty() && to_terminal)
    throw UsageError("a page is no text for a terminal: name a file with -o page.html");
  const bool has_format = arguments.format == Format::human || arguments.format == Format::json;
  if (!arguments.static_format.empty() ? arguments.format != Format::human : !has_format)
    throw UsageError(
        "a report is an HTML page (name it *.html with -o), or the data of its figures with --format json");
}

}  // namespace

ExitCode run_report(const Arguments& arguments) {
  require_consistent(arguments);
  std::vector<report::Record> records;
  auto code = ExitCode::done;
  for (const auto& operand : arguments.operands) {
    if (report::is_record_file(operand)) {
      for (auto& record : report::read_records(operand)) {
        code = worse(code, report::exit_code(record));
        records.push_back(std::move(record));
      }
    } else {
      auto run = report::run_model(arguments, operand);
      code = worse(code, run.code);
      for (auto& record : run.records) records.push_back(std::move(record));
    }
  }
  auto chapters = report::chapters_of(records);
  if (!arguments.static_format.empty()) {
    report::write_static(arguments.output, arguments.static_format, std::move(chapters));
    return code;
  }
  TextSink sink(arguments.output);
  auto provenance = lasting_provenance();
  provenance["command"] = "entente";
  for (const auto& word : arguments.words)
    provenance["command"] = provenance["command"].get<std::string>() + " " + word;
  if (arguments.format == Format::json)
    sink.write(to_pretty(report::figures_json(std::move(chapters), provenance)));
  else
    report::write_page(sink, std::move(chapters), provenance);
  sink.commit();
  return code;
}

}  // namespace apps

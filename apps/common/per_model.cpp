#include "apps/common/per_model.hpp"

#include <cstdio>
#include <deque>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/interrupt.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/records_csv.hpp"
#include "apps/common/records_human.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/run.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {
namespace {

std::string_view status_word(const models::Solution& answer) { return name(answer.status); }
std::string_view status_word(const models::Bounds& answer) { return name(answer.status); }
std::string_view status_word(const models::CheckReport& answer) {
  return exit_code(answer) == ExitCode::done ? "holds" : "fails";
}

/// Writes answers in the format asked for; tables wait until all are known, since they share a header.
class Writer {
 public:
  explicit Writer(const Arguments& arguments) : arguments_(arguments), sink_(arguments.output) {}

  /// One line on standard error where the data go to a file.
  void narrate(const OpenModel& model, std::string_view status) const {
    if (arguments_.verbosity + (arguments_.output.empty() ? 0 : 1) > 0)
      tell(fmt::format("{}: {}\n", model.document.name, status));
  }

  template <typename Answer>
  void add(const OpenModel& model, const Answer& answer, const Stopwatch& stopwatch) {
    if (arguments_.format == Format::human) {
      sink_.write(to_human(model, answer, {arguments_.digits, style_for(arguments_)}));
    } else if (arguments_.format == Format::csv) {
      TidyRow leading;
      if (arguments_.operands.size() > 1) leading.set("model", model.document.name);
      tables_.push_back(tidy(answer, leading));
    } else {
      auto json = record(model, answer);
      json["provenance"] = provenance(arguments_, stopwatch);
      sink_.write(arguments_.format == Format::json ? to_pretty(json) : to_one_line(json));
      sink_.flush();
    }
  }

  void finish() {
    std::vector<const TidyTable*> all;
    for (const auto& table : tables_) all.push_back(&table);
    if (arguments_.format == Format::csv) write_csv(sink_, all);
    sink_.commit();
  }

 private:
  const Arguments& arguments_;
  TextSink sink_;
  std::deque<TidyTable> tables_;
};

}  // namespace

template <typename Answer>
ExitCode answer_each(const Arguments& arguments, const Verb<Answer>& verb) {
  const auto stop = stop_after(arguments.time_limit);
  std::vector<OpenModel> opened;
  for (const auto& name : arguments.operands) opened.push_back(open_model(arguments, name));
  Writer writer(arguments);
  auto code = ExitCode::done;
  for (const auto& model : opened) {
    const Stopwatch stopwatch;
    const auto answer = verb(model, run_options(arguments, model.loaded, stop));
    writer.add(model, answer, stopwatch);
    writer.narrate(model, status_word(answer));
    code = worse(code, exit_code(answer));
  }
  writer.finish();
  return code;
}

template ExitCode answer_each(const Arguments&, const Verb<models::Solution>&);
template ExitCode answer_each(const Arguments&, const Verb<models::Bounds>&);
template ExitCode answer_each(const Arguments&, const Verb<models::CheckReport>&);

}  // namespace apps

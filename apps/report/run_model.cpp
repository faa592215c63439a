#include "apps/report/run_model.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/interrupt.hpp"
#include "apps/common/narration.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/records_json.hpp"
#include "apps/common/run.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/verbs.hpp"

namespace apps::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A new folder for the records, removed with them at the end of scope.
class WorkFolder {
 public:
  WorkFolder() {
    std::string pattern = (fs::temp_directory_path() / "entente-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
      throw std::system_error(errno, std::generic_category(),
                              fmt::format("cannot make a folder '{}'", pattern));
    path_ = pattern;
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

bool offers(const OpenModel& model, std::string_view verb) {
  const auto& verbs = model.loaded.family->verbs;
  return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

/// The words of one verb on the model, with the options that were given to `report`.
Arguments arguments_of(const Arguments& given, std::string_view verb, const std::string& model) {
  auto arguments = given;
  arguments.verb = find_verb(verb);
  arguments.operands = {model};
  arguments.verbosity = -1;
  return arguments;
}

class Runner {
 public:
  Runner(const Arguments& given, const std::string& name)
      : given_(given), name_(name), model_(open_model(given, name)) {}

  ModelRun all() {
    run("solve", Format::json);
    if (given_.seeds || result_.records.empty() || writes("simulate") || writes("phases"))
      run("simulate", Format::json);
    add_pictures();
    run("bound", Format::json);
    if (!model_.loaded.axes.empty() || !given_.sweep.empty()) run("sweep", Format::csv);
    if (!model_.loaded.claims.empty()) run("verify", Format::json);
    return std::move(result_);
  }

 private:
  void run(std::string_view verb, Format format) {
    if (verb != "sweep" && verb != "verify" && !offers(model_, verb)) return;
    auto arguments = arguments_of(given_, verb, name_);
    const auto suffix = format == Format::csv ? ".csv" : ".json";
    arguments.format = format;
    arguments.output = folder_ / (std::string(verb) + suffix);
    try {
      result_.code = worse(result_.code, arguments.verb->run(arguments));
    } catch (const models::NotOffered&) {
      return;
    } catch (
        const std::invalid_argument& error) {  // such as the method of [solve], which `bound` does not know
      if (result_.records.empty()) throw;
      result_.records.push_back({.origin = error.what(), .schema = "left-out", .model = model_record()});
      return;
    }
    if (!fs::exists(arguments.output)) return;  // stopped before anything was written
    for (auto& record : read_records(arguments.output)) {
      record.origin = fmt::format("entente {} {}", verb, name_);
      record.model = model_record();
      result_.records.push_back(std::move(record));
    }
  }

  /// The description itself has the section or a key of it, or --set gives one: simulations of those that say
  /// nothing of time can be long.
  bool writes(const std::string& section) const {
    if (model_.document.root.find(section)) return true;
    return std::any_of(given_.overrides.begin(), given_.overrides.end(),
                       [&](const auto& override) { return override.key.starts_with(section + "."); });
  }

  void add_pictures() {
    const auto stop = stop_after(given_.time_limit);
    auto figures = model_.loaded.model->figures(run_options(given_, model_.loaded, stop));
    if (figures.empty()) return;
    result_.records.push_back({.origin = name_,
                               .schema = "figures",
                               .model = model_record(),
                               .figures = std::make_shared<std::vector<models::Figure>>(std::move(figures))});
  }

  std::shared_ptr<const Json> model_record() const { return std::make_shared<Json>(model_json(model_)); }

  const Arguments& given_;
  const std::string& name_;
  OpenModel model_;
  WorkFolder folder_;
  ModelRun result_;
};

}  // namespace

ModelRun run_model(const Arguments& arguments, const std::string& model) {
  if (model != "-") return Runner(arguments, model).all();
  const WorkFolder folder;  // standard input can be read once, and every verb reads the description
  const auto file = folder / "standard-input.toml";
  TextSink sink(file);
  sink.write(read_model_text(model));
  sink.commit();
  return Runner(arguments, file).all();
}

}  // namespace apps::report

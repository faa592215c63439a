#include "apps/common/open_model.hpp"

#include <vector>

#include "apps/common/interrupt.hpp"
#include "apps/common/sha256.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/toml_text.hpp"
#include "models/finite/finite_keys.hpp"

namespace apps {

models::ReadOptions read_options(const Arguments& arguments) {
  return {.overrides = arguments.overrides, .seed = arguments.seed, .read_text = text_reader()};
}

OpenModel open_model(const Arguments& arguments, const std::string& model) {
  const auto options = read_options(arguments);
  const StoppableReading stoppable(model, arguments.time_limit);
  OpenModel result;
  auto text = read_model_text(model);
  if (models::finite::looks_like_nfg(text))  // a game of Gambit's is the description that says the same
    text = models::finite::description_of(models::finite::read_nfg(model, text));
  result.document = models::parse_document(model, text, options.read_text);
  result.loaded = models::read_model(result.document, options);
  result.sha256 = fingerprint(result.loaded);
  return result;
}

std::string fingerprint(const models::LoadedModel& loaded) {
  auto values = loaded.resolved;
  std::erase_if(values.entries(), [](const auto& entry) { return entry.key == "seed"; });
  return sha256(loaded.family->name + "\n" + to_toml(values));
}

models::RunOptions run_options(const Arguments& arguments, const models::LoadedModel& loaded,
                               const solvers::Stop& stop) {
  auto options = loaded.wishes;
  options.seed = loaded.seed;
  options.threads = arguments.threads;
  if (arguments.tolerance) options.tolerance = *arguments.tolerance;
  if (arguments.residual_tolerance) options.residual_tolerance = *arguments.residual_tolerance;
  if (arguments.max_iterations) options.max_iterations = *arguments.max_iterations;
  if (arguments.method) options.method = *arguments.method;
  if (arguments.starts) options.starts = *arguments.starts;
  options.stop = stop;
  return options;
}

}  // namespace apps

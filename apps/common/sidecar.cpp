#include "apps/common/sidecar.hpp"

#include <filesystem>
#include <limits>

#include <nlohmann/json.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sha256.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {

std::string sidecar_path(const std::string& output) {
  return std::filesystem::path(output).replace_extension(".run.json").string();
}

void write_sidecar(const Arguments& arguments, const Stopwatch& stopwatch, const OpenModel& model) {
  write_sidecar(arguments, stopwatch, model.sha256, model.loaded.seed);
}

void write_sidecar(const Arguments& arguments, const Stopwatch& stopwatch, const std::string& model_sha256,
                   std::uint64_t seed) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(arguments.output, ignored)) return;
  nlohmann::ordered_json json{{"schema", "entente-run/1"},
                              {"data", std::filesystem::path(arguments.output).filename().string()},
                              {"data_sha256", sha256_of_file(arguments.output)},
                              {"model_sha256", model_sha256},
                              {"seed", seed}};
  json["provenance"] = provenance(arguments, stopwatch);
  TextSink sink(sidecar_path(arguments.output));
  sink.write(to_pretty(json));
  sink.commit();
}

}  // namespace apps
